"""Phrases that the search has learnt from use."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select

from bot.store.tables import learnt
from knowledge.library import Phrase

if TYPE_CHECKING:
    from sqlalchemy import Connection


def add(conn: Connection, phrase: Phrase, staff_id: int, now: int) -> None:
    """Keep a question as a phrase of its topic."""
    values = {"topic": phrase.topic, "lang": phrase.lang, "words": phrase.words}
    conn.execute(insert(learnt).values(id=secrets.randbits(53), staff_id=staff_id, at=now, **values))


def every(conn: Connection) -> list[tuple[int, Phrase]]:
    """Return all of them with their ids, the newest first."""
    rows = conn.execute(select(learnt).order_by(learnt.c.at.desc(), learnt.c.id))
    return [(row.id, Phrase(topic=row.topic, lang=row.lang, words=row.words)) for row in rows]


def forget(conn: Connection, id: int) -> None:
    """Let one go again."""
    conn.execute(delete(learnt).where(learnt.c.id == id))
