"""One-time links to the page: short-lived, bound to a person, redeemed by a press and never by looking."""

from __future__ import annotations

import hashlib
import secrets
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select

from bot.store import addresses, conversations
from bot.store.tables import link

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from bot.store.conversations import Thread
    from bot.store.vault import Vault

# Milliseconds a link works: long enough to find the button, too short to be found later.
LASTS = 30 * 60_000


def make(conn: Connection, person_id: int, now: int) -> str:
    """Return a new link's token; an older one of the same person no longer works."""
    token = secrets.token_urlsafe(32)
    conn.execute(delete(link).where((link.c.person_id == person_id) | (link.c.ends_at <= now)))
    conn.execute(insert(link).values(lookup=_hash(token), person_id=person_id, ends_at=now + LASTS))
    return token


def owner(conn: Connection, token: str, now: int) -> int | None:
    """Return whose chat a link opens; None where it is over."""
    query = select(link.c.person_id).where(link.c.lookup == _hash(token), link.c.ends_at > now)
    return conn.execute(query).scalar()


def redeem(conn: Connection, vault: Vault, thread: Thread, token: str, browser: str) -> bool:
    """Give a person this browser as one more address, where answers go from now on; False where the link is used."""
    if conn.execute(delete(link).where(link.c.lookup == _hash(token))).rowcount != 1:
        return False
    addresses.take_over(conn, vault, thread, "web", browser)
    conversations.save(conn, thread)
    return True


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()
