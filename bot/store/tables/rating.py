"""How it was to talk to a person: counts by day and language, nobody's name."""

from sqlalchemy import Integer, String, Table

from bot.store.columns import plain
from bot.store.tables.metadata import METADATA

rating = Table(
    "rating",
    METADATA,
    plain("day", String(10), purpose="the day, by the office's wall clock", primary_key=True),
    plain("language", String(8), purpose="in which language it was", primary_key=True),
    plain("face", String(8), purpose="good, so-so or bad", primary_key=True),
    plain("times", Integer, purpose="how often"),
)
