"""Find a person by what she tells on the phone: HMACs, compared after both sides were written alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from bot.store.hot import Hot
from bot.store.tables import finder
from knowledge.normalise import normalise

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from bot.store.vault import Vault


NAME, RECEIPT, PASSPORT = "name", "receipt", "passport"
_ADD = Hot(
    "INSERT INTO finder (lookup, person_id, kind) VALUES (:lookup, :person_id, :kind)"
    " ON CONFLICT (lookup, person_id) DO UPDATE SET kind = :kind"
)
_FORGET = Hot("DELETE FROM finder WHERE person_id = :person_id AND kind = :kind")


def add(conn: Connection, vault: Vault, person_id: int, kind: str, words: str) -> None:
    """Let a person be found by these words; the same words may lead to several persons."""
    _ADD(conn, lookup=_lookup(vault, words), person_id=person_id, kind=kind)


def rename(conn: Connection, vault: Vault, person_id: int, name: str) -> None:
    """Let a person be found by every word of her name, and by none of the one before."""
    _FORGET(conn, person_id=person_id, kind=NAME)
    for word in dict.fromkeys(normalise(name).split()):
        add(conn, vault, person_id, NAME, word)


def spell(conn: Connection, vault: Vault, person_id: int, names: str) -> None:
    """Let a person be found by names in Latin letters, too, as her passports have them; by none of those before."""
    _FORGET(conn, person_id=person_id, kind=PASSPORT)
    known = {
        bytes(one) for one in conn.execute(select(finder.c.lookup).where(finder.c.person_id == person_id)).scalars()
    }
    for word in dict.fromkeys(normalise(names).split()):
        if _lookup(vault, word) not in known:
            add(conn, vault, person_id, PASSPORT, word)


def find(conn: Connection, vault: Vault, words: str) -> list[int]:
    """Return the persons that go by these words, or whose name has all of them in whatever order."""
    return _by(conn, vault, words) or _named(conn, vault, normalise(words).split())


def of_receipt(conn: Connection, vault: Vault, number: str) -> int | None:
    """Return whose case has this number; None where none has it, or more than one."""
    query = select(finder.c.person_id).where(finder.c.lookup == _lookup(vault, number), finder.c.kind == RECEIPT)
    found = conn.execute(query.limit(2)).scalars().all()
    return found[0] if len(found) == 1 else None


def _named(conn: Connection, vault: Vault, words: list[str]) -> list[int]:
    each = [set(_by(conn, vault, word)) for word in words]
    return sorted(set.intersection(*each)) if each else []


def _by(conn: Connection, vault: Vault, words: str) -> list[int]:
    return list(conn.execute(select(finder.c.person_id).where(finder.c.lookup == _lookup(vault, words))).scalars())


def _lookup(vault: Vault, words: str) -> bytes:
    return vault.lookup("finder", normalise(words).replace(" ", ""))
