"""What a person is found by: receipt number, phone, name; as HMAC, so that the table alone names nobody."""

from sqlalchemy import BigInteger, ForeignKey, LargeBinary, String, Table

from bot.store.columns import personal
from bot.store.tables.metadata import METADATA

finder = Table(
    "finder",
    METADATA,
    personal("lookup", LargeBinary, purpose="the HMAC of what is looked for", primary_key=True),
    personal(
        "person_id",
        BigInteger,
        ForeignKey("person.id"),
        purpose="who is found by it",
        primary_key=True,
        autoincrement=False,
        index=True,
    ),
    personal("kind", String(8), purpose="receipt, phone, name or passport"),
)
