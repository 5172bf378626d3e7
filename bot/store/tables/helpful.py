"""How often an article helped: counts by day, nobody's name."""

from sqlalchemy import Integer, String, Table

from bot.store.columns import plain
from bot.store.tables.metadata import METADATA

helpful = Table(
    "helpful",
    METADATA,
    plain("day", String(10), purpose="the day, by the office's wall clock", primary_key=True),
    plain("topic", String(40), purpose="which article", primary_key=True),
    plain("language", String(8), purpose="in which language it was read", primary_key=True),
    plain("yes", Integer, purpose="how often it helped"),
    plain("no", Integer, purpose="how often it did not"),
)
