"""One-time links that lead from Telegram to the page, into the same conversation."""

from sqlalchemy import BigInteger, ForeignKey, LargeBinary, Table

from bot.store.columns import personal
from bot.store.tables.metadata import METADATA

link = Table(
    "link",
    METADATA,
    personal("lookup", LargeBinary, purpose="the hash of the link's token", primary_key=True),
    personal("person_id", BigInteger, ForeignKey("person.id"), purpose="whose chat it opens", index=True),
    personal("ends_at", BigInteger, purpose="until when it works"),
)
