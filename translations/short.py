"""Days as they stand on buttons: short, with the day of the week, and in the reader's own calendar beside."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from babel.dates import format_date, format_skeleton, get_day_names

from translations.dates import counted
from translations.isolates import isolate

if TYPE_CHECKING:
    from datetime import date, datetime

# Babel writes Ethiopian month names on Gregorian days (translations.dates); numbers cannot be mistaken.
_DAY, _MONTH = {"ti": "EEE d/M"}, {"ti": "yM"}
# NOTE: no sentence; the week day and the number of the day, as in a small calendar.
_IN_MONTH = "EEE d"


@dataclass(frozen=True)
class ShortDay:
    """Stand for a day, written as Wed 25 Nov; in_month as Wed 25."""

    day: date
    in_month: bool = False

    def write(self, locale: str) -> str:
        """Write the day for a reader."""
        if self.in_month:
            return isolate(str(format_date(self.day, _IN_MONTH, locale=locale)), locale)
        return isolate(_written(self.day, locale), locale)


@dataclass(frozen=True)
class ShortMoment:
    """Stand for a moment by the office's wall clock, written as Wed 25 Nov, 09:00."""

    moment: datetime

    def write(self, locale: str) -> str:
        """Write the moment for a reader; hours run to 24 in every language."""
        return isolate(f"{_written(self.moment.date(), locale)} · {self.moment:%H:%M}", locale)


@dataclass(frozen=True)
class MonthName:
    """Stand for a month of a year, written as November 2026."""

    first: date

    def write(self, locale: str) -> str:
        """Write the month for a reader."""
        return isolate(_skeleton(_MONTH.get(locale, "yMMMM"), self.first, locale), locale)


@dataclass(frozen=True)
class WeekdayName:
    """Stand for a day of the week, 0 is Monday; it stands alone, as on a button."""

    number: int

    def write(self, locale: str) -> str:
        """Name the day for a reader."""
        name = str(get_day_names("wide", "stand-alone", locale=locale)[self.number])
        return name[:1].upper() + name[1:]


def _written(day: date, locale: str) -> str:
    pattern, beside = _DAY.get(locale), counted(day, locale)
    written = str(format_date(day, pattern, locale=locale)) if pattern else _skeleton("MMMEd", day, locale)
    return f"{written} ({beside})" if beside else written


def _skeleton(skeleton: str, day: date, locale: str) -> str:
    return str(format_skeleton(skeleton, day, locale=locale))
