"""Several options are read from one reply."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialogs.errors import StaleAnswerError
from dialogs.questions import Option
from dialogs.several import Several
from dialogs.typed import Unread
from tests.replies import REPLIES
from translations import LOCALES, Text

SAID = {
    "arabic": {"ar": ("عربي",), "ti": ("ዓረብ",), "tr": ("arapca",), "fa": ("عربي",)},
    "latin": {"ar": ("لاتيني",), "ti": ("ላቲን",), "tr": ("latin",), "fa": ("لاتين",)},
}
LETTERS = Several(
    text=Text("Which letters?"),
    choices=(
        Option(code="arabic", label=Text("Arabic"), value=1, said=lambda locale: SAID["arabic"].get(locale, ())),
        Option(code="latin", label=Text("Latin"), value=2, said=lambda locale: SAID["latin"].get(locale, ())),
        Option(code="old", label=Text("Greek and Cyrillic"), value=3, also="Griechisch", pictogram="🏛"),
        Option(code="ethiopic", label=Text("Ethiopic"), value=4),
    ),
)


@pytest.mark.parametrize(
    ("typed", "locale", "values"),
    [
        ("Arabic", "en", (1,)),
        ("arabic and latin", "en", (1, 2)),
        ("Latin und Arabic", "de", (2, 1)),
        ("latin, arabc", "en", (2, 1)),
        ("arabic & latin", "en", (1, 2)),
        ("arabic\nlatin", "en", (1, 2)),
        ("arabic latin", "en", (1, 2)),
        ("Arabic et Latin", "fr", (1, 2)),
        ("arapça ve latin", "tr", (1, 2)),
        ("arabic y latin", "es", (1, 2)),
        ("arabic i latin", "pl", (1, 2)),
        ("arabic și latin", "ro", (1, 2)),
        ("arabic dhe latin", "sq", (1, 2)),
        ("arabic û latin", "ku", (1, 2)),
        ("arabic и latin", "ru", (1, 2)),
        ("arabic та latin", "uk", (1, 2)),
        ("arabic او latin", "ps", (1, 2)),
        ("عربي و لاتيني", "ar", (1, 2)),
        ("عربي ولاتيني", "ar", (1, 2)),
        ("عربي، لاتيني", "ar", (1, 2)),
        ("عربی و لاتین", "fa", (1, 2)),
        ("ዓረብን ላቲንን", "ti", (1, 2)),
        ("ዓረብ፣ ላቲን", "ti", (1, 2)),
        ("1, 3", "en", (1, 3)),
        ("3 1", "en", (3, 1)),
        ("1 und 2 und 4", "de", (1, 2, 4)),
        ("١ و ٢", "ar", (1, 2)),
        ("፩ ፪", "ti", (1, 2)),
        ("1, 1, arabic", "en", (1,)),
        ("greek and cyrillic", "en", (3,)),
        ("Griechisch, Latin", "de", (3, 2)),
        ("latin, greek and cyrillic", "en", (2, 3)),
    ],
)
def test_several_are_read_from_one_reply(typed, locale, values):
    assert LETTERS.read(typed, locale) == values
    assert LETTERS.load(LETTERS.dump(values)) == values


@pytest.mark.parametrize(
    "typed", ["", " ", ",", "and", "5", "1, 5", "arabic and chinese", "arabic but not latin", "🙂"]
)
def test_nothing_is_taken_where_a_part_is_not_understood(typed):
    assert LETTERS.read(typed, "en") is Unread.UNREAD


def test_a_press_gives_one():
    assert LETTERS.press("latin") == (2,)
    assert LETTERS.press("gone") is Unread.UNREAD


def test_codes_are_stored():
    assert LETTERS.dump((2, 1)) == ["latin", "arabic"]
    assert LETTERS.load(["latin", "arabic"]) == (2, 1)


@pytest.mark.parametrize(
    "stored", [None, "latin", [], ["gone"], ["latin", "gone"], [None], [["latin"]], {"latin": 1}, 5]
)
def test_what_no_longer_fits_is_stale(stored):
    with pytest.raises(StaleAnswerError):
        LETTERS.load(stored)


def test_an_answer_is_written_as_a_list_of_the_readers():
    assert LETTERS.label(["arabic", "latin", "ethiopic"], "de") == "Arabic, Latin und Ethiopic"
    assert LETTERS.label(["arabic", "latin"], "en") == "Arabic and Latin"
    assert LETTERS.label("old", "en") == "🏛 Greek and Cyrillic"


_WORDS = st.sampled_from(["arabic", "latin", "Greek and Cyrillic", "1", "4", "and", "و", "ን", ",", "\n", "x"])


@settings(max_examples=REPLIES, deadline=None)
@given(st.text(max_size=60) | st.lists(_WORDS, max_size=8).map(" ".join), st.sampled_from(LOCALES))
def test_nothing_that_is_typed_breaks_it(typed, locale):
    read = LETTERS.read(typed, locale)
    if not isinstance(read, Unread):
        assert read
        assert len(set(read)) == len(read)
        assert LETTERS.load(LETTERS.dump(read)) == read
        assert LETTERS.label(LETTERS.dump(read), locale)
