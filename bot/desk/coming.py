"""What is on in the city: colleagues enter it with its day, and it is gone when the day is over."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from starlette.responses import RedirectResponse

from bot.desk.gates import Gate
from bot.store import audit, whats_on
from bot.store.staff import Role
from bot.wall import day_of
from knowledge.whats_on import Event

if TYPE_CHECKING:
    from sqlalchemy import Connection
    from starlette.responses import Response

    from bot.desk.desk import Desk
    from bot.desk.gates import Visit

# Characters of a name and of a place.
LONGEST = 120
_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d|")


def show(desk: Desk, visit: Visit, *, wrong: bool = False) -> Response:
    """List what is coming, with a form for more; what was wrong stays in it."""
    today = day_of(desk.clock(), desk.zone)
    with desk.door.read() as conn:
        coming = whats_on.coming(conn, today)
    given = {name: visit.field(name) for name in ("day", "time", "title", "place")}
    return desk.view.page(
        "coming.html", visit, 422 if wrong else 200, coming=coming, today=today, given=given, wrong=wrong,
        done=visit.request.query_params.get("done", ""),
    )  # fmt: skip


def add(desk: Desk, visit: Visit) -> Response:
    """Enter an event."""
    event = _event(visit)
    now = desk.clock()
    if event is None or event.day < day_of(now, desk.zone):
        return show(desk, visit, wrong=True)

    def write(conn: Connection) -> None:
        if not visit.is_new(conn, now):
            return
        whats_on.add(conn, event, visit.who.id, now)
        audit.write(conn, visit.who.id, "entered event", now, detail=event.day.isoformat())

    desk.write(write)
    desk.shelf.refresh()
    return RedirectResponse("/desk/coming?done=added", 303)


def cancel(desk: Desk, visit: Visit) -> Response:
    """Take an event off."""
    now, id = desk.clock(), int(visit.request.path_params["id"])

    def write(conn: Connection) -> None:
        whats_on.cancel(conn, id)
        audit.write(conn, visit.who.id, "cancelled event", now)

    desk.write(write)
    desk.shelf.refresh()
    return RedirectResponse("/desk/coming?done=cancelled", 303)


GATES = (
    Gate(path="/desk/coming", method="GET", page=show, role=Role.COUNSELLOR),
    Gate(path="/desk/coming", method="POST", page=add, role=Role.COUNSELLOR),
    Gate(path="/desk/coming/{id:int}/cancel", method="POST", page=cancel, role=Role.COUNSELLOR),
)


def _event(visit: Visit) -> Event | None:
    """Read the form; None where the day or the name is missing."""
    title, place, time = visit.field("title"), visit.field("place"), visit.field("time")
    try:
        day = date.fromisoformat(visit.field("day"))
    except ValueError:
        return None
    if not title or max(len(title), len(place)) > LONGEST or not _TIME.fullmatch(time):
        return None
    return Event(day=day, time=time, title=title, place=place)
