"""The two databases, and a look into them from outside while nobody runs."""

from __future__ import annotations

import sqlite3
import tempfile
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psycopg

from tests.postgres import started

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

IN_HAND = "SELECT person_id, number FROM outbox WHERE state = 'sending'"
UNSENT = "SELECT person_id, number FROM outbox WHERE state IN ('queued', 'sending')"


def look(url: str, query: str) -> list[Any]:
    """Read some rows; on SQLite without tidying up what the kill left, which is for Lotse to do."""
    if url.startswith("sqlite:"):
        path = url.removeprefix("sqlite:///")
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
            return connection.execute(query).fetchall()
    with psycopg.connect(url) as server:
        return server.execute(query).fetchall()


@contextmanager
def sqlite() -> Iterator[str]:
    """Give an embedded database."""
    with tempfile.TemporaryDirectory() as folder:
        yield f"sqlite:///{folder}/lotse.db"


@contextmanager
def postgres() -> Iterator[str]:
    """Give a server of its own with its usual settings, durable ones."""
    with tempfile.TemporaryDirectory(prefix="lotse-crash-", ignore_cleanup_errors=True) as folder:
        server = started(Path(folder) / "data")
        try:
            yield server.get_uri()
        finally:
            server.cleanup()


DATABASES: dict[str, Callable[[], AbstractContextManager[str]]] = {"SQLite": sqlite, "PostgreSQL": postgres}
