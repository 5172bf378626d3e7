"""Write days and moments as the reader of a language knows them.

Days are Gregorian, as on the letters of German offices. Beside them stands the calendar that many readers count by:
the Solar Hijri one for Persian and Pashto, the Ethiopian one for Tigrinya; both in numbers, since Iran and Afghanistan
name the months differently, and Eritrea calls Gregorian months by the Ethiopian names.
Source of the calendars: convertdate; the Ethiopian year is the Coptic one plus 276, with the same months and days.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from babel.dates import format_date, format_time, get_datetime_format
from convertdate import coptic, persian

from translations.text import Text, _

if TYPE_CHECKING:
    from datetime import date, datetime

_ETHIOPIAN_FROM_COPTIC = 276
# NOTE: {date} is a day, as in "today, Tuesday, 24 November 2026"; it stands in the middle of a sentence.
TODAY, TOMORROW = _("today, {date}"), _("tomorrow, {date}")
# The names that readers give their calendar; data of a calendar, like its months, not a sentence of ours.
_SOLAR_HIJRI = {"fa": "هجری شمسی", "ps": "هجري لمریز"}
_ETHIOPIAN = "ብግእዝ"
# Babel writes Ethiopian month names on Gregorian days; a number cannot be mistaken.
_FULL = {"ti": "EEEE፣ d/M/y"}


def write_day(day: date, locale: str) -> str:
    """Write the weekday and the date."""
    written = str(format_date(day, _FULL.get(locale, "full"), locale=locale))
    beside = _beside(day, locale)
    return f"{written} ({beside})" if beside else written


def write_moment(moment: datetime, locale: str) -> str:
    """Write day and time; hours run to 24 in every language, as on the letters of the office."""
    day, time = write_day(moment, locale), str(format_time(moment, "HH:mm", locale=locale))
    return str(get_datetime_format("full", locale=locale)).replace("'", "").format(time, day)


def spoken(day: date, today: date) -> Text | date:
    """Call the day today or tomorrow where it is; any other stands for itself."""
    name = {0: TODAY, 1: TOMORROW}.get((day - today).days)
    return name(date=day) if name else day


def _beside(day: date, locale: str) -> str:
    if locale in _SOLAR_HIJRI:
        year, month, number = persian.from_gregorian(day.year, day.month, day.day)
        return f"{year}/{month}/{number} {_SOLAR_HIJRI[locale]}"
    if locale == "ti":
        year, month, number = coptic.from_gregorian(day.year, day.month, day.day)
        return f"{number}/{month}/{year + _ETHIOPIAN_FROM_COPTIC} {_ETHIOPIAN}"
    return ""
