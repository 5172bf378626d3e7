"""A sample of what `make crash` does at length."""

from __future__ import annotations

import pytest

from tests.crash.__main__ import BAD, figure
from tests.crash.campaign import run

POINTS = 6


@pytest.mark.parametrize("database", ["sqlite", "postgres"])
def test_nothing_is_lost_or_done_twice_when_the_plug_is_pulled(database, request, tmp_path):
    url = f"sqlite:///{tmp_path / 'lotse.db'}"
    if database == "postgres":
        url = request.getfixturevalue("new_database")("lotse_crash")
    report = run(url, tmp_path, points=POINTS, users=8, seed=15)
    assert {name: figure(report, name) for name in BAD} == dict.fromkeys(BAD, 0)
    assert report.calls_in_hand > 0
    assert report.updates > 8 * 2
