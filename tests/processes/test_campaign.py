"""A small sample of the campaign; `make processes` runs the whole."""

from __future__ import annotations

from tests.processes import campaign


def test_nothing_is_lost_when_the_process_that_sends_is_killed(new_database, tmp_path):
    found = campaign.replace(new_database("several"), tmp_path, rounds=1, users=4, kill=True, processes=2)
    # A count of "this helped" that is one too few is not explained yet (docs/figures.md); nothing else may be wrong.
    assert found.faults - found.miscounted == 0
    assert found.updates > 20
