"""Count the statements of this process, and pull its plug at one of them."""

from __future__ import annotations

import os
import signal
import sqlite3
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import psycopg

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

# As they are without a plug.
_CONNECT, _COMMIT = sqlite3.connect, psycopg.Connection.commit


class Plug:
    """One process's plug; armed once, and only in a process that may die."""

    def __init__(self) -> None:
        # Each place at which it was or could have been pulled.
        self.places: list[str] = []
        self._pull_at = -1
        self._armed = False
        self._lock = threading.Lock()
        self._own = threading.local()
        self._after_commit: Callable[[], None] | None = None

    def arm(self, pull_at: int = -1, *, after_commit: Callable[[], None] | None = None) -> None:
        """Count from here on, and pull the plug at the so-manieth place (0, 1 …), or at none."""
        self._pull_at, self._after_commit, self._armed = pull_at, after_commit, True

    def disarm(self) -> None:
        """Count no more."""
        self._armed = False

    @contextmanager
    def unseen(self) -> Iterator[None]:
        """Look into the database without being counted."""
        self._own.unseen = True
        try:
            yield
        finally:
            self._own.unseen = False

    @property
    def _counts(self) -> bool:
        return self._armed and not getattr(self._own, "unseen", False)

    def place(self, what: str) -> None:
        """Come to a place: here the process may end, as after a power cut."""
        if not self._counts:
            return
        with self._lock:
            here = len(self.places)
            self.places.append(what)
        if here == self._pull_at:
            os.kill(os.getpid(), signal.SIGKILL)

    def around(self, what: Any, do: Callable[[], Any]) -> Any:
        """Do something with a place before and a place after it."""
        said = " ".join(str(what).split())[:80]
        self.place(f"before {said}")
        done = do()
        if said == "COMMIT" and self._counts and self._after_commit is not None:
            with self.unseen():
                self._after_commit()
        self.place(f"after {said}")
        return done

    def fit(self) -> None:
        """Sit between this process and its drivers, for good."""
        plug = self

        class Cursor(sqlite3.Cursor):
            def execute(self, sql: str, *values: Any) -> Any:
                return plug.around(sql, lambda: sqlite3.Cursor.execute(self, sql, *values))

            def executemany(self, sql: str, values: Any) -> Any:
                return plug.around(sql, lambda: sqlite3.Cursor.executemany(self, sql, values))

        class Connection(sqlite3.Connection):
            def cursor(self, factory: Any = Cursor) -> Any:
                return super().cursor(factory)

            # The driver would take a cursor of its own.
            def execute(self, sql: str, *values: Any) -> Any:
                return self.cursor().execute(sql, *values)

            def executemany(self, sql: str, values: Any) -> Any:
                return self.cursor().executemany(sql, values)

            def commit(self) -> None:
                plug.around("COMMIT", lambda: sqlite3.Connection.commit(self))

        def connect(*arguments: Any, **more: Any) -> Any:
            return _CONNECT(*arguments, factory=Connection, **more)

        def commit(connection: Any) -> None:
            plug.around("COMMIT", lambda: _COMMIT(connection))

        sqlite3.connect = sqlite3.dbapi2.connect = connect  # type: ignore[assignment]
        psycopg.Connection.commit = commit  # type: ignore[method-assign]
        for name in ("execute", "executemany"):
            setattr(psycopg.Cursor, name, _counted(plug, getattr(psycopg.Cursor, name)))


def _counted(plug: Plug, run: Any) -> Any:
    def execute(cursor: Any, query: Any, *values: Any, **more: Any) -> Any:
        return plug.around(query, lambda: run(cursor, query, *values, **more))

    return execute
