"""Find months and weekdays by their names: long or short, as they stand in a date, with a slip of the thumb."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from babel.dates import get_day_names, get_month_names
from rapidfuzz import fuzz, process

from knowledge.normalise import normalise

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

# One wrong letter in a word of five stays above it; shorter names are taken letter by letter.
_CLOSE, _LONG = 80.0, 5
# Kurmanji ties a month to its year by an ending, which Babel has in its patterns, not in its names.
_ENDINGS = {"ku": ("a", "e")}


def named(said: str, names: Mapping[str, int]) -> int | None:
    """Return the number of the only name that stands in what was said, if need be with a slip."""
    found = exactly(said, names) or nearly(said, names)
    return found.pop() if len(found) == 1 else None


def exactly(said: str, names: Mapping[str, int]) -> set[int]:
    """Return the numbers of the names that stand in what was said."""
    words = f" {said} "
    exact = [name for name in names if f" {name} " in words]
    longest = max(exact, key=len, default="")
    # "Shanba" alone is a Saturday, with a number before it another day.
    return {names[longest]} if " " in longest else {names[name] for name in exact}


def nearly(said: str, names: Mapping[str, int]) -> set[int]:
    """Return the numbers of the names that may be meant."""
    long = [name for name in names if len(name) >= _LONG]
    return {
        names[name]
        for word in said.split()
        if len(word) >= _LONG
        for name, _score, _place in process.extract(word, long, scorer=fuzz.ratio, score_cutoff=_CLOSE)
    }


@cache
def weekday_names(lang: str) -> dict[str, int]:
    return _names(lang, get_day_names)


@cache
def month_names(lang: str) -> dict[str, int]:
    return _names(lang, get_month_names)


def _names(lang: str, known: Callable[..., Mapping[int, str]]) -> dict[str, int]:
    """Return every name, long and short, with its number; a name of two is none."""
    found: dict[str, int | None] = {}
    for width in ("wide", "abbreviated"):
        for context in ("format", "stand-alone"):
            for number, name in known(width, context, locale=lang).items():
                plain = normalise(name)
                if not any(map(str.isalpha, plain)):
                    continue
                for ending in ("", *_ENDINGS.get(lang, ())):
                    written = plain + ending
                    found[written] = number if found.get(written, number) == number else None
    return {name: number for name, number in found.items() if number is not None}
