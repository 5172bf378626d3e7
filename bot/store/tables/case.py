"""What staff work on: a handover now, an intake or a placement later. It never decides who speaks."""

from sqlalchemy import BigInteger, ForeignKey, Index, LargeBinary, String, Table, text

from bot.store.columns import Exporter, personal
from bot.store.tables.metadata import METADATA

_OPEN = text("state = 'open'")

case = Table(
    "case",
    METADATA,
    personal("id", BigInteger, purpose="names the case; random", primary_key=True, autoincrement=False),
    personal("person_id", BigInteger, ForeignKey("person.id"), purpose="whose case it is", index=True),
    personal(
        "kind",
        String(16),
        purpose="what was asked for: handover, letter, call, counter, intake, others",
        exporter=Exporter.MY_DATA,
    ),
    personal(
        "topic", String(40), purpose="what it is about, for the team; empty where unknown", exporter=Exporter.MY_DATA
    ),
    personal("team", String(40), purpose="which colleagues work on it"),
    personal("state", String(8), purpose="open or closed", exporter=Exporter.MY_DATA),
    personal("assignee_id", BigInteger, purpose="which colleague works on it", nullable=True),
    personal("opened_at", BigInteger, purpose="when it was opened", exporter=Exporter.MY_DATA),
    personal("waiting_since", BigInteger, purpose="since when the family waits for an answer", nullable=True),
    personal("due_at", BigInteger, purpose="until when an answer was promised", nullable=True),
    personal("answered_at", BigInteger, purpose="when a person answered first", nullable=True),
    personal("snoozed_until", BigInteger, purpose="until when it rests", nullable=True),
    personal("closed_at", BigInteger, purpose="when it was closed", nullable=True, exporter=Exporter.MY_DATA),
    personal("reason", String(32), purpose="why it was closed", nullable=True),
    personal(
        "body",
        LargeBinary,
        purpose="its number, her name, and what she asked for: phone, letter",
        sealed=True,
        exporter=Exporter.MY_DATA,
    ),
    # One open case a person: what she asks for next belongs to it.
    Index("case_open", "person_id", unique=True, sqlite_where=_OPEN, postgresql_where=_OPEN),
    Index("case_team", "team", sqlite_where=_OPEN, postgresql_where=_OPEN),
)
