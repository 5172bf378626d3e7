"""A birth date may be known in part; what is in doubt is asked back."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.birth import Birth, BirthDate
from dialogs.errors import StaleAnswerError
from translations import LOCALES, Text, render

# A Wednesday.
TODAY = date(2026, 11, 25)
ASK = BirthDate(text=Text("When?"), today=TODAY)


@given(st.dates(date(1900, 1, 1), TODAY), st.integers(1, 3))
def test_what_is_written_down_is_read_as_it_was(day, known):
    birth = Birth(*(day.year, day.month, day.day)[:known])
    assert Birth.load(birth.dump()) == birth
    assert ASK.load(ASK.dump(birth)) == birth
    assert birth.earliest() <= day <= birth.latest()


def test_a_birth_is_dumped_as_far_as_it_is_known():
    assert [birth.dump() for birth in (Birth(2016, 5, 12), Birth(2016, 5), Birth(2016))] == [
        "2016-05-12",
        "2016-05",
        "2016",
    ]
    assert (Birth(2016, 2).earliest(), Birth(2016, 2).latest()) == (date(2016, 2, 1), date(2016, 2, 29))
    assert (Birth(2016).earliest(), Birth(2016).latest()) == (date(2016, 1, 1), date(2016, 12, 31))


@pytest.mark.parametrize(
    "stored", ["", "16", "2016-5", "2016-13", "2016-00", "2016-02-30", "2016-05-12-1", "٢٠١٦", "soon"]
)
def test_what_is_no_birth_cannot_be_loaded(stored):
    with pytest.raises(ValueError, match=r"."):
        Birth.load(stored)
    with pytest.raises(StaleAnswerError):
        ASK.load(stored)


@pytest.mark.parametrize("stored", [None, 2016, ["2016"], "2026-11-26"])
def test_what_is_stored_otherwise_or_of_the_future_is_asked_again(stored):
    with pytest.raises(StaleAnswerError):
        ASK.load(stored)


def test_a_day_has_a_month():
    with pytest.raises(ValueError, match="a day has a month"):
        Birth(2016, None, 12)


@pytest.mark.parametrize(
    ("birth", "years"),
    [
        (Birth(2016, 11, 25), 10),
        (Birth(2016, 11, 26), 9),
        (Birth(2016, 11), 10),
        (Birth(2016, 12), 9),
        (Birth(2016), 10),
    ],
)
def test_an_age_is_counted_from_the_earliest_day(birth, years):
    assert birth.age(TODAY) == years


@pytest.mark.parametrize(
    ("typed", "locale", "asked"),
    [
        ("5/12/2016", "en", "Is this right: December 5, 2016?"),
        ("23.2.1395", "en", "Is this right: May 12, 2016?"),
        ("7", "en", "Born in about 2019, is this right?"),
        ("12 May 2016", "en", None),
    ],
)
def test_what_is_in_doubt_is_asked_back(typed, locale, asked):
    doubt = ASK.doubt(typed, locale)
    assert (render(doubt, locale) if doubt else None) == asked


@pytest.mark.parametrize(
    ("locale", "beside"), [("fa", "1395/2/23 هجری شمسی"), ("ps", "1395/2/23 هجري لمریز"), ("ti", "4/9/2008 ብግእዝ")]
)
def test_the_reader_sees_her_calendar_beside_ours(locale, beside):
    typed = "4 ግንቦት 2008" if locale == "ti" else "1395/2/23"
    assert beside in render(ASK.doubt(typed, locale), locale)
    assert beside in ASK.label("2016-05-12", locale)


def test_a_label_that_no_longer_fits_stays_as_it_is():
    assert ASK.label("soon", "de") == "soon"
    assert ASK.label("2016-05", "de") == "Mai 2016"


@pytest.mark.parametrize("locale", LOCALES)
def test_the_example_of_the_hint_can_be_typed(locale):
    example = dict(ASK.hint.values)["example"]
    assert example in render(ASK.hint, locale)
    assert ASK.read(example, locale) == Birth(2015, 11, 30)
