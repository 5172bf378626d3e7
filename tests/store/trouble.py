"""A store that cannot commit for a while."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.store.door import Door

_NO_ROOM = """
CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    RAISE EXCEPTION 'could not extend file "base/5/16384": No space left on device' USING ERRCODE = '53100';
END $$;
CREATE TRIGGER no_room BEFORE INSERT ON message EXECUTE FUNCTION no_room();
"""


@contextmanager
def full_disk(door: Door) -> Iterator[None]:
    """Let nothing be added until the block ends: SQLite's own limit of pages, PostgreSQL's own error code."""
    if door.writer.dialect.name == "sqlite":
        yield from _full_sqlite(door)
        return
    _execute(door, _NO_ROOM)
    try:
        yield
    finally:
        _execute(door, "DROP TRIGGER no_room ON message; DROP FUNCTION no_room()")


def _full_sqlite(door: Door) -> Iterator[None]:
    # The limit belongs to the writer's one connection, so it is set where it works; all room left is used up.
    door.write_now(lambda conn: conn.exec_driver_sql("CREATE TABLE filler (content BLOB)"))

    def fill(conn):
        pages = conn.exec_driver_sql("PRAGMA page_count").scalar()
        conn.exec_driver_sql(f"PRAGMA max_page_count = {pages}")

    def empty(conn):
        conn.exec_driver_sql("PRAGMA max_page_count = 1000000000")
        conn.exec_driver_sql("DROP TABLE filler")

    door.write_now(fill)
    try:
        yield
    finally:
        door.write_now(empty)


def _execute(door: Door, sql: str) -> None:
    with door.writer.begin() as conn:
        conn.exec_driver_sql(sql)
