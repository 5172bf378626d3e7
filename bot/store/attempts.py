"""Words that open nothing: so many an hour are answered from one address, and from all of them together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, select

from bot.store.hot import Hot
from bot.store.tables import attempt

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from bot.store.vault import Vault

FROM_ADDRESS, FROM_ALL = 5, 50
HOUR = 60 * 60_000
_COUNT = Hot(
    "INSERT INTO attempt (lookup, times, since) VALUES (:lookup, 1, :now)"
    " ON CONFLICT (lookup) DO UPDATE SET times = attempt.times + 1"
)


def exhausted(conn: Connection, vault: Vault, address: bytes, now: int) -> bool:
    """Tell whether no more words are heard within this hour, from this address or from anybody."""
    query = select(attempt.c.lookup, attempt.c.times).where(
        attempt.c.lookup.in_([address, _all(vault)]), attempt.c.since > now - HOUR
    )
    times: dict[bytes, int] = {bytes(row.lookup): row.times for row in conn.execute(query)}
    return times.get(address, 0) >= FROM_ADDRESS or times.get(_all(vault), 0) >= FROM_ALL


def count(conn: Connection, vault: Vault, address: bytes, now: int) -> None:
    """Count words that open nothing."""
    sweep(conn, now)
    for lookup in sorted((address, _all(vault))):
        _COUNT(conn, lookup=lookup, now=now)


def sweep(conn: Connection, now: int) -> int:
    """Remove what is older than an hour; return how many rows."""
    return conn.execute(delete(attempt).where(attempt.c.since <= now - HOUR)).rowcount


def _all(vault: Vault) -> bytes:
    return vault.lookup("attempt", "all")
