"""Count how it was to talk to a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.store.hot import Hot

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import Connection

_COUNT = Hot(
    "INSERT INTO rating (day, language, face, times) VALUES (:day, :language, :face, 1)"
    " ON CONFLICT (day, language, face) DO UPDATE SET times = rating.times + 1"
)


def count(conn: Connection, day: date, language: str, face: str) -> None:
    """Add one to a day's count."""
    _COUNT(conn, day=day.isoformat(), language=language, face=face)
