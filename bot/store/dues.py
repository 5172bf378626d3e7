"""Due things: any number of processes may tick, each thing happens once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, select

from bot.store.hot import Hot
from bot.store.tables import due

if TYPE_CHECKING:
    from sqlalchemy import Connection

_PLAN = "INSERT INTO due (key, kind, due_at) VALUES (:key, :kind, :due_at) ON CONFLICT (key) DO "
_ONCE, _ANEW = Hot(_PLAN + "NOTHING"), Hot(_PLAN + "UPDATE SET due_at = :due_at")
_MOVE = Hot("UPDATE due SET due_at = :due_at WHERE key = :key")


def plan(conn: Connection, key: str, kind: str, due_at: int) -> bool:
    """Write a due thing unless it is planned already."""
    return bool(_ONCE(conn, key=key, kind=kind, due_at=due_at).rowcount)


def plan_anew(conn: Connection, key: str, kind: str, due_at: int) -> None:
    """Write a due thing, or plan it for another time."""
    _ANEW(conn, key=key, kind=kind, due_at=due_at)


def drop(conn: Connection, *keys: str) -> None:
    """Forget due things."""
    conn.execute(delete(due).where(due.c.key.in_(keys)))


def claim(conn: Connection, kind: str, now: int) -> list[str]:
    """Lock what is due and return its keys; another process that ticks now skips them."""
    query = select(due.c.key).where(due.c.kind == kind, due.c.due_at <= now).order_by(due.c.key)
    return list(conn.execute(query.with_for_update(skip_locked=True)).scalars())


def move(conn: Connection, key: str, due_at: int) -> None:
    """Plan the next time of something that comes again."""
    _MOVE(conn, key=key, due_at=due_at)
