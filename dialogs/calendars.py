"""The calendars that families count by, and the months they name.

Sources: convertdate for the first day of a year. The Solar Hijri year has six months of 31 days and five of 30, the
Ethiopian one twelve of 30, the tabular lunar one months of 30 and 29 by turns; the last month is what remains.
By the moon that was really seen, a lunar date may be a day off.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from anyascii import anyascii
from babel.dates import get_month_names
from convertdate import coptic, islamic, persian

from dialogs.named import exactly, month_names, nearly
from knowledge.glossary import ORIGINAL
from knowledge.months import months
from knowledge.normalise import normalise
from knowledge.replies import replies
from translations.locales import LAST_RESORT

if TYPE_CHECKING:
    from collections.abc import Mapping
    from types import ModuleType

# Cyrillic is typed in Latin letters sound by sound; what other scripts become is in months.toml.
_SPELT_IN_LATIN = ("bg", "ru", "uk")


@dataclass(frozen=True, kw_only=True, eq=False)
class Calendar:
    """Count days as the Gregorian calendar does."""

    # As in months.toml.
    name: str

    def day(self, year: int, month: int, day: int) -> date:
        """Return the Gregorian day; raises ValueError where there is no such day."""
        return date(year, month, day)

    def year(self, day: date) -> int:
        """Return the year in which a day lies."""
        return day.year


@dataclass(frozen=True, kw_only=True, eq=False)
class _OtherCalendar(Calendar):
    """Count days from another first day of the year."""

    # One of convertdate.
    module: ModuleType
    # Days of every month but the last.
    lengths: tuple[int, ...]
    # What the year is ahead of the module's.
    ahead: int = 0

    def day(self, year: int, month: int, day: int) -> date:
        first, following = (_new_year(self.module, one - self.ahead) for one in (year, year + 1))
        lengths = (*self.lengths, (following - first).days - sum(self.lengths))
        if not (1 <= month <= len(lengths) and 1 <= day <= lengths[month - 1]):
            raise ValueError("there is no such day")
        return first + timedelta(days=sum(lengths[: month - 1]) + day - 1)

    def year(self, day: date) -> int:
        return _year(self.module, day) + self.ahead


# The Persian year begins with the equinox, which takes twenty milliseconds to find.
@cache
def _new_year(module: ModuleType, year: int) -> date:
    return date(*module.to_gregorian(year, 1, 1))


@lru_cache(maxsize=64)
def _year(module: ModuleType, day: date) -> int:
    return int(module.from_gregorian(day.year, day.month, day.day)[0])


GREGORIAN = Calendar(name="gregorian")
SOLAR_HIJRI = _OtherCalendar(name="solar-hijri", module=persian, lengths=(31,) * 6 + (30,) * 5)
ETHIOPIAN = _OtherCalendar(name="ethiopian", module=coptic, lengths=(30,) * 12, ahead=276)
LUNAR_HIJRI = _OtherCalendar(name="lunar-hijri", module=islamic, lengths=(30, 29) * 5 + (30,))


def months_named(words: str, locale: str) -> list[tuple[Calendar, int]]:
    """Return the months that are named, the likeliest first: in several calendars where they share the name."""
    known = _known(locale)
    for look in (exactly, nearly):
        found = [(calendar, look(words, names)) for calendar, names in known]
        if any(len(numbers) > 1 for _calendar, numbers in found):
            return []
        if any(numbers for _calendar, numbers in found):
            return list(dict.fromkeys((calendar, number) for calendar, numbers in found for number in numbers))
    return []


@cache
def _known(locale: str) -> tuple[tuple[Calendar, Mapping[str, int]], ...]:
    names = {**months(ETHIOPIAN.name), **{name: (number + 3) % 12 + 1 for name, number in month_names("ti").items()}}
    # In Turkish, "sene" is a year.
    ethiopian = {name: number for name, number in names.items() if name not in replies(locale).years}
    # Eritrea calls the months of our calendar by these names, from September on.
    eritrean = {name: (number + 7) % 12 + 1 for name, number in ethiopian.items() if number <= 12}
    return (
        (ETHIOPIAN, ethiopian),
        (GREGORIAN, eritrean),
        *((GREGORIAN, _gregorian(lang)) for lang in dict.fromkeys((locale, ORIGINAL, LAST_RESORT))),
        (SOLAR_HIJRI, months(SOLAR_HIJRI.name)),
        (LUNAR_HIJRI, months(LUNAR_HIJRI.name)),
    )


def _gregorian(lang: str) -> Mapping[str, int]:
    return {**_in_latin(lang), **months(GREGORIAN.name, lang), **month_names(lang)}


def _in_latin(lang: str) -> dict[str, int]:
    if lang not in _SPELT_IN_LATIN:
        return {}
    named = (get_month_names("wide", context, locale=lang) for context in ("format", "stand-alone"))
    latin = {anyascii(name): number for names in named for number, name in names.items()}
    # Marta, maya, maia and maja.
    return {normalise(name.replace("y", sound)): number for name, number in latin.items() for sound in "yij"}
