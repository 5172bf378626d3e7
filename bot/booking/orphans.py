"""Appointments that would be left alone when hours, languages or services change, and what becomes of them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.booking.schedule import DAY, moment
from bot.booking.spans import both
from bot.booking.telling import wanted_of
from bot.errors import TakenError
from bot.store import allocations, appointments, reminders, resources
from bot.store.appointments import BOOKED, HELD
from bot.store.resources import Kind
from bot.wall import day_of
from knowledge.hours import is_closed

if TYPE_CHECKING:
    from datetime import date

    from bot.booking.book import Book
    from bot.store.appointments import Appointment
    from bot.store.resources import Resource

# What may be done with them: nothing, somebody else takes them, or the family is told and chooses another time.
LEAVE, PASS_ON, CALL_OFF = DECISIONS = ("leave", "pass-on", "call-off")


def orphans(book: Book, changed: Resource) -> list[Appointment]:
    """Return the booked appointments that a resource could not keep any more, once it is as given."""
    booked = appointments.of_resource(book.conn, book.vault, changed.id, book.now)
    return [one for one in booked if not _fits(book, changed, one)]


def of_day(book: Book, day: date, state: str = BOOKED) -> list[Appointment]:
    """Return what is booked on a day, or in another state, and has not begun yet."""
    first, last = moment(day, 0, book.zone), moment(day, DAY, book.zone)
    return appointments.between(book.conn, book.vault, max(first, book.now), last, (state,))


def let_go(book: Book, changed: Resource) -> None:
    """Give up times that are held and could not be kept: who held them chooses another one."""
    held = appointments.of_resource(book.conn, book.vault, changed.id, book.now, HELD)
    for one in held:
        if not _fits(book, changed, one):
            book.release(one.id)


def let_go_of_day(book: Book, day: date) -> None:
    """Give up all times that are held on a day."""
    for one in of_day(book, day, HELD):
        book.release(one.id)


def settle(book: Book, orphan: Appointment, decision: str, changed: Resource) -> bool:
    """Do with an orphan what was decided; False where nobody else could take it, so that it stays as it is."""
    if decision == PASS_ON:
        return pass_on(book, orphan, changed.id)
    if decision == CALL_OFF:
        call_off(book, orphan)
    return True


def call_off(book: Book, found: Appointment, kind: str = reminders.TOLD_CANCELLED) -> None:
    """Cancel an appointment for the office, and tell whoever takes part."""
    if book.cancel(found.id, by="staff"):
        book.tell(found, kind)


def pass_on(book: Book, found: Appointment, without: int) -> bool:
    """Let others who are free at the very time take an appointment; False where nobody is."""
    try:
        with allocations.all_or_nothing(book.conn):
            _swap(book, found, without)
    except TakenError:
        return False
    return True


def _swap(book: Book, found: Appointment, without: int) -> None:
    before = {share.resource_id for share in allocations.of(book.conn, [found.id])[found.id]}
    allocations.mark(book.conn, found.id, allocations.FREE)
    plan = replace(book.plan(), urgent=True)
    plan.resources = [one for one in plan.resources if one.id != without]
    length = (found.ends_at - found.starts_at) // 60_000
    picks = [pick for pick in plan.picks(wanted_of(found), found.starts_at) if pick.length == length]
    # Who is booked already stays, as far as possible.
    picks.sort(key=lambda pick: -len(before & {one.id for one in pick.all}))
    if not picks:
        raise TakenError("Nobody else is free.")
    ids = sorted(one.id for one in picks[0].all)
    resources.lock(book.conn, ids)
    # What was held there and is kept no longer is in nobody's way.
    appointments.expire(book.conn, book.now, ids)
    allocations.drop(book.conn, found.id)
    allocations.take(book.conn, found.id, book.shares(found, picks[0]), BOOKED)
    appointments.rewrite(book.conn, book.vault, replace(found, how=picks[0].how))


def _fits(book: Book, changed: Resource, found: Appointment) -> bool:
    """Tell whether a resource, as it is now, can keep an appointment."""
    day = day_of(found.starts_at, book.zone)
    closed = day.isoformat() in resources.closures(book.conn) or is_closed(book.office, day)
    hours = [] if closed else changed.schedule.spans(day, book.zone)
    there = both(hours, [(found.starts_at, found.ends_at)]) == [(found.starts_at, found.ends_at)]
    any_talk = changed.kind is Kind.ROOM and not changed.services
    serves = any_talk or found.service in changed.services
    return changed.state == "active" and there and serves and _speaks(book, changed, found)


def _speaks(book: Book, changed: Resource, found: Appointment) -> bool:
    """Tell whether somebody still speaks as the family was promised."""
    if changed.kind is Kind.COUNSELLOR:
        return found.how != "own" or found.language in changed.languages
    if changed.kind is not Kind.INTERPRETER:
        return True
    wishes = found.body.get("wishes", [])
    by_phone = changed.by_phone or changed.only_phone
    return (
        found.language in changed.languages
        and "" < changed.confidential <= book.today.isoformat()
        and (by_phone if found.how == "phone" else not changed.only_phone)
        and ("woman" not in wishes or changed.woman)
        and ("stranger" not in wishes or changed.elsewhere)
    )
