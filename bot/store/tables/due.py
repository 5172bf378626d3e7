"""Due things: rows that become something at their time, whatever process is awake then."""

from sqlalchemy import BigInteger, String, Table

from bot.store.columns import plain
from bot.store.tables.metadata import METADATA

due = Table(
    "due",
    METADATA,
    plain("key", String(80), purpose="one row for one thing, however often it is written", primary_key=True),
    plain("kind", String(32), purpose="what happens when it is due"),
    plain("due_at", BigInteger, purpose="when it is due", index=True),
)
