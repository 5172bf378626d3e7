"""The ledger of what was erased: a receipt, and what a restore must erase again."""

from sqlalchemy import BigInteger, Integer, String, Table

from bot.store.columns import plain
from bot.store.tables.metadata import METADATA

erasure = Table(
    "erasure",
    METADATA,
    plain("receipt", String(16), purpose="the number the person was given", primary_key=True),
    plain(
        "person_id", BigInteger, purpose="the number of a person or household that is gone; restoring erases it again"
    ),
    plain("rows", Integer, purpose="how many rows were removed"),
    plain("at", BigInteger, purpose="when it was done"),
)
