"""What a waiting call says and where it goes, read again from the record."""

from __future__ import annotations

from typing import TYPE_CHECKING

import orjson

from bot.store import addresses, holding, messages, outbox
from dialogs.reply import Message

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from bot.store.door import Door
    from bot.store.outbox import Waiting
    from bot.store.vault import Vault


def reread(conn: Connection, vault: Vault, waiting: Waiting) -> tuple[str, Message] | None:
    """Return chat and message of a row; None where the person is gone."""
    if waiting.payload is not None and not waiting.person_id:
        content = orjson.loads(vault.house.open("outbox|payload|farewell", waiting.payload))
        return content["chat"], Message.load(content["message"])
    place = addresses.find(conn, vault, waiting.address_id)
    if place is None:
        return None
    if waiting.payload is not None:
        whole = place.box.open(outbox.secret_place(waiting.person_id, waiting.number), waiting.payload)
        return place.place, Message.load(orjson.loads(whole))
    record = messages.one(conn, place.box, waiting.person_id, waiting.number)
    return (place.place, Message.load(record.body)) if record else None


def current_epoch(door: Door, person_id: int) -> int | None:
    """Return the epoch of a conversation now."""
    with door.read() as conn:
        return holding.epoch_of(conn, person_id)


def note_unreachable(conn: Connection, waiting: Waiting, state: str) -> None:
    """Note that an address has blocked us, or is gone."""
    addresses.mark_id(conn, waiting.address_id, state)
