"""Everything in the database that the key file itself has sealed or wrapped, and how it comes under a new key."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select, update

from bot.errors import ErasedError, UnknownKeyError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Column, Connection, Table

    from bot.store.masters import Masters

# Columns sealed with the key file's key, and the place that was sealed with them. Keys that it has wrapped need no
# entry: their column is called wrapped_key in every table that has one.
SEALED = {
    "quarantine.body": "quarantine|body|{id}",
    "unanswered.words": "unanswered|words|{id}",
    "staff.totp": "staff|totp|{id}",
    "outbox.payload": "outbox|payload|farewell",
    "resource.body": "resource|body|{id}",
}
WRAPPED = "wrapped_key"
# Rows in one transaction: others want to write, too.
BATCH = 200


@dataclass(frozen=True)
class Spot:
    """One column that the key file has sealed; its table has an id."""

    column: Column[bytes]

    @property
    def table(self) -> Table:
        return self.column.table

    def anew(self, house: Masters, id: int, value: bytes) -> bytes | None:
        """Return a value under the current key; None where it is so already.

        Raises ErasedError or UnknownKeyError where no key opens it.
        """
        if self.column.name == WRAPPED:
            return house.wrap_anew(f"{self.table.name}|{WRAPPED}|{id}", value)
        return house.seal_anew(SEALED[str(self.column)].format(id=id), value)


def spots(tables: Iterable[Table]) -> list[Spot]:
    """Return all such columns of some tables."""
    columns = [column for table in tables for column in table.columns]
    return [Spot(column) for column in columns if column.name == WRAPPED or str(column) in SEALED]


@dataclass(frozen=True, kw_only=True)
class Batch:
    """What was done with some rows."""

    # Where to go on; None where there are no more.
    after: int | None
    renewed: int = 0
    # Rows that no key of the file opens: they were lost before.
    lost: int = 0


def renew(conn: Connection, house: Masters, spot: Spot, after: int) -> Batch:
    """Bring the next rows of a column under the current key."""
    id, column = spot.table.c.id, spot.column
    query = select(id, column).where(id > after, column.is_not(None)).order_by(id).limit(BATCH)
    rows = conn.execute(query).all()
    renewed = lost = 0
    for row_id, value in rows:
        try:
            new = spot.anew(house, row_id, bytes(value))
        except (ErasedError, UnknownKeyError):
            lost += 1
            continue
        if new is not None:
            # Whoever was erased or changed meanwhile is left alone.
            where = (id == row_id) & (column == value)
            renewed += conn.execute(update(spot.table).where(where).values({column.name: new})).rowcount
    return Batch(after=rows[-1][0] if len(rows) == BATCH else None, renewed=renewed, lost=lost)
