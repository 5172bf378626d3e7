"""Talks that are over: their buttons may still be pressed. Active and paused ones stand in the conversation's state."""

from sqlalchemy import BigInteger, ForeignKey, LargeBinary, String, Table

from bot.store.columns import personal
from bot.store.tables.metadata import METADATA

talk = Table(
    "talk",
    METADATA,
    personal("id", BigInteger, purpose="stands on the talk's buttons; random", primary_key=True, autoincrement=False),
    personal("person_id", BigInteger, ForeignKey("person.id"), purpose="whose talk it was", index=True),
    personal("dialog", String(32), purpose="which dialog it was"),
    personal("body", LargeBinary, purpose="its answers, for presses on its old buttons", sealed=True),
    personal("ended_at", BigInteger, purpose="when it ended", index=True),
)
