"""Photos and papers of families: sealed with the person's key, kept for a while after the case is closed."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import delete, exists, insert, select

from bot.store.tables import case, file

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from bot.store.vault import Box

DAY = 24 * 60 * 60 * 1000
# So long after the case is closed (issue of the desk, files).
KEPT_DAYS = 30


@dataclass(frozen=True, kw_only=True)
class Upload:
    """What a family sends, checked and made harmless."""

    # photo (JPEG without its hidden data), pdf or voice (as they came).
    kind: str
    content: bytes


def keep(conn: Connection, box: Box, person_id: int, upload: Upload, now: int) -> int:
    """Write a file and return its id."""
    id = secrets.randbits(53)
    body = box.seal(f"file|body|{id}", upload.content)
    conn.execute(
        insert(file).values(
            id=id, person_id=person_id, kind=upload.kind, size=len(upload.content), body=body, at=now
        )
    )  # fmt: skip
    return id


def of(conn: Connection, person_id: int) -> list[tuple[int, str, int, int]]:
    """Return (id, kind, bytes, time) of a person's files, the oldest first."""
    query = select(file.c.id, file.c.kind, file.c.size, file.c.at).where(file.c.person_id == person_id)
    return [tuple(row) for row in conn.execute(query.order_by(file.c.at, file.c.id))]


def owner(conn: Connection, id: int) -> int | None:
    """Return whose file it is."""
    return conn.execute(select(file.c.person_id).where(file.c.id == id)).scalar()


def read(conn: Connection, box: Box, id: int) -> Upload:
    """Return a file that is there."""
    row = conn.execute(select(file.c.kind, file.c.body).where(file.c.id == id)).one()
    return Upload(kind=row.kind, content=box.open(f"file|body|{id}", bytes(row.body)))


def sweep(conn: Connection, now: int) -> int:
    """Remove what is older than its time and belongs to no case that is open or was closed lately; return how many."""
    before = now - KEPT_DAYS * DAY
    lately = (case.c.state == "open") | (case.c.closed_at >= before)
    needed = exists().where(case.c.person_id == file.c.person_id, lately)
    return conn.execute(delete(file).where(file.c.at < before, ~needed)).rowcount
