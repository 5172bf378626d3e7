"""Countries are read as families type them."""

from __future__ import annotations

from pathlib import Path

import pytest
from babel import Locale
from hypothesis import given, settings
from hypothesis import strategies as st

from dialogs.by_name import Named
from dialogs.countries import MEANT, UNKNOWN, Country
from dialogs.typed import Unread
from knowledge.names import called, codes
from knowledge.normalise import normalise
from tests.replies import REPLIES
from translations import LOCALES, CountryName, country_name, render

ASK = Country(text=MEANT, offered=("SY", "UA"))

# What is typed and the code that is meant; "-" is asked again.
CASES = [
    tuple(line.split("\t")) for line in Path(__file__).with_name("countries.tsv").read_text("utf-8").splitlines()[1:]
]


@pytest.mark.parametrize(("locale", "typed", "code"), CASES)
def test_a_country_is_read_as_it_is_typed(locale, typed, code):
    read = ASK.read(typed, locale)
    if code == "-":
        assert read is Unread.UNREAD
    else:
        assert read == Named(code, "" if typed.isdecimal() else typed)
        assert ASK.load(ASK.dump(read)) == read


@pytest.mark.parametrize("locale", LOCALES)
def test_every_country_is_read_by_its_name(locale):
    babel = {name: code for code, name in Locale.parse(locale).territories.items() if code in codes("countries")}
    other = {name for name, code in babel.items() if ASK.read(name, locale) != Named(code, name)}
    assert {name for name in other if normalise(name) not in called("countries").called} == set()


@pytest.mark.parametrize(
    ("typed", "doubt"),
    [
        ("Syria", None),
        ("eritra", MEANT(country=CountryName("ER"))),
        ("Korea", MEANT(country=CountryName("KR"))),
        ("Atlantis", UNKNOWN(country="Atlantis")),
        ("Kurdistan", UNKNOWN(country="Kurdistan")),
        ("Congo", None),
    ],
)
def test_she_is_asked_back_where_it_is_not_plain(typed, doubt):
    assert ASK.doubt(typed, "en") == doubt


def test_buttons_and_answers_are_written_for_the_reader():
    assert [option.written("fr") for option in ASK.options] == ["Syrie", "Ukraine"]
    assert ASK.label(["SY", "سوري"], "de") == ASK.label("SY", "de") == country_name("SY", "de") == "Syrien"
    assert render(ASK.doubt("eritra", "en"), "de").count("Eritrea") == 1


def test_the_file_names_countries_that_there_are():
    found = called("countries").called
    assert set().union(*found.values()) <= codes("countries") | {"other"}
    assert [name for name, of in found.items() if len(of) > 1] == []
    assert {"EU", "UN", "ZZ", "001"}.isdisjoint(codes("countries"))
    assert len(codes("countries")) > 240


@settings(max_examples=REPLIES, deadline=None)
@given(typed=st.text(max_size=60), locale=st.sampled_from(LOCALES))
def test_nothing_that_is_typed_breaks_it(typed, locale):
    read, doubt = ASK.read(typed, locale), ASK.doubt(typed, locale)
    assert read is Unread.UNREAD or ASK.load(ASK.dump(read)) == read
    assert doubt is None or render(doubt, locale)
