"""What is typed is read as a button: its label in the chat's language or in German, its number, a slip of the thumb."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.errors import StaleAnswerError
from dialogs.questions import Choice, Option, Words, yes_no
from dialogs.typed import Unread
from dialogs.welcome import _MENU
from translations import LOCALES, Text, _, render

# Sentences of the menu, so that they stand in every catalogue.
MENU = Choice(
    text=Text("What?"),
    choices=tuple(Option(code=code, label=label, value=code, pictogram=icon) for code, icon, label in _MENU),
)
SURE = yes_no(Text("Sure?"))
TOPICS = Choice(
    text=Text("What?"),
    choices=(
        Option(code="school", label=Text("Finding a school place"), value=1, also="Einen Schulplatz finden"),
        Option(code="exam", label=Text("Health examination"), value=2, also="Schuleingangsuntersuchung"),
    ),
)


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("option", MENU.choices, ids=lambda option: option.code)
def test_a_label_is_understood_in_the_chats_language_and_in_german(option, locale):
    assert MENU.read(render(option.label, locale), locale) == option.code
    assert MENU.read(option.written(locale), locale) == option.code
    assert MENU.read(render(option.label, "de").upper(), locale) == option.code


@pytest.mark.parametrize(
    ("typed", "locale", "code"),
    [
        ("Find anwsers", "en", "answers"),
        ("find answer", "en", "answers"),
        ("my dta", "en", "mydata"),
        ("Book an apointment", "en", "booking"),
        ("Sprahce", "de", "language"),
        ("Termin mahcen", "de", "booking"),
        ("بياناتى", "ar", "mydata"),
        ("اللغه", "ar", "language"),
        ("2", "en", "intake"),
        ("٢", "ar", "intake"),
        ("۲", "en", "intake"),
        ("፪", "ti", "intake"),
        (" 2. ", "en", "intake"),
    ],
)
def test_slips_and_numbers_are_understood(typed, locale, code):
    assert MENU.read(typed, locale) == code


@pytest.mark.parametrize(
    "typed", ["", " ", "0", "7", "99", "12" * 3_000, "፲", "1.5", "x", "👍", "I want to talk about school", "no"]
)
def test_what_is_none_of_the_buttons_is_not_guessed(typed):
    assert MENU.read(typed, "en") is Unread.UNREAD


def test_two_labels_that_are_alike_are_not_guessed():
    two = tuple(Option(code=str(n), label=Text(f"Appointment {n}00"), value=n) for n in (1, 2))
    assert Choice(text=Text("Which?"), choices=two).read("Appointment 300", "en") is Unread.UNREAD


@pytest.mark.parametrize("typed", ["Einen Schulplatz finden", "einen Schulplatz finde", "Schuleingangsuntersuchnug"])
def test_the_german_title_is_understood_too(typed):
    assert TOPICS.read(typed, "en") == (2 if typed.startswith("Schuleingang") else 1)


@pytest.mark.parametrize(
    ("typed", "locale", "value"),
    [
        ("yes", "en", True),
        ("Ja", "ar", True),
        ("نعم", "ar", True),
        ("NO", "en", False),
        ("✅ Yes", "en", True),
        ("ok", "de", True),
        ("jo", "de", True),
        ("jo", "sq", False),
        ("aywa", "ar", True),
        ("آره", "fa", True),
        ("yok", "tr", False),
        ("нет, спасибо", "ru", False),
        ("ሕራይ", "ti", True),
    ],
)
def test_yes_and_no(typed, locale, value):
    assert SURE.read(typed, locale) is value


@pytest.mark.parametrize("typed", ["ye", "nopal", "yesno", "maybe", "not"])
def test_what_is_nearly_yes_or_no_is_neither(typed):
    assert SURE.read(typed, "en") is Unread.UNREAD


@pytest.mark.parametrize("question", [MENU, SURE, TOPICS], ids=["menu", "sure", "topics"])
def test_a_choice_brings_back_what_it_stores(question):
    for option in question.options:
        stored = question.dump(option.value)
        assert stored == option.code
        assert question.load(stored) == option.value
        assert question.label(stored, "en") == option.written("en")
    with pytest.raises(StaleAnswerError):
        question.load("gone")


def test_a_label_of_an_option_that_is_gone_is_its_code():
    assert MENU.label("gone", "en") == "gone"


@given(st.text(max_size=2_000))
def test_words_are_read_or_too_long(typed):
    words = Words(text=_("Menu"), at_most=100)
    read = words.read(typed, "en")
    if read is Unread.UNREAD:
        assert not typed.strip() or len(" ".join(typed.split())) > 100
    else:
        assert words.load(words.dump(read)) == read
        assert read == " ".join(typed.split())


@pytest.mark.parametrize("stored", [None, 5, ["a"], "x" * 101])
def test_words_that_no_longer_fit_are_stale(stored):
    with pytest.raises(StaleAnswerError):
        Words(text=_("Menu"), at_most=100).load(stored)


@given(st.text(max_size=60), st.sampled_from(LOCALES))
def test_no_typed_text_breaks_a_question(typed, locale):
    for question in (MENU, SURE, TOPICS):
        read = question.read(typed, locale)
        assert read is Unread.UNREAD or read in [option.value for option in question.options]
