"""Who and what can be booked: counsellors, interpreters and rooms, with their hours; nobody booked is left alone."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse

from bot.booking.orphans import DECISIONS, LEAVE, let_go, orphans, settle
from bot.booking.schedule import Schedule
from bot.desk.gates import Gate
from bot.desk.hours_form import REASONS, HoursForm
from bot.desk.lines import lines
from bot.store import audit, resources, staff
from bot.store.resources import Kind, Resource
from bot.store.staff import Role
from bot.wall import day_of
from knowledge.services import SERVICES
from translations import LOCALES, strip_controls

if TYPE_CHECKING:
    from starlette.responses import Response

    from bot.booking.book import Book
    from bot.desk.desk import Desk
    from bot.desk.gates import Visit
    from bot.store.appointments import Appointment

KINDS = (Kind.COUNSELLOR, Kind.INTERPRETER, Kind.ROOM)
# Languages that are offered beside ours; others are written by their code (CLDR).
MORE = ("hi", "ur", "bn", "pa", "so", "am", "sr", "hr", "bs", "mk", "it", "pt", "el", "hy", "az", "ka", "zh", "vi")
LONGEST = 120
_CODE, _EUROS = re.compile(r"[a-z]{2,3}"), re.compile(r"[0-9]{1,4}(\.[0-9]{1,2})?")


def show(desk: Desk, visit: Visit) -> Response:
    """List everybody and everything."""
    with desk.door.read() as conn:
        # Leads also see who cannot be booked any more.
        known = resources.everything(conn, desk.vault, gone=visit.who.role.covers(Role.LEAD))
        free = {one.id: one.name for one in staff.everybody(conn) if one.state == "active"}
    for one in known:
        free.pop(one.staff_id or 0, None)
    return desk.view.page("bookable.html", visit, known=known, colleagues=free, kinds=KINDS)


def add(desk: Desk, visit: Visit) -> Response:
    """Begin somebody or something; hours and the rest are written on the next page."""
    kind = visit.field("kind")
    if kind not in KINDS:
        raise HTTPException(422)
    with desk.door.read() as conn:
        colleague = staff.one(conn, _number(visit.field("staff"))) if kind == Kind.COUNSELLOR else None
    name = colleague.name if colleague else _words(visit.field("name"))
    if not name or (kind == Kind.COUNSELLOR and colleague is None):
        raise HTTPException(422)
    new = Resource(kind=Kind(kind), name=name, staff_id=colleague.id if colleague else None, schedule=Schedule())

    def write(conn: Any) -> int:
        there = resources.of_staff(conn, desk.vault, colleague.id) if colleague else None
        if there is not None:
            # The form was sent twice: nobody has two calendars.
            return there.id
        resources.save(conn, desk.vault, new)
        audit.write(conn, visit.who.id, "bookable added", desk.clock(), detail=str(new.id))
        return new.id

    return RedirectResponse(f"/desk/bookable/{desk.write(write)}", 303)


def edit(desk: Desk, visit: Visit) -> Response:
    """Show one with its hours."""
    found = _found(desk, visit)
    today = day_of(desk.clock(), desk.zone)
    return _page(
        desk, visit, found, HoursForm.of(found.schedule, today), done=visit.request.query_params.get("done", "")
    )


def save(desk: Desk, visit: Visit) -> Response:
    """Keep what was written; appointments that it would leave alone are shown first, with what can be done."""
    found, now = _found(desk, visit), desk.clock()
    form = HoursForm.sent(visit)
    changed = _changed(visit, found, form, day_of(now, desk.zone))
    if form.faults or not changed.name:
        return _page(desk, visit, changed, form, status=422)
    decided = _decided(visit)

    def do(book: Book) -> list[int] | None:
        resources.lock(book.conn, [changed.id])
        alone = orphans(book, changed)
        # What was booked meanwhile is shown, too, before anything is kept.
        if {one.id for one in alone} != set(decided):
            return None
        current = resources.one(book.conn, desk.vault, changed.id)
        # Her calendar's address may have been taken back meanwhile.
        resources.save(book.conn, desk.vault, replace(changed, feed=current.feed if current else None))
        let_go(book, changed)
        audit.write(book.conn, visit.who.id, "bookable changed", now, detail=str(changed.id))
        return [one.id for one in alone if not _settled(book, visit, one, decided[one.id], changed)]

    left = desk.appoint(do)
    if left is not None:
        return RedirectResponse(f"/desk/bookable/{changed.id}?done={'left' if left else 'kept'}", 303)
    with desk.door.read() as conn:
        alone = lines(desk, visit, conn, orphans(desk.book(conn), changed))
    return _page(desk, visit, changed, form, alone=alone, status=409)


GATES = (
    Gate(path="/desk/bookable", method="GET", page=show, role=Role.COUNSELLOR),
    Gate(path="/desk/bookable", method="POST", page=add, role=Role.LEAD),
    Gate(path="/desk/bookable/{id:int}", method="GET", page=edit, role=Role.COUNSELLOR),
    Gate(path="/desk/bookable/{id:int}", method="POST", page=save, role=Role.COUNSELLOR),
)


def _page(desk: Desk, visit: Visit, found: Resource, form: HoursForm, *, status: int = 200, **more: Any) -> Response:
    languages = sorted({*LOCALES, *MORE, *found.languages} - {"de"})
    values = {"alone": (), "done": "", **more}
    return desk.view.page(
        "bookable_one.html", visit, status, found=found, form=form, rows=dict(form.with_empty()), languages=languages,
        services=SERVICES, reasons=REASONS, decided=_decided(visit), **values,
    )  # fmt: skip


def _decided(visit: Visit) -> dict[int, str]:
    """Return what is to become of each appointment that was shown; what is no decision leaves it as it is."""
    sent = {_number(name.removeprefix("orphan-")): name for name in visit.form if name.startswith("orphan-")}
    return {id: visit.field(name) if visit.field(name) in DECISIONS else LEAVE for id, name in sent.items()}


def _settled(book: Book, visit: Visit, orphan: Appointment, decision: str, changed: Resource) -> bool:
    done = settle(book, orphan, decision, changed)
    if done and decision != LEAVE:
        audit.write(book.conn, visit.who.id, f"appointment {decision}", book.now, detail=f"appointment {orphan.id}")
    return done


def _found(desk: Desk, visit: Visit) -> Resource:
    """Return what is edited: leads all, others themselves."""
    with desk.door.read() as conn:
        found = resources.one(conn, desk.vault, int(visit.request.path_params["id"]))
    if found is None:
        raise HTTPException(404)
    if found.staff_id != visit.who.id and not visit.who.role.covers(Role.LEAD):
        raise HTTPException(403)
    return found


def _changed(visit: Visit, found: Resource, form: HoursForm, today: date) -> Resource:
    """Return the resource as the form has it; what cannot be read is noted in the form, and stays there."""
    confidential, hours = visit.field("confidential"), visit.field("lead_hours")
    euros = visit.field("allowance").replace(",", ".")
    form.plain = {name: visit.field(name) for name in ("confidential", "lead_hours", "allowance")}
    form.faults |= {"confidential"} if confidential and not _is_day(confidential) else set()
    form.faults |= {"lead_hours"} if hours and not (hours.isascii() and hours.isdigit()) else set()
    form.faults |= {"allowance"} if euros and not _EUROS.fullmatch(euros) else set()
    return replace(
        found, name=_words(visit.field("name")) or found.name,
        state="gone" if visit.field("state") == "gone" else "active",
        services=frozenset(one for one in visit.form.get("service", []) if one in SERVICES),
        languages=frozenset(one for one in visit.form.get("language", []) if _CODE.fullmatch(one)),
        woman=visit.field("woman") == "1", by_phone=visit.field("by_phone") == "1",
        only_phone=visit.field("only_phone") == "1", elsewhere=visit.field("elsewhere") == "1",
        lead_hours=min(720, _number(hours)), reach=_words(visit.field("reach")),
        confidential=confidential if _is_day(confidential) else "",
        allowance=round(float(euros) * 100) if _EUROS.fullmatch(euros) else 0,
        schedule=form.schedule(today),
    )  # fmt: skip


def _words(written: str) -> str:
    return " ".join(strip_controls(written).split())[:LONGEST]


def _is_day(written: str) -> bool:
    try:
        date.fromisoformat(written)
    except ValueError:
        return False
    return True


def _number(written: str) -> int:
    return int(written) if written.isascii() and written.isdigit() and len(written) < 18 else 0
