"""Which processes live, which one of them sends, and who has a desk open: locks on PostgreSQL, held while it is so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import create_engine, select, text
from sqlalchemy.pool import NullPool

from bot.store.outbox import State
from bot.store.tables import outbox

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

_LOCK = text("SELECT pg_try_advisory_lock(:number)")
_UNLOCK = text("SELECT pg_advisory_unlock(:number)")
# Every process that has a desk open shares this lock.
_DESK = 0xDE5C
_SHARE = text("SELECT pg_try_advisory_lock_shared(:number)")
_SHARE_NO_MORE = text("SELECT pg_advisory_unlock_shared(:number)")
# Looked up, never tried: two that try at once would each take the other one for a desk.
_SHARED = text(
    "SELECT EXISTS (SELECT FROM pg_locks JOIN pg_database ON pg_database.oid = pg_locks.database"
    " WHERE datname = current_database() AND locktype = 'advisory' AND classid = 0 AND objid = :number AND granted)"
)
# Seconds after which either side of a connection that fell silent takes the other one for dead.
SILENT = 4
_CONNECT = {
    "connect_timeout": SILENT,
    "tcp_user_timeout": SILENT * 1000,
    "options": f"-c tcp_keepalives_idle=2 -c tcp_keepalives_interval=1 -c tcp_keepalives_count={SILENT - 2}",
}


class Locks:
    """Hold locks as long as one connection is open: with the process, or with its machine, all of them are free."""

    def __init__(self, engine: Engine, boot: int) -> None:
        self._engine = create_engine(engine.url, poolclass=NullPool, connect_args=_CONNECT)
        self._boot = boot
        self._connection: Connection | None = None
        self._held: set[int] = set()

    def hold(self, seat: int | None = None, *, desk: bool = False) -> bool:
        """Keep this process's own lock, and try for a seat of which there is one; tell whether that is held.

        The others are shown whether a desk is open here. Blocks. Raises the driver's error where the database is away:
        then nothing is held any more.
        """
        try:
            lives = self._hold(self._boot)
            self._show(desk=desk)
            return lives and seat is not None and self._hold(seat)
        except Exception:
            self.release()
            raise

    def release(self) -> None:
        """Give everything up."""
        connection, self._connection = self._connection, None
        self._held.clear()
        if connection is not None:
            connection.invalidate()
            connection.close()

    def _hold(self, number: int) -> bool:
        if self._connection is None:
            self._connection = self._engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        if number in self._held:
            # Only whoever still has the connection has the lock.
            self._connection.execute(text("SELECT 1"))
        elif self._connection.execute(_LOCK, {"number": number}).scalar():
            self._held.add(number)
        return number in self._held

    def _show(self, *, desk: bool) -> None:
        if self._connection is not None and desk != (_DESK in self._held):
            self._connection.execute(_SHARE if desk else _SHARE_NO_MORE, {"number": _DESK})
            self._held ^= {_DESK}


def desk_open(conn: Connection) -> bool:
    """Tell whether a process has a desk open; on SQLite there is none but one's own, which knows by itself."""
    return conn.dialect.name == "postgresql" and bool(conn.execute(_SHARED, {"number": _DESK}).scalar())


def dead(conn: Connection) -> list[int] | None:
    """Return the boot ids of dead processes that had calls in hand; None means every one but one's own."""
    if conn.dialect.name != "postgresql":
        return None
    boots = conn.execute(select(outbox.c.boot).where(outbox.c.state == State.SENDING.value).distinct()).scalars()
    free = []
    for boot in boots.all():
        if conn.execute(_LOCK, {"number": boot}).scalar():
            conn.execute(_UNLOCK, {"number": boot})
            free.append(boot)
    return free
