"""Children without a school place, who waits longest first, and how long it takes in the middle."""

from __future__ import annotations

import re
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
# Children on one page.
MOST = 50


@dataclass(frozen=True, kw_only=True)
class Waits:
    """One line of the list."""

    child: Child
    state: str
    days: int
    # The newest case of an adult of the household.
    row: Row


def show(desk: Desk, visit: Visit) -> Response:
    """List the children of families she may see, a page of them; that she looked stands in the log."""
    now = desk.clock()
    last = re.fullmatch(r"(\d{1,16})-(\d{1,16})", visit.request.query_params.get("after", ""))
    after = (int(last[1]), int(last[2])) if last else (0, 0)
    with desk.door.read() as conn:
        hers = households.of_adults(inbox.persons(visit.who))
        found = placements.waiting(conn, hers, after=after, most=MOST + 1)
        waits = _waits(desk, visit, conn, found[:MOST], day_of(now, desk.zone))
        days = medians(conn, now)
    desk.write(lambda conn: audit.write(conn, visit.who.id, "viewed", now, detail="placements"))
    more = f"{found[MOST - 1].since}-{found[MOST - 1].child_id}" if len(found) > MOST else ""
    return desk.view.page("placements.html", visit, waits=waits, medians=days, more=more, later=bool(last))


def medians(conn: Connection, now: int) -> tuple[float | None, float | None]:
    """Return the median of waiting days: of those who started in the last year, and of those who wait now."""
    return placements.median_days(conn, now - YEAR, now)


GATES = (Gate(path="/desk/placements", method="GET", page=show, role=Role.COUNSELLOR),)


def _waits(
    desk: Desk, visit: Visit, conn: Connection, found: list[placements.Search], today: date
) -> list[Waits]:  # fmt: skip
    known: dict[int, tuple[Row, dict[int, Child]] | None] = {}
    waits = []
    for one in found:
        if one.household_id not in known:
            known[one.household_id] = _family(desk, visit, conn, one.household_id, today)
        family = known[one.household_id]
        if family is not None and one.child_id in family[1]:
            days = (today - day_of(one.since, desk.zone)).days
            waits.append(Waits(child=family[1][one.child_id], state=one.state, days=days, row=family[0]))
    return waits


def _family(
    desk: Desk, visit: Visit, conn: Connection, id: int, today: date
) -> tuple[Row, dict[int, Child]] | None:  # fmt: skip
    """Return the newest case and the children of a household; nothing is opened where she may see no case of it."""
    rows = inbox.of_persons(conn, visit.who, households.adults(conn, id))
    home = households.one(conn, desk.vault, id) if rows else None
    return (rows[0], {child.id: child for child in children(conn, home, today)}) if home else None
