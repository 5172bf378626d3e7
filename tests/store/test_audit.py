"""The audit log's chain: what was changed or taken out is seen, and not all of it is read at every look."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import delete, event, update

from bot.store import audit
from bot.store.database import open_door
from bot.store.tables import audit as table

TODAY = date(2026, 11, 27)
LINES = 40


@pytest.fixture
def door(database_url):
    door = open_door(database_url)
    door.write_now(lambda conn: [audit.write(conn, 3, "viewed", at, person_id=7) for at in range(LINES)])
    yield door
    door.close()


def _change(door, number, **values):
    door.write_now(lambda conn: conn.execute(update(table).where(table.c.number == number).values(**values)))


def _take_out(door, *numbers):
    door.write_now(lambda conn: conn.execute(delete(table).where(table.c.number.in_(numbers))))


@pytest.fixture
def look(door):
    chain = audit.Chain()

    def look(today=TODAY):
        with door.read() as conn:
            return chain.broken_at(conn, today)

    return look


@pytest.mark.parametrize("number", [1, 2, LINES])
@pytest.mark.parametrize("value", [{"staff_id": 4}, {"at": 5_000}, {"action": "read"}, {"detail": "x"}, {"hash": b"x"}])
def test_a_changed_line_is_found(door, look, number, value):
    _change(door, number, **value)
    assert look() == number
    assert look() == number, "and again, at the next look"


@pytest.mark.parametrize("number", [1, 7, LINES - 1])
def test_a_line_that_was_taken_out_is_found(door, look, number):
    _take_out(door, number)
    assert look() == number


def test_what_is_added_later_is_checked_at_once_and_the_rest_once_a_day(door, look):
    assert look() is None
    door.write_now(lambda conn: audit.write(conn, 3, "viewed", LINES))
    _change(door, LINES + 1, staff_id=4)
    assert look() == LINES + 1
    _change(door, LINES + 1, staff_id=3)
    assert look() is None
    _change(door, 2, staff_id=4)
    assert look(TODAY + timedelta(days=1)) == 2


def test_whoever_cuts_off_the_end_that_was_seen_is_found(door, look):
    assert look() is None
    _take_out(door, LINES - 1, LINES)
    assert look() == LINES
    # Lines that are written behind the cut fit: only who looked in between has seen it.
    door.write_now(lambda conn: [audit.write(conn, 3, "claimed", at) for at in range(2)])
    assert look() is None


def test_a_second_look_reads_no_line_again(door):
    chain, read = audit.Chain(), []
    with door.read() as conn:
        event.listen(conn, "before_cursor_execute", lambda _conn, _cursor, _sql, given, *_rest: read.append(given))
        assert chain.broken_at(conn, TODAY) is None
        assert chain.broken_at(conn, TODAY) is None
    assert [str(LINES) in str(given) for given in read] == [False, True, True]
