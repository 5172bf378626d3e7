"""The database's own guard against two talks at once: Lotse does not start without it, and a restore keeps it."""

from __future__ import annotations

import pytest
from sqlalchemy import select, text

from bot.errors import StoreError, TakenError
from bot.settings import Settings
from bot.store import allocations, appointments, backups, resources, restoring
from bot.store.database import open_door
from bot.store.migrating import migrate
from bot.store.tables import allocation, appointment
from bot.wiring import build
from tests.bot.booking.conftest import Books
from tests.bot.booking.offices import NOW, counsellor, wanted
from tests.bot.booking.test_book import NINE, TEN

# Each part of it, and how it goes missing; PostgreSQL has one, SQLite two.
PARTS = {
    "sqlite": ("DROP TRIGGER allocation_overlap_insert", "DROP TRIGGER allocation_overlap_update"),
    "postgresql": ("ALTER TABLE allocation DROP CONSTRAINT allocation_overlap",),
}


def test_the_guard_is_tried_out_and_nothing_of_that_stays(books):
    books.write(lambda book: allocations.check_guard(book.conn))
    for table in (allocation, appointment):
        assert books.write(lambda book, table=table: book.conn.execute(select(table)).all()) == []


def test_without_any_part_of_the_guard_the_house_does_not_start(empty_database_url, tmp_path, brisk):
    settings = Settings(_env_file=None, data_dir=tmp_path, database_url=empty_database_url)
    door = open_door(empty_database_url)
    migrate(door.writer)
    build(settings).door.close()
    for part in PARTS[door.writer.dialect.name]:
        kept = door.write_now(_definition_of_triggers)
        door.write_now(lambda conn, part=part: conn.exec_driver_sql(part))
        with pytest.raises(StoreError, match="booked twice") as refused:
            build(settings)
        assert "\n" not in str(refused.value)
        missing = set(kept) - set(door.write_now(_definition_of_triggers))
        door.write_now(lambda conn, missing=missing: [conn.exec_driver_sql(one) for one in missing])
    door.close()


def test_a_restore_keeps_the_guard_and_every_state(books, empty_database_url, tmp_path):
    [berta] = books.give(counsellor())
    families = [books.family() for _family in range(4)]
    # One time, again and again: everything but the last one has been given up.
    held = books.write(lambda book: book.hold(families[0][0], wanted(), NINE, {}))
    books.write(lambda book: book.release(held.id))
    cancelled = books.book(*families[1], wanted(), NINE)
    books.write(lambda book: book.cancel(cancelled.id))
    moved = books.book(*families[2], wanted(), NINE)
    books.book(*families[2], wanted(), TEN, instead_of=moved.id)
    came = books.book(*families[3], wanted(), NINE)
    books.write(lambda book: book.mark(came.id, "came"))
    path = backups.make(books.door, books.vault.house, tmp_path / "backups", days=30, now=NOW).path
    other = open_door(empty_database_url)
    found = restoring.look_through(path, books.vault)
    restoring.restore(other, books.vault, found, [], replace=False, now=NOW, scratch=tmp_path)
    again = Books(other, books.vault, books.office)
    states = {"expired": 1, "cancelled": 1, "moved": 1, "came": 1, "booked": 1}
    assert {row.state: row.many for row in again.write(_states)} == states
    assert again.write(_rows) == books.write(_rows)
    again.write(lambda book: allocations.check_guard(book.conn))
    # A talk that took place keeps its time, and the database says so where nobody looks first.
    assert again.write(lambda book: book.hold(families[0][0], wanted(), NINE, {})) is None
    share = allocations.Share(kind=resources.Kind.COUNSELLOR, resource_id=berta.id, starts_at=NINE, ends_at=TEN)

    def take(book):
        with allocations.all_or_nothing(book.conn):
            allocations.take(book.conn, came.id, [share], "booked")

    with pytest.raises(TakenError):
        again.write(take)
    # Only what was booked can be cancelled, and what was given up does not come back.
    assert again.write(lambda book: book.cancel(cancelled.id)) is None
    assert again.write(lambda book: book.confirm(held.id, families[0][1], {})) is None
    assert again.write(lambda book: appointments.one(book.conn, book.vault, came.id)).state == "came"
    other.close()


def _definition_of_triggers(conn):
    if conn.dialect.name == "postgresql":
        return []
    return conn.execute(text("SELECT sql FROM sqlite_master WHERE type = 'trigger'")).scalars().all()


def _states(book):
    return book.conn.execute(text("SELECT state, count(*) AS many FROM appointment GROUP BY state")).all()


def _rows(book):
    return [sorted(map(tuple, book.conn.execute(select(table))), key=repr) for table in (appointment, allocation)]
