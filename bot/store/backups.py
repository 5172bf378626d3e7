"""Make a backup beside the running house, keep the young ones, and know how old the last one is."""

from __future__ import annotations

import fcntl
import os
import re
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sqlalchemy import desc, func, select

from bot.errors import BackupError
from bot.store import audit, copying
from bot.store.keyfile import fsync_folder
from bot.store.migrating import schema_of
from bot.store.sealed_file import Sealing
from bot.store.tables import audit as lines
from bot.store.tables import staff

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy import Connection

    from bot.store.door import Door
    from bot.store.masters import Masters

HOUR = 60 * 60 * 1000
DAY = 24 * HOUR
# A nightly backup may be two hours late.
LATE = 26 * HOUR
_NAMED = "lotse-%Y%m%d-%H%M%S-%f.backup"
_NAMES = re.compile(r"lotse-\d{8}-\d{6}-\d{6}\.backup")
_DONE = "backed up"


@dataclass(frozen=True, kw_only=True)
class Backup:
    """A backup that was made."""

    path: Path
    # How many rows of each table.
    rows: dict[str, int]
    # How many old ones were removed.
    removed: int


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Keep backup, restore and rotation of the key apart, on this machine; raises BackupError where one runs."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "backup.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise BackupError("A backup, a restore or a rotation of the key is running. Try again later.") from error
        yield


def make(door: Door, house: Masters, folder: Path, *, days: int, now: int) -> Backup:
    """Write everything as it is at one moment into a new file, then remove files older than so many days.

    Raises BackupError where there is nothing to back up.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / _time(now).strftime(_NAMED)
    part = path.with_name(path.name + ".part")
    for left in folder.glob("lotse-*.backup.part"):
        # Of a backup that was killed.
        left.unlink()
    with door.snapshot() as conn:
        if schema_of(conn) is None:
            raise BackupError("There is nothing to back up: this is no database of Lotse's.")
        try:
            rows = _write(conn, house, part, now)
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
    fsync_folder(folder)
    door.write_now(lambda conn: audit.write(conn, 0, _DONE, now, detail=f"{sum(rows.values())} rows"))
    # What was erased meanwhile could not be cleaned out of the database's files while this was reading.
    door.scrub()
    return Backup(path=path, rows=rows, removed=_remove_old(folder, now - days * DAY))


def since(conn: Connection) -> int | None:
    """Return since when nothing was backed up: the last backup, or the first account; None before that."""
    return last(conn) or conn.execute(select(func.min(staff.c.created_at))).scalar()


def last(conn: Connection) -> int | None:
    """Return when the last backup was made; None where there is none."""
    return conn.execute(select(lines.c.at).where(lines.c.action == _DONE).order_by(desc(lines.c.number))).scalar()


def _write(conn: Connection, house: Masters, path: Path, now: int) -> dict[str, int]:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        sealing = Sealing(file, house.keys)
        rows = copying.write(conn, house, sealing, now)
        sealing.close()
        file.flush()
        os.fsync(file.fileno())
    return rows


def _remove_old(folder: Path, before: int) -> int:
    """Remove backups by the time in their name: a copied file has another time."""
    oldest = _time(before).strftime(_NAMED)
    old = [path for path in folder.iterdir() if _NAMES.fullmatch(path.name) and path.name < oldest]
    for path in old:
        path.unlink()
    return len(old)


def _time(at: int) -> datetime:
    return datetime.fromtimestamp(at / 1000, UTC)
