"""Where the search for a child's school place stands."""

from sqlalchemy import BigInteger, ForeignKey, LargeBinary, String, Table

from bot.store.columns import Exporter, shared
from bot.store.tables.metadata import METADATA

placement = Table(
    "placement",
    METADATA,
    shared(
        "child_id",
        BigInteger,
        ForeignKey("child.id"),
        purpose="whose place it is",
        primary_key=True,
        autoincrement=False,
    ),
    shared(
        "household_id",
        BigInteger,
        ForeignKey("household.id"),
        purpose="to which household the child belongs",
        index=True,
    ),
    shared(
        "state",
        String(8),
        purpose="waiting, talk, sent, offered, told or started",
        exporter=Exporter.MY_DATA,
        index=True,
    ),
    shared(
        "since",
        BigInteger,
        purpose="since when the child waits for a place",
        exporter=Exporter.MY_DATA,
    ),
    shared(
        "ended_at",
        BigInteger,
        purpose="when the child started at a school; for the waiting days",
        exporter=Exporter.MY_DATA,
        nullable=True,
    ),
    shared(
        "body",
        LargeBinary,
        purpose="its steps: what, on which day, by whom, which school",
        exporter=Exporter.MY_DATA,
        sealed=True,
    ),
)
