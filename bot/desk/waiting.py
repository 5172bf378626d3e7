"""The waiting list at the desk: who waits for what, since when, and what is kept for her."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse

from bot.desk.gates import Gate
from bot.store import appointments, audit, inbox, waitlist
from bot.store.staff import Role

if TYPE_CHECKING:
    from sqlalchemy import Connection
    from starlette.responses import Response

    from bot.desk.desk import Desk
    from bot.desk.gates import Visit
    from bot.store.appointments import Appointment
    from bot.store.inbox import Row
    from bot.store.waitlist import Entry


@dataclass(frozen=True, kw_only=True)
class Waits:
    """One line of the list."""

    entry: Entry
    # Her newest case; None where she has none that the colleague may see.
    row: Row | None
    # What is kept for her.
    offered: Appointment | None


def show(desk: Desk, visit: Visit) -> Response:
    """List who waits, who waits longest first."""
    with desk.door.read() as conn:
        waits = _waits(desk, visit, conn)
    now = desk.clock()
    desk.write(lambda conn: audit.write(conn, visit.who.id, "viewed", now, detail="waiting list"))
    return desk.view.page("waitlist.html", visit, waits=waits, done=visit.request.query_params.get("done", ""))


def remove(desk: Desk, visit: Visit) -> Response:
    """Take somebody off the list, who has found a time otherwise."""
    id = int(visit.request.path_params["id"])
    with desk.door.read() as conn:
        found = next((one for one in _waits(desk, visit, conn) if one.entry.id == id), None)
    if found is None:
        raise HTTPException(404)
    entry, now = found.entry, desk.clock()

    def write(conn: Connection) -> None:
        desk.book(conn).off_list(entry.person_id, entry.service)
        audit.write(conn, visit.who.id, "off the waiting list", now, person_id=entry.person_id)

    desk.write(write)
    return RedirectResponse("/desk/waitlist?done=1", 303)


GATES = (
    Gate(path="/desk/waitlist", method="GET", page=show, role=Role.COUNSELLOR),
    Gate(path="/desk/waitlist/{id:int}", method="POST", page=remove, role=Role.COUNSELLOR),
)


def _waits(desk: Desk, visit: Visit, conn: Connection) -> list[Waits]:
    shown = []
    for entry in waitlist.everybody(conn, desk.vault):
        rows = inbox.of_persons(conn, visit.who, [entry.person_id])
        service = desk.library.office.service(entry.service)
        if rows or (service is not None and visit.who.works_on(service.team)):
            offered = appointments.one(conn, desk.vault, entry.offered_id) if entry.offered_id else None
            shown.append(Waits(entry=entry, row=rows[0] if rows else None, offered=offered))
    return shown
