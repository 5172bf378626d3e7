"""A small sample of each campaign; `make booking` runs the whole."""

from __future__ import annotations

import pytest

from tests.booking import flood, histories, rivals

SEED = 7


def test_rivals_never_have_the_same_time(database_url, tmp_path):
    report = rivals.run(database_url, tmp_path, attempts=60, kills=1, seed=SEED)
    assert (report.faults, report.errors) == (0, 0)
    assert report.booked > 5


def test_histories_leave_nothing_wrong(database_url, tmp_path):
    assert histories.run(database_url, tmp_path, many=8, seed=SEED) == 0


@pytest.mark.parametrize("fault", list(histories.FAULTS)[::3])
def test_the_checker_finds_what_is_seeded(sqlite_url, tmp_path, fault):
    assert histories.hunt(sqlite_url, tmp_path, fault, seed=SEED)


@pytest.fixture
def sqlite_url(tmp_path, sqlite_with_tables):
    path = tmp_path / "seeded.db"
    path.write_bytes(sqlite_with_tables.read_bytes())
    return f"sqlite:///{path}"


def test_a_flood_of_reminders_keeps_no_family_waiting(door, vault):
    seen = flood.run(door, vault, reminders=120, families=12, seed=SEED)
    assert seen.sent == 120 + len(seen.waits)
    assert len(seen.waits) == 12
    assert seen.waits[-1] <= 1_000
    # A second's worth that was saved up, and a second's worth more.
    assert seen.fastest <= 2 * flood.RATE
