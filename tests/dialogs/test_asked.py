"""Numbers and days, as families answer them."""

from __future__ import annotations

from datetime import date

import pytest

from dialogs.asked import Day
from dialogs.exchange import ask_family
from dialogs.numbers import Number
from dialogs.reply import compose
from dialogs.typed import Unread
from tests.dialogs.family import Family
from translations import Text
from translations.render import _known

NUMBER = Number(text=Text("How many?"))
DAY = Day(text=Text("When?"), today=date(2026, 11, 25))


@pytest.mark.parametrize(("typed", "value"), [("7", 7), ("٧", 7), ("he is 7 years old", 7), ("0", 0), ("12!", 12)])
def test_a_number_is_read(typed, value):
    assert NUMBER.read(typed, "en") == value
    assert NUMBER.load(NUMBER.dump(value)) == value


@pytest.mark.parametrize("typed", ["", "several", "7 or 8", "120", "2019", "9" * 5_000])
def test_what_is_no_number_of_ours_is_not_taken(typed):
    assert NUMBER.read(typed, "en") is Unread.UNREAD


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("30.11.2026", date(2026, 11, 30)),
        ("30/11/26", date(2026, 11, 30)),
        ("2026-11-30", date(2026, 11, 30)),
        ("٣٠.١١.٢٠٢٦", date(2026, 11, 30)),
        ("30.11.", date(2026, 11, 30)),
        ("3.1.", date(2027, 1, 3)),
        ("Monday, November 30, 2026", date(2026, 11, 30)),
    ],
)
def test_a_day_is_read(typed, value):
    assert DAY.read(typed, "en") == value
    assert DAY.load(DAY.dump(value)) == value


@pytest.mark.parametrize("typed", ["", "31.2.2026", "soon", "45.11.2026", "3", "1.1.500"])
def test_what_is_no_day_is_not_taken(typed):
    assert DAY.read(typed, "en") is Unread.UNREAD


@pytest.mark.parametrize("code", ["0500-01-01", "9999-12-31", "soon"])
def test_a_button_with_a_day_that_nobody_lives_to_see_is_none_of_ours(code):
    assert DAY.press(code) is Unread.UNREAD
    # It is shown as it stands, also to readers who count by another calendar.
    assert DAY.label(code, "fa") == code


def test_working_days_stand_on_the_buttons_as_the_reader_knows_them():
    assert [option.code for option in DAY.options][:3] == ["2026-11-26", "2026-11-27", "2026-11-30"]
    assert DAY.options[0].written("de") == "Donnerstag, 26. November 2026"
    assert DAY.label("2026-11-26", "en") == "Thursday, November 26, 2026"


@pytest.mark.parametrize(
    ("typed", "locale", "number"),
    [
        ("sieben", "de", 7), ("drei Kinder", "ar", 3), ("three", "en", 3), ("ثلاثة", "ar", 3), ("on iki", "tr", 12),
        ("п'ятеро", "uk", 5), ("ሰለስተ", "ti", 3), ("two or three", "en", None), ("many", "en", None),
        ("ich habe eine Frage", "de", None),
        ("نه", "fa", None), ("نه", "ps", None), ("۷ سال", "fa", 7),
    ],
)  # fmt: skip
def test_a_number_is_read_in_words_too(typed, locale, number):
    read = NUMBER.read(typed, locale)
    assert read == (Unread.UNREAD if number is None else number)


def test_what_a_colleague_asks_a_family_stays_in_no_memory(library):
    def asked(time):
        family = Family(library, language="ar")
        conversation = family.conversation
        values = {"day": "2026-11-30", "time": time}
        reply = ask_family(conversation, family.world(family.calendar), "appointment-fits", values)
        return compose(reply, "ar", library).parts[0].text

    assert "10:00" in asked("10:00")
    before = _known.cache_info().misses
    assert "11:30" in asked("11:30")
    assert _known.cache_info().misses == before
