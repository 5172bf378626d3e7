"""Which processes live: each holds a lock of its own while it runs, so that its calls are not taken for orphans."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select, text

from bot.store.outbox import State
from bot.store.tables import outbox

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

_LOCK = text("SELECT pg_try_advisory_lock(:boot)")
_UNLOCK = text("SELECT pg_advisory_unlock(:boot)")


def stay_alive(engine: Engine, boot: int) -> Connection | None:
    """Hold this process's lock as long as the connection is open; SQLite has one process and needs none."""
    if engine.dialect.name != "postgresql":
        return None
    connection = engine.connect().execution_options(isolation_level="AUTOCOMMIT")
    connection.execute(_LOCK, {"boot": boot})
    return connection


def dead(conn: Connection) -> list[int] | None:
    """Return the boot ids of dead processes that had calls in hand; None means every one but one's own."""
    if conn.dialect.name != "postgresql":
        return None
    boots = conn.execute(select(outbox.c.boot).where(outbox.c.state == State.SENDING.value).distinct()).scalars()
    free = []
    for boot in boots.all():
        if conn.execute(_LOCK, {"boot": boot}).scalar():
            conn.execute(_UNLOCK, {"boot": boot})
            free.append(boot)
    return free
