"""A sample of what `make points` does at length, and houses that do it wrong."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

import pytest

from bot import wiring
from tests.crash import disk
from tests.crash.points import faults
from tests.crash.points.campaign import ready, run
from tests.crash.points.ground import Ground

if TYPE_CHECKING:
    from collections.abc import Iterator

# One that Telegram brings again, one that a colleague sends again, and one that the clock does again.
KINDS = ("confirms", "replies", "reminds")


@pytest.fixture
def ground(request, tmp_path, monkeypatch) -> Iterator[Ground]:
    """Give a database that is put back for every place."""
    # The houses here are copies of this process, and look at its settings alone.
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(wiring, "load_library", wiring.load_library)
    ready(tmp_path / "warm", ("replies",))
    yield Ground(tmp_path / "ground", request.getfixturevalue("postgres") if request.param == "postgres" else "")
    gc.unfreeze()


both = pytest.mark.parametrize("ground", ["sqlite", "postgres"], indirect=True)


@both
def test_nothing_is_lost_or_done_twice_at_any_statement(ground):
    report = run(ground, points=12, seed=15, kinds=KINDS, every=15)
    assert report.found == report.unset == []
    assert report.points == 12


@pytest.mark.parametrize("ground", ["sqlite"], indirect=True)
def test_houses_that_do_it_wrong_are_found(ground):
    assert all(found for found, _points in faults.found(ground, every=12).values())


@pytest.mark.parametrize("ground", ["sqlite"], indirect=True)
def test_nothing_acknowledged_is_lost_on_a_disk_that_fails(ground):
    if why := disk.is_possible():
        pytest.skip(why)
    report = disk.run(ground, points=3, seed=5)
    assert report.found == []
    assert report.hit > 0
