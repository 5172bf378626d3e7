"""Lists of cases: what waits, what is mine, all, closed, and who cannot be reached."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse

from bot.desk.calendar import own_day
from bot.desk.gates import Gate
from bot.desk.unreached import unreached
from bot.store import audit, finders, inbox
from bot.store.staff import Role

if TYPE_CHECKING:
    from starlette.responses import Response

    from bot.desk.desk import Desk
    from bot.desk.gates import Visit

VIEWS = ("queue", "mine", "all", "closed", "unreachable")


def home(desk: Desk, visit: Visit) -> Response:
    del desk, visit
    return RedirectResponse("/desk/cases/queue", 303)


def show_list(desk: Desk, visit: Visit) -> Response:
    """Show one list; with ?part=1 only its rows, with ?part=today her own talks, for a page that is open already."""
    view, now, part = visit.request.path_params["view"], desk.clock(), visit.request.query_params.get("part", "")
    if view not in VIEWS:
        raise HTTPException(404)
    with desk.door.read() as conn:
        rows = inbox.rows(conn, visit.who, view, now)
        waiting, late = inbox.waiting(conn, visit.who, now)
        to_phone = unreached(desk, visit, conn) if view == "unreachable" else []
        own = own_day(desk, visit, conn) if view == "queue" and part != "1" else {"days": []}
    if part == "today":
        return desk.view.page("calendar_days.html", visit, **own)
    if own["days"] and not part:
        desk.write(lambda conn: audit.write(conn, visit.who.id, "viewed", now, detail="calendar"))
    name = "rows.html" if part else "queue.html"
    return desk.view.page(
        name, visit, rows=rows, view=view, now=now, waiting=waiting, late=late, to_phone=to_phone, own_day=own
    )  # fmt: skip


def search(desk: Desk, visit: Visit) -> Response:
    """Find a family by receipt number, phone or name, as she tells it on the phone."""
    words = visit.field("words")
    with desk.door.read() as conn:
        persons = finders.find(conn, desk.vault, words) if words else []
        rows = inbox.of_persons(conn, visit.who, persons)
    return desk.view.page("search.html", visit, rows=rows, words=words, now=desk.clock(), view="search")


GATES = (
    Gate(path="/desk", method="GET", page=home, role=Role.COUNSELLOR),
    Gate(path="/desk/cases/{view}", method="GET", page=show_list, role=Role.COUNSELLOR),
    # Words that name somebody stand in no address line and in no history.
    Gate(path="/desk/search", method="POST", page=search, role=Role.COUNSELLOR),
)
