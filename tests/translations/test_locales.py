"""Which language is proposed to whom, and which way it runs."""

import pytest

from translations import LOCALES, Choice, choose, direction, isolate, locales, own_name, strip_controls


@pytest.mark.parametrize(
    ("tags", "locale", "exact"),
    [
        (["ar-SY"], "ar", True),
        (["ar_EG"], "ar", True),
        (["DE"], "de", True),
        (["tr", "de-DE"], "de", True),
        (["ar", "de"], "ar", True),
        (["prs"], "en", False),
        (["tr"], "en", False),
        ([], "en", False),
        ([""], "en", False),
    ],
)
def test_the_first_wanted_language_that_we_have_is_proposed(tags, locale, exact):
    assert choose(tags) == Choice(locale=locale, exact=exact)


def test_a_reader_of_a_language_close_by_is_told_that_it_is_not_hers(monkeypatch):
    monkeypatch.setattr(locales, "LOCALES", (*LOCALES, "fa", "ku"))
    assert choose(["prs", "xx"]) == Choice(locale="fa", exact=False)
    assert choose(["kmr"]) == Choice(locale="ku", exact=False)
    assert choose(["prs", "de"]) == Choice(locale="de", exact=True)


def test_readers_of_central_kurdish_are_asked(monkeypatch):
    monkeypatch.setattr(locales, "LOCALES", (*LOCALES, "ku"))
    assert choose(["ckb"]) == Choice(locale="en", exact=False)


def test_german_stands_first():
    assert LOCALES[0] == "de"
    assert {"de", "en", "ar"} <= set(LOCALES)


@pytest.mark.parametrize(
    ("locale", "name"), [("de", "Deutsch"), ("en", "English"), ("ar", "العربية"), ("fr", "Français")]
)
def test_a_language_is_named_as_its_readers_name_it(locale, name):
    assert own_name(locale) == name


@pytest.mark.parametrize(("locale", "way"), [("de", "ltr"), ("uk", "ltr"), ("ar", "rtl"), ("fa", "rtl"), ("ps", "rtl")])
def test_a_language_runs_its_own_way(locale, way):
    assert direction(locale) == way


def test_isolates_stand_only_where_they_are_needed():
    assert isolate("KI", "ar") == "\u2068KI\u2069"
    assert isolate("KI", "de") == "KI"


def test_a_name_cannot_turn_a_page_around():
    controls = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
    assert strip_controls(f"A{controls}mina") == "Amina"


def test_what_persian_and_emoji_need_inside_a_word_stays():
    assert strip_controls("می\u200cخواهم 👨\u200d👩\u200d👧") == "می\u200cخواهم 👨\u200d👩\u200d👧"
