"""Typed replies to buttons: the label in the chat's language or in German, its number, a slip of the thumb."""

from __future__ import annotations

from enum import Enum
from functools import lru_cache
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process

from knowledge.normalise import normalise
from translations import Text, render

if TYPE_CHECKING:
    from collections.abc import Mapping


class Unread(Enum):
    """Say that a reply was not understood."""

    UNREAD = "unread"


# One wrong letter in a word of seven stays above it, another word of the menu below.
CLOSE_ENOUGH = 84.0
# Below this length one wrong letter makes another word.
LONG_ENOUGH = 4
# In digits; Python refuses to read a number of thousands.
LONGEST_NUMBER = 3


def read_label(typed: str, labels: Mapping[str, tuple[Text, str]], locale: str) -> str | None:
    """Return the code whose label, or what else it goes by, was typed; None where it is none or could be two."""
    said = normalise(typed)
    if not said:
        return None
    if said.isdecimal() and len(said) <= LONGEST_NUMBER and 1 <= int(said) <= len(labels):
        return list(labels)[int(said) - 1]
    # A child's name on a button is kept in no memory.
    ours = all(label.is_ours for label, _also in labels.values())
    known = (_known if ours else _spelt)(tuple(labels.items()), locale)
    if said in known:
        return known[said]
    if len(said) < LONG_ENOUGH:
        return None
    best = process.extract(said, list(known), scorer=fuzz.ratio, score_cutoff=CLOSE_ENOUGH, limit=2)
    codes = {known[label] for label, *_ in best}
    return codes.pop() if len(codes) == 1 else None


def _spelt(labels: tuple[tuple[str, tuple[Text, str]], ...], locale: str) -> dict[str, str]:
    """Return the code of each label, in both languages that stand on buttons."""
    known: dict[str, str] = {}
    for code, (label, also) in labels:
        for written in (render(label, "de"), render(label, locale), also):
            known[normalise(written)] = code
    known.pop("", None)
    return known


_known = lru_cache(maxsize=200)(_spelt)
