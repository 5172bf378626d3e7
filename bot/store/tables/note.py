"""What colleagues write for one another; the family never sees it in the chat."""

from sqlalchemy import BigInteger, ForeignKey, LargeBinary, Table

from bot.store.columns import Exporter, personal
from bot.store.tables.metadata import METADATA

note = Table(
    "note",
    METADATA,
    personal("id", BigInteger, purpose="names the note; random", primary_key=True, autoincrement=False),
    personal("person_id", BigInteger, ForeignKey("person.id"), purpose="about whom it is", index=True),
    personal("staff_id", BigInteger, purpose="which colleague wrote it"),
    personal("body", LargeBinary, purpose="what was noted", sealed=True),
    personal("at", BigInteger, purpose="when it was written", exporter=Exporter.MY_DATA),
)
