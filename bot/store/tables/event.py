"""What is on in the city: entered by colleagues, gone when it is past."""

from sqlalchemy import BigInteger, String, Table

from bot.store.columns import colleague, plain
from bot.store.tables.metadata import METADATA

event = Table(
    "event",
    METADATA,
    plain("id", BigInteger, purpose="names the event; random", primary_key=True, autoincrement=False),
    plain("day", String(10), purpose="when it is, by the office's wall clock", index=True),
    plain("time", String(5), purpose="from which hour on; may be empty"),
    plain("title", String(120), purpose="what it is called"),
    plain("place", String(120), purpose="where it is"),
    colleague("staff_id", BigInteger, purpose="who entered it"),
    plain("at", BigInteger, purpose="when it was entered"),
)
