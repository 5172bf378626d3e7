"""Write days and moments as the reader of a language knows them.

Days are Gregorian, as on the letters of German offices. Beside them stands the calendar that many readers count by:
the Solar Hijri one for Persian and Pashto, the Ethiopian one for Tigrinya; both in numbers, since Iran and Afghanistan
name the months differently, and Eritrea calls Gregorian months by the Ethiopian names.
Source of the calendars: convertdate; the Ethiopian year is the Coptic one plus 276, with the same months and days.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from babel.dates import format_date, format_skeleton, format_time, get_datetime_format
from convertdate import coptic, persian

from translations.text import Text, _

if TYPE_CHECKING:
    from datetime import datetime

_ETHIOPIAN_FROM_COPTIC = 276
# The year that begins in a Gregorian one.
_SOLAR_HIJRI_FROM_GREGORIAN = 621
# NOTE: {date} is a day, as in "today, Tuesday, 24 November 2026"; it stands in the middle of a sentence.
TODAY, TOMORROW = _("today, {date}"), _("tomorrow, {date}")
# The names that readers give their calendar; data of a calendar, like its months, not a sentence of ours.
_CALENDARS = {"fa": "هجری شمسی", "ps": "هجري لمریز", "ti": "ብግእዝ"}
# Babel writes Ethiopian month names on Gregorian days; a number cannot be mistaken.
_FULL, _LONG, _MONTH = {"ti": "EEEE፣ d/M/y"}, {"ti": "d/M/y"}, {"ti": "yM"}


def write_day(day: date, locale: str) -> str:
    """Write the weekday and the date."""
    written = str(format_date(day, _FULL.get(locale, "full"), locale=locale))
    return f"{written}{_beside(day, day, 3, locale)}"


def write_date(year: int, month: int | None, day: int | None, locale: str) -> str:
    """Write a date without its weekday, or only its month or year where no more is known.

    Where such a month or year lies in two of the other calendar, both stand there.
    """
    first = date(year, month or 1, day or 1)
    last = date(year, month or 12, day or monthrange(year, month or 12)[1])
    if day:
        written, known = format_date(first, _LONG.get(locale, "long"), locale=locale), 3
    elif month:
        written, known = format_skeleton(_MONTH.get(locale, "yMMMM"), first, locale=locale), 2
    else:
        written, known = format_skeleton("y", first, locale=locale), 1
    return f"{written}{_beside(first, last, known, locale)}"


def write_moment(moment: datetime, locale: str) -> str:
    """Write day and time; hours run to 24 in every language, as on the letters of the office."""
    day, time = write_day(moment, locale), str(format_time(moment, "HH:mm", locale=locale))
    return str(get_datetime_format("full", locale=locale)).replace("'", "").format(time, day)


def spoken(day: date, today: date) -> Text | date:
    """Call the day today or tomorrow where it is; any other stands for itself."""
    name = {0: TODAY, 1: TOMORROW}.get((day - today).days)
    return name(date=day) if name else day


def _beside(first: date, last: date, known: int, locale: str) -> str:
    """Write in brackets how the reader counts the first and the last day, by year, month and day as far as is known."""
    if locale not in _CALENDARS:
        return ""
    ends = dict.fromkeys(_counted(day, known, locale) for day in dict.fromkeys((first, last)))
    return f" ({'–'.join(ends)} {_CALENDARS[locale]})"


def counted(day: date, locale: str) -> str:
    """Write day and month as the reader counts them, in numbers; empty where she counts as we do."""
    if locale not in _CALENDARS:
        return ""
    numbers = _counted(day, 3, locale).split("/")
    return "/".join(numbers[:2] if locale == "ti" else reversed(numbers[1:]))


def _counted(day: date, known: int, locale: str) -> str:
    if locale == "ti":
        year, month, number = coptic.from_gregorian(day.year, day.month, day.day)
        return "/".join(map(str, (number, month, year + _ETHIOPIAN_FROM_COPTIC)[-known:]))
    return "/".join(map(str, _solar_hijri(day)[:known]))


def _solar_hijri(day: date) -> tuple[int, int, int]:
    """Count from Nowruz: six months of 31 days, then months of 30; the last one ends where the next year begins."""
    # A moment is given, too; only its day counts.
    day = date(day.year, day.month, day.day)
    year = day.year - _SOLAR_HIJRI_FROM_GREGORIAN
    if day < _nowruz(year):
        year -= 1
    passed = (day - _nowruz(year)).days
    before, long, first = (0, 31, 1) if passed < 6 * 31 else (6 * 31, 30, 7)
    months, days = divmod(passed - before, long)
    return year, first + months, days + 1


# convertdate looks for the equinox, which takes ten milliseconds: once a year, and not for every day on every button.
@lru_cache(maxsize=400)
def _nowruz(year: int) -> date:
    return date(*persian.to_gregorian(year, 1, 1))
