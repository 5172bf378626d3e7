"""Count what reports tell: no row names a person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from bot.store.hot import Hot
from bot.store.tables import helpful, rating, tally

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import Connection

_COUNT = Hot(
    "INSERT INTO tally (day, what, language, topic, times) VALUES (:day, :what, :language, :topic, :times)"
    " ON CONFLICT (day, what, language, topic) DO UPDATE SET times = tally.times + :times"
)
CONTACT, HANDOVER, INTAKE, PHONE, WALK_IN = "contact", "handover", "intake", "phone", "walk-in"
# A first answer came within so many hours (exclusive), or later.
WITHIN = {"answered-1h": 1, "answered-4h": 4, "answered-1d": 24, "answered-3d": 72}
LATER = "answered-later"
_HOUR = 3_600_000


@dataclass(frozen=True, kw_only=True)
class Count:
    """How often something happened in a time."""

    what: str
    language: str
    topic: str
    times: int


def count(  # noqa: PLR0913  (What is counted, by what.)
    conn: Connection, day: date, what: str, language: str, topic: str = "", times: int = 1
) -> None:
    """Add so many; fewer than none takes back what was counted."""
    _COUNT(conn, day=day.isoformat(), what=what, language=language, topic=topic, times=times)


def waited(milliseconds: int) -> str:
    """Return how a waiting time is counted."""
    return next((what for what, hours in WITHIN.items() if milliseconds < hours * _HOUR), LATER)


def between(conn: Connection, first: date, last: date) -> list[Count]:
    """Return everything counted from one day to another, both included."""
    days = tally.c.day.between(first.isoformat(), last.isoformat())
    columns = tally.c.what, tally.c.language, tally.c.topic
    query = select(*columns, func.sum(tally.c.times).label("times")).where(days).group_by(*columns)
    counted = [Count(**row._mapping) for row in conn.execute(query)]  # noqa: SLF001  (SQLAlchemy's public name.)
    return [*counted, *_faces(conn, first, last), *_helped(conn, first, last)]


def _faces(conn: Connection, first: date, last: date) -> list[Count]:
    days = rating.c.day.between(first.isoformat(), last.isoformat())
    query = select(rating.c.face, rating.c.language, func.sum(rating.c.times)).where(days)
    rows = conn.execute(query.group_by(rating.c.face, rating.c.language))
    return [Count(what=f"face-{face}", language=language, topic="", times=times) for face, language, times in rows]


def _helped(conn: Connection, first: date, last: date) -> list[Count]:
    days = helpful.c.day.between(first.isoformat(), last.isoformat())
    columns = helpful.c.language, helpful.c.topic
    query = select(*columns, func.sum(helpful.c.yes), func.sum(helpful.c.no)).where(days).group_by(*columns)
    found = []
    for language, topic, yes, no in conn.execute(query):
        found += [Count(what="helped", language=language, topic=topic, times=yes)] if yes else []
        found += [Count(what="not-helped", language=language, topic=topic, times=no)] if no else []
    return found
