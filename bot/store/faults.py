"""What an error of the database means: a wrong statement, or a store that cannot commit now."""

from __future__ import annotations

import errno
import sqlite3

import psycopg
from sqlalchemy.exc import PendingRollbackError
from sqlalchemy.exc import TimeoutError as NoConnectionError

_DRIVERS = (sqlite3.Error, psycopg.Error)
# A wrong statement, a value that does not fit, a violated constraint: the same again at every try.
_OF_THE_STATEMENT = (
    *(sqlite3.IntegrityError, sqlite3.ProgrammingError, sqlite3.DataError, sqlite3.InterfaceError),
    *(psycopg.IntegrityError, psycopg.ProgrammingError, psycopg.DataError),
)
# PostgreSQL says it by its code: its words follow the server's language.
_DISK_FULL = "53100"


def is_down(error: BaseException) -> bool:
    """Tell a store that cannot commit now, so that the update must come again, from a fault of what was asked."""
    cause = _cause(error)
    if getattr(cause, "sqlite_errorname", "") == "SQLITE_ERROR":
        # A wrong statement; PostgreSQL's driver has a class for it.
        return False
    if isinstance(cause, PendingRollbackError | NoConnectionError) or is_full(error):
        return True
    return isinstance(cause, _DRIVERS) and not isinstance(cause, _OF_THE_STATEMENT)


def is_full(error: BaseException) -> bool:
    """Tell a disk without room."""
    cause = _cause(error)
    if isinstance(cause, OSError):
        return cause.errno == errno.ENOSPC
    return getattr(cause, "sqlstate", "") == _DISK_FULL or getattr(cause, "sqlite_errorname", "") == "SQLITE_FULL"


def _cause(error: BaseException) -> BaseException:
    """Return the driver's own error."""
    return getattr(error, "orig", None) or error
