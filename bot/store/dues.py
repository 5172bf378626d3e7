"""Due things: any number of processes may tick, each thing happens once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from bot.store.hot import savepoint
from bot.store.tables import due

if TYPE_CHECKING:
    from sqlalchemy import Connection


def plan(conn: Connection, key: str, kind: str, due_at: int) -> bool:
    """Write a due thing unless it is planned already."""
    try:
        with savepoint(conn):
            conn.execute(insert(due).values(key=key, kind=kind, due_at=due_at))
    except IntegrityError:
        return False
    return True


def plan_anew(conn: Connection, key: str, kind: str, due_at: int) -> None:
    """Write a due thing, or plan it for another time."""
    if not plan(conn, key, kind, due_at):
        move(conn, key, due_at)


def drop(conn: Connection, *keys: str) -> None:
    """Forget due things."""
    conn.execute(delete(due).where(due.c.key.in_(keys)))


def claim(conn: Connection, kind: str, now: int) -> list[str]:
    """Lock what is due and return its keys; another process that ticks now skips them."""
    query = select(due.c.key).where(due.c.kind == kind, due.c.due_at <= now).order_by(due.c.key)
    return list(conn.execute(query.with_for_update(skip_locked=True)).scalars())


def move(conn: Connection, key: str, due_at: int) -> None:
    """Plan the next time of something that comes again."""
    conn.execute(update(due).where(due.c.key == key).values(due_at=due_at))
