"""Who is away: until a day is over, or until she says that she is back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from bot.store import audit, dues, staff
from bot.store.tables import due

if TYPE_CHECKING:
    from sqlalchemy import Connection

# The kind of what is due when an absence ends by itself.
BACK = "back"


def begin(conn: Connection, staff_id: int, back_at: int) -> None:
    """Note that a colleague is away until a moment, whatever was noted before."""
    staff.change(conn, staff_id, away=True)
    dues.plan_anew(conn, _key(staff_id), BACK, back_at)


def end(conn: Connection, staff_id: int) -> None:
    """Note that a colleague is there again."""
    staff.change(conn, staff_id, away=False)
    dues.drop(conn, _key(staff_id))


def end_due(conn: Connection, now: int) -> None:
    """End what is over."""
    for key in dues.claim(conn, BACK, now):
        staff_id = int(key.partition(":")[2])
        end(conn, staff_id)
        audit.write(conn, 0, "back", now, detail=str(staff_id))


def back_at(conn: Connection, staff_id: int) -> int | None:
    """Return when an absence ends by itself; None where only she can say so, or is there."""
    return conn.execute(select(due.c.due_at).where(due.c.key == _key(staff_id))).scalar()


def _key(staff_id: int) -> str:
    return f"{BACK}:{staff_id}"
