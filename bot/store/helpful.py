"""How often an article helped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from bot.store.hot import Hot
from bot.store.tables import helpful

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


def unhelpful(conn: Connection, since: date) -> list[tuple[str, str, int, int]]:
    """Return (topic, language, how often it helped, how often it did not), where it did not most often first."""
    yes, no = func.sum(helpful.c.yes), func.sum(helpful.c.no)
    counted = (
        select(helpful.c.topic, helpful.c.language, yes, no)
        .where(helpful.c.day >= since.isoformat())
        .group_by(helpful.c.topic, helpful.c.language)
        .having(no > 0)
        .order_by(no.desc(), yes, helpful.c.topic, helpful.c.language)
    )
    return [(topic, language, int(helped), int(not_)) for topic, language, helped, not_ in conn.execute(counted)]
