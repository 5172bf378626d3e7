"""What the tests of the house share: both databases, a vault, a clock that travels, the house running in-process."""

from __future__ import annotations

import logging
import os
import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import hypothesis
import psycopg
import pytest
import structlog

from bot import election, logs, wiring
from bot.store.database import open_door
from bot.store.migrating import migrate
from bot.store.vault import open_vault
from bot.telegram import polling, sender
from tests import learnt
from tests.bot.running import TravelClock, running
from tests.botapi import BotApi
from tests.cheap import cheap
from tests.postgres import started
from tests.rows import alone, empty

if TYPE_CHECKING:
    from collections.abc import Iterator

TOKEN = "123:TEST"
# Nothing of these may stand in any log of any test: the token, and what the families of the tests are called.
SENTINELS = (TOKEN, "TEST/", "Amina", "أمينة")
# How long something takes is no matter of tests.
hypothesis.settings.register_profile("house", deadline=None)
hypothesis.settings.load_profile("house")
_WORKER = os.environ.get("PYTEST_XDIST_WORKER", "main")


@pytest.fixture(scope="session", autouse=True)
def logs_of_the_whole_suite(tmp_path_factory) -> Iterator[None]:
    """Let every test log at DEBUG, and look at the end whether a line names who wrote or holds the token."""
    folder = tmp_path_factory.mktemp("logs")
    root = logging.getLogger()
    with _uncached_loggers():
        logs.set_up(style="json", level="DEBUG", folder=folder, token=TOKEN)
    # Standard error belongs to pytest, which takes another one for every test.
    root.handlers[:] = [handler for handler in root.handlers if isinstance(handler, logging.FileHandler)]
    yield
    for handler in root.handlers:
        handler.flush()
    lines = [line for path in folder.iterdir() for line in path.read_text(encoding="utf-8").splitlines()]
    assert not [line for line in lines if any(name in line for name in SENTINELS)]


@pytest.fixture(scope="session", autouse=True)
def without_what_costs() -> Iterator[None]:
    with cheap():
        yield


@pytest.fixture(scope="session")
def postgres() -> str:
    """Start one PostgreSQL for the whole run, however many workers; the last of them removes it."""
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID", str(os.getpid()))
    server = started(Path(tempfile.gettempdir()) / f"lotse-postgres-{run[:12]}")
    with psycopg.connect(server.get_uri(), autocommit=True) as admin:
        # No test pulls the plug here; the crash campaign has a server of its own.
        for safety in ("fsync", "full_page_writes", "synchronous_commit"):
            admin.execute(f"ALTER SYSTEM SET {safety} = off")
        admin.execute("SELECT pg_reload_conf()")
    return server.get_uri()


@pytest.fixture(scope="session")
def new_database(postgres: str):
    """Give a function that makes an empty database and returns its URL."""

    def make(name: str) -> str:
        with psycopg.connect(postgres, autocommit=True) as admin:
            admin.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
            admin.execute(f"CREATE DATABASE {name}")
        return postgres.replace("/postgres?", f"/{name}?")

    return make


@pytest.fixture(scope="session")
def postgres_with_tables(new_database) -> str:
    url = new_database(f"lotse_{_WORKER}")
    _migrate(url)
    return url


@pytest.fixture(scope="session")
def sqlite_with_tables(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("sqlite") / "template.db"
    _migrate(f"sqlite:///{path}")
    return path


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(request, tmp_path) -> str:
    """Give a database with its tables and without rows: every test that touches the store runs on both."""
    if request.param == "sqlite":
        path = tmp_path / "lotse.db"
        shutil.copyfile(request.getfixturevalue("sqlite_with_tables"), path)
        return f"sqlite:///{path}"
    return request.getfixturevalue("postgres_url")


@pytest.fixture
def postgres_url(postgres_with_tables) -> str:
    """Give a PostgreSQL with its tables and without rows, for what several processes do."""
    with psycopg.connect(postgres_with_tables, autocommit=True) as admin:
        alone(admin)
        empty(admin)
    return postgres_with_tables


@pytest.fixture(params=["sqlite", "postgres"])
def empty_database_url(request, tmp_path) -> str:
    """Give a database without tables."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'empty.db'}"
    return request.getfixturevalue("new_database")(f"empty_{_WORKER}")


@pytest.fixture
def door(database_url) -> Iterator[Any]:
    opened = open_door(database_url)
    yield opened
    opened.close()


@pytest.fixture
def vault(tmp_path):
    return open_vault(tmp_path / "keys.json", create=True)


@pytest.fixture
def clock() -> TravelClock:
    return TravelClock()


@pytest.fixture(scope="session")
def library():
    """Load the office's knowledge once."""
    return learnt.library()


@pytest.fixture
def brisk(monkeypatch, library) -> None:
    """Let the house look again at once where it would wait, and load its knowledge once for all tests."""
    monkeypatch.setattr(wiring, "load_library", lambda *_: library)
    monkeypatch.setattr(polling, "FIRST_WAIT", 0.01)
    monkeypatch.setattr(sender, "IDLE", 0.02)
    monkeypatch.setattr(sender, "BUSY", 0.01)
    monkeypatch.setattr(election, "LOOK", 0.02)


@pytest.fixture
async def telegram():
    """Give a simulated Telegram."""
    async with BotApi(token=TOKEN) as api:
        yield api


@pytest.fixture
async def house(telegram, database_url, tmp_path, clock, brisk):
    """Run the whole house, polling the simulated Telegram."""
    async with running(telegram, database_url, tmp_path, clock) as lotse:
        yield lotse


def _migrate(url: str) -> None:
    door = open_door(url)
    migrate(door.writer)
    door.close()


@pytest.fixture
def plain_logs():
    """Let a test set up the logs, and put everything back afterwards."""
    root = logging.getLogger()
    handlers, level, configuration = root.handlers[:], root.level, structlog.get_config()
    with _uncached_loggers():
        yield
    for handler in root.handlers:
        if handler not in handlers:
            handler.close()
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.configure(**configuration)


@contextmanager
def _uncached_loggers() -> Iterator[None]:
    """Let loggers follow whatever is configured later, too."""
    wrapped = structlog.configure

    def without_cache(**options: Any) -> None:
        wrapped(**{**options, "cache_logger_on_first_use": False})

    structlog.configure = without_cache
    yield
    structlog.configure = wrapped
