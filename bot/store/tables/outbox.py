"""Telegram calls that are committed and wait to be made; the words stand in the message."""

from sqlalchemy import BigInteger, Identity, Index, Integer, LargeBinary, String, Table, text

from bot.store.columns import personal
from bot.store.tables.metadata import METADATA

_QUEUED = text("state = 'queued'")
# SQLite counts up only an INTEGER primary key.
_ID = BigInteger().with_variant(Integer, "sqlite")

outbox = Table(
    "outbox",
    METADATA,
    personal("id", _ID, Identity(), purpose="the order in which calls are made", primary_key=True),
    personal("person_id", BigInteger, purpose="whose message it is; 0 for a farewell", index=True),
    personal("number", Integer, purpose="which message of hers"),
    personal("address_id", BigInteger, purpose="which address it goes to"),
    personal("kind", String(8), purpose="answer (fenced) or notice (never fenced)"),
    personal("epoch", Integer, purpose="under which holder it was computed"),
    personal("state", String(8), purpose="queued, sending, sent, failed or unknown"),
    personal("boot", BigInteger, purpose="which sender's process has it"),
    personal("not_before", BigInteger, purpose="when it may be sent at the earliest"),
    personal("attempts", Integer, purpose="how often it was tried"),
    personal(
        "payload",
        LargeBinary,
        purpose="until it is sent: a farewell's chat and words; a message with the words of a card, under her own key",
        nullable=True,
        sealed=True,
    ),
    personal("reason", String(200), purpose="why it failed, in Telegram's words", nullable=True),
    personal("at", BigInteger, purpose="when it was written"),
    # Only what waits is in it: a call that goes at once never touches this index.
    Index("outbox_waiting", "not_before", sqlite_where=_QUEUED, postgresql_where=_QUEUED),
    Index("outbox_behind", "address_id", sqlite_where=_QUEUED, postgresql_where=_QUEUED),
)
