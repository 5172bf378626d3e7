"""A colleague is away, from today until a day: cases go to who stands in, talks to others or back to the families."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse

from bot.booking import orphans
from bot.booking.schedule import SUDDEN, Away, moment
from bot.desk import closing
from bot.desk.gates import Gate
from bot.errors import NotHeldError
from bot.store import absences, audit, cases, resources, staff
from bot.store.staff import Role
from bot.wall import day_of

if TYPE_CHECKING:
    from sqlalchemy import Connection
    from starlette.responses import Response

    from bot.booking.book import Book
    from bot.desk.desk import Desk
    from bot.desk.gates import Visit
    from bot.store.resources import Resource
    from bot.store.staff import Colleague

# A day that is further ahead was not meant.
LONGEST = timedelta(days=365)


def leave(desk: Desk, visit: Visit) -> Response:
    """Note that a colleague is away until a day, or today only where none is given.

    A lead notes it for others, too.
    """
    given = visit.field("staff")
    whose = int(given) if given.isdecimal() and len(given) < 19 else visit.who.id
    if whose != visit.who.id and not visit.who.role.covers(Role.LEAD):
        raise HTTPException(403)
    today = day_of(desk.clock(), desk.zone)
    until = closing.day_in(visit.field("until")) if visit.field("until") else today
    if until is None or not today <= until <= today + LONGEST:
        return closing.page(desk, visit, 422, fault=True)

    def do(book: Book) -> None:
        who = staff.one(book.conn, whose)
        if who is None:
            raise HTTPException(422)
        absences.begin(book.conn, who.id, moment(until + timedelta(days=1), 0, book.zone))
        _hand_on(desk, visit, who, book.conn)
        _free_days(book, visit, who.id, until)
        audit.write(book.conn, visit.who.id, "away", book.now, detail=f"{who.id} until {until.isoformat()}")

    desk.appoint(do)
    return RedirectResponse(f"/desk/closing?done=away&until={until.isoformat()}", 303)


def come_back(book: Book, staff_id: int) -> None:
    """Note that a colleague is there again, from today on: families may choose her times once more."""
    absences.end(book.conn, staff_id)
    mine = _calendar(book, staff_id)
    if mine is not None:
        resources.save(book.conn, book.vault, replace(mine, schedule=mine.schedule.back_from(book.today)))


def retire(desk: Desk, visit: Visit, book: Book, who: Colleague) -> None:
    """Take somebody out for good: her cases and talks go the same way, and nobody books her any more."""
    _hand_on(desk, visit, who, book.conn)
    mine = _calendar(book, who.id)
    if mine is not None:
        _change(book, visit, replace(mine, state="gone"), date.max)


GATES = (Gate(path="/desk/away", method="POST", page=leave, role=Role.COUNSELLOR),)


def _calendar(book: Book, staff_id: int) -> Resource | None:
    """Return her calendar as it is once nobody else changes it; None where she gives no talks."""
    mine = resources.of_staff(book.conn, book.vault, staff_id)
    if mine is None:
        return None
    resources.lock(book.conn, [mine.id])
    return resources.one(book.conn, book.vault, mine.id)


def _free_days(book: Book, visit: Visit, staff_id: int, until: date) -> None:
    """Take somebody out of the calendar until a day: others take her talks, or the families choose another time."""
    mine = _calendar(book, staff_id)
    if mine is None:
        return
    before = mine.schedule.back_from(book.today)
    absence = Away(since=book.today, until=until, reason=SUDDEN)
    _change(book, visit, replace(mine, schedule=replace(before, away=(*before.away, absence))), until)


def _change(book: Book, visit: Visit, changed: Resource, until: date) -> None:
    """Keep a calendar as it is from now on, and do something about every talk up to a day that it cannot keep."""
    resources.save(book.conn, book.vault, changed)
    orphans.let_go(book, changed)
    for found in orphans.orphans(book, changed):
        # What is left alone on a later day was left so by somebody who knew why.
        if day_of(found.starts_at, book.zone) > until:
            continue
        passed_on = orphans.pass_on(book, found, changed.id)
        if not passed_on:
            orphans.call_off(book, found)
        closing.note(book, visit, found, orphans.PASS_ON if passed_on else orphans.CALL_OFF)


def _hand_on(desk: Desk, visit: Visit, who: Colleague, conn: Connection) -> None:
    """Give a colleague's open cases to her deputy, or back to the queue where nobody stands in.

    In the log stands who has noted the absence.
    """
    deputy = staff.one(conn, who.deputy_id) if who.deputy_id else None
    to = deputy if deputy is not None and deputy.state == "active" and not deputy.away else None
    for person in cases.of_assignee(conn, who.id):
        try:
            if to is not None:
                desk.handovers.reassign(conn, visit.who, person, to, of=who)
            else:
                desk.handovers.release(conn, visit.who, person, of=who)
        except NotHeldError:
            # Nobody writes with this family just now: only the case changes hands.
            cases.assign(conn, person, to.id if to else None)
