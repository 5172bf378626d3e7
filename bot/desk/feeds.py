"""A colleague's calendar for her own calendar program, behind a secret address that can be taken back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import Route

from bot.booking import files
from bot.booking.plan import HOUR
from bot.booking.telling import family_name
from bot.desk.gates import Gate
from bot.store import allocations, appointments, audit, resources
from bot.store.appointments import BOOKED, CAME, CANCELLED, MISSED, MOVED
from bot.store.staff import Role
from translations import desk_text, language_name

if TYPE_CHECKING:
    from icalendar import Event
    from sqlalchemy import Connection
    from starlette.requests import Request

    from bot.desk.desk import Desk
    from bot.desk.gates import Visit
    from bot.store.appointments import Appointment

# So many days back; a program that looks once a month still hears that something was cancelled.
BACK = 31
DAY = 24 * HOUR
# What talks are called in German; the desk's own catalogue has them for the pages.
_NAMES = {
    "first-counselling": "First counselling", "school-placement": "School place", "change-school": "Change of school",
    "social-work": "School social work", "volunteering": "Volunteering", "funding": "Associations and funding",
    "workshops": "Advice and workshops for schools", "companion": "Companion to another office",
}  # fmt: skip


def route(desk: Desk) -> Route:
    """Return the route of all calendars: who knows the address reads one, without signing in."""

    async def feed(request: Request) -> Response:
        body = await run_in_threadpool(_feed, desk, request.path_params["token"])
        if body is None:
            return Response(status_code=404, headers=_PRIVATE)
        return Response(body, media_type="text/calendar", headers=_PRIVATE)

    return Route("/calendar/{token}.ics", feed, methods=["GET"], name="GET /calendar/{token}.ics")


def make(desk: Desk, visit: Visit) -> Response:
    """Make a new address, which is shown once, or take it back."""
    with desk.door.read() as conn:
        mine = resources.of_staff(conn, desk.vault, visit.who.id)
    if mine is None:
        raise HTTPException(404)
    revoked, now = visit.field("do") == "revoke", desk.clock()

    def write(conn: Connection) -> str:
        audit.write(conn, visit.who.id, "calendar address", now, detail="revoked" if revoked else "made")
        if revoked:
            resources.save(conn, desk.vault, replace(mine, feed=None))
            return ""
        return resources.new_feed(conn, desk.vault, mine.id)

    token = desk.write(write)
    return desk.view.page("feed.html", visit, address=f"{desk.url}/calendar/{token}.ics" if token else "")


GATES = (Gate(path="/desk/me/calendar", method="POST", page=make, role=Role.COUNSELLOR),)
_PRIVATE = {"Cache-Control": "no-store"}


def _feed(desk: Desk, token: str) -> bytes | None:
    now, rules = desk.clock(), desk.library.office.appointments
    with desk.door.read() as conn:
        mine = resources.by_feed(conn, desk.vault, token)
        if mine is None:
            return None
        states = (BOOKED, CAME, MISSED, CANCELLED, MOVED)
        found = appointments.between(conn, desk.vault, now - BACK * DAY, now + (rules.window_days + 1) * DAY, states)
        shares = allocations.of(conn, [one.id for one in found])
        hers = [one for one in found if any(share.resource_id == mine.id for share in shares.get(one.id, []))]
        named = {one.id: family_name(conn, desk.vault, one) for one in hers} if rules.names_in_feed else {}
    return files.calendar(*(_event(desk, one, named.get(one.id, "")) for one in _newest(hers)))


def _newest(found: list[Appointment]) -> list[Appointment]:
    """Return the last one of each row of moved ones."""
    newest: dict[int, Appointment] = {}
    for one in found:
        known = newest.get(one.root_id)
        if known is None or known.sequence < one.sequence:
            newest[one.root_id] = one
    return list(newest.values())


def _event(desk: Desk, found: Appointment, family: str) -> Event:
    """Describe an appointment; a family is named only where the office wants it."""
    office = desk.library.office
    name = desk_text("de")(_NAMES[found.service])
    what = f"{name} ({language_name(found.language, 'de')}){family and f' – {family}'}"
    return files.event(
        root=found.root_id, sequence=found.sequence, starts_at=found.starts_at, ends_at=found.ends_at,
        changed_at=found.changed_at, summary=what,
        location="" if found.how == "phone" else office.address.value, cancelled=found.state in (CANCELLED, MOVED),
    )  # fmt: skip
