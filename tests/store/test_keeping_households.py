"""How long a household is kept: its words go first, itself after its time, and before that the archive may be asked."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from bot.store import conversations, households, messages, placements, retention
from bot.store.messages import Speaker
from bot.store.retention import DAY, Kept
from bot.store.tables import METADATA

NOW = 1_700_000_000_000


@pytest.fixture
def amina(door, vault, person):
    """Give somebody who has registered and written."""
    thread = person()

    def write(conn):
        households.save(conn, vault, thread.box, thread.person_id, {"you.name": "Amina", "child.1.age": 9}, NOW)
        messages.append(conn, thread, Speaker.FAMILY, {"t": "Hello"}, NOW)
        conversations.save(conn, thread)

    door.write_now(write)
    return thread


def night(door, vault, days, **kept):
    return door.write_now(lambda conn: retention.apply(conn, vault, Kept(**kept), NOW + days * DAY))


def rows(door, name):
    with door.read() as conn:
        return len(conn.execute(select(METADATA.tables[name])).all())


def test_her_words_go_and_her_children_stay(door, vault, amina):
    report = night(door, vault, 200)
    assert (report["persons"], report["households"]) == (0, 0)
    assert report["words"] > 0
    assert (rows(door, "message"), rows(door, "child"), rows(door, "person")) == (0, 1, 1)
    assert night(door, vault, 201)["words"] == 0


def test_after_its_time_everything_goes(door, vault, amina):
    assert night(door, vault, 729)["households"] == 0
    assert night(door, vault, 731)["households"] == 1
    assert not any(rows(door, name) for name in ("household", "adult", "child", "placement", "person", "address"))


def test_the_archive_is_asked_first_where_the_office_wants_it(door, vault, amina):
    report = night(door, vault, 731, offered=True)
    assert (report["offered"], report["households"]) == (1, 0)
    with door.read() as conn:
        [id] = households.offered(conn)
    report = night(door, vault, 732, offered=True)
    assert (report["offered"], report["households"]) == (0, 0)
    door.write_now(lambda conn: households.decide(conn, id))
    assert night(door, vault, 733, offered=True)["households"] == 1
    assert rows(door, "household") == 0


def test_who_still_writes_keeps_her_household(door, vault, amina):
    amina.heard_at = NOW + 700 * DAY
    door.write_now(lambda conn: conversations.save(conn, amina))
    assert night(door, vault, 731)["households"] == 0
    assert rows(door, "household") == 1


def test_work_on_a_placement_counts_as_well(door, vault, amina):
    with door.read() as conn:
        home = households.of(conn, vault, amina.person_id)
        [found] = placements.of(conn, home.box, home.id).values()
    step = {"state": "sent", "on": "2025-01-01", "authority": "schulamt", "school": "", "by": 1}
    door.write_now(lambda conn: placements.step(conn, home.box, found, step, NOW + 700 * DAY))
    assert night(door, vault, 731)["households"] == 0
