"""Erasing a person: her rows and her key; the receipt and a number without meaning stay."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import delete, func, insert, select

from bot.store import appointments, cases, dues, households
from bot.store import forum as topics
from bot.store.receipts import new_number
from bot.store.tables import (
    address,
    adult,
    attempt,
    attendance,
    case,
    conversation,
    erasure,
    file,
    finder,
    forum,
    link,
    message,
    note,
    outbox,
    person,
    quarantine,
    recovery,
    reminder,
    talk,
    waitlist,
)

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from bot.store.vault import Vault

# In the order in which rows may go.
_TABLES = (
    waitlist,
    attendance,
    reminder,
    outbox,
    message,
    talk,
    file,
    link,
    recovery,
    note,
    finder,
    forum,
    case,
    conversation,
    address,
)


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """What a person gets in hand when everything is deleted."""

    number: str
    rows: int


def erase(conn: Connection, vault: Vault, person_id: int, now: int) -> Receipt | None:
    """Remove a person and note it; None where there is no such person.

    After the commit the caller settles it outside the database (bot.store.ledger).
    """
    rows = remove(conn, vault, person_id, now)
    if rows is None:
        return None
    receipt = Receipt(number=new_number(), rows=rows)
    conn.execute(insert(erasure).values(receipt=receipt.number, person_id=person_id, rows=rows, at=now))
    return receipt


def remove(conn: Connection, vault: Vault, person_id: int, now: int) -> int | None:
    """Remove a person's rows and her key, or those of a household; return how many rows, None where neither is there.

    The number of a household stands among the erased where its last adult has withdrawn what she had sent.
    """
    # A turn that is under way is waited for, and so is whoever adds a row about her; what comes later finds nobody.
    conn.execute(select(conversation.c.epoch).where(conversation.c.person_id == person_id).with_for_update())
    wrapped = conn.execute(select(person.c.wrapped_key).where(person.c.id == person_id).with_for_update()).scalar()
    if wrapped is None:
        home = households.one(conn, vault, person_id)
        return households.erase(conn, vault, home.id) if home else None
    vault.forget(wrapped)
    lookups = select(address.c.lookup).where(address.c.person_id == person_id)
    rows = sum(
        conn.execute(delete(table).where(table.c.lookup.in_(lookups))).rowcount for table in (quarantine, attempt)
    )
    dues.drop(conn, *cases.dues_of(person_id))
    topics.forget(conn, person_id, now)
    rows += appointments.leave(conn, person_id)
    rows += households.leave(conn, vault, person_id)
    for table in _TABLES:
        rows += conn.execute(delete(table).where(table.c.person_id == person_id)).rowcount
    return rows + conn.execute(delete(person).where(person.c.id == person_id)).rowcount


def forget_words(conn: Connection, person_id: int) -> int:
    """Remove what a person has said and was told, and leave who she is; return how many rows that were."""
    return sum(
        conn.execute(delete(table).where(table.c.person_id == person_id)).rowcount for table in (outbox, message, talk)
    )


def has_left_something(conn: Connection, person_id: int) -> bool:
    """Tell whether more than words would be lost with a person: an address elsewhere, a household, a case, a file."""
    kept = (adult, case, file, note, recovery)
    places = conn.execute(select(func.count()).where(address.c.person_id == person_id)).scalar_one()
    return places > 1 or any(
        conn.execute(select(table.c.person_id).where(table.c.person_id == person_id).limit(1)).first() for table in kept
    )


def find_person(conn: Connection, vault: Vault, channel: str, place: str) -> int | None:
    """Return whose address this is."""
    return conn.execute(select(address.c.person_id).where(address.c.lookup == vault.lookup(channel, place))).scalar()
