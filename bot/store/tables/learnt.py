"""Questions that a colleague has given a topic: the search learns from them."""

from sqlalchemy import BigInteger, String, Table, Text

from bot.store.columns import colleague, plain
from bot.store.tables.metadata import METADATA

learnt = Table(
    "learnt",
    METADATA,
    plain("id", BigInteger, purpose="names the phrase; random", primary_key=True, autoincrement=False),
    plain("topic", String(40), purpose="what it asks for"),
    plain("lang", String(8), purpose="in which language"),
    plain("words", Text, purpose="the question, without names and numbers, as a colleague has read and kept it"),
    colleague("staff_id", BigInteger, purpose="who kept it"),
    plain("at", BigInteger, purpose="when it was kept"),
)
