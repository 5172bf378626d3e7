"""The record of everything said."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

import orjson

from bot.store.hot import Hot

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from bot.store.conversations import Thread
    from bot.store.vault import Box

_INSERT = Hot(
    "INSERT INTO message (person_id, number, speaker, body, at) VALUES (:person_id, :number, :speaker, :body, :at)"
)
_AFTER = Hot(
    "SELECT number, speaker, body, at FROM message WHERE person_id = :person_id AND number > :after"
    " ORDER BY number LIMIT :most"
)
_ONE = Hot("SELECT number, speaker, body, at FROM message WHERE person_id = :person_id AND number = :number")


class Speaker(StrEnum):
    """Say who speaks."""

    FAMILY = "family"
    LOTSE = "lotse"
    STAFF = "staff"


@dataclass(frozen=True, kw_only=True)
class Record:
    """One message of the record, opened."""

    number: int
    speaker: Speaker
    # dialogs.reply.Message.dump() of Lotse's; {"t": text, "c": client id} of the family's.
    body: dict[str, Any]
    # Milliseconds since 1970 UTC.
    at: int


def append(conn: Connection, thread: Thread, speaker: Speaker, body: dict[str, Any], now: int) -> int:
    """Write the next message of a conversation and return its number; the caller saves the thread."""
    thread.messages += 1
    place = f"message|body|{thread.person_id}:{thread.messages}"
    sealed = thread.box.seal(place, orjson.dumps(body))
    _INSERT(conn, person_id=thread.person_id, number=thread.messages, speaker=speaker.value, body=sealed, at=now)
    return thread.messages


def after(conn: Connection, box: Box, person_id: int, number: int, most: int = 200) -> list[Record]:
    """Return what was said after a message, oldest first."""
    return [_record(box, person_id, row) for row in _AFTER(conn, person_id=person_id, after=number, most=most)]


def one(conn: Connection, box: Box, person_id: int, number: int) -> Record | None:
    """Return one message."""
    row = _ONE(conn, person_id=person_id, number=number).fetchone()
    return _record(box, person_id, row) if row else None


def _record(box: Box, person_id: int, row: Any) -> Record:
    number, speaker, sealed, at = row
    body = orjson.loads(box.open(f"message|body|{person_id}:{number}", bytes(sealed)))
    return Record(number=number, speaker=Speaker(speaker), body=body, at=at)
