"""How often what happened: counts by day, language and topic, nobody's name; they stay when a person is erased."""

from sqlalchemy import Integer, String, Table

from bot.store.columns import plain
from bot.store.tables.metadata import METADATA

tally = Table(
    "tally",
    METADATA,
    plain("day", String(10), purpose="the day, by the office's wall clock", primary_key=True),
    plain(
        "what", String(24), purpose="what is counted: contact, handover, answered-…, phone, walk-in", primary_key=True
    ),
    plain("language", String(8), purpose="in which language", primary_key=True),
    plain("topic", String(40), purpose="about what; empty where unknown", primary_key=True),
    plain("times", Integer, purpose="how often"),
)
