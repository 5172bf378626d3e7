"""The one door for writing."""

from __future__ import annotations

import asyncio
import threading
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import delete, event, insert, select, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from bot.errors import StoreError
from bot.store import database, dues
from bot.store.database import open_door
from bot.store.door import GROUP, Door
from bot.store.hot import savepoint
from bot.store.tables import due, person
from tests import cheap

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future

    from sqlalchemy import Connection


def _keys(door: Door) -> list[str]:
    with door.read() as conn:
        return list(conn.execute(select(due.c.key).order_by(due.c.due_at, due.c.key)).scalars())


def _held(door: Door, fn: Callable[[Connection], object] = bool) -> tuple[threading.Event, Future[bool]]:
    """Keep the writer busy until the event is set, so that what follows gathers behind it."""
    gate, inside = threading.Event(), threading.Event()

    def hold(conn):
        fn(conn)
        inside.set()
        return gate.wait(5)

    first = door.submit(hold)
    assert inside.wait(5)
    return gate, first


async def test_what_was_written_is_there_when_the_caller_hears_of_it(door):
    assert await door.write(lambda conn: dues.plan(conn, "a", "test", 1)) is True
    assert _keys(door) == ["a"]
    assert door.write_now(lambda conn: dues.plan(conn, "a", "test", 1)) is False


async def test_of_a_group_the_one_that_fails_is_rolled_back_alone(door):
    gate, first = _held(door)

    def fails(conn):
        conn.execute(insert(due).values(key="bad", kind="test", due_at=1))
        raise ValueError("a bug")

    def breaks_a_constraint(conn):
        conn.execute(insert(due).values(key="good-0", kind="test", due_at=1))

    good = [door.write(lambda conn, n=n: dues.plan(conn, f"good-{n}", "test", n)) for n in range(3)]
    waiting = [asyncio.ensure_future(one) for one in (*good, door.write(fails), door.write(breaks_a_constraint))]
    await asyncio.sleep(0)
    gate.set()
    results = await asyncio.gather(*waiting, return_exceptions=True)
    assert first.result(5)
    assert results[:3] == [True, True, True]
    assert isinstance(results[3], ValueError)
    assert isinstance(results[4], IntegrityError)
    assert _keys(door) == ["good-0", "good-1", "good-2"]


async def test_many_writes_share_a_commit_on_sqlite(door):
    if door.writer.dialect.name != "sqlite":
        pytest.skip("PostgreSQL groups commits by itself")
    commits = []
    event.listen(door.writer, "commit", lambda _conn: commits.append(1))
    gate, first = _held(door)
    rest = [door.submit(lambda conn, n=n: dues.plan(conn, f"{n:03}", "test", n)) for n in range(GROUP + 5)]
    gate.set()
    assert first.result(5)
    assert all(one.result(5) for one in rest)
    assert len(commits) == 3
    assert len(_keys(door)) == GROUP + 5


async def test_a_commit_that_fails_is_told_to_all_and_the_door_stays_open(door):
    full = []

    def refuse(_conn):
        if full:
            raise OSError(28, "No space left on device")

    event.listen(door.writer, "commit", refuse)
    full.append(True)
    gate, first = _held(door)
    rest = [door.submit(lambda conn, n=n: dues.plan(conn, f"{n}", "test", n)) for n in range(3)]
    gate.set()
    for one in (first, *rest):
        with pytest.raises(OSError, match="No space"):
            one.result(5)
    full.clear()
    assert _keys(door) == []
    assert await door.write(lambda conn: dues.plan(conn, "after", "test", 1))
    assert _keys(door) == ["after"]


async def test_a_caller_that_no_longer_waits_does_not_stop_the_door(door):
    gate, first = _held(door)
    second = asyncio.ensure_future(door.write(lambda conn: dues.plan(conn, "nobody waits", "test", 1)))
    half_done = asyncio.wrap_future(first)
    await asyncio.sleep(0)
    half_done.cancel()
    second.cancel()
    # The loop tells the door of it in its next rounds.
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    gate.set()
    async with asyncio.timeout(5):
        assert await door.write(lambda conn: dues.plan(conn, "a", "test", 1))
    # Whether the other was done does not matter: nobody was told that it was.
    assert "a" in _keys(door)


async def test_what_shares_a_lane_runs_in_order(door):
    seen: list[int] = []
    writes = [door.write(lambda _conn, n=n: seen.append(n), lane=7) for n in range(50)]
    await asyncio.gather(*writes)
    assert seen == list(range(50))


async def test_lanes_write_beside_one_another_on_postgres(door):
    if door.writer.dialect.name == "sqlite":
        pytest.skip("SQLite has one writer")
    both = threading.Barrier(2, timeout=5)
    await asyncio.gather(*(door.write(lambda _conn: both.wait(), lane=lane) for lane in (0, 1)))


async def test_a_transaction_that_lost_against_another_is_tried_again(door):
    if door.writer.dialect.name == "sqlite":
        pytest.skip("SQLite has one writer, so nobody loses")
    for key in ("a", "b"):
        await door.write(lambda conn, key=key: dues.plan(conn, key, "test", 0))
    tries: list[str] = []
    both = threading.Barrier(2, timeout=5)

    def lock(conn, one: str, other: str) -> None:
        tries.append(one)
        dues.move(conn, one, 1)
        if len(tries) <= 2:
            both.wait()
        dues.move(conn, other, 2)

    await asyncio.gather(
        door.write(lambda conn: lock(conn, "a", "b"), lane=0), door.write(lambda conn: lock(conn, "b", "a"), lane=1)
    )
    # Who loses may lose once more, but both are done in the end.
    assert {"a", "b"} == set(tries)
    assert len(tries) >= 3
    assert sorted(_keys(door)) == ["a", "b"]


async def test_a_fault_that_stays_is_raised_after_the_last_try(door):
    class Lost(Exception):
        sqlstate = "40001"

    tries: list[int] = []

    def lose(_conn):
        tries.append(1)
        raise Lost

    with pytest.raises(Lost):
        await door.write(lose)
    assert len(tries) == (1 if door.writer.dialect.name == "sqlite" else 4)


async def test_sqlite_takes_the_write_lock_before_it_reads(door):
    if door.writer.dialect.name != "sqlite":
        pytest.skip("PostgreSQL locks rows")
    begun: list[str] = []
    event.listen(door.writer, "before_cursor_execute", lambda _c, _k, sql, *_rest: begun.append(sql))
    await door.write(lambda conn: conn.execute(select(due.c.key)).all())
    assert begun[0] == "BEGIN IMMEDIATE"


def test_what_sqlite_has_committed_survives_a_power_cut(monkeypatch, tmp_path):
    """Elsewhere tests do without."""
    monkeypatch.setattr(database, "SYNCHRONOUS", cheap.SYNCHRONOUS)
    door = open_door(f"sqlite:///{tmp_path / 'safe.db'}")
    with door.writer.begin() as conn:
        assert conn.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        full = 2
        assert conn.exec_driver_sql("PRAGMA synchronous").scalar() == full
    door.close()


async def test_two_processes_that_read_and_then_write_wait_for_one_another(door, database_url):
    other = open_door(database_url)
    await door.write(lambda conn: dues.plan(conn, "count", "test", 0))

    def count_up(conn):
        [at] = conn.execute(select(due.c.due_at).where(due.c.key == "count").with_for_update()).scalars()
        dues.move(conn, "count", at + 1)

    await asyncio.gather(*(each.write(count_up) for _n in range(25) for each in (door, other)))
    other.close()
    with door.read() as conn:
        assert conn.execute(select(due.c.due_at)).scalar() == 50


async def test_readers_cannot_write(door):
    with pytest.raises(DBAPIError, match=r"(?i)read.?only"), door.read() as conn:
        conn.execute(insert(due).values(key="a", kind="test", due_at=1))
    assert _keys(door) == []
    assert await door.write(lambda conn: dues.plan(conn, "a", "test", 1))


async def test_readers_do_not_wait_for_the_writer(door):
    gate, writing = _held(door, lambda conn: dues.plan(conn, "a", "test", 1))
    assert _keys(door) == []
    gate.set()
    assert writing.result(5)
    assert _keys(door) == ["a"]


async def test_an_inner_step_that_fails_leaves_the_transaction_alive(door):
    def write(conn):
        dues.plan(conn, "before", "test", 1)
        with pytest.raises(ValueError, match="inner"), savepoint(conn):
            dues.plan(conn, "inner", "test", 2)
            raise ValueError("inner")
        dues.plan(conn, "after", "test", 3)

    await door.write(write)
    assert _keys(door) == ["before", "after"]


async def test_closing_finishes_what_was_submitted(door, database_url):
    other = open_door(database_url)
    last = [other.submit(lambda conn, n=n: dues.plan(conn, f"{n}", "test", n)) for n in range(10)]
    other.close()
    assert all(one.result(0) for one in last)
    assert len(_keys(door)) == 10


def test_a_url_of_another_kind_is_refused():
    with pytest.raises(StoreError, match="must begin with sqlite"):
        open_door("mysql://root@localhost/lotse")


def test_erased_rows_are_scrubbed_when_nobody_sees_them_any_more(database_url):
    """A reader that began before the deletion keeps the row alive; scrubbing waits for it."""
    door = open_door(database_url)
    if door.writer.dialect.name != "postgresql":
        door.close()
        pytest.skip("SQLite empties its log; no reader keeps a row alive in the file.")
    door.write_now(lambda conn: conn.execute(insert(person).values(id=1, wrapped_key=b"key", created_at=0)))
    reading, seen = threading.Event(), threading.Event()

    def read() -> None:
        with door.read() as conn:
            conn.execute(select(person.c.id)).all()
            reading.set()
            seen.wait(10)

    reader = threading.Thread(target=read)
    reader.start()
    reading.wait(10)
    door.write_now(lambda conn: conn.execute(delete(person)))
    scrubbing = threading.Thread(target=door.scrub)
    scrubbing.start()
    scrubbing.join(0.3)
    assert scrubbing.is_alive()
    seen.set()
    reader.join(10)
    scrubbing.join(10)
    with door.read() as conn:
        assert conn.execute(text("SELECT pg_relation_size('person')")).scalar() == 0
    door.close()
