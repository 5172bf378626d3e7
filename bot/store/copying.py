"""Rows out of a database and into one, as lines that no database needs to know: JSON, bytes in base64.

The first line says what follows; each table begins with its name and columns, in the order in which rows may be
written; the last line counts the rows.
"""

from __future__ import annotations

import base64
from dataclasses import asdict, dataclass
from importlib.metadata import version
from typing import TYPE_CHECKING, Any, Protocol

import orjson
from sqlalchemy import MetaData, delete, func, insert, inspect, select, text

from bot.errors import BackupError, ErasedError, UnknownKeyError
from bot.store import house_keys
from bot.store.migrating import schema_of, schemas
from bot.store.tables import METADATA

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sqlalchemy import Connection, Table

    from bot.store.masters import Masters

# Alembic's own table says which schema it is; the first line does, too.
_VERSION = "alembic_version"
# Rows and bytes that are held in memory at once: photos are large.
ROWS, BYTES = 500, 4_000_000
# Rows that are fetched at once.
FETCH = 50


class Writer(Protocol):
    """Take bytes."""

    def write(self, content: bytes, /) -> object: ...


@dataclass(frozen=True, kw_only=True)
class Rows:
    """Some rows of one table."""

    table: str
    rows: list[dict[str, Any]]


@dataclass(frozen=True, kw_only=True)
class Heading:
    """What the first line says."""

    # Which Lotse has written it.
    lotse: str
    # The name of the database's schema (bot/store/migrations).
    schema: str
    # Milliseconds since 1970 UTC.
    at: int


def tables_of(conn: Connection) -> MetaData:
    """Return the tables of a database: ours, or as they are where its schema is an older one."""
    if schema_of(conn) == schemas()[0]:
        return METADATA
    found = MetaData()
    found.reflect(conn, only=lambda name, _: name != _VERSION)
    return found


def write(conn: Connection, house: Masters, out: Writer, now: int) -> dict[str, int]:
    """Write everything that a connection sees, and return how many rows of each table.

    What the house's keys have sealed is written under the current one, so that a backup needs no other.
    """
    heading = Heading(lotse=version("lotse"), schema=schema_of(conn) or "", at=now)
    _put(out, asdict(heading))
    counts: dict[str, int] = {}
    for table in tables_of(conn).sorted_tables:
        _put(out, {"table": table.name, "columns": [column.name for column in table.columns]})
        counts[str(table.name)] = 0
        for row in _rows(conn, house, table):
            _put(out, row)
            counts[str(table.name)] += 1
    _put(out, {"rows": counts})
    return counts


def heading_of(lines: Iterator[bytes]) -> Heading:
    """Read the first line."""
    return Heading(**orjson.loads(next(lines, b"")))


def rows_of(lines: Iterable[bytes]) -> Iterator[Rows]:
    """Read what follows the first line; raises BackupError where it does not end as it should."""
    counts: dict[str, int] = {}
    columns: list[str] = []
    rows: list[dict[str, Any]] = []
    table, size = "", 0
    for line in lines:
        said = orjson.loads(line)
        if rows and (isinstance(said, dict) or len(rows) >= ROWS or size >= BYTES):
            yield Rows(table=table, rows=rows)
            rows, size = [], 0
        if isinstance(said, list):
            rows.append(dict(zip(columns, map(_read, said), strict=True)))
            counts[table] += 1
            size += len(line)
        elif "table" in said:
            table, columns = said["table"], said["columns"]
            counts[table] = 0
        elif said["rows"] == counts:
            return
        else:
            raise BackupError("This backup does not hold as many rows as it says. Take another one.")
    raise BackupError("This backup has no end. Take another one.")


def held(conn: Connection) -> Iterator[Rows]:
    """Read the rows of a database whose schema is the newest."""
    for table in METADATA.sorted_tables:
        for some in conn.execution_options(yield_per=FETCH).execute(select(table)).mappings().partitions():
            yield Rows(table=table.name, rows=[dict(row) for row in some])


def fill(conn: Connection, tables: Mapping[str, Table], found: Iterable[Rows]) -> int:
    """Write rows into empty tables and return how many."""
    total = 0
    for some in found:
        conn.execute(insert(tables[some.table]), some.rows)
        total += len(some.rows)
    return total


def count_on(conn: Connection) -> None:
    """Let numbers that PostgreSQL gives go on after those that were written."""
    if conn.dialect.name != "postgresql":
        return
    for table in METADATA.sorted_tables:
        for column in table.columns:
            if column.identity is not None:
                following = select(func.coalesce(func.max(column), 0) + 1).scalar_subquery()
                sequence = func.pg_get_serial_sequence(table.name, column.name)
                conn.execute(select(func.setval(sequence, following, False)))


def filled(conn: Connection) -> list[str]:
    """Return the names of our tables that have rows."""
    there = set(inspect(conn).get_table_names())
    tables = [table for table in METADATA.sorted_tables if table.name in there]
    return [table.name for table in tables if conn.execute(select(text("1")).select_from(table).limit(1)).first()]


def empty(conn: Connection) -> None:
    """Remove every row."""
    for table in reversed(METADATA.sorted_tables):
        conn.execute(delete(table))


def _rows(conn: Connection, house: Masters, table: Table) -> Iterator[list[Any]]:
    names = [column.name for column in table.columns]
    places = [(names.index(spot.column.name), spot) for spot in house_keys.spots([table])]
    for row in conn.execution_options(yield_per=FETCH).execute(select(table)):
        values = list(row)
        for place, spot in places:
            if values[place] is not None:
                values[place] = _current(house, spot, row[names.index("id")], bytes(values[place]))
        yield values


def _current(house: Masters, spot: house_keys.Spot, id: int, value: bytes) -> bytes:
    try:
        return spot.anew(house, id, value) or value
    except (ErasedError, UnknownKeyError):
        # What nobody can read is kept as it is.
        return value


def _put(out: Writer, line: Any) -> None:
    out.write(orjson.dumps(line, default=_plain, option=orjson.OPT_PASSTHROUGH_DATETIME | orjson.OPT_APPEND_NEWLINE))


def _plain(value: Any) -> dict[str, str]:
    if isinstance(value, bytes | memoryview):
        return {"b": base64.b64encode(value).decode()}
    raise TypeError(f"A backup does not know how to keep a {type(value).__name__}.")


def _read(value: Any) -> Any:
    return base64.b64decode(value["b"]) if isinstance(value, dict) else value
