"""Addresses: where answers go, and whether they can be reached."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select, update

from bot.store.tables import address, conversation, person

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from bot.store.conversations import Thread
    from bot.store.vault import Box, Vault


@dataclass(frozen=True, kw_only=True)
class Place:
    """An address, opened."""

    person_id: int
    # The Telegram chat id, or the browser's token.
    place: str
    state: str
    box: Box


def find(conn: Connection, vault: Vault, address_id: int) -> Place | None:
    """Return an address by its id."""
    query = select(address.c.person_id, address.c.place, address.c.state, person.c.wrapped_key)
    row = conn.execute(query.join(person, person.c.id == address.c.person_id).where(address.c.id == address_id)).first()
    if row is None:
        return None
    box = vault.person(row.person_id, row.wrapped_key)
    place = box.open(f"address|place|{address_id}", row.place).decode()
    return Place(person_id=row.person_id, place=place, state=row.state, box=box)


def all_of(conn: Connection, box: Box, person_id: int) -> list[tuple[str, str]]:
    """Return (channel, place) of all addresses of a person."""
    query = select(address.c.id, address.c.channel, address.c.place).where(address.c.person_id == person_id)
    rows = conn.execute(query.order_by(address.c.id))
    return [(row.channel, box.open(f"address|place|{row.id}", bytes(row.place)).decode()) for row in rows]


def of_person(conn: Connection, person_id: int, channel: str) -> int | None:
    """Return the id of an address of hers in a channel that can be reached; None where she has none."""
    query = select(address.c.id).where(
        address.c.person_id == person_id, address.c.channel == channel, address.c.state == "ok"
    )
    return conn.execute(query.limit(1)).scalar()


def mark(conn: Connection, lookup: bytes, state: str) -> bool:
    """Note that an address is ok, blocked or gone; False where we do not know it."""
    return conn.execute(update(address).where(address.c.lookup == lookup).values(state=state)).rowcount == 1


def mark_id(conn: Connection, address_id: int, state: str) -> None:
    """Note the same of an address known by its id."""
    conn.execute(update(address).where(address.c.id == address_id).values(state=state))


def take_over(conn: Connection, vault: Vault, thread: Thread, channel: str, place: str) -> None:
    """Give an address to a person, where answers go from now on; whoever used it before is parted from it.

    The caller saves the thread.
    """
    lookup, id = vault.lookup(channel, place), secrets.randbits(53)
    unlink(conn, lookup)
    sealed = thread.box.seal(f"address|place|{id}", place.encode())
    conn.execute(
        insert(address).values(
            id=id, lookup=lookup, person_id=thread.person_id, channel=channel, place=sealed, state="ok"
        )
    )  # fmt: skip
    thread.address_id, thread.channel, thread.reachable = id, channel, "ok"


def id_of(conn: Connection, lookup: bytes) -> int:
    """Return the id of an address; 0 where we do not know it."""
    return conn.execute(select(address.c.id).where(address.c.lookup == lookup)).scalar() or 0


def part(conn: Connection, person_id: int, address_id: int) -> int:
    """Part a person from one of her addresses; return where answers go from now on, 0 where nothing reaches her."""
    conn.execute(delete(address).where(address.c.id == address_id, address.c.person_id == person_id))
    left = select(address.c.id).where(address.c.person_id == person_id).order_by(address.c.state.desc(), address.c.id)
    other = conn.execute(left.limit(1)).scalar() or 0
    here = conversation.c.person_id == person_id, conversation.c.address_id == address_id
    conn.execute(update(conversation).where(*here).values(address_id=other))
    return other


def unlink(conn: Connection, lookup: bytes) -> bool:
    """Forget an address; the person and her conversation stay until retention removes them."""
    return conn.execute(delete(address).where(address.c.lookup == lookup)).rowcount == 1
