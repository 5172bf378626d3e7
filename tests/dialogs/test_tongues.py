"""Languages are read as families type them."""

from __future__ import annotations

from pathlib import Path

import pytest
from babel import Locale
from hypothesis import given, settings
from hypothesis import strategies as st

from dialogs.by_name import Named
from dialogs.errors import StaleAnswerError
from dialogs.tongues import MEANT, UNKNOWN, Tongue
from dialogs.typed import Unread
from knowledge.names import called, codes, known
from knowledge.normalise import normalise
from tests.replies import REPLIES
from translations import ALSO_CALLED, LOCALES, LanguageName, Text, language_name, own_name, render

ASK = Tongue(text=Text("Which?"), offered=("ar", "uk", "ku"), none=Text("None at all"))
PLAIN = Tongue(text=Text("Which?"), offered=())

# What is typed and the code that is meant; "-" is asked again.
CASES = [
    tuple(line.split("\t")) for line in Path(__file__).with_name("tongues.tsv").read_text("utf-8").splitlines()[1:]
]


def test_the_table_is_long_enough():
    assert len({(locale, typed) for locale, typed, _code in CASES}) >= 300
    assert {locale for locale, _typed, _code in CASES} == set(LOCALES)


@pytest.mark.parametrize(("locale", "typed", "code"), CASES)
def test_a_language_is_read_as_it_is_typed(locale, typed, code):
    read = ASK.read(typed, locale)
    if code == "-":
        assert read is Unread.UNREAD
        assert ASK.doubt(typed, locale) is None
    else:
        assert read == Named(code, "" if typed.isdecimal() else typed)
        assert ASK.load(ASK.dump(read)) == read


@pytest.mark.parametrize("locale", LOCALES)
def test_our_languages_are_read_exactly_in_all_our_languages(locale):
    for code in LOCALES:
        names = {
            language_name(code, locale),
            own_name(code),
            render(Text("{name}")(name=LanguageName(code, alone=True)), locale),
        }
        for typed in names | {name.upper() for name in names} | set(ALSO_CALLED.get(code, ())):
            assert (ASK.read(typed, locale), ASK.doubt(typed, locale)) == (Named(code, typed), None), typed


@pytest.mark.parametrize("locale", LOCALES)
def test_every_language_that_has_a_name_is_read_by_it(locale):
    babel = {name: code.partition("_")[0] for code, name in Locale.parse(locale).languages.items() if len(name) > 1}
    read = {name: PLAIN.read(name, locale) for name, code in babel.items() if code in codes("tongues")}
    other = {name for name, named in read.items() if named != Named(babel[name], name)}
    # Where our file says otherwise it is meant so; one name has two languages in Babel.
    assert {name for name in other if normalise(name) not in called("tongues").called} <= {"منغولى"}


@pytest.mark.parametrize(
    "code", ["ckb", "am", "hy", "ka", "sr", "vi", "so", "uz", "el", "hu", "ur", "zh", "yue", "yo", "ff"]
)
def test_a_language_is_read_by_its_own_name(code):
    assert PLAIN.read(Locale.parse(code).languages[code], "de").code == code


@pytest.mark.parametrize(
    ("typed", "locale", "doubt"),
    [
        ("Arabic", "en", None),
        ("I speak Arabic", "en", None),
        ("arabsich", "de", MEANT(language=LanguageName("ar"))),
        ("Syrisch", "de", MEANT(language=LanguageName("ar"))),
        ("курмандши", "uk", MEANT(language=LanguageName("ku"))),
        ("Wakhi", "en", UNKNOWN(language="Wakhi")),
        ("None at all", "en", None),
        ("2", "en", None),
        ("afghan", "en", None),
    ],
)
def test_she_is_asked_back_where_it_is_not_plain(typed, locale, doubt):
    assert ASK.doubt(typed, locale) == doubt


def test_what_she_is_asked_back_is_in_her_language():
    doubt = ASK.doubt("arabsich", "de")
    assert "Arabisch" in render(doubt, "de")
    assert "арабська" in render(doubt, "uk")


@pytest.mark.parametrize("typed", ["Wakhi", "Pashai", "Hawrami", "Ōrmuṛī", "وخي", "Gorani Hawrami"])
def test_a_language_that_nobody_knows_is_kept_in_her_words(typed):
    read = PLAIN.read(typed, "en")
    assert read == Named("other", typed)
    assert PLAIN.label(PLAIN.dump(read), "en") == typed
    assert typed in PLAIN.label(PLAIN.dump(read), "ar")


@pytest.mark.parametrize(
    "typed",
    ["", "  ", "🙂", "?", "Wakhi?", "where is the school", "x" * 41, "http://x.de", "017112345", "yes", "no", "hello",
     "12" * 3_000],
)  # fmt: skip
def test_what_is_no_name_is_not_kept(typed):
    assert PLAIN.read(typed, "en") is Unread.UNREAD
    assert PLAIN.doubt(typed, "en") is None


def test_buttons_are_written_for_the_reader():
    assert [option.written("de") for option in ASK.options] == ["Arabisch", "Ukrainisch", "Kurdisch", "None at all"]
    assert [option.written("ar") for option in ASK.options][:1] == ["العربية"]
    assert [option.written("ku") for option in ASK.options][2] == own_name("ku")
    assert [option.written("fr") for option in ASK.options][:2] == ["Arabe", "Ukrainien"]
    assert ASK.press("ar") == Named("ar")
    assert ASK.press("none") == Named("none")
    assert ASK.press("tr") == Named("tr"), "an old button"
    assert ASK.press("other") is PLAIN.press("none") is ASK.press("qq") is Unread.UNREAD


def test_an_answer_is_written_for_the_reader():
    assert ASK.label("ar", "de") == ASK.label(["ar", "عربي"], "de") == "Arabisch"
    assert ASK.label(["none", ""], "en") == "None at all"
    assert ASK.label(["rom", "Romanes"], "ti") == "Romany"


@pytest.mark.parametrize("code", [*sorted(codes("tongues")), "none", "other"])
def test_every_code_is_stored_and_read_back(code):
    assert ASK.load(ASK.dump(Named(code, "x"))) == Named(code, "x")


@pytest.mark.parametrize("typed", ["n" + "o" * 200, "no" + " " * 200 + "!", "nein" + "!" * 200])
def test_a_no_is_stored_however_long_it_is_typed(typed):
    read = ASK.read(typed, "en")
    assert read.code == "none"
    assert ASK.load(ASK.dump(read)) == read


@pytest.mark.parametrize(
    "stored", [None, "ar", 5, [], ["ar"], ["qq", ""], ["ar", 5], [["ar"], ""], {"ar": ""}, ["ar", "x" * 101]]
)
def test_what_no_longer_fits_is_stale(stored):
    with pytest.raises(StaleAnswerError):
        ASK.load(stored)


def test_the_file_names_languages_that_there_are():
    found = called("tongues").called
    assert set().union(*found.values()) <= codes("tongues") | {"other"}
    assert [name for name, of in found.items() if len(of) > 1] == []


def test_names_are_gathered_once():
    assert known("tongues", "ti") is known("tongues", "ti")


_NAMES = st.sampled_from([name for locale in LOCALES for name in Locale.parse(locale).languages.values()])
_REPLIES = st.text(max_size=60) | st.lists(_NAMES | st.text(max_size=8), max_size=5).map(" ".join)


@settings(max_examples=REPLIES, deadline=None)
@given(typed=_REPLIES, locale=st.sampled_from(LOCALES))
def test_nothing_that_is_typed_breaks_it(typed, locale):
    read, doubt = ASK.read(typed, locale), ASK.doubt(typed, locale)
    if isinstance(read, Named):
        assert ASK.load(ASK.dump(read)) == read
        assert ASK.label(ASK.dump(read), locale)
    assert doubt is None or render(doubt, locale)
