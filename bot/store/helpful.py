"""How often an article helped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.store.hot import Hot

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import Connection

_COUNT = Hot(
    "INSERT INTO helpful (day, topic, language, yes, no) VALUES (:day, :topic, :language, :yes, :no)"
    " ON CONFLICT (day, topic, language)"
    " DO UPDATE SET yes = helpful.yes + excluded.yes, no = helpful.no + excluded.no"
)


def count(conn: Connection, day: date, topic: str, language: str, *, helped: bool) -> None:
    """Count one answer to "did this help?"."""
    _COUNT(conn, day=day.isoformat(), topic=topic, language=language, yes=int(helped), no=int(not helped))
