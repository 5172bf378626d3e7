"""Read a day as people type it: tomorrow, a weekday, day and month in words or numbers, with a slip of the thumb."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING

from babel.dates import get_day_names, get_month_names
from rapidfuzz import fuzz, process

from knowledge.glossary import ORIGINAL
from knowledge.normalise import normalise
from knowledge.replies import replies
from translations import day_words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_NUMBER = re.compile(r"\d+")
# One wrong letter in a word of five stays above it; shorter names are taken letter by letter.
_CLOSE, _LONG = 80.0, 5


def read_day(typed: str, today: date, locale: str) -> date | None:
    """Return the day that is meant, in the reader's language or in German; without a year the next such day."""
    said = normalise(typed)
    numbers = [int(number) for number in _NUMBER.findall(said)]
    for lang in dict.fromkeys((locale, ORIGINAL)):
        month = _named(said, _months(lang))
        if month is not None and 1 <= len(numbers) <= 2:
            return _dated([numbers[0], month, *numbers[1:]], today)
        weekday = _named(said, _weekdays(lang))
        if weekday is not None and not numbers:
            return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)
        ahead = _ahead(said, lang)
        if ahead is not None and not numbers:
            return today + timedelta(days=ahead)
    return _dated(numbers, today)


def _dated(numbers: list[int], today: date) -> date | None:
    """Read day, month and perhaps the year; or the year first."""
    if len(numbers) == 3 and numbers[0] > 31:
        numbers.reverse()
    try:
        match numbers:
            case [day, month, year]:
                return date(year + 2000 if year < 100 else year, month, day)
            case [day, month]:
                this = date(today.year, month, day)
                return this if this >= today else date(today.year + 1, month, day)
    except ValueError:
        pass
    return None


def _ahead(said: str, lang: str) -> int | None:
    """Return how many days ahead a word such as tomorrow means."""
    words = replies(lang)
    now, tomorrow = day_words(lang)
    # The longest first: "day after tomorrow" has "tomorrow" in it.
    ways = [(words.after_tomorrow, 2), ((normalise(tomorrow), *words.tomorrow), 1), ((normalise(now),), 0)]
    return next((days for names, days in ways if any(f" {name} " in f" {said} " for name in names)), None)


def _named(said: str, names: Mapping[str, int]) -> int | None:
    """Return the number of the only name that stands in what was said, if need be with a slip."""
    words = f" {said} "
    exact = {names[name] for name in names if f" {name} " in words}
    if exact:
        # "Shanba" alone is a Saturday, with a number before it another day.
        longest = max((name for name in names if f" {name} " in words), key=len)
        return names[longest] if len(exact) == 1 or " " in longest else None
    long = [name for name in names if len(name) >= _LONG]
    near = {
        names[name]
        for word in said.split()
        if len(word) >= _LONG
        for name, _score, _place in process.extract(word, long, scorer=fuzz.ratio, score_cutoff=_CLOSE)
    }
    return near.pop() if len(near) == 1 else None


@cache
def _weekdays(lang: str) -> dict[str, int]:
    return _names(lang, get_day_names)


@cache
def _months(lang: str) -> dict[str, int]:
    return _names(lang, get_month_names)


def _names(lang: str, named: Callable[..., Mapping[int, str]]) -> dict[str, int]:
    """Return every name, long and short, with its number; a name of two is none."""
    found: dict[str, int | None] = {}
    for width in ("wide", "abbreviated"):
        for context in ("format", "stand-alone"):
            for number, name in named(width, context, locale=lang).items():
                plain = normalise(name)
                if not any(map(str.isalpha, plain)):
                    continue
                found[plain] = number if found.get(plain, number) == number else None
    return {name: number for name, number in found.items() if number is not None}
