"""Days on buttons: in the reader's own calendar, too, checked against almanacs and not against the library we use."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from translations import MonthName, ShortDay, ShortMoment, WeekdayName
from translations.dates import counted

# The first day of the year by the almanac: Nowruz as the University of Tehran's calendar centre publishes it, and the
# Ethiopian new year (Enkutatash: 11 September, 12 September before a Gregorian leap year).
NOWRUZ = {1404: date(2025, 3, 21), 1405: date(2026, 3, 21), 1406: date(2027, 3, 21), 1407: date(2028, 3, 20)}
ENKUTATASH = {2018: date(2025, 9, 11), 2019: date(2026, 9, 11), 2020: date(2027, 9, 12), 2021: date(2028, 9, 11)}


def by_almanac(day: date, years: dict[int, date], lengths: list[int]) -> str:
    """Count the days from the beginning of the year; returns day and month."""
    start = max(first for first in years.values() if first <= day)
    passed = (day - start).days
    for month, length in enumerate(lengths, start=1):
        if passed < length:
            return f"{passed + 1}/{month}"
        passed -= length
    raise AssertionError(day)


@pytest.mark.parametrize("locale", ["fa", "ps"])
def test_every_day_of_three_years_by_the_solar_hijri_calendar(locale):
    day = NOWRUZ[1404]
    while day < NOWRUZ[1407]:
        assert counted(day, locale) == by_almanac(day, NOWRUZ, [31] * 6 + [30] * 6)
        day += timedelta(days=1)


def test_every_day_of_three_years_by_the_ethiopian_calendar():
    day = ENKUTATASH[2018]
    while day < ENKUTATASH[2021]:
        assert counted(day, "ti") == by_almanac(day, ENKUTATASH, [30] * 12 + [6])
        day += timedelta(days=1)


def test_as_readers_know_them():
    moment = datetime.fromisoformat("2026-11-25T09:05")
    assert ShortMoment(moment).write("en") == "Wed, Nov 25 · 09:05"
    assert ShortMoment(moment).write("ti") == "ረቡ 25/11 (16/3) · 09:05"
    assert ShortDay(moment.date(), in_month=True).write("de") == "Mi. 25"
    assert MonthName(date(2026, 11, 1)).write("de") == "November 2026"
    assert WeekdayName(0).write("tr") == "Pazartesi"
