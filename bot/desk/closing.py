"""A day on which the office is closed: whoever is booked hears of it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse

from bot.booking import orphans
from bot.desk.gates import Gate
from bot.desk.lines import lines
from bot.store import audit, reminders, resources, staff
from bot.store.staff import Role
from bot.wall import day_of
from translations import strip_controls

if TYPE_CHECKING:
    from starlette.responses import Response

    from bot.booking.book import Book
    from bot.desk.desk import Desk
    from bot.desk.gates import Visit
    from bot.store.appointments import Appointment

LONGEST = 120


def show(desk: Desk, visit: Visit) -> Response:
    """Show what is booked on a day, and what can be done."""
    return page(desk, visit)


def close(desk: Desk, visit: Visit) -> Response:
    """Close the office on a day and tell everybody who is booked, or open it again."""
    day = day_in(visit.field("day"))
    if day is None:
        raise HTTPException(422)
    reason = " ".join(strip_controls(visit.field("reason")).split())[:LONGEST]
    opens = visit.field("do") == "open"

    def do(book: Book) -> None:
        if opens:
            resources.open_on(book.conn, day)
        else:
            resources.close_on(book.conn, day, reason)
            orphans.let_go_of_day(book, day)
            for found in orphans.of_day(book, day):
                orphans.call_off(book, found, reminders.TOLD_CLOSED)
                note(book, visit, found, orphans.CALL_OFF)
        audit.write(book.conn, visit.who.id, "opened day" if opens else "closed day", book.now, detail=day.isoformat())

    desk.appoint(do)
    return RedirectResponse(f"/desk/closing?day={day.isoformat()}&done={'open' if opens else 'closed'}", 303)


def page(desk: Desk, visit: Visit, status: int = 200, *, fault: bool = False) -> Response:
    """Answer with the page; at fault is the day until which somebody is away."""
    query, today = visit.request.query_params, day_of(desk.clock(), desk.zone)
    day = day_in(query.get("day", "")) or today
    with desk.door.read() as conn:
        booked = lines(desk, visit, conn, orphans.of_day(desk.book(conn), day))
        closed = resources.closures(conn)
        colleagues = [one for one in staff.everybody(conn) if one.state == "active"]
    return desk.view.page(
        "closing.html", visit, status, shown=day, booked=booked, closed=closed, colleagues=colleagues, today=today,
        until=day_in(query.get("until", "")) or today, done=query.get("done", ""), fault=fault,
        given={name: visit.field(name) if fault else "" for name in ("staff", "until")},
    )  # fmt: skip


def note(book: Book, visit: Visit, found: Appointment, what: str) -> None:
    """Write into the log what became of an appointment."""
    audit.write(book.conn, visit.who.id, f"appointment {what}", book.now, detail=f"appointment {found.id}")


def day_in(written: str) -> date | None:
    """Return the day that stands in a field; None where none does."""
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None


GATES = (
    Gate(path="/desk/closing", method="GET", page=show, role=Role.COUNSELLOR),
    Gate(path="/desk/closing", method="POST", page=close, role=Role.LEAD),
)
