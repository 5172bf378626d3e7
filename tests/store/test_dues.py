"""Due things: whoever ticks, each thing happens once."""

from __future__ import annotations

import asyncio
import threading

from bot.store import dues
from bot.store.database import open_door


def test_a_thing_is_planned_once(door):
    assert door.write_now(lambda conn: dues.plan(conn, "retention", "retention", 10))
    assert not door.write_now(lambda conn: dues.plan(conn, "retention", "retention", 20))
    assert door.write_now(lambda conn: dues.claim(conn, "retention", 9)) == []
    assert door.write_now(lambda conn: dues.claim(conn, "other", 10)) == []
    assert door.write_now(lambda conn: dues.claim(conn, "retention", 10)) == ["retention"]
    door.write_now(lambda conn: dues.move(conn, "retention", 30))
    assert door.write_now(lambda conn: dues.claim(conn, "retention", 29)) == []


async def test_of_two_processes_that_tick_one_does_the_work(door, database_url):
    other = open_door(database_url)
    await door.write(lambda conn: dues.plan(conn, "a", "test", 1))
    done: list[str] = []
    met = threading.Barrier(2)

    def tick(conn):
        keys = dues.claim(conn, "test", 5)
        if door.writer.dialect.name == "postgresql":
            # Both stand inside their transactions: only one has the row.
            met.wait(5)
        for key in keys:
            done.append(key)
            dues.move(conn, key, 100)

    await asyncio.gather(door.write(tick), other.write(tick))
    other.close()
    assert done == ["a"]
