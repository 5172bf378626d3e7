"""The audit log, and the settings as they are: for administrators."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.desk.gates import Gate
from bot.store import audit, staff
from bot.store.staff import Role
from bot.wall import day_of

if TYPE_CHECKING:
    from starlette.responses import Response

    from bot.desk.desk import Desk
    from bot.desk.gates import Visit


def show_log(desk: Desk, visit: Visit) -> Response:
    """Show the newest lines, or those before a number; and whether the chain is whole."""
    said = visit.request.query_params.get("before", "")
    before = int(said) if said.isdecimal() and len(said) < 16 else None
    with desk.door.read() as conn:
        lines = audit.lines(conn, before=before)
        broken = desk.chain.broken_at(conn, day_of(desk.clock(), desk.zone))
        names = {colleague.id: colleague.name for colleague in staff.everybody(conn)}
    return desk.view.page("log.html", visit, lines=lines, broken=broken, names=names, earlier=before is not None)


def show_office(desk: Desk, visit: Visit) -> Response:
    """Show what office.toml says, and what nobody has confirmed yet."""
    return desk.view.page("office.html", visit, values=desk.library.office.values())


GATES = (
    Gate(path="/desk/log", method="GET", page=show_log, role=Role.ADMINISTRATOR),
    Gate(path="/desk/office", method="GET", page=show_office, role=Role.LEAD),
)
