"""Who saw or changed what: a chain of hashes, so that no line can be taken out or rewritten unseen."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from threading import Lock
from typing import TYPE_CHECKING, Any

import orjson
from sqlalchemy import desc, insert, select, text

from bot.store.tables import audit

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection

# The chain has one end: on PostgreSQL lines wait for one another (SQLite has one writer anyway).
_LOCK = 0x10753A
_START = b"\0" * 32
# What a line says, and its hash with it.
_SAID = ("at", "staff_id", "action", "person_id", "detail")


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line of the log; at is milliseconds since 1970 UTC."""

    number: int
    at: int
    # 0 for the house itself.
    staff_id: int
    action: str
    # 0 for nobody's record.
    person_id: int
    # Codes and ids, never words of a family.
    detail: str
    hash: bytes


def write(  # noqa: PLR0913  (A line of the log.)
    conn: Connection, staff_id: int, action: str, now: int, *, person_id: int = 0, detail: str = ""
) -> None:
    """Add a line in the transaction of what it tells about."""
    if conn.dialect.name == "postgresql":
        conn.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    last = conn.execute(select(audit.c.number, audit.c.hash).order_by(desc(audit.c.number)).limit(1)).first()
    number, before = (last.number + 1, bytes(last.hash)) if last else (1, _START)
    said = {"at": now, "staff_id": staff_id, "action": action, "person_id": person_id, "detail": detail[:200]}
    conn.execute(insert(audit).values(number=number, **said, hash=_hash(before, number, said)))


def lines(conn: Connection, *, before: int | None = None, most: int = 100, person_id: int = 0) -> list[Line]:
    """Return the newest lines before a number."""
    query = select(audit).order_by(desc(audit.c.number)).limit(most)
    if before is not None:
        query = query.where(audit.c.number < before)
    if person_id:
        query = query.where(audit.c.person_id == person_id)
    return [_line(row) for row in conn.execute(query)]


class Chain:
    """Check that every line fits the one before it: all of them once a day, and otherwise what was added since."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._day: date | None = None
        # How far it is whole.
        self._number, self._hash = 0, _START

    def broken_at(self, conn: Connection, today: date) -> int | None:
        """Return the number of the first line that does not fit; None where the chain is whole.

        A line is checked in some ten microseconds, and an office may write a million in a year.
        """
        with self._lock:
            if self._day != today:
                self._day, self._number, self._hash = today, 0, _START
            if self._number:
                last = conn.execute(select(audit.c.hash).where(audit.c.number == self._number)).scalar()
                if last is None or bytes(last) != self._hash:
                    self._day = None
                    return self._number
            for number, hash_, *row in _after(conn, self._number):
                said = dict(zip(_SAID, row, strict=True))
                if number != self._number + 1 or bytes(hash_) != _hash(self._hash, number, said):
                    return self._number + 1
                self._number, self._hash = number, bytes(hash_)
        return None


def broken_at(conn: Connection) -> int | None:
    """Check all of the chain now."""
    return Chain().broken_at(conn, date.min)


def _after(conn: Connection, number: int) -> Iterable[Any]:
    query = select(audit.c.number, audit.c.hash, *(audit.c[name] for name in _SAID))
    return conn.execution_options(yield_per=1000).execute(query.where(audit.c.number > number).order_by(audit.c.number))


def _line(row: Any) -> Line:
    return Line(**{**row._mapping, "hash": bytes(row.hash)})  # noqa: SLF001  (SQLAlchemy's public name.)


def _hash(before: bytes, number: int, said: dict[str, Any]) -> bytes:
    return hashlib.sha256(before + orjson.dumps([number, said], option=orjson.OPT_SORT_KEYS)).digest()
