"""One appointment at the desk: came, did not come, another time, cancelled; one click each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse

from bot.booking.telling import wanted_of
from bot.desk.free_times import ahead, later
from bot.desk.gates import Gate
from bot.desk.lines import lines
from bot.errors import TakenError
from bot.store import allocations, appointments, audit, reminders
from bot.store.appointments import BOOKED, CAME, MISSED
from bot.store.staff import Role

if TYPE_CHECKING:
    from sqlalchemy import Connection
    from starlette.responses import Response

    from bot.booking.book import Book
    from bot.desk.desk import Desk
    from bot.desk.gates import Visit
    from bot.desk.lines import Line
    from bot.store.appointments import Appointment

# What a button does: came and missed can be taken back.
MARKS = {"came": CAME, "missed": MISSED, "open": BOOKED}


def show(desk: Desk, visit: Visit, *, fault: str = "", status: int = 200) -> Response:
    """Show everything about an appointment that a colleague may see."""
    now = desk.clock()
    with desk.door.read() as conn:
        line = _line(desk, visit, conn)
        told = reminders.of(conn, line.found.id)
    desk.write(lambda conn: _audit(conn, visit, "viewed", now))
    return desk.view.page(
        "appointment.html", visit, status, line=line, told=told, fault=fault, now=now,
        done=visit.request.query_params.get("done", ""),
    )  # fmt: skip


def act(desk: Desk, visit: Visit) -> Response:
    """Note how it went, or cancel it."""
    what, id, now = visit.field("do"), _id(visit), desk.clock()
    with desk.door.read() as conn:
        _line(desk, visit, conn)

    if what not in (*MARKS, "cancel"):
        raise HTTPException(422)

    def do(book: Book) -> bool:
        done = _mark(book, id, MARKS[what]) if what in MARKS else _cancel(book, id)
        if done:
            _audit(book.conn, visit, f"appointment {what}", now)
        return done

    if not desk.appoint(do):
        return show(desk, visit, fault="moved", status=409)
    back = visit.field("back")
    return RedirectResponse(back if back.startswith("/desk/") else f"/desk/appointment/{id}?done={what}", 303)


def choose(desk: Desk, visit: Visit, *, fault: str = "", status: int = 200) -> Response:
    """Show the times at which the same talk could be."""
    with desk.door.read() as conn:
        line = _line(desk, visit, conn)
        book = desk.book(conn)
        free = book.plan(without=line.found.id).days(wanted_of(line.found), book.today, ahead(visit, book))
        others = ((day, [at for at in times if at != line.found.starts_at]) for day, times in free)
        days = [(day, times) for day, times in others if times]
    if line.found.state != BOOKED:
        return show(desk, visit, fault="moved", status=409)
    return desk.view.page(
        "moving.html", visit, status, line=line, days=days, fault=fault, later=later(visit, desk)
    )  # fmt: skip


def move(desk: Desk, visit: Visit) -> Response:
    """Put an appointment on another time, and tell the family."""
    id, at = _id(visit), visit.field("at")
    with desk.door.read() as conn:
        line = _line(desk, visit, conn)

    def do(book: Book) -> int:
        # Half an hour later is another time, too: what the talk takes up itself is free for it. Where it comes to
        # nothing, or somebody has cancelled or moved it meanwhile, the error undoes all of this.
        old = appointments.one(book.conn, book.vault, id, lock=True)
        if old is None or old.state != BOOKED or old.starts_at == _at(at):
            raise TakenError("The appointment has changed meanwhile, or stays where it is.")
        allocations.mark(book.conn, id, allocations.FREE)
        held = book.hold(old.party_id, wanted_of(old), _at(at), old.body, by="staff")
        new = book.confirm(held.id, [], {}, by="staff", instead_of=id) if held else None
        if new is None:
            raise TakenError("Somebody was faster.")
        book.tell(new, reminders.TOLD_MOVED)
        _audit(book.conn, visit, "appointment moved", book.now)
        return new.id

    try:
        new = desk.appoint(do)
    except TakenError:
        new = _moved_to(desk, line.found, _at(at))
    return RedirectResponse(f"/desk/appointment/{new}?done=move", 303) if new else choose(
        desk, visit, fault="taken", status=409
    )  # fmt: skip


GATES = (
    Gate(path="/desk/appointment/{id:int}", method="GET", page=show, role=Role.COUNSELLOR),
    Gate(path="/desk/appointment/{id:int}", method="POST", page=act, role=Role.COUNSELLOR),
    Gate(path="/desk/appointment/{id:int}/move", method="GET", page=choose, role=Role.COUNSELLOR),
    Gate(path="/desk/appointment/{id:int}/move", method="POST", page=move, role=Role.COUNSELLOR),
)


def _mark(book: Book, id: int, state: str) -> bool:
    """Note how it went; who did not come is asked once, however often that is noted."""
    before = appointments.one(book.conn, book.vault, id, lock=True)
    if before is None or before.starts_at > book.now or not (found := book.mark(id, state)):
        return False
    asked = any(one.kind == reminders.MISSED and one.state != reminders.VOID for one in reminders.of(book.conn, id))
    if state == MISSED and not asked:
        book.tell(found, reminders.MISSED)
    if state != MISSED:
        reminders.void(book.conn, id, (reminders.MISSED,))
    return True


def _cancel(book: Book, id: int) -> bool:
    found = book.cancel(id, by="staff")
    if found is not None:
        book.tell(found, reminders.TOLD_CANCELLED)
    return found is not None


def _moved_to(desk: Desk, old: Appointment, at: int) -> int:
    """Return what an appointment was moved to, if that begins at this time: the form was sent twice. Else nought."""
    with desk.door.read() as conn:
        rows = appointments.of_party(conn, desk.vault, old.party_id)
    later = [one for one in rows if one.root_id == old.root_id and one.sequence > old.sequence]
    return next((one.id for one in later if one.starts_at == at and one.state == BOOKED), 0)


def _id(visit: Visit) -> int:
    return int(visit.request.path_params["id"])


def _at(written: str) -> int:
    return int(written) if written.isascii() and written.isdigit() and len(written) < 18 else 0


def _line(desk: Desk, visit: Visit, conn: Connection) -> Line:
    found = appointments.one(conn, desk.vault, _id(visit))
    line = lines(desk, visit, conn, [found])[0] if found is not None and found.state != appointments.HELD else None
    if line is None or not line.open:
        raise HTTPException(404)
    return line


def _audit(conn: Connection, visit: Visit, what: str, now: int) -> None:
    audit.write(conn, visit.who.id, what, now, detail=f"appointment {_id(visit)}")
