"""Appointments as the desk shows them; a family is named only to who may see her."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.booking.telling import family_name
from bot.store import allocations, appointments, cases, conversations, inbox, reminders, resources
from bot.store.resources import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection

    from bot.desk.desk import Desk
    from bot.desk.gates import Visit
    from bot.store.appointments import Appointment
    from bot.store.inbox import Row
    from bot.store.staff import Colleague


@dataclass(frozen=True, kw_only=True)
class Line:
    """One appointment; empty where the colleague may not see it."""

    found: Appointment
    # What it takes up: names of counsellor, interpreter and room.
    counsellor: str
    interpreter: str
    room: str
    # What the family is called: her name or her number.
    family: str
    # The newest case of an adult who takes part.
    row: Row | None
    # Whether she may see whose it is.
    open: bool
    # How many of the adults have said that they come.
    coming: int
    # sent, planned, late or unreachable: what became of the reminders.
    reminded: frozenset[str]
    # An adult cannot be reached in the chat.
    unreachable: bool
    # One was reached on the phone instead.
    phoned: bool


def lines(
    desk: Desk, visit: Visit, conn: Connection, found: Iterable[Appointment], *, whose: int = 0
) -> list[Line]:  # fmt: skip
    """Describe appointments; only those that take up one resource, where it is given."""
    found = list(found)
    names = {one.id: one for one in resources.everything(conn, desk.vault, gone=True)}
    shares = allocations.of(conn, [one.id for one in found])
    described = []
    for one in found:
        ids = {share.kind: share.resource_id for share in shares.get(one.id, [])}
        if whose and whose not in ids.values():
            continue
        called = {kind: names[id].name for kind, id in ids.items() if id in names}
        hers = any(id in names and names[id].staff_id == visit.who.id for id in ids.values())
        described.append(_line(desk, visit, conn, one, called, hers=hers))
    return described


def is_open(desk: Desk, who: Colleague, found: Appointment, rows: list[Row], *, hers: bool) -> bool:
    """Tell whether a colleague may see whose appointment it is; rows are her cases with those who take part."""
    service = desk.library.office.service(found.service)
    # Whoever gives the talk knows with whom, whatever her teams are.
    return hers or bool(rows) or (service is not None and who.works_on(service.team))


def _line(  # noqa: PLR0913  (What is shown to whom, and what is known of it.)
    desk: Desk, visit: Visit, conn: Connection, found: Appointment, called: dict[Kind, str], *, hers: bool
) -> Line:
    there = appointments.attendances(conn, found.id)
    people = [one.person_id for one in there] or appointments.persons_of(conn, found.party_id)
    rows = inbox.of_persons(conn, visit.who, people)
    open_ = is_open(desk, visit.who, found, rows, hers=hers)
    told = reminders.of(conn, found.id)
    threads = [conversations.load_person(conn, desk.vault, one.person_id, lock=False) for one in there]
    return Line(
        found=found, counsellor=called.get(Kind.COUNSELLOR, ""), interpreter=called.get(Kind.INTERPRETER, ""),
        room=called.get(Kind.ROOM, ""), family=_family(desk, conn, found, rows) if open_ else "",
        row=rows[0] if rows else None, open=open_, coming=sum(one.reply == appointments.COMING for one in there),
        reminded=frozenset(one.state for one in told if one.kind in (reminders.DAY, reminders.HOURS)),
        unreachable=any(thread is not None and thread.reachable != "ok" for thread in threads),
        phoned=any(one.kind == reminders.PHONE for one in told),
    )  # fmt: skip


def _family(desk: Desk, conn: Connection, found: Appointment, rows: list[Row]) -> str:
    """Return what colleagues call her: by the name or number of her case, or as she has said herself."""
    if rows:
        thread = conversations.load_person(conn, desk.vault, rows[0].person_id, lock=False)
        body = cases.one(conn, thread.box, rows[0].id).body if thread else {}
        if body.get("name") or body.get("receipt"):
            return str(body.get("name") or body["receipt"])
    return family_name(conn, desk.vault, found)
