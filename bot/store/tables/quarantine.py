"""Updates that could not be parsed or handled, for whoever mends the fault."""

from sqlalchemy import BigInteger, LargeBinary, String, Table

from bot.store.columns import Kept, personal
from bot.store.tables.metadata import METADATA

quarantine = Table(
    "quarantine",
    METADATA,
    personal(
        "id", BigInteger, purpose="names the row; random", kept=Kept.QUARANTINE, primary_key=True, autoincrement=False
    ),
    personal("channel", String(48), purpose="where it came from", kept=Kept.QUARANTINE),
    personal(
        "lookup",
        LargeBinary,
        purpose="finds the rows of an address, to erase them",
        kept=Kept.QUARANTINE,
        nullable=True,
        index=True,
    ),
    personal("body", LargeBinary, purpose="the raw update", kept=Kept.QUARANTINE, sealed=True),
    personal("fault", String(200), purpose="the kind of error, without its words", kept=Kept.QUARANTINE),
    personal("at", BigInteger, purpose="when it came", kept=Kept.QUARANTINE, index=True),
)
