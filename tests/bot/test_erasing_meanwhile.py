"""Erasing while messages arrive: what comes after begins anew, and nothing of before comes back."""

from __future__ import annotations

import os
from random import Random

import pytest

from bot import figures
from bot.store.database import open_door
from bot.store.ledger import Ledger
from tests.bot.meanwhile import Meanwhile

# `make erasing` plays a thousand rounds on each database.
ROUNDS = int(os.environ.get("LOTSE_TEST_ROUNDS", "40"))


@pytest.fixture
def meanwhile(door, database_url, vault, library, tmp_path):
    beside = open_door(database_url)
    yield Meanwhile(
        door=door, beside=beside, vault=vault, library=library, ledger=Ledger(tmp_path / "erasures.jsonl"),
        chance=Random(7),
    )  # fmt: skip
    beside.close()


async def test_nobody_who_was_erased_comes_back(meanwhile):
    failed = figures.TURNS_FAILED._value.get()
    for number in range(ROUNDS):
        await meanwhile.round()
        assert meanwhile.faults == [], f"round {number}"
    assert figures.TURNS_FAILED._value.get() == failed
