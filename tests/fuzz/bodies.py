"""Updates as bytes make them."""

from __future__ import annotations

from functools import reduce
from operator import getitem
from typing import TYPE_CHECKING, Any

from tests.hostile.updates import mutated, places, written

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.fuzz.chance import FromBytes

# A word that stands for lists in lists, which no copy and no writer of JSON would survive.
DEEP = "deep"
# Deeper than any reader of JSON follows.
DEEPEST = 1_200


def body(chance: FromBytes, real: Sequence[dict[str, Any]], number: int) -> bytes:
    """Return the body of a real update with something wrong in it; number is its own unless the bytes change it."""
    update = mutated(chance, {**chance.choice(real), "update_id": number}, number=True)
    if chance.random() < 0.1 and (ways := places(update)):
        *way, last = chance.choice(ways)
        reduce(getitem, way, update)[last] = DEEP
    said = written(update)
    depth = chance.randrange(DEEPEST)
    said = said.replace(f'"{DEEP}"'.encode(), b"[" * depth + b"]" * depth)
    if chance.random() < 0.1:
        at = chance.randrange(len(said) or 1)
        said = said[:at] + chance.word().encode() + said[at + chance.randrange(9) :]
    return said
