"""Take a typed date apart: which of its numbers and names may be the year, the month and the day, in which calendar."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from dialogs.calendars import ETHIOPIAN, GREGORIAN, LUNAR_HIJRI, SOLAR_HIJRI, Calendar, months_named
from knowledge.glossary import ORIGINAL
from knowledge.normalise import normalise
from knowledge.replies import replies
from translations.locales import LAST_RESORT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

# Readers who count by the Solar Hijri calendar, and write its years with two digits as well.
_SOLAR_HIJRI_READERS = ("fa", "ps")
# Above it a number is no day; below it a year is neither Gregorian nor Ethiopian.
_DAYS, _MONTHS, _OUR_YEARS = 31, 12, 1500
# In digits; fewer are the end of a year.
_IN_FULL = 4
# Of two digits, a year so long ago is the nearest one, but perhaps not the one that is meant.
_NEAR = 25
# In words: a year alone stands in a short reply, and a long sentence is no date.
_SHORT, _LONG = 5, 12
_NUMBER, _NO_LETTERS = re.compile(r"\d+"), re.compile(r"[\d_]+")
# 12052016 and 20160512, without anything between.
_RUN_TOGETHER = 8


@dataclass(frozen=True, kw_only=True)
class Claim:
    """Say what a reply may mean; whether there is such a day, the calendar knows."""

    calendar: Calendar
    year: int
    month: int | None = None
    day: int | None = None
    # Nothing else could be meant as well.
    sure: bool


class _Parted(NamedTuple):
    """Hold the number that is the year, and the others as they followed each other."""

    year: str
    others: list[int]
    leads: bool


def claims(typed: str, today: date, locale: str) -> Iterator[Claim]:
    """Return what a typed date may mean, the likeliest first."""
    said = normalise(typed)
    numbers, words = _NUMBER.findall(said), _NO_LETTERS.sub(" ", said).split()
    if len(words) > _LONG or not 1 <= len(numbers) <= 3:
        return
    if len(numbers) == 1 and len(numbers[0]) == _RUN_TOGETHER:
        one = numbers[0]
        yield from _in_numbers([one[:2], one[2:4], one[4:]], today, locale)
        yield from _in_numbers([one[:4], one[4:6], one[6:]], today, locale)
    elif len(numbers) == 3:
        yield from _in_numbers(numbers, today, locale)
    elif named := months_named(" ".join(words), locale):
        yield from _in_words(numbers, named, today)
    elif len(words) <= _SHORT and " ".join(numbers) in said:
        # Another word may be a month that was not understood: nothing may stand between, and it makes the rest unsure.
        yield from _partly(numbers, today, locale, plain=not words or _speaks_of_a_year(words, locale))


def _in_numbers(numbers: list[str], today: date, locale: str) -> Iterator[Claim]:
    """Read the European order first, and the American one where the other cannot be, or in English."""
    parted = _part(numbers, told=False)
    if parted is None:
        return
    month, day = parted.others if parted.leads else reversed(parted.others)
    either = locale == "en" and not parted.leads and max(month, day) <= _MONTHS and month != day
    orders = [(month, day), (day, month)] if either or month > _MONTHS else [(month, day)]
    for month, day in orders:
        for calendar, year, sure in _years(parted.year, today, locale):
            yield Claim(calendar=calendar, year=year, month=month, day=day, sure=sure and not either)


def _in_words(numbers: list[str], named: list[tuple[Calendar, int]], today: date) -> Iterator[Claim]:
    parted = _part(numbers, told=len(numbers) == 1)
    if parted is None:
        return
    year, day = parted.year, parted.others[0] if parted.others else None
    several = any(calendar is ETHIOPIAN for calendar, _month in named)
    if len(year) < _IN_FULL:
        named = sorted(named, key=lambda one: _ago(year, one[0], today))
    for calendar, month in named:
        full, plain = _full(year, calendar, today)
        yield Claim(calendar=calendar, year=full, month=month, day=day, sure=plain and not several)


def _partly(numbers: list[str], today: date, locale: str, *, plain: bool) -> Iterator[Claim]:
    """Read month and year, or the year alone, which has four digits."""
    parted = _part(numbers, told=True)
    if parted is None or not (parted.others or len(parted.year) == _IN_FULL):
        return
    month = parted.others[0] if parted.others else None
    for calendar, year, sure in _years(parted.year, today, locale):
        yield Claim(calendar=calendar, year=year, month=month, sure=sure and plain)


def _speaks_of_a_year(words: list[str], locale: str) -> bool:
    return any(word in replies(lang).years for lang in (locale, ORIGINAL, LAST_RESORT) for word in words)


def _part(numbers: list[str], *, told: bool) -> _Parted | None:
    """Find the year, first or last: what can be no day, or what stands last where it need not be told so."""
    if any(len(number) not in (1, 2, _IN_FULL) for number in numbers):
        return None
    years = [place for place, number in enumerate(numbers) if len(number) == _IN_FULL or int(number) > _DAYS]
    place = years[0] if years else len(numbers) - 1
    others = [int(number) for number in numbers[:place] + numbers[place + 1 :]]
    if len(years) > 1 or (told and not years) or 0 < place < len(numbers) - 1 or not all(others):
        return None
    return _Parted(numbers[place], others, leads=place == 0)


def _years(year: str, today: date, locale: str) -> list[tuple[Calendar, int, bool]]:
    """Return what a year may be: the calendar, the year in full, and whether it is plain."""
    calendars = [GREGORIAN]
    if len(year) == _IN_FULL and int(year) < _OUR_YEARS:
        calendars = [SOLAR_HIJRI if _ago(year, SOLAR_HIJRI, today) >= 0 else LUNAR_HIJRI]
    elif locale == "ti" and (len(year) == _IN_FULL or _ago(year, ETHIOPIAN, today) <= _NEAR):
        calendars = [GREGORIAN, ETHIOPIAN]
    elif locale in _SOLAR_HIJRI_READERS and len(year) < _IN_FULL:
        calendars = sorted([GREGORIAN, SOLAR_HIJRI], key=lambda one: _ago(year, one, today))
    several = calendars[0] is not GREGORIAN or locale == "ti"
    full = [(calendar, *_full(year, calendar, today)) for calendar in calendars]
    return [(calendar, number, plain and not several) for calendar, number, plain in full]


def _full(year: str, calendar: Calendar, today: date) -> tuple[int, bool]:
    """Return a year in full, and whether it is plainly that year of ours."""
    ago = _ago(year, calendar, today)
    return calendar.year(today) - ago, calendar is GREGORIAN and (len(year) == _IN_FULL or ago <= _NEAR)


def _ago(year: str, calendar: Calendar, today: date) -> int:
    """Return how many years ago it was; one of two digits is the nearest past one."""
    ago = calendar.year(today) - int(year)
    return ago if len(year) == _IN_FULL else ago % 100
