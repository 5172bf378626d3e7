"""Rows for every table, whatever its columns are called, and all rows of a database for comparison."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any

from sqlalchemy import BigInteger, Boolean, Integer, LargeBinary, MetaData, insert, select

from bot.store.tables import METADATA

if TYPE_CHECKING:
    from sqlalchemy import Column, Connection

    from bot.store.door import Door


def fill(conn: Connection, metadata: MetaData = METADATA, *, times: int = 3) -> None:
    """Write rows into every table; where a column may be empty, the last row leaves it so."""
    made: dict[Any, list[Any]] = {}
    for table in metadata.sorted_tables:
        rows = [
            {c.name: _value(c, made, n, empty=n == times - 1 and bool(c.nullable)) for c in table.columns}
            for n in range(times)
        ]
        for column in table.columns:
            made[column] = [row[column.name] for row in rows]
        conn.execute(insert(table), rows)


def _value(column: Column[Any], made: dict[Any, list[Any]], n: int, *, empty: bool) -> Any:
    if column.foreign_keys:
        [key] = column.foreign_keys
        return made[key.column][n]
    if empty:
        return None
    if isinstance(column.type, LargeBinary):
        # An empty one, too: it is something else than none.
        return secrets.token_bytes(40) if n or column.unique or column.primary_key else b"\0"
    if isinstance(column.type, Boolean):
        return n % 2 == 0
    if isinstance(column.type, Integer):
        # A BigInteger is an Integer, too.
        return secrets.randbits(53 if isinstance(column.type, BigInteger) else 31)
    return f"{secrets.token_hex(2)}'\n"[: column.type.length] or "ü"


def everything(door: Door) -> dict[str, list[tuple[Any, ...]]]:
    """Return all rows of our tables, in an order of their own."""
    with door.read() as conn:
        return {
            name: sorted((tuple(row) for row in conn.execute(select(table))), key=repr)
            for name, table in METADATA.tables.items()
        }
