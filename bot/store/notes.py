"""What colleagues write for one another about a family."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, select

from bot.store.tables import note

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from bot.store.vault import Box


@dataclass(frozen=True, kw_only=True)
class Note:
    """One note, opened; at is milliseconds since 1970 UTC."""

    id: int
    staff_id: int
    words: str
    at: int


def add(  # noqa: PLR0913  (What a note is.)
    conn: Connection, box: Box, person_id: int, staff_id: int, words: str, now: int
) -> None:
    """Write a note."""
    id = secrets.randbits(53)
    body = box.seal(f"note|body|{id}", words.encode())
    conn.execute(insert(note).values(id=id, person_id=person_id, staff_id=staff_id, body=body, at=now))


def of(conn: Connection, box: Box, person_id: int) -> list[Note]:
    """Return the notes about a person, oldest first."""
    rows = conn.execute(select(note).where(note.c.person_id == person_id).order_by(note.c.at, note.c.id))
    return [_note(box, row) for row in rows]


def _note(box: Box, row: Any) -> Note:
    words = box.open(f"note|body|{row.id}", bytes(row.body)).decode()
    return Note(id=row.id, staff_id=row.staff_id, words=words, at=row.at)
