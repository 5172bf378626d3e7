"""Open database and key file as the settings name them."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from bot.errors import ErasedError, KeyFileError, StoreError
from bot.store import allocations
from bot.store.database import open_door
from bot.store.migrating import migrate
from bot.store.tables import person
from bot.store.vault import open_vault

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.settings import Settings
    from bot.store.door import Door
    from bot.store.vault import Vault


def open_store(settings: Settings) -> tuple[Door, Vault]:
    """Open database and key file, and bring the schema up to date.

    Raises StoreError or KeyFileError.
    """
    with one_line():
        return _opened(settings)


@contextmanager
def one_line() -> Iterator[None]:
    """Say in one line what is wrong with database or files; raises StoreError."""
    try:
        yield
    except (OSError, SQLAlchemyError) as error:
        said = str(getattr(error, "orig", None) or error).partition("\n")[0]
        raise StoreError(f"Database or key file cannot be opened: {said}.") from error


def open_database(settings: Settings) -> Door:
    """Open the database as it is, whatever its schema."""
    if settings.database.startswith("sqlite:///"):
        Path(settings.database.removeprefix("sqlite:///")).parent.mkdir(parents=True, exist_ok=True)
    return open_door(settings.database)


def _opened(settings: Settings) -> tuple[Door, Vault]:
    door = open_database(settings)
    migrate(door.writer)
    door.write_now(allocations.check_guard)
    with door.read() as conn:
        somebody = conn.execute(select(person.c.id, person.c.wrapped_key).limit(1)).first()
    # A new key would not open what is there: better not to start than to begin anew in silence.
    vault = open_vault(settings.keys, create=somebody is None)
    try:
        if somebody is not None:
            vault.person(somebody.id, bytes(somebody.wrapped_key))
    except ErasedError as error:
        raise KeyFileError(f"The key file {settings.keys} does not open this database: it is another one's.") from error
    return door, vault
