"""A sample of the fuzzing, without what leads it: every target takes its first inputs, and some at random."""

from __future__ import annotations

import random

import pytest

from tests.fuzz.doors import DOORS
from tests.fuzz.seeds import SEEDS
from tests.fuzz.targets import TARGETS

INPUTS, AT_A_HOUSE = 24, 4


def _at_random(times: int) -> list[bytes]:
    chance = random.Random(times)
    return [chance.randbytes(chance.randrange(200)) for _n in range(times)]


@pytest.mark.parametrize("target", TARGETS.values(), ids=TARGETS)
def test_what_reads_foreign_bytes_takes_whatever_comes(target):
    seeds = list(SEEDS[target.__name__]())
    for data in [*random.Random(1).sample(seeds, min(INPUTS, len(seeds))), *_at_random(INPUTS)]:
        assert target(data)


@pytest.mark.parametrize("door", [DOORS["webhook"], DOORS["talks"]], ids=["webhook", "talks"])
def test_a_house_takes_whatever_comes(door, database_url, tmp_path):
    with door(database_url, tmp_path) as play:
        for data in _at_random(AT_A_HOUSE):
            assert play(data)
