"""Families whom the chat does not reach: whose talk is near, or is called off, to be phoned; one click ends it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from starlette.responses import RedirectResponse

from bot.booking.schedule import DAY, moment
from bot.desk.gates import Gate
from bot.desk.lines import Line, is_open, lines
from bot.store import (
    allocations,
    appointments,
    audit,
    cases,
    conversations,
    households,
    inbox,
    reminders,
    resources,
)
from bot.store import unreached as missing
from bot.store.reminders import Reminder
from bot.store.staff import Role
from bot.wall import day_of
from dialogs.phone import spoken
from knowledge.hours import is_working_day

if TYPE_CHECKING:
    from sqlalchemy import Connection
    from starlette.responses import Response

    from bot.desk.desk import Desk
    from bot.desk.gates import Visit
    from bot.store.appointments import Appointment
    from bot.store.conversations import Thread
    from bot.store.staff import Colleague

# Today and so many working days more.
AHEAD = 2


@dataclass(frozen=True, kw_only=True)
class Unreached:
    """One adult who is to be phoned about one appointment."""

    line: Line
    person_id: int
    # In which she reads and writes here.
    language: str
    # As it is spoken and as it is dialled; empty where she has given none.
    phone: str
    dialled: str


def unreached(desk: Desk, visit: Visit, conn: Connection) -> list[Unreached]:
    """Return who is to be phoned about the next days, as far as she may see them."""
    pairs = _pairs(desk, conn)
    shown = {line.found.id: line for line in lines(desk, visit, conn, _found(desk, conn, pairs)) if line.open}
    people = (
        (shown[id], conversations.load_person(conn, desk.vault, person, lock=False))
        for id, person in pairs
        if id in shown
    )
    return [_to_phone(desk, visit, conn, line, thread) for line, thread in people if thread is not None]


def how_many(desk: Desk, who: Colleague, conn: Connection) -> int:
    """Count whom a colleague is to phone."""
    pairs = _pairs(desk, conn)
    people: dict[int, list[int]] = {}
    for id, person in pairs:
        people.setdefault(id, []).append(person)
    mine, shares = resources.of_staff(conn, desk.vault, who.id), allocations.of(conn, people)
    hers = {id for id in people if mine and any(one.resource_id == mine.id for one in shares.get(id, ()))}
    return sum(
        len(people[one.id])
        for one in _found(desk, conn, pairs)
        if is_open(desk, who, one, inbox.of_persons(conn, who, people[one.id]), hers=one.id in hers)
    )


def phoned(desk: Desk, visit: Visit) -> Response:
    """Note that somebody was reached on the phone: she need not be phoned again about what is known now."""
    id, person, now = int(visit.request.path_params["id"]), visit.field("person"), desk.clock()
    with desk.door.read() as conn:
        there = [one for one in unreached(desk, visit, conn) if one.line.found.id == id]
    for one in there:
        if str(one.person_id) == person:
            call = Reminder(
                appointment_id=id, person_id=one.person_id, kind=reminders.PHONE, due_at=now, state=reminders.PHONED
            )
            desk.write(lambda conn, call=call: _note(conn, visit, call))  # type: ignore[misc]
    # Whom a colleague has phoned meanwhile stands on the list no more.
    return RedirectResponse("/desk/cases/unreachable", 303)


GATES = (Gate(path="/desk/appointment/{id:int}/phoned", method="POST", page=phoned, role=Role.COUNSELLOR),)


def _pairs(desk: Desk, conn: Connection) -> list[tuple[int, int]]:
    """Return (appointment, adult) of today and the next working days."""
    now = desk.clock()
    day, left = day_of(now, desk.zone), AHEAD
    while left:
        day += timedelta(days=1)
        left -= is_working_day(desk.library.office, day)
    return missing.between(conn, now, moment(day, DAY, desk.zone))


def _found(desk: Desk, conn: Connection, pairs: list[tuple[int, int]]) -> list[Appointment]:
    ids = dict.fromkeys(id for id, _person in pairs)
    return [found for id in ids if (found := appointments.one(conn, desk.vault, id)) is not None]


def _note(conn: Connection, visit: Visit, call: Reminder) -> None:
    reminders.plan(conn, [call])
    detail = f"appointment {call.appointment_id}"
    audit.write(conn, visit.who.id, "appointment phoned", call.due_at, person_id=call.person_id, detail=detail)


def _to_phone(desk: Desk, visit: Visit, conn: Connection, line: Line, thread: Thread) -> Unreached:
    dialled = _number(desk, visit, conn, thread)
    return Unreached(
        line=line, person_id=thread.person_id, language=thread.talk.language,
        phone=spoken(dialled) if dialled else "", dialled=dialled,
    )  # fmt: skip


def _number(desk: Desk, visit: Visit, conn: Connection, thread: Thread) -> str:
    """Return the phone number that she has given, when she registered or when she wished to be called."""
    home = households.of(conn, desk.vault, thread.person_id)
    given = households.answers(conn, home, thread.box, thread.person_id) if home else {}
    rows = inbox.of_persons(conn, visit.who, [thread.person_id])
    numbers = [given.get("you.phone"), *(cases.one(conn, thread.box, row.id).body.get("phone") for row in rows)]
    return next((one for one in numbers if isinstance(one, str)), "")
