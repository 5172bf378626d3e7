"""How often words were written that open no chat: whoever guesses is slowed down."""

from sqlalchemy import BigInteger, Integer, LargeBinary, Table

from bot.store.columns import personal
from bot.store.tables.metadata import METADATA

attempt = Table(
    "attempt",
    METADATA,
    personal("lookup", LargeBinary, purpose="the HMAC of the address, or of the whole house", primary_key=True),
    personal("times", Integer, purpose="how often within an hour"),
    personal("since", BigInteger, purpose="when that hour began"),
)
