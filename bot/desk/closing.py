"""A day that falls away: a colleague is away today, or the office is closed; whoever is booked hears of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse

from bot.booking import orphans
from bot.booking.schedule import Away
from bot.desk.gates import Gate
from bot.desk.lines import lines
from bot.errors import NotHeldError
from bot.store import audit, cases, reminders, resources, staff
from bot.store.staff import Role
from bot.wall import day_of
from translations import strip_controls

if TYPE_CHECKING:
    from sqlalchemy import Connection
    from starlette.responses import Response

    from bot.booking.book import Book
    from bot.desk.desk import Desk
    from bot.desk.gates import Visit
    from bot.store.appointments import Appointment
    from bot.store.resources import Resource
    from bot.store.staff import Colleague

LONGEST = 120


def show(desk: Desk, visit: Visit) -> Response:
    """Show what is booked on a day, and what can be done."""
    day = _day(visit.request.query_params.get("day", "")) or day_of(desk.clock(), desk.zone)
    with desk.door.read() as conn:
        booked = lines(desk, visit, conn, orphans.of_day(desk.book(conn), day))
        closed = resources.closures(conn)
        colleagues = [one for one in staff.everybody(conn) if one.state == "active"]
    return desk.view.page(
        "closing.html", visit, shown=day, booked=booked, closed=closed, colleagues=colleagues,
        done=visit.request.query_params.get("done", ""),
    )  # fmt: skip


def close(desk: Desk, visit: Visit) -> Response:
    """Close the office on a day and tell everybody who is booked, or open it again."""
    day = _day(visit.field("day"))
    if day is None:
        raise HTTPException(422)
    reason = " ".join(strip_controls(visit.field("reason")).split())[:LONGEST]
    opens = visit.field("do") == "open"

    def do(book: Book) -> None:
        if opens:
            resources.open_on(book.conn, day)
        else:
            resources.close_on(book.conn, day, reason)
            orphans.let_go_of_day(book, day)
            for found in orphans.of_day(book, day):
                orphans.call_off(book, found, reminders.TOLD_CLOSED)
                _note(book, visit, found, orphans.CALL_OFF)
        audit.write(book.conn, visit.who.id, "opened day" if opens else "closed day", book.now, detail=day.isoformat())

    desk.appoint(do)
    return RedirectResponse(f"/desk/closing?day={day.isoformat()}&done={'open' if opens else 'closed'}", 303)


def away(desk: Desk, visit: Visit) -> Response:
    """Note that a colleague is away today: cases go to her deputy, talks to others or back to the families.

    A lead notes it for others, too.
    """
    whose = (
        int(visit.field("staff"))
        if visit.field("staff").isdecimal() and len(visit.field("staff")) < 19
        else visit.who.id
    )
    if whose != visit.who.id and not visit.who.role.covers(Role.LEAD):
        raise HTTPException(403)

    def do(book: Book) -> None:
        who = staff.one(book.conn, whose)
        if who is None:
            raise HTTPException(422)
        staff.change(book.conn, who.id, away=True)
        _hand_on(desk, who, book.conn)
        _free_day(book, visit, resources.of_staff(book.conn, desk.vault, who.id))
        audit.write(book.conn, visit.who.id, "away today", book.now, detail=str(who.id))

    desk.appoint(do)
    return RedirectResponse("/desk/closing?done=away", 303)


GATES = (
    Gate(path="/desk/closing", method="GET", page=show, role=Role.COUNSELLOR),
    Gate(path="/desk/closing", method="POST", page=close, role=Role.LEAD),
    Gate(path="/desk/away", method="POST", page=away, role=Role.COUNSELLOR),
)


def _free_day(book: Book, visit: Visit, mine: Resource | None) -> None:
    """Take somebody out of today's calendar: others take her talks, or the families choose another time."""
    if mine is None:
        return
    resources.lock(book.conn, [mine.id])
    absence = Away(since=book.today, until=book.today, reason="sick")
    changed = replace(mine, schedule=replace(mine.schedule, away=(*mine.schedule.away, absence)))
    alone = orphans.orphans(book, changed)
    resources.save(book.conn, book.vault, changed)
    orphans.let_go(book, changed)
    for found in alone:
        passed_on = orphans.pass_on(book, found, mine.id)
        if not passed_on:
            orphans.call_off(book, found)
        _note(book, visit, found, orphans.PASS_ON if passed_on else orphans.CALL_OFF)


def _note(book: Book, visit: Visit, found: Appointment, what: str) -> None:
    audit.write(book.conn, visit.who.id, f"appointment {what}", book.now, detail=f"appointment {found.id}")


def _hand_on(desk: Desk, who: Colleague, conn: Connection) -> None:
    """Give a colleague's open cases to her deputy, or back to the queue where nobody stands in."""
    deputy = staff.one(conn, who.deputy_id) if who.deputy_id else None
    to = deputy if deputy is not None and deputy.state == "active" and not deputy.away else None
    for person in cases.of_assignee(conn, who.id):
        try:
            if to is not None:
                desk.handovers.reassign(conn, who, person, to)
            else:
                desk.handovers.release(conn, who, person)
        except NotHeldError:
            # Nobody writes with this family just now: only the case changes hands.
            cases.assign(conn, person, to.id if to else None)


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None
