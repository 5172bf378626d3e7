"""Wrong passwords in a row: each one makes the next try wait longer, by account and by IP address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, func, insert, select, update

from bot.store.tables import refusal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

# So many are free; then one minute, doubled with each further one up to an hour.
FREE = 5
MINUTE, LONGEST = 60_000, 60 * 60_000
# Forgotten after so long a quiet.
FORGOTTEN = 24 * 60 * 60_000


def blocked_until(conn: Connection, lookups: Sequence[bytes]) -> int:
    """Return until when nobody is heard; 0 where everybody is (milliseconds since 1970 UTC)."""
    return conn.execute(select(func.max(refusal.c.blocked_until)).where(refusal.c.lookup.in_(lookups))).scalar() or 0


def refuse(conn: Connection, lookups: Sequence[bytes], now: int) -> None:
    """Count one wrong password."""
    conn.execute(delete(refusal).where(refusal.c.at < now - FORGOTTEN))
    for lookup in sorted(lookups):
        before = conn.execute(select(refusal.c.times).where(refusal.c.lookup == lookup).with_for_update()).scalar()
        times = (before or 0) + 1
        wait = min(MINUTE << min(times - FREE, 10), LONGEST) if times >= FREE else 0
        values = {"times": times, "blocked_until": now + wait, "at": now}
        if before is None:
            conn.execute(insert(refusal).values(lookup=lookup, **values))
        else:
            conn.execute(update(refusal).where(refusal.c.lookup == lookup).values(values))


def forget(conn: Connection, lookups: Sequence[bytes]) -> None:
    """Begin anew after a right password."""
    conn.execute(delete(refusal).where(refusal.c.lookup.in_(lookups)))
