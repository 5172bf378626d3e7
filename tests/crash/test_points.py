"""A sample of what `make points` does at length, and houses that do it wrong."""

from __future__ import annotations

import pytest

from tests.crash import disk
from tests.crash.points import faults
from tests.crash.points.campaign import ready, run
from tests.crash.points.ground import Ground

KINDS = ("calls_a_person", "replies", "confirms", "reminds", "deletes_everything")


@pytest.fixture
def ground(request, tmp_path, monkeypatch) -> Ground:
    """Give a database that is put back for every place."""
    # The houses here are copies of this process, and look at its settings alone.
    monkeypatch.chdir(tmp_path)
    ready(tmp_path / "warm", ("replies",))
    return Ground(tmp_path / "ground", request.getfixturevalue("postgres") if request.param == "postgres" else "")


both = pytest.mark.parametrize("ground", ["sqlite", "postgres"], indirect=True)


@both
def test_nothing_is_lost_or_done_twice_at_any_statement(ground):
    report = run(ground, points=20, seed=15, kinds=KINDS, every=19)
    assert report.found == report.unset == []
    assert len(report.points_of) == len(KINDS)


@both
def test_houses_that_do_it_wrong_are_found(ground):
    assert all(found for found, _points in faults.found(ground, every=8).values())


@pytest.mark.parametrize("ground", ["sqlite"], indirect=True)
def test_nothing_acknowledged_is_lost_on_a_disk_that_fails(ground):
    if why := disk.is_possible():
        pytest.skip(why)
    report = disk.run(ground, points=5, seed=5)
    assert report.found == []
    assert report.hit > 0
