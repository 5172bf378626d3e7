"""Take a backup back: looked through to its end first, then in one transaction, and nobody erased comes back."""

from __future__ import annotations

import io
from contextlib import closing, contextmanager
from dataclasses import dataclass
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from bot.errors import BackupError
from bot.store import audit, copying, ledger
from bot.store.database import open_door
from bot.store.migrating import migrate, schemas
from bot.store.sealed_file import CHUNK, Opening
from bot.store.tables import METADATA

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from sqlalchemy import Connection

    from bot.store.copying import Heading, Rows
    from bot.store.door import Door
    from bot.store.ledger import Erased
    from bot.store.vault import Vault


@dataclass(frozen=True, kw_only=True)
class Found:
    """A backup that is whole and can be taken back."""

    path: Path
    heading: Heading
    # How many rows of all tables.
    rows: int


@dataclass(frozen=True, kw_only=True)
class Restored:
    """What was done."""

    rows: int
    # Persons who stood in a ledger of erasures and were erased again.
    again: int


def look_through(path: Path, vault: Vault) -> Found:
    """Read a backup to its end.

    Raises BackupError where it is broken, cut, of another key file, or of a newer Lotse.
    """
    with _lines(path, vault) as lines:
        heading = copying.heading_of(lines)
        if heading.schema not in schemas():
            newer = f"{heading.lotse}, schema {heading.schema}"
            raise BackupError(f"This backup is of a newer Lotse ({newer}): install that version first.")
        rows = sum(len(some.rows) for some in copying.rows_of(lines))
    return Found(path=path, heading=heading, rows=rows)


def restore(  # noqa: PLR0913  (What meets when a house is set up again.)
    door: Door, vault: Vault, found: Found, erased: list[Erased], *, replace: bool, now: int, scratch: Path
) -> Restored:
    """Bring a backup into the database, in one transaction; erased is the ledger outside the database.

    Raises BackupError where the database is not empty and replace is false; nothing is changed then.
    """
    with door.read() as conn:
        _refuse_filled(conn, replace=replace)
    migrate(door.writer)
    with _current_rows(found, vault, scratch) as source:

        def write(conn: Connection) -> Restored:
            _refuse_filled(conn, replace=replace)
            before = ledger.known(conn)
            copying.empty(conn)
            rows = copying.fill(conn, METADATA.tables, source())
            copying.count_on(conn)
            again = ledger.erase_again(conn, vault, [*before, *erased], now)
            audit.write(conn, 0, "restored", now, detail=f"of {found.heading.at}, {again} erased again")
            return Restored(rows=rows, again=again)

        return door.write_now(write)


def _refuse_filled(conn: Connection, *, replace: bool) -> None:
    filled = [] if replace else copying.filled(conn)
    if filled:
        raise BackupError(
            f"The database is not empty ({', '.join(filled)}). With --replace, everything in it is replaced."
        )


@contextmanager
def _lines(path: Path, vault: Vault) -> Iterator[Iterator[bytes]]:
    """Open a backup; whatever is wrong in it is one sentence."""
    try:
        with path.open("rb") as file:
            yield io.BufferedReader(Opening(file, vault.house.keys), CHUNK)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BackupError(f"The backup {path} cannot be read: {error or type(error).__name__}.") from error


@contextmanager
def _current_rows(found: Found, vault: Vault, scratch: Path) -> Iterator[Callable[[], Iterable[Rows]]]:
    """Give what reads the rows as the newest schema has them, as often as it is asked."""

    def as_they_are() -> Iterator[Rows]:
        with _lines(found.path, vault) as lines:
            copying.heading_of(lines)
            yield from copying.rows_of(lines)

    if found.heading.schema == schemas()[0]:
        yield as_they_are
        return
    # An older schema is brought up to date in a database of its own, so that the house's own is never half way.
    with TemporaryDirectory(dir=scratch) as folder, closing(open_door(f"sqlite:///{folder}/older.db")) as older:
        migrate(older.writer, found.heading.schema)
        older.write_now(lambda conn: copying.fill(conn, copying.tables_of(conn).tables, as_they_are()))
        migrate(older.writer)
        with older.read() as conn:
            yield lambda: copying.held(conn)
