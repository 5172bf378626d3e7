"""Children without a school place, who waits longest first, and how long it takes in the middle."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.desk.children import Child, children
from bot.desk.gates import Gate
from bot.store import audit, households, inbox, placements
from bot.store.staff import Role
from bot.wall import day_of

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import Connection
    from starlette.responses import Response

    from bot.desk.desk import Desk
    from bot.desk.gates import Visit
    from bot.store.inbox import Row

# Who started longer ago says nothing of today.
YEAR = 365 * placements.DAY


@dataclass(frozen=True, kw_only=True)
class Waits:
    """One line of the list."""

    child: Child
    state: str
    days: int
    # The newest case of an adult of the household.
    row: Row


def show(desk: Desk, visit: Visit) -> Response:
    """List the children of families she may see; that she looked stands in the log."""
    now = desk.clock()
    with desk.door.read() as conn:
        waits = _waits(desk, visit, conn, day_of(now, desk.zone))
        days = medians(conn, now)
    desk.write(lambda conn: audit.write(conn, visit.who.id, "viewed", now, detail="placements"))
    return desk.view.page("placements.html", visit, waits=waits, medians=days)


def medians(conn: Connection, now: int) -> tuple[float | None, float | None]:
    """Return the median of waiting days: of those who started in the last year, and of those who wait now."""
    return placements.median_days(conn, now - YEAR, now)


GATES = (Gate(path="/desk/placements", method="GET", page=show, role=Role.COUNSELLOR),)


def _waits(desk: Desk, visit: Visit, conn: Connection, today: date) -> list[Waits]:
    known: dict[int, tuple[Row, dict[int, Child]] | None] = {}
    waits = []
    for id, home, state, since in placements.waiting(conn):
        if home not in known:
            known[home] = _family(desk, visit, conn, home, today)
        family = known[home]
        if family is not None and id in family[1]:
            days = (today - day_of(since, desk.zone)).days
            waits.append(Waits(child=family[1][id], state=state, days=days, row=family[0]))
    return waits


def _family(
    desk: Desk, visit: Visit, conn: Connection, id: int, today: date
) -> tuple[Row, dict[int, Child]] | None:  # fmt: skip
    """Return the newest case and the children of a household; nothing is opened where she may see no case of it."""
    rows = inbox.of_persons(conn, visit.who, households.adults(conn, id))
    home = households.one(conn, desk.vault, id) if rows else None
    return (rows[0], {child.id: child for child in children(conn, home, today)}) if home else None
