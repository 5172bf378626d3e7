"""Updates whose effect is committed: the second delivery finds its row here."""

from sqlalchemy import BigInteger, String, Table

from bot.store.columns import Kept, plain
from bot.store.tables.metadata import METADATA

received = Table(
    "received",
    METADATA,
    plain(
        "channel",
        String(48),
        purpose="telegram, one browser's address, or one colleague's desk",
        kept=Kept.RECEIVED,
        primary_key=True,
    ),
    plain("update_id", String(64), purpose="the channel's own id of the update", kept=Kept.RECEIVED, primary_key=True),
    plain("at", BigInteger, purpose="when it was committed", kept=Kept.RECEIVED),
    sqlite_with_rowid=False,
)
