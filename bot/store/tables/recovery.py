"""Five words on a card that open a chat on another phone, or let a second adult join; as HMAC, never as words."""

from sqlalchemy import BigInteger, ForeignKey, LargeBinary, String, Table, UniqueConstraint

from bot.store.columns import personal
from bot.store.tables.metadata import METADATA

recovery = Table(
    "recovery",
    METADATA,
    personal("lookup", LargeBinary, purpose="the HMAC of the five words", primary_key=True),
    personal("person_id", BigInteger, ForeignKey("person.id"), purpose="who has had them made"),
    personal("purpose", String(8), purpose="recover (open her chat) or join (belong to her household)"),
    personal("ends_at", BigInteger, purpose="until when they work; empty: until they are used", nullable=True),
    # One valid set of each kind a person.
    UniqueConstraint("person_id", "purpose"),
)
