"""Wait for other transactions on PostgreSQL: there several write, and old ones see what is gone."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from bot.errors import StoreError

if TYPE_CHECKING:
    from sqlalchemy import Connection

# VACUUM keeps erased rows while a transaction may still see them: one that is older than now, or that began beside one.
_OLDER = """SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()
 AND greatest(age(backend_xmin), age(backend_xid)) > age(CAST(%(now)s AS xid))"""
# Seconds between two looks, and how often; the night's work scrubs again.
LOOK, LOOKS = 0.02, 250
# Transactions that began before a moment; the server shows those of one's own role, and the house has but one.
_BEGUN = """SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()
 AND backend_type = 'client backend' AND xact_start < %(now)s"""
# Seconds, generously, from what a transaction does in Python to its first statement, which alone the server sees; and
# for how many looks a transaction may last.
MARGIN, PATIENCE = 0.5, 3_000


def until_unseen(connection: Connection) -> None:
    """Wait until nobody sees what was erased before now, or until it has taken too long."""
    now = connection.exec_driver_sql("SELECT CAST(CAST(pg_current_xact_id() AS xid) AS text)").scalar()
    for _look in range(LOOKS):
        if not connection.exec_driver_sql(_OLDER, {"now": now}).scalar():
            return
        time.sleep(LOOK)


def until_ended(connection: Connection) -> None:
    """Wait until every transaction that has begun before now has ended; raises StoreError where one does not."""
    time.sleep(MARGIN)
    now = connection.exec_driver_sql("SELECT clock_timestamp()").scalar()
    for _look in range(PATIENCE):
        if not connection.exec_driver_sql(_BEGUN, {"now": now}).scalar():
            return
        time.sleep(LOOK)
    raise StoreError("Another transaction on the database does not end. Try again when it has.")
