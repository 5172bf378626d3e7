"""Questions that found nothing: masked, sealed, and gone after thirty days."""

from __future__ import annotations

import secrets
from collections import Counter
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select

from bot.store.tables import unanswered

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from bot.store.vault import Vault

DAY = 24 * 60 * 60 * 1000
KEPT_DAYS = 30
# So many rows are read for the desk.
MOST = 2_000


def note(conn: Connection, vault: Vault, words: str, language: str, now: int) -> None:
    """Keep a question, masked by the caller."""
    id = secrets.randbits(53)
    sealed = vault.house.seal(f"unanswered|words|{id}", words.encode())
    conn.execute(insert(unanswered).values(id=id, language=language, words=sealed, at=now))


def asked(conn: Connection, vault: Vault) -> list[tuple[str, str, int]]:
    """Return (language, words, how often), the most frequent first."""
    rows = conn.execute(select(unanswered).order_by(unanswered.c.at.desc()).limit(MOST))
    counted = Counter(
        (row.language, vault.house.open(f"unanswered|words|{row.id}", bytes(row.words)).decode()) for row in rows
    )
    return [(language, words, times) for (language, words), times in counted.most_common()]


def settle(conn: Connection, vault: Vault, language: str, words: str) -> int:
    """Take a question off the list, however often it was asked; return how often."""
    rows = conn.execute(select(unanswered).where(unanswered.c.language == language))
    same = [
        row.id for row in rows if vault.house.open(f"unanswered|words|{row.id}", bytes(row.words)).decode() == words
    ]
    for id in same:
        conn.execute(delete(unanswered).where(unanswered.c.id == id))
    return len(same)


def sweep(conn: Connection, now: int) -> int:
    """Remove what is older than its time; return how many."""
    return conn.execute(delete(unanswered).where(unanswered.c.at < now - KEPT_DAYS * DAY)).rowcount
