"""Events that families may like to know of."""

from __future__ import annotations

import secrets
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select

from bot.store.tables import event
from knowledge.whats_on import Event

if TYPE_CHECKING:
    from sqlalchemy import Connection


def add(conn: Connection, new: Event, staff_id: int, now: int) -> None:
    """Enter an event."""
    values = {"day": new.day.isoformat(), "time": new.time, "title": new.title, "place": new.place}
    conn.execute(insert(event).values(id=secrets.randbits(53), staff_id=staff_id, at=now, **values))


def coming(conn: Connection, today: date) -> list[tuple[int, Event]]:
    """Return what is not past, with ids, the next first."""
    wanted = select(event).where(event.c.day >= today.isoformat())
    rows = conn.execute(wanted.order_by(event.c.day, event.c.time, event.c.id))
    return [
        (row.id, Event(day=date.fromisoformat(row.day), time=row.time, title=row.title, place=row.place))
        for row in rows
    ]


def cancel(conn: Connection, id: int) -> None:
    """Take an event off."""
    conn.execute(delete(event).where(event.c.id == id))


def sweep(conn: Connection, before: date) -> int:
    """Remove what is past; return how many."""
    return conn.execute(delete(event).where(event.c.day < before.isoformat())).rowcount
