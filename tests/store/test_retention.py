"""What is kept no longer than it is needed."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, select

from bot.clock import Nightly, next_night
from bot.store import outbox, quarantine, received, retention, talks, whats_on
from bot.store.database import open_door
from bot.store.ledger import Ledger
from bot.store.outbox import Result, State
from bot.store.retention import DAY, Kept
from bot.store.tables import METADATA
from dialogs.record import Entry, Kind, TalkRecord
from knowledge.whats_on import Event
from tests.store.conftest import NOW

BERLIN = ZoneInfo("Europe/Berlin")


def _apply(door, vault, now: int, **more: int) -> dict[str, int]:
    return door.write_now(lambda conn: retention.apply(conn, vault, Kept(), now, **more))


def _count(door, table: str) -> int:
    with door.read() as conn:
        return conn.execute(select(func.count()).select_from(METADATA.tables[table])).scalar()


def _set_aside(door, vault) -> None:
    door.write_now(
        lambda conn: quarantine.set_aside(
            conn, vault, channel="telegram", lookup=None, body=b"{}", fault="KeyError", now=NOW
        )
    )


def test_quarantine_is_kept_seven_days(door, vault):
    _set_aside(door, vault)
    assert _apply(door, vault, NOW + 7 * DAY)["quarantine"] == 0
    assert _apply(door, vault, NOW + 7 * DAY + 1)["quarantine"] == 1
    assert _count(door, "quarantine") == 0


def test_events_go_when_they_are_past_everywhere_on_earth(door, vault):
    today = datetime.fromtimestamp(NOW / 1000, UTC).date()
    fest = Event(day=today, time="", title="Fest", place="")
    door.write_now(lambda conn: whats_on.add(conn, fest, 1, NOW))
    assert _apply(door, vault, NOW + DAY)["events"] == 0
    assert _apply(door, vault, NOW + 2 * DAY)["events"] == 1
    assert _count(door, "event") == 0


def test_ids_of_updates_are_kept_three_days(door, vault):
    door.write_now(lambda conn: received.first_time(conn, "telegram", "1", NOW))
    _apply(door, vault, NOW + 3 * DAY)
    assert not door.write_now(lambda conn: received.first_time(conn, "telegram", "1", NOW))
    assert _apply(door, vault, NOW + 3 * DAY + 1)["received"] == 1
    assert door.write_now(lambda conn: received.first_time(conn, "telegram", "1", NOW))


def test_calls_that_were_made_are_kept_three_days_and_those_that_wait_stay(door, vault, person, said):
    thread = person()
    for state in (State.SENT, State.FAILED, State.UNKNOWN):
        waiting = said(thread, at_once=True)
        door.write_now(lambda conn, id=waiting.id, state=state: outbox.finish(conn, [Result(id=id, state=state)]))
    said(thread)
    said(thread, at_once=True)
    assert _apply(door, vault, NOW + 3 * DAY)["outbox"] == 0
    assert _apply(door, vault, NOW + 3 * DAY + 1)["outbox"] == 3
    assert _count(door, "outbox") == 2


def test_a_conversation_is_kept_180_days_after_the_last_word(door, vault, person, said):
    silent, talking = person("5"), person("6", now=NOW + 10 * DAY)
    said(silent, "sentinel", family=True)
    record = TalkRecord(id=1, dialog="welcome", today=datetime.now(UTC).date(), entries={"a": Entry(Kind.ANSWER, 1)})
    door.write_now(lambda conn: talks.archive(conn, silent, record, NOW))
    assert _apply(door, vault, NOW + 180 * DAY)["persons"] == 0
    report = _apply(door, vault, NOW + 180 * DAY + 1)
    assert report["persons"] == 1
    assert report["talks"] == 1
    with door.read() as conn:
        assert conn.execute(select(METADATA.tables["person"].c.id)).scalars().all() == [talking.person_id]
    assert [_count(door, table) for table in ("message", "talk", "conversation", "address")] == [0, 0, 1, 1]
    assert _count(door, "erasure") == 1


def test_many_are_removed_in_several_goes(door, vault, person):
    for number in range(5):
        person(str(number))
    later = NOW + 181 * DAY
    assert [_apply(door, vault, later, most=2)["persons"] for _go in range(4)] == [2, 2, 1, 0]


@pytest.fixture
def nightly(vault, clock, tmp_path):
    def make(door) -> Nightly:
        ledger = Ledger(tmp_path / "erasures.jsonl")
        return Nightly(door=door, vault=vault, kept=Kept(), zone=BERLIN, clock=clock, ledger=ledger)

    return make


async def test_the_night_s_work_is_done_once_with_two_processes_ticking(door, database_url, vault, nightly, clock):
    other = open_door(database_url)
    both = [nightly(door), nightly(other)]
    for one in both:
        await one.plan()
    assert _count(door, "due") == 1
    door.write_now(lambda conn: received.first_time(conn, "telegram", "1", clock()))
    done = []
    for one in both:
        run = one._run
        one._run = lambda conn, run=run: done.append(report) if (report := run(conn)) else report
    await asyncio.gather(*(one.tick() for one in both))
    assert done == []
    for night in range(1, 6):
        clock.travel(DAY / 1000)
        await asyncio.gather(*(one.tick() for one in both * 3))
        assert len(done) == night
    assert sum(report["received"] for report in done) == 1
    other.close()


async def test_a_night_that_was_slept_through_is_made_up_for_once(door, nightly, clock, vault):
    work = nightly(door)
    await work.plan()
    _set_aside(door, vault)
    clock.travel(10 * DAY / 1000)
    await work.tick()
    assert _count(door, "quarantine") == 0
    with door.read() as conn:
        [due] = conn.execute(select(METADATA.tables["due"].c.due_at)).scalars()
    assert clock() < due <= clock() + DAY


async def test_a_full_batch_is_followed_by_another_at_the_next_tick(door, nightly, clock, person, monkeypatch):
    monkeypatch.setattr(retention, "MOST", 2)
    monkeypatch.setattr(retention.apply, "__defaults__", (2,))
    work = nightly(door)
    await work.plan()
    for number in range(5):
        person(str(number))
    clock.travel(DAY / 1000)
    left = []
    for _tick in range(4):
        await work.tick()
        left.append(_count(door, "person"))
    assert left == [3, 1, 0, 0]


def _ms(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=BERLIN).timestamp() * 1000)


@pytest.mark.parametrize(
    ("now", "night", "hours"),
    [
        ("2026-06-01T12:00", "2026-06-02T03:00", 15),
        ("2026-06-01T02:59", "2026-06-01T03:00", None),
        ("2026-06-01T03:00", "2026-06-02T03:00", 24),
        # In spring the clock jumps from two to three: the night is an hour shorter, and still comes.
        ("2026-03-28T03:00", "2026-03-29T03:00", 23),
        ("2026-03-29T01:59", "2026-03-29T03:00", None),
        # In autumn it shows the hour from two to three twice, and three o'clock once.
        ("2026-10-24T03:00", "2026-10-25T03:00", 25),
        ("2026-10-25T02:30", "2026-10-25T03:00", None),
        ("2026-10-25T03:00", "2026-10-26T03:00", 24),
    ],
)
def test_the_night_begins_at_three_by_the_office_s_wall_clock(now, night, hours):
    found = next_night(_ms(now), BERLIN)
    assert found == _ms(night)
    if hours is not None:
        assert found - _ms(now) == hours * 3_600_000


def test_every_night_of_a_year_comes_once():
    now, nights = _ms("2026-01-01T00:00"), []
    while now < _ms("2027-01-01T00:00"):
        now = next_night(now, BERLIN)
        nights.append(datetime.fromtimestamp(now / 1000, BERLIN))
    assert len({night.date() for night in nights}) == len(nights) == 366
    assert {night.hour for night in nights} == {3}
