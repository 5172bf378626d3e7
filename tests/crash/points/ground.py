"""A database that is put back to where it was, for one place after another."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

import psycopg

from tests import rows

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

WORK, KEPT = "points_work", "points_kept"


@dataclass
class Ground:
    """One database and the files beside it; a server's URL, or none for SQLite."""

    folder: Path
    server: str = ""

    @property
    def url(self) -> str:
        """Where houses find the database."""
        return self.server.replace("/postgres?", f"/{WORK}?") if self.server else f"sqlite:///{self.work}/lotse.db"

    @property
    def work(self) -> Path:
        """Where houses keep their files."""
        return self.folder / WORK

    def hurry(self) -> None:
        """Let the server do without what only a power cut needs: here clients die, and the server never does."""
        self._sql(
            *(f"ALTER SYSTEM SET {one} = off" for one in ("fsync", "full_page_writes", "synchronous_commit")),
            "SELECT pg_reload_conf()",
        )

    def clear(self) -> None:
        """Begin with nothing."""
        shutil.rmtree(self.folder, ignore_errors=True)
        self.work.mkdir(parents=True)
        self._sql(f"DROP DATABASE IF EXISTS {WORK} WITH (FORCE)", f"CREATE DATABASE {WORK}")

    def keep(self) -> None:
        """Remember how everything is; nobody may be at work."""
        shutil.rmtree(self.folder / KEPT, ignore_errors=True)
        shutil.copytree(self.work, self.folder / KEPT)
        self._rows(rows.keep)

    def put_back(self) -> None:
        """Make everything as it was when it was kept."""
        shutil.rmtree(self.work)
        shutil.copytree(self.folder / KEPT, self.work)
        self._rows(rows.put_back)

    def _rows(self, change: Callable[[psycopg.Connection], None]) -> None:
        if self.server:
            with psycopg.connect(self.url, autocommit=True) as admin:
                # Of a process that was killed, the server may not have heard yet.
                rows.alone(admin)
                change(admin)

    def _sql(self, *statements: str) -> None:
        if self.server:
            with psycopg.connect(self.server, autocommit=True) as admin:
                for one in statements:
                    admin.execute(one)
