"""The search for school places of one family: where it stands with each child, and the next step."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from anyio import from_thread
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse

from bot import placing
from bot.desk.case import case_of
from bot.desk.children import Child, children
from bot.desk.gates import Gate
from bot.store import audit, households, placements, staff
from bot.store.staff import Role
from bot.wall import day_of
from translations import strip_controls

if TYPE_CHECKING:
    from sqlalchemy import Connection
    from starlette.responses import Response

    from bot.desk.desk import Desk
    from bot.desk.gates import Visit
    from bot.store.placements import Placement
    from bot.turn import Outcome

# What a colleague writes down; that somebody waits begins by itself.
STATES = placements.STATES[1:]
# Where a school stands beside the state.
AT_SCHOOL = ("offered", "told", "started")
SCHULAMT, BEZIRKSREGIERUNG = AUTHORITIES = ("schulamt", "bezirksregierung")
# Who is as old as this gets a place from the Bezirksregierung (the issue of the intake, placement).
DISTRICT_FROM = 16
# Characters of a school's name.
LONGEST = 120
FIELDS = ("state", "day", "authority", "school")


@dataclass(frozen=True, kw_only=True)
class Search:
    """One child's search, as the page shows it."""

    child: Child
    found: Placement
    # What stands in the form.
    given: dict[str, str]
    # What is wrong with it: state, day, authority, school or moved; empty where nothing is.
    fault: str


def show(desk: Desk, visit: Visit, *, fault: str = "") -> Response:
    """Show each child with its steps and a form for the next one; what was wrong stays in the form."""
    row, now = case_of(desk, visit), desk.clock()
    today = day_of(now, desk.zone)
    with desk.door.read() as conn:
        searches = _searches(desk, visit, conn, row.person_id, fault)
        names = {colleague.id: colleague.name for colleague in staff.everybody(conn)}
    desk.write(lambda conn: audit.write(conn, visit.who.id, "viewed", now, person_id=row.person_id, detail="placement"))
    status = {"": 200, "moved": 409}.get(fault, 422)
    return desk.view.page(
        "placing.html", visit, status, row=row, searches=searches, names=names, today=today, fault=fault,
        done=visit.request.query_params.get("done", ""),
    )  # fmt: skip


def add(desk: Desk, visit: Visit) -> Response:
    """Write down a step, and tell the family at once, unless a later one says already where the search stands."""
    row, now = case_of(desk, visit), desk.clock()
    today, day = day_of(now, desk.zone), _day(visit)
    fault = _fault(visit, day, today)
    if fault or day is None:
        return show(desk, visit, fault=fault)
    step = _step(visit, day)

    def write(conn: Connection) -> tuple[bool, list[Outcome]] | None:
        home = households.of(conn, desk.vault, row.person_id)
        there = placements.of(conn, home.box, home.id, lock=True) if home else {}
        found = there.get(_child_of(visit))
        if home is None or found is None:
            raise HTTPException(404)
        if visit.field("steps") != str(len(found.steps)):
            return None
        newest = placements.step(conn, home.box, found, step, now, days_ago=(today - day).days)
        started = found.child_id if step["state"] == STATES[-1] else 0
        outcomes = placing.word(conn, desk.handovers, home, started=started) if newest else []
        audit.write(conn, visit.who.id, "placed", now, person_id=row.person_id, detail=step["state"])
        return newest, outcomes

    written = desk.write(write)
    if written is None:
        return show(desk, visit, fault="moved")
    newest, outcomes = written
    for outcome in outcomes:
        from_thread.run_sync(desk.tell, outcome)
    done = "earlier" if not newest else "told" if outcomes else "phone"
    return RedirectResponse(f"/desk/case/{row.id}/placement?done={done}", 303)


GATES = (
    Gate(path="/desk/case/{id:int}/placement", method="GET", page=show, role=Role.COUNSELLOR),
    Gate(path="/desk/case/{id:int}/placement", method="POST", page=add, role=Role.COUNSELLOR),
)


def _child_of(visit: Visit) -> int:
    written = visit.field("child")
    return int(written) if written.isascii() and written.isdigit() and len(written) < 18 else 0


def _school(visit: Visit) -> str:
    return " ".join(strip_controls(visit.field("school")).split())


def _day(visit: Visit) -> date | None:
    try:
        return date.fromisoformat(visit.field("day"))
    except ValueError:
        return None


def _fault(visit: Visit, day: date | None, today: date) -> str:
    """Return what is wrong with the form."""
    state = visit.field("state")
    if state not in STATES:
        return "state"
    if day is None or day > today:
        return "day"
    if state == "sent" and visit.field("authority") not in AUTHORITIES:
        return "authority"
    if state in AT_SCHOOL and not 0 < len(_school(visit)) <= LONGEST:
        return "school"
    return ""


def _step(visit: Visit, day: date) -> dict[str, Any]:
    """Return the step that stands in a form without a fault; what belongs to another state is left out."""
    state = visit.field("state")
    return {
        "state": state,
        "on": day.isoformat(),
        "authority": visit.field("authority") if state == "sent" else "",
        "school": _school(visit) if state in AT_SCHOOL else "",
        "by": visit.who.id,
    }


def _searches(desk: Desk, visit: Visit, conn: Connection, person_id: int, fault: str) -> list[Search]:
    home = households.of(conn, desk.vault, person_id)
    if home is None:
        return []
    today, at_fault = day_of(desk.clock(), desk.zone), _child_of(visit) if fault else 0
    found = placements.of(conn, home.box, home.id)
    typed = {name: visit.field(name) for name in FIELDS}
    return [
        Search(
            child=child, found=found[child.id], fault=fault if child.id == at_fault else "",
            given=typed if child.id == at_fault else _next(child, found[child.id], today),
        )
        for child in children(conn, home, today) if child.id in found
    ]  # fmt: skip


def _next(child: Child, found: Placement, today: date) -> dict[str, str]:
    """Return what probably is the next step."""
    district = child.age is not None and child.age >= DISTRICT_FROM
    schools = [step["school"] for step in found.steps if step["school"]]
    return {
        "state": STATES[min(placements.STATES.index(found.state), len(STATES) - 1)],
        "day": today.isoformat(),
        "authority": BEZIRKSREGIERUNG if district else SCHULAMT,
        "school": schools[-1] if schools else "",
    }
