"""The words of recovery cards: made once, kept as HMAC, used up by the first who writes them."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select

from bot.store.tables import recovery
from knowledge import recovery_words

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy import Connection

    from bot.store.vault import Vault


class Purpose(StrEnum):
    """Say what words are good for."""

    # They open the chat of whom they were made for.
    RECOVER = "recover"
    # They let another adult belong to her household.
    JOIN = "join"


@dataclass(frozen=True, kw_only=True)
class Card:
    """A set of words that works."""

    lookup: bytes
    person_id: int
    purpose: Purpose


def make(conn: Connection, vault: Vault, person_id: int, purpose: Purpose, ends_at: int | None = None) -> str:
    """Return five new words with spaces; earlier ones of the same person and purpose work no more."""
    words = " ".join(secrets.choice(recovery_words.listed()) for _word in range(recovery_words.COUNT))
    forget(conn, person_id, purpose)
    values = {"lookup": _lookup(vault, words), "person_id": person_id, "purpose": purpose.value, "ends_at": ends_at}
    conn.execute(insert(recovery).values(values))
    return words


def find(conn: Connection, vault: Vault, readings: Collection[str], now: int) -> Card | None:
    """Return the card that has these words, in one of the ways they may be read."""
    lookups = [_lookup(vault, words) for words in readings]
    works = recovery.c.ends_at.is_(None) | (recovery.c.ends_at > now)
    row = conn.execute(select(recovery).where(recovery.c.lookup.in_(lookups), works)).first()
    if row is None:
        return None
    return Card(lookup=bytes(row.lookup), person_id=row.person_id, purpose=Purpose(row.purpose))


def use(conn: Connection, card: Card) -> bool:
    """Use words up; False where somebody was faster."""
    return conn.execute(delete(recovery).where(recovery.c.lookup == card.lookup)).rowcount == 1


def forget(conn: Connection, person_id: int, purpose: Purpose) -> None:
    """Let words of a person work no more."""
    conn.execute(delete(recovery).where(recovery.c.person_id == person_id, recovery.c.purpose == purpose.value))


def sweep(conn: Connection, now: int) -> int:
    """Remove words whose time is over; return how many sets."""
    return conn.execute(delete(recovery).where(recovery.c.ends_at <= now)).rowcount


def _lookup(vault: Vault, words: str) -> bytes:
    return vault.lookup("recovery", words)
