"""The calendar: a day, a week or a list, of everybody or of one counsellor, interpreter or room."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from bot.booking.schedule import moment
from bot.desk.gates import Gate
from bot.desk.lines import lines
from bot.store import appointments, audit, resources
from bot.store.staff import Role
from bot.wall import day_of

if TYPE_CHECKING:
    from sqlalchemy import Connection
    from starlette.responses import Response

    from bot.desk.desk import Desk
    from bot.desk.gates import Visit
    from bot.desk.lines import Line
    from bot.store.resources import Resource

# How many days each view shows; a week begins on Monday.
WEEK = 7
VIEWS = {"day": 1, "week": WEEK, "list": 28}
FAR = timedelta(days=3650)


def show(desk: Desk, visit: Visit) -> Response:
    """Show the appointments of some days; the part alone for a page that is open already."""
    query, today = visit.request.query_params, day_of(desk.clock(), desk.zone)
    view = query.get("view", "week") if query.get("view", "week") in VIEWS else "week"
    day = _day(query.get("day", ""), today)
    first = day - timedelta(days=day.weekday()) if view == "week" else day
    who = query.get("who", "")
    whose = int(who) if who.isascii() and who.isdigit() and len(who) < 18 else 0
    with desk.door.read() as conn:
        known = resources.everything(conn, desk.vault)
        days = _days(desk, visit, conn, first, VIEWS[view], whose)
        closed = resources.closures(conn)
    part = "part" in query
    if not part:
        now = desk.clock()
        desk.write(lambda conn: audit.write(conn, visit.who.id, "viewed", now, detail="calendar"))
    step = timedelta(days=VIEWS[view])
    return desk.view.page(
        "calendar_days.html" if part else "calendar.html", visit, view=view, shown=day, days=days, known=known,
        now=desk.clock(), whose=whose, today=today, before=first - step, after=first + step, closed=closed,
        mine=_mine(known, visit), views=list(VIEWS), own=False,
        back=f"/desk/calendar?view={view}&day={day.isoformat()}&who={whose or ''}",
    )  # fmt: skip


def own_day(desk: Desk, visit: Visit, conn: Connection) -> dict[str, Any]:
    """Return what calendar_days.html shows of a colleague's own talks today; no day where she gives none."""
    mine, today = resources.of_staff(conn, desk.vault, visit.who.id), day_of(desk.clock(), desk.zone)
    found = _lines(desk, visit, conn, today, 1, mine.id) if mine else []
    return {
        "days": [(today, found)] if mine else [],
        "today": today, "closed": resources.closures(conn), "now": desk.clock(), "own": True,
        "back": "/desk/cases/queue",
    }  # fmt: skip


GATES = (Gate(path="/desk/calendar", method="GET", page=show, role=Role.COUNSELLOR),)


def _days(  # noqa: PLR0913  (Which days of whom, for whom.)
    desk: Desk, visit: Visit, conn: Connection, first: date, many: int, whose: int
) -> list[tuple[date, list[Line]]]:
    shown: dict[date, list[Line]] = {first + timedelta(days=ahead): [] for ahead in range(many)}
    for line in _lines(desk, visit, conn, first, many, whose):
        shown[day_of(line.found.starts_at, desk.zone)].append(line)
    return [(day, there) for day, there in shown.items() if there or (many <= WEEK and day.weekday() < 5)]


def _lines(  # noqa: PLR0913  (Which days of whom, for whom.)
    desk: Desk, visit: Visit, conn: Connection, first: date, many: int, whose: int
) -> list[Line]:
    since, until = moment(first, 0, desk.zone), moment(first + timedelta(days=many), 0, desk.zone)
    return lines(desk, visit, conn, appointments.between(conn, desk.vault, since, until), whose=whose)


def _mine(known: list[Resource], visit: Visit) -> int:
    """Return the colleague's own calendar; nought where she gives no talks."""
    return next((one.id for one in known if one.staff_id == visit.who.id), 0)


def _day(written: str, today: date) -> date:
    try:
        day = date.fromisoformat(written)
    except ValueError:
        return today
    # Nothing is booked further away, and a calendar has a first and a last day.
    return day if abs(day - today) < FAR else today
