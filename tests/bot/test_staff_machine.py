"""The state machine of holder and case: any order of what a family and four colleagues do (design §4)."""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from sqlalchemy import delete

from bot.store.tables import METADATA
from tests.bot.staff_machine import WORDS, Office

# Steps in one run, and runs; `make states` plays ten thousand steps on each database.
STEPS, RUNS = 25, int(os.environ.get("LOTSE_TEST_RUNS", "12"))
WHO = st.integers(0, 3)


def machine(door, vault, library) -> type[RuleBasedStateMachine]:
    class Machine(RuleBasedStateMachine):
        def __init__(self) -> None:
            super().__init__()
            with door.writer.begin() as conn:
                for table in reversed(METADATA.sorted_tables):
                    conn.execute(delete(table))
            self.office = Office(door, vault, library)

        @rule(words=st.sampled_from(WORDS))
        def family_writes(self, words):
            self.office.writes(words)

        @rule(who=WHO)
        def colleague_looks(self, who):
            self.office.looks(who)

        @rule(who=WHO, what=st.sampled_from(["claim", "write", "ask", "hand_back", "release"]))
        def colleague_acts(self, who, what):
            self.office.does(who, what)

        @rule(who=WHO)
        def colleague_closes(self, who):
            self.office.does(who, "close", reason="done")

        @rule(who=WHO, to=WHO)
        def colleague_passes_on(self, who, to):
            self.office.does(who, "reassign", to=self.office.colleagues[to])

        @rule(who=WHO)
        def colleague_lets_it_rest(self, who):
            self.office.does(who, "snooze", until=self.office.now + 60_000)

        @rule()
        def all_claim_at_once(self):
            self.office.race()

        @invariant()
        def what_must_hold(self):
            self.office.check()

    return Machine


def test_whatever_they_do_one_of_them_holds_it_and_nothing_is_lost(door, vault, library):
    fast = settings(
        max_examples=RUNS, stateful_step_count=STEPS, deadline=None, suppress_health_check=list(HealthCheck),
        derandomize="LOTSE_TEST_RUNS" not in os.environ, print_blob=True,
    )  # fmt: skip
    run_state_machine_as_test(machine(door, vault, library), settings=fast)


def test_a_colleague_without_the_fence_would_be_noticed(door, vault, library, monkeypatch):
    """Show that the machine sees what it is for: without comparing, two colleagues hold one conversation."""
    from bot.handover import Handovers

    office = Office(door, vault, library)
    office.looks(0)
    office.looks(1)
    assert office.does(0, "claim")
    monkeypatch.setattr(Handovers, "_compare", lambda *_args: None)
    with pytest.raises(AssertionError, match="Only who holds it"):
        office.does(1, "claim")
