"""One adult, known by nothing but her key."""

from sqlalchemy import BigInteger, LargeBinary, Table

from bot.store.columns import Exporter, personal
from bot.store.tables.metadata import METADATA

person = Table(
    "person",
    METADATA,
    personal(
        "id",
        BigInteger,
        purpose="ties together what belongs to one adult; random",
        primary_key=True,
        autoincrement=False,
    ),
    personal("wrapped_key", LargeBinary, purpose="encrypts what she wrote; wrapped by the key file", sealed=True),
    personal("created_at", BigInteger, purpose="tells her since when we keep something", exporter=Exporter.MY_DATA),
)
