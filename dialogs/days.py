"""Read a day as people type it: tomorrow, a weekday, day and month in words or numbers, with a slip of the thumb."""

from __future__ import annotations

import re
from datetime import date, timedelta

from dialogs.calendars import ETHIOPIAN, SOLAR_HIJRI, Calendar
from dialogs.named import month_names, named, weekday_names
from knowledge.glossary import ORIGINAL
from knowledge.months import months
from knowledge.normalise import normalise
from knowledge.replies import replies
from translations import day_words

_NUMBER = re.compile(r"\d+")
# Digits of a year; what has more is no part of a day, and more than Python's own dates hold.
_LONGEST = 4
# Who writes another year counts by another calendar, or has slipped.
YEARS = range(1900, 2100)
# Years ahead that a day of the other calendar may lie.
_AHEAD = 2
# The calendar that stands beside ours wherever these readers see a day (translations/dates.py).
_BESIDE = {"fa": SOLAR_HIJRI, "ps": SOLAR_HIJRI, "ti": ETHIOPIAN}


def read_day(typed: str, today: date, locale: str) -> date | None:
    """Return the day that is meant, in the reader's language or in German; without a year the next such day."""
    said = normalise(typed)
    found = _NUMBER.findall(said)
    if any(len(number) > _LONGEST for number in found):
        return None
    numbers = [int(number) for number in found]
    for lang in dict.fromkeys((locale, ORIGINAL)):
        month = named(said, month_names(lang))
        if month is not None and 1 <= len(numbers) <= 2:
            return _dated([numbers[0], month, *numbers[1:]], today)
        weekday = named(said, weekday_names(lang))
        if weekday is not None and not numbers:
            return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)
        ahead = _ahead(said, lang)
        if ahead is not None and not numbers:
            return today + timedelta(days=ahead)
    ours, beside = _dated(numbers, today), _BESIDE.get(locale)
    if beside is not None and (ours is None or ours < today):
        # A day that is over by our calendar is meant by theirs.
        return _by_other(said, numbers, beside, today) or ours
    return ours


def _by_other(said: str, numbers: list[int], calendar: Calendar, today: date) -> date | None:
    """Read a day in numbers with its year in full, or one whose month is named; without a year the next such day."""
    month = named(said, months(calendar.name))
    if month is not None and 1 <= len(numbers) <= 2:
        numbers = [numbers[0], month, *numbers[1:]]
    if len(numbers) == 3 and numbers[0] > 31:
        numbers.reverse()
    try:
        match numbers:
            case [day, month, year]:
                full = calendar.day(year, month, day)
                # Nobody means a day in seven years: she wrote a year of ours that is over.
                return full if full.year in range(YEARS.start, today.year + _AHEAD + 1) else None
            case [day, month_] if month_ == month:
                year = calendar.year(today)
                this = calendar.day(year, month, day)
                return this if this >= today else calendar.day(year + 1, month, day)
    except (ValueError, OverflowError):
        pass
    return None


def _dated(numbers: list[int], today: date) -> date | None:
    """Read day, month and perhaps the year; or the year first."""
    if len(numbers) == 3 and numbers[0] > 31:
        numbers.reverse()
    try:
        match numbers:
            case [day, month, year]:
                full = date(year + 2000 if year < 100 else year, month, day)
                return full if full.year in YEARS else None
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
