"""Who saw, changed, exported or deleted what: a chain of hashes, so that no line can be taken out unseen."""

from sqlalchemy import BigInteger, LargeBinary, String, Table

from bot.store.columns import colleague
from bot.store.tables.metadata import METADATA

audit = Table(
    "audit",
    METADATA,
    colleague("number", BigInteger, purpose="its place in the chain: 1, 2, 3 …", primary_key=True, autoincrement=False),
    colleague("at", BigInteger, purpose="when it was"),
    colleague("staff_id", BigInteger, purpose="who did it; 0 for the house itself"),
    colleague("action", String(32), purpose="what was done"),
    colleague("person_id", BigInteger, purpose="with whose record; a random number, 0 for nobody's"),
    colleague("detail", String(200), purpose="codes and ids, never words of a family"),
    colleague("hash", LargeBinary, purpose="SHA-256 over this line and the hash before it"),
)
