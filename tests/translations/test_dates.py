"""Days as the readers of each language know them."""

from datetime import date, datetime, timedelta

import pytest
from convertdate import persian
from hypothesis import given
from hypothesis import strategies as st

from translations import spoken, write_date
from translations.dates import write_day, write_moment
from translations.text import Text

TUESDAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("locale", "day"),
    [
        ("de", "Dienstag, 24. November 2026"),
        ("tr", "24 Kasım 2026 Salı"),
        ("uk", "вівторок, 24 листопада 2026\u202fр."),
        ("ku", "sêşem, 24ê mijdara 2026an"),
        ("ar", "الثلاثاء، 24 نوفمبر 2026"),
        ("fa", "سه‌شنبه 24 نوامبر 2026 (1405/9/3 هجری شمسی)"),
        ("ps", "درېنۍ د 2026 د نومبر 24 (1405/9/3 هجري لمریز)"),
        ("ti", "ሰሉስ፣ 24/11/2026 (15/3/2019 ብግእዝ)"),
    ],
)
def test_a_day_is_written_with_its_weekday_and_the_calendar_the_reader_counts_by(locale, day):
    assert write_day(TUESDAY, locale) == day


@pytest.mark.parametrize(
    ("locale", "day", "month", "year"),
    [
        ("de", "12. Mai 2016", "Mai 2016", "2016"),
        ("uk", "12 травня 2016 р.", "травень 2016 р.", "2016"),
        ("ku", "12ê gulana 2016an", "gulana 2016an", "2016"),
        ("fa", "12 مهٔ 2016 (1395/2/23 هجری شمسی)", "مهٔ 2016 (1395/2–1395/3 هجری شمسی)", "2016 (1394–1395 هجری شمسی)"),
        (
            "ps",
            "2016 مۍ 12 (1395/2/23 هجري لمریز)",
            "2016 مۍ (1395/2–1395/3 هجري لمریز)",
            "2016 (1394–1395 هجري لمریز)",
        ),
        ("ti", "12/5/2016 (4/9/2008 ብግእዝ)", "5/2016 (8/2008–9/2008 ብግእዝ)", "2016 (2008–2009 ብግእዝ)"),
    ],
)
def test_a_date_is_written_as_far_as_it_is_known(locale, day, month, year):
    written = [write_date(2016, 5, 12, locale), write_date(2016, 5, None, locale), write_date(2016, None, None, locale)]
    assert [" ".join(one.split()) for one in written] == [day, month, year]


@pytest.mark.parametrize(
    ("gregorian", "persian", "ethiopian"),
    [
        # New year's days: Nowruz 1405, Enkutatash 2019 and, after a leap year, 2016; the last days of leap years.
        (date(2026, 3, 21), "1405/1/1", "12/7/2018"),
        (date(2026, 9, 11), "1405/6/20", "1/1/2019"),
        (date(2023, 9, 12), "1402/6/21", "1/1/2016"),
        (date(2025, 3, 20), "1403/12/30", "11/7/2017"),
        (date(2023, 9, 11), "1402/6/20", "6/13/2015"),
    ],
)
def test_the_other_calendars_count_as_their_readers_do(gregorian, persian, ethiopian):
    assert f"({persian} " in write_day(gregorian, "fa")
    assert f"({ethiopian} " in write_day(gregorian, "ti")


def test_years_of_the_solar_hijri_calendar_end_where_convertdate_ends_them():
    for year in range(2000, 2041):
        for day in (19, 20, 21, 22):
            counted = persian.from_gregorian(year, 3, day)
            assert f"({'/'.join(map(str, counted))} " in write_day(date(year, 3, day), "fa")


@given(st.dates(date(1950, 1, 1), date(2100, 1, 1)))
def test_a_day_later_is_another_day_in_every_calendar(day):
    for locale in ("fa", "ps", "ti"):
        assert write_day(day, locale) != write_day(day + timedelta(days=1), locale)


def test_hours_run_to_twenty_four():
    afternoon = datetime(2026, 11, 24, 14, 5)  # noqa: DTZ001 - the office's local time.
    assert write_moment(afternoon, "en") == "Tuesday, November 24, 2026, 14:05"
    assert "14:05" in write_moment(afternoon, "ti")


@pytest.mark.parametrize(("later", "msgid"), [(0, "today, {date}"), (1, "tomorrow, {date}")])
def test_today_and_tomorrow_are_called_so(later, msgid):
    day = TUESDAY + timedelta(days=later)
    assert spoken(day, TUESDAY) == Text(msgid)(date=day)


@pytest.mark.parametrize("later", [-1, 2, 30])
def test_any_other_day_stands_for_itself(later):
    day = TUESDAY + timedelta(days=later)
    assert spoken(day, TUESDAY) == day
