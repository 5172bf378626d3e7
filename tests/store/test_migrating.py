"""Migrations: they give exactly what the tables say, on both databases."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import insert, inspect, text

from bot.store.database import open_door
from bot.store.migrating import migrate
from bot.store.tables import METADATA, attempt

SAMPLED = text("SELECT attname FROM pg_stats WHERE tablename = 'attempt' ORDER BY attname")


def test_migrations_give_exactly_the_tables(empty_database_url):
    door = open_door(empty_database_url)
    migrate(door.writer)
    with door.writer.connect() as conn:
        context = MigrationContext.configure(conn, opts={"compare_type": True})
        assert compare_metadata(context, METADATA) == []
    door.close()


def test_partial_indexes_and_keys_are_what_the_tables_say(database_url):
    door = open_door(database_url)
    found = inspect(door.writer)
    waiting = next(index for index in found.get_indexes("outbox") if index["name"] == "outbox_waiting")
    where = waiting["dialect_options"]
    assert "queued" in str(where.get("sqlite_where", where.get("postgresql_where")))
    for name, table in METADATA.tables.items():
        assert found.get_pk_constraint(name)["constrained_columns"] == [c.name for c in table.primary_key]
    door.close()


def test_migrating_twice_is_harmless(empty_database_url):
    door = open_door(empty_database_url)
    migrate(door.writer)
    with door.writer.begin() as conn:
        conn.execute(text("INSERT INTO due (key, kind, due_at) VALUES ('a', 'test', 1)"))
    migrate(door.writer)
    with door.read() as conn:
        assert conn.execute(text("SELECT key FROM due")).scalars().all() == ["a"]
        assert conn.execute(text("SELECT count(*) FROM alembic_version")).scalar() == 1
    door.close()


def test_two_processes_that_start_at_once_migrate_once(empty_database_url):
    doors = [open_door(empty_database_url) for _n in range(2)]
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda door: migrate(door.writer), doors))
    with doors[0].read() as conn:
        assert conn.execute(text("SELECT count(*) FROM alembic_version")).scalar() == 1
    for door in doors:
        door.close()


def test_who_opens_a_new_file_waits_for_who_is_writing_in_it(tmp_path):
    other = sqlite3.connect(tmp_path / "new.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    other.execute("CREATE TABLE begun (number INTEGER)")
    door = open_door(f"sqlite:///{tmp_path}/new.db")
    with ThreadPoolExecutor(1) as pool:
        migrating = pool.submit(migrate, door.writer)
        with pytest.raises(TimeoutError):
            migrating.result(0.2)
        other.execute("COMMIT")
        migrating.result(60)
    door.close()
    other.close()


def test_postgresql_keeps_no_samples_of_what_is_sealed_nor_of_keys(empty_database_url):
    """ANALYZE, which PostgreSQL runs by itself, copies values into its statistics, where no erasure would find them."""
    door = open_door(empty_database_url)
    if door.writer.dialect.name != "postgresql":
        pytest.skip("SQLite takes samples only where it is told to, and nobody does.")
    migrate(door.writer)
    with door.writer.begin() as conn:
        # As a house has it that was set up before this was known.
        conn.execute(text("ALTER TABLE attempt ALTER lookup SET STATISTICS 100"))
        conn.execute(insert(attempt), [{"lookup": bytes([n]) * 32, "times": n, "since": n} for n in range(50)])
        conn.execute(text("ANALYZE"))
        assert conn.execute(SAMPLED).scalars().all() == ["lookup", "since", "times"]
    migrate(door.writer)
    with door.writer.begin() as conn:
        conn.execute(text("ANALYZE"))
        assert conn.execute(SAMPLED).scalars().all() == ["since", "times"]
    door.close()
