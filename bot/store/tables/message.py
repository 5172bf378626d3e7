"""The record of everything said, in order."""

from sqlalchemy import BigInteger, ForeignKey, Integer, LargeBinary, String, Table

from bot.store.columns import Exporter, personal
from bot.store.tables.metadata import METADATA

message = Table(
    "message",
    METADATA,
    personal(
        "person_id",
        BigInteger,
        ForeignKey("person.id"),
        purpose="whose conversation it belongs to",
        primary_key=True,
        autoincrement=False,
    ),
    personal(
        "number", Integer, purpose="its place in the conversation: 1, 2, 3 …", primary_key=True, autoincrement=False
    ),
    personal("speaker", String(8), purpose="family, lotse or staff"),
    personal("body", LargeBinary, purpose="what was said", sealed=True, exporter=Exporter.MY_DATA),
    personal("at", BigInteger, purpose="when it was said", exporter=Exporter.MY_DATA),
)
