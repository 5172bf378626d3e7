"""What real families typed, and what went wrong with it."""

from __future__ import annotations

from datetime import date

import pytest

from dialogs import sayings
from dialogs.ages import Age
from dialogs.birth import BirthDate
from dialogs.called import Name
from dialogs.conversation import Holder
from dialogs.numbers import Count
from dialogs.typed import Unread
from knowledge.replies import replies
from tests.dialogs.family import Family
from translations import LOCALES, Text, render

AGE, MANY = Age(text=Text("How old?"), at_most=25, shown=17), Count(text=Text("How many?"), at_most=20)


def asked(library, language, *steps):
    """Let a family register up to a question."""
    family = Family(library, language=language)
    family.command("intake").press("understood")
    for step in steps:
        family.type(step) if step[0].isupper() else family.press(step)
    return family


@pytest.mark.parametrize("lang", LOCALES)
def test_whoever_greets_is_greeted_and_whoever_thanks_is_answered(library, lang):
    family = Family(library, language=lang)
    for words in replies(lang).hello:
        assert "Kommunales Integrationszentrum" in family.type(words).said, words
    for words in replies(lang).thanks:
        assert render(sayings.GLADLY, lang) in family.type(words).said, words
    assert family.conversation.misses == 0


@pytest.mark.parametrize(
    ("lang", "typed"),
    [("de", "Hallo, guten Morgen!"), ("ar", "هلا والله"), ("ar", "مرحبا، كيف حالكم؟"), ("tr", "Merhaba, nasılsınız?"),
     ("ru", "Здравствуйте! Как дела?"), ("en", "hi hi 👋")],
)  # fmt: skip
def test_who_greets_twice_has_still_asked_nothing(library, lang, typed):
    family = Family(library, language=lang)
    assert "Kommunales Integrationszentrum" in family.type(typed).said
    assert "Kommunales Integrationszentrum" not in family.type(f"{typed} 112 Polizei").said


def test_a_greeting_in_another_language_offers_it(library):
    family = Family(library, language="de").type("Добрий день")
    assert "Kommunales Integrationszentrum" in family.said
    assert "uk" in family.codes


def test_a_greeting_leaves_no_question_that_waits(library):
    family = asked(library, "tr")
    family.type("Merhaba")
    assert "Kommunales Integrationszentrum" not in family.said
    assert family.conversation.active.dialog == "intake"


@pytest.mark.parametrize(
    ("typed", "locale", "years"),
    [("8 aylık", "tr", 0), ("8 місяців", "uk", 0), ("٨ شهور", "ar", 0), ("18 months", "en", 1), ("7 yaşında", "tr", 7),
     ("سبع سنين", "ar", 7), ("9", "de", 9), ("26 Jahre", "de", Unread.UNREAD)],
)  # fmt: skip
def test_an_age_in_months_is_none_in_years(typed, locale, years):
    assert AGE.read(typed, locale) == years


@pytest.mark.parametrize(
    ("typed", "locale", "number"),
    [("iki çocuğum var", "tr", 2), ("طفلين", "ar", 2), ("عندي طفلين", "ar", 2), ("I have three children", "en", 3),
     ("у мене двоє дітей", "uk", 2), ("ich habe eine Frage", "de", Unread.UNREAD),
     ("I have two children and three questions", "en", Unread.UNREAD)],
)  # fmt: skip
def test_a_number_is_read_in_a_short_sentence(typed, locale, number):
    assert MANY.read(typed, locale) == number


def test_what_is_no_number_leaves_the_registration_open(library):
    family = asked(library, "ar", "Amina", "ar", "chat")
    family.type("عندي أولاد كثيرون في البيت")
    assert family.conversation.active.dialog == "intake"
    assert "2" in family.codes


@pytest.mark.parametrize(("language", "typed"), [("ar", "وين مكتبكم؟"), ("tr", "Kimsiniz?"), ("en", "Who are you?")])
def test_a_question_is_nobody_s_name(library, language, typed):
    family = asked(library, language)
    family.type(typed)
    assert {"my-answer", "my-question"} <= set(family.codes)


@pytest.mark.parametrize(
    ("typed", "locale", "name"),
    [("мене звати Олена", "uk", "Олена"), ("Adım Fatma", "tr", "Fatma"), ("Benim adım Fatma Nur", "tr", "Fatma Nur"),
     ("اسمي أحمد", "ar", "أحمد"), ("My name is: Sara", "en", "Sara"), ("I'm Sara", "en", "Sara"),
     ("Adım", "tr", "Adım"),
     ("Ich heiße Ali Al-Sayed", "de", "Ali Al-Sayed"), ("اسم من مریم است", "fa", "مریم"),
     ("Ben Müller", "de", "Ben Müller"),
     ("ስመይ ሳራ እዩ", "ti", "ሳራ"), ("Navê min Rojda ye", "ku", "Rojda"), ("Amina", "en", "Amina"), ("Я", "uk", "Я")],
)  # fmt: skip
def test_of_a_sentence_that_says_her_name_the_name_is_kept(typed, locale, name):
    assert Name(text=Text("Your name?")).read(typed, locale) == name


def test_a_number_is_part_of_what_she_needs_while_a_person_is_called(library):
    family = Family(library, language="tr").command("human")
    assert family.conversation.holder is Holder.QUEUE
    family.type("3")
    assert family.conversation.holder is Holder.QUEUE
    family.press("off")
    assert family.conversation.holder is Holder.BOT


def test_beside_an_emergency_stands_nothing_of_what_she_looked_at(library):
    family = Family(library, language="tr").type("kızım 6 yaşında okula gidecek mi")
    family.type("kocam beni dövüyor")
    assert "110" in family.said
    assert "answers" in family.codes
    assert not {"helped", "find-school", "way-to-school"} & set(family.codes)


def test_after_everything_is_deleted_nothing_goes_on(library):
    family = asked(library, "en")
    family.command("mydata").press("delete").press("yes")
    assert "Everything has been deleted" in family.said
    assert "where you stopped" not in family.said


@pytest.mark.parametrize(("typed", "doubtful"), [("12.05.1985", True), ("25.05.2016", False), ("31.12.2009", False)])
def test_a_child_who_was_born_before_her_mother_went_to_school_is_asked_about(typed, doubtful):
    born = BirthDate(text=Text("When?"), today=date(2026, 11, 23), oldest=25)
    assert (born.doubt(typed, "en") is not None) == doubtful


@pytest.mark.parametrize("lang", LOCALES)
def test_whoever_does_not_know_need_not_answer(library, lang):
    family = asked(library, lang, "Amina", lang, "chat", "1", "9", *([] if lang == "de" else ["yes"]), "now")
    for words in replies(lang).unknown:
        before = family.stage().asked.key
        assert family.type(words).stage().asked.key != before, words
        family.command("back")
