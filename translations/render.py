"""Texts become sentences here, at the edge."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache
from typing import Any

from babel.numbers import format_decimal

from translations.catalogue import catalogue
from translations.dates import TODAY, TOMORROW, write_day, write_moment
from translations.isolates import isolate
from translations.locales import LAST_RESORT
from translations.names import CountryName, LanguageName
from translations.short import MonthName, ShortDay, ShortMoment, WeekdayName
from translations.text import Text


def render(text: Text, locale: str) -> str:
    """Write a text in a language; values stand in isolates where it runs right to left."""
    return (_known if not text.values or text.is_ours else _write)(text, locale)


def _write(text: Text, locale: str) -> str:
    values = dict(text.values)
    n = values.get("n") if text.plural else None
    sentence = _sentence(text, locale, n)
    if not values:
        return sentence
    return sentence.format_map({name: write_value(value, locale) for name, value in values.items()})


# All texts in all languages are some ten thousand; with days and times in them there is no end.
_known = lru_cache(maxsize=10_000)(_write)


def _sentence(text: Text, locale: str, n: int | None) -> str:
    for code in (locale, LAST_RESORT):
        found = catalogue(code).find(text.msgid, n)
        if found:
            return found
    return text.msgid if n in (1, None) else text.plural


def write_value(value: Any, locale: str) -> str:
    """Write a value as the reader of a language writes it; our own texts need no isolate."""
    if isinstance(value, Text):
        return render(value, locale)
    if isinstance(value, LanguageName | CountryName | ShortDay | ShortMoment | MonthName | WeekdayName):
        return value.write(locale)
    if isinstance(value, datetime):
        return isolate(write_moment(value, locale), locale)
    if isinstance(value, date):
        return isolate(write_day(value, locale), locale)
    if isinstance(value, int):
        return isolate(_number(value, locale), locale)
    return isolate(str(value), locale)


@lru_cache(maxsize=1_000)
def _number(number: int, locale: str) -> str:
    return format_decimal(number, locale=locale)


def day_words(locale: str) -> tuple[str, str]:
    """Return how today and tomorrow are called, as people type it."""
    today, tomorrow = (_sentence(text, locale, None).partition("{")[0] for text in (TODAY, TOMORROW))
    return today.strip(" ,،፣"), tomorrow.strip(" ,،፣")
