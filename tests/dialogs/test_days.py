"""A day is read as people type it, in every language."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from babel.dates import get_day_names, get_month_names
from hypothesis import given
from hypothesis import strategies as st

from dialogs.days import read_day
from translations import LOCALES, day_words
from translations.dates import write_day

# A Wednesday.
TODAY = date(2026, 11, 25)


@pytest.mark.parametrize("locale", LOCALES)
def test_today_tomorrow_weekdays_and_months_are_known_in_every_language(locale):
    now, tomorrow = day_words(locale)
    assert read_day(now, TODAY, locale) == TODAY
    assert read_day(tomorrow, TODAY, locale) == TODAY + timedelta(days=1)
    for number, name in get_day_names("wide", locale=locale).items():
        day = read_day(name, TODAY, locale)
        assert day is not None, name
        assert day.weekday() == number
        assert 0 < (day - TODAY).days <= 7
    for number, name in get_month_names("wide", locale=locale).items():
        assert read_day(f"15 {name} 2027", TODAY, locale) == date(2027, number, 15), name


@pytest.mark.parametrize(
    ("typed", "locale", "day"),
    [
        ("übermorgen", "de", date(2026, 11, 27)),
        ("the day after tomorrow", "en", date(2026, 11, 27)),
        ("بعد بكرا", "ar", date(2026, 11, 27)),
        ("بكرا", "ar", date(2026, 11, 26)),
        ("Montag", "ar", date(2026, 11, 30)),
        ("am montag bitte", "de", date(2026, 11, 30)),
        ("mittwoch", "de", date(2026, 12, 2)),
        ("Donerstag", "de", date(2026, 11, 26)),
        ("3. Dezember", "de", date(2026, 12, 3)),
        ("3 dezmber", "ti", date(2026, 12, 3)),
        ("December 3rd", "en", date(2026, 12, 3)),
        ("٣ ديسمبر ٢٠٢٦", "ar", date(2026, 12, 3)),
        ("3 грудня", "uk", date(2026, 12, 3)),
        ("в понедельник", "ru", date(2026, 11, 30)),
        ("سه شنبه", "fa", date(2026, 12, 1)),
        ("سه‌شنبه", "fa", date(2026, 12, 1)),
        ("3.12.", "fr", date(2026, 12, 3)),
        ("1 11", "fr", date(2027, 11, 1)),
        ("2026-12-03", "tr", date(2026, 12, 3)),
        ("30 februar", "de", None),
        ("maybe", "en", None),
        ("5", "en", None),
        ("", "en", None),
        ("montag oder dienstag", "de", None),
        ("3.99999999999", "de", None),
        ("99999999999 Dezember", "de", None),
        ("9" * 5_000, "de", None),
        ("3.12.500", "fa", None),
        ("3.12.1405", "fa", date(2027, 2, 22)),
        ("۱۴۰۵/۹/۱۵", "fa", date(2026, 12, 6)),
        ("۱۵ آذر", "fa", date(2026, 12, 6)),
        ("15 azar 1405", "fa", date(2026, 12, 6)),
        ("3 آذر", "fa", date(2027, 11, 24)),
        ("۱۵ ليندۍ", "ps", date(2026, 12, 6)),
        ("27/3/2019", "ti", date(2026, 12, 6)),
        ("6.12.2026", "ti", date(2026, 12, 6)),
        ("1.12.2025", "ti", date(2025, 12, 1)),
        ("3.12.1425", "fa", None),
        ("30.12.1404", "fa", None),
        ("3.12.1405", "ar", None),
        ("3ê adara", "ku", date(2027, 3, 3)),
    ],
)
def test_a_day_is_read_as_it_is_typed(typed, locale, day):
    assert read_day(typed, TODAY, locale) == day


@given(typed=st.text(max_size=60), locale=st.sampled_from(LOCALES))
def test_nothing_that_is_typed_breaks_it(typed, locale):
    assert read_day(typed, TODAY, locale) is None or isinstance(read_day(typed, TODAY, locale), date)


@pytest.mark.parametrize("locale", ["fa", "ps", "ti"])
def test_the_other_calendar_that_we_write_beside_a_day_is_read_back(locale):
    for ahead in range(400):
        day = TODAY + timedelta(days=ahead)
        beside = write_day(day, locale).partition("(")[2].split()[0]
        assert read_day(beside, TODAY, locale) == day
