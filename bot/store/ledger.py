"""The ledger of erasures outside the database: a backup that is restored must bring nobody back.

One JSON object a line: the receipt, the random number of the person, when it was (milliseconds since 1970 UTC). It is
brought in line with the database's own ledger after every erasure and at every start, so that a kill in between loses
nothing.
"""

from __future__ import annotations

import fcntl
import json
import os
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import insert, select

from bot.store.erasing import remove
from bot.store.tables import erasure

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Connection

    from bot.store.door import Door
    from bot.store.vault import Vault


@dataclass(frozen=True, kw_only=True)
class Erased:
    """One erasure; the number no longer names anybody."""

    receipt: str
    person_id: int
    at: int
    # How many rows were removed; the file does not say it.
    rows: int = 0


class Ledger:
    """The file."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def settle(self, door: Door) -> None:
        """Do what follows an erasure that is committed: write it down here, and clean the database's files; blocks."""
        try:
            self.catch_up(door)
        finally:
            door.scrub()

    def catch_up(self, door: Door) -> None:
        """Write down what the database has erased and the file does not say yet."""
        with door.read() as conn:
            erased = known(conn)
        there = {one.receipt for one in self.read()}
        missing = [one for one in erased if one.receipt not in there]
        if not missing:
            return
        self._path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(self._path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
        with os.fdopen(descriptor, "ab") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            # A line that a power cut left half written stays by itself.
            file.write(b"".join(b"\n" + _line(one) for one in missing) + b"\n")
            file.flush()
            os.fsync(file.fileno())

    def read(self) -> list[Erased]:
        """Return everything that the file says; nothing where there is none."""
        found = []
        with suppress(FileNotFoundError):
            for line in self._path.read_bytes().splitlines():
                # Half a line is one that a power cut has left; it was written again.
                with suppress(ValueError, TypeError, KeyError):
                    said = json.loads(line)
                    found.append(Erased(receipt=said["receipt"], person_id=said["person"], at=said["at"]))
        return found


def known(conn: Connection) -> list[Erased]:
    """Return what the database has erased."""
    return [Erased(**row._mapping) for row in conn.execute(select(erasure))]  # noqa: SLF001  (SQLAlchemy's public name.)


def erase_again(conn: Connection, vault: Vault, ledger: list[Erased], now: int) -> int:
    """Remove everybody who is in a ledger and has come back; return how many. Her receipt stays the one she has."""
    there = set(conn.execute(select(erasure.c.receipt)).scalars())
    again = 0
    for one in ledger:
        rows = remove(conn, vault, one.person_id, now)
        again += rows is not None
        if one.receipt not in there:
            there.add(one.receipt)
            said = {"receipt": one.receipt, "person_id": one.person_id, "at": one.at}
            conn.execute(insert(erasure).values(**said, rows=one.rows or rows or 0))
    return again


def _line(one: Erased) -> bytes:
    return json.dumps({"receipt": one.receipt, "person": one.person_id, "at": one.at}).encode()
