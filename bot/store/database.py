"""Engines for SQLite and PostgreSQL, with the settings that durability and erasing need."""

from __future__ import annotations

import sqlite3
import time
from typing import TYPE_CHECKING, Any

from sqlalchemy import Engine, create_engine, event

from bot.errors import StoreError
from bot.store.door import Door, PostgresDoor, SqliteDoor

if TYPE_CHECKING:
    from sqlalchemy import Connection

# Milliseconds a second process (a command line beside the server) waits for the one writer.
BUSY_MS = 10_000
# What is committed is on the disk: a power cut takes nothing that was confirmed.
SYNCHRONOUS = "FULL"
# Memory for pages, and how far the write-ahead log grows before it is copied back: a page that many turns changed is
# copied once.
CACHE_KB = 16_000
CHECKPOINT_PAGES = 8_000
# A reader has to forget its pages whenever something was written, and there are several of them.
READER_CACHE_KB = 2_000


def open_door(url: str) -> Door:
    """Open the database behind a URL (sqlite:///path or postgresql://…).

    Raises StoreError where the URL is of another kind.
    """
    if url.startswith("sqlite:"):
        return SqliteDoor(_sqlite(url, writing=True), _sqlite(url, writing=False))
    if url.startswith(("postgresql:", "postgres:")):
        url = "postgresql+psycopg://" + url.split("://", 1)[1]
        return PostgresDoor(create_engine(url, pool_size=8, max_overflow=4, pool_pre_ping=True))
    raise StoreError("LOTSE_DATABASE_URL must begin with sqlite: or postgresql:.")


def _sqlite(url: str, *, writing: bool) -> Engine:
    # Who was given back last is taken first: the others rest.
    engine = create_engine(url, connect_args={"check_same_thread": False, "cached_statements": 256}, pool_use_lifo=True)

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: Any) -> None:
        # We begin transactions ourselves: the driver would begin a writing one too late (lessons.md, Machinery).
        connection.isolation_level = None
        connection.execute(f"PRAGMA busy_timeout={BUSY_MS}")
        _log_ahead(connection)
        for pragma in (
            f"synchronous={SYNCHRONOUS}",
            "secure_delete=ON",
            "foreign_keys=ON",
            f"cache_size=-{CACHE_KB if writing else READER_CACHE_KB}",
            f"wal_autocheckpoint={CHECKPOINT_PAGES}",
            *([] if writing else ["query_only=ON"]),
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")

    return engine


def _log_ahead(connection: sqlite3.Connection) -> None:
    """Turn the write-ahead log on; raises sqlite3.OperationalError where the file stays busy.

    SQLite does not wait (busy_timeout) where two processes turn it on in a new file at the same moment.
    """
    deadline = time.monotonic() + BUSY_MS / 1000
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
            time.sleep(0.01)
        else:
            return
