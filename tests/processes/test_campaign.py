"""A small sample of the campaign; `make processes` runs the whole."""

from __future__ import annotations

from tests.processes import campaign


def test_nothing_is_lost_when_the_process_that_sends_is_killed(new_database, tmp_path):
    found = campaign.replace(new_database("several"), tmp_path, rounds=1, users=4, kill=True, processes=2)
    assert found.faults == 0
    assert found.updates > 20
