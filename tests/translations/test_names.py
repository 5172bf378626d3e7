"""Languages and countries are written as the reader calls them."""

from __future__ import annotations

import pytest

from translations import CountryName, LanguageName, country_name, language_name, render
from translations.text import Text

_SENTENCE = "Is it {name}?"


@pytest.mark.parametrize(
    ("code", "reader", "name"),
    [
        ("ar", "de", "Arabisch"),
        ("ckb", "de", "Zentralkurdisch"),
        ("ar", "fr", "arabe"),
        ("uk", "ti", "ዩክረይንኛ"),
        ("rom", "ti", "Romany"),
        ("qq", "de", "qq"),
    ],
)
def test_a_language_is_named_for_its_reader(code, reader, name):
    assert language_name(code, reader) == name


@pytest.mark.parametrize(
    ("code", "reader", "name"), [("SY", "de", "Syrien"), ("XK", "sq", "Kosovë"), ("QQ", "de", "QQ")]
)
def test_a_country_is_named_for_its_reader(code, reader, name):
    assert country_name(code, reader) == name


def test_a_name_in_a_text_is_written_by_whoever_reads_it():
    asked = Text(_SENTENCE)(name=LanguageName("ar"))
    assert render(asked, "de") == "Is it Arabisch?"
    assert render(asked, "fr") == "Is it arabe?"
    assert render(Text(_SENTENCE)(name=CountryName("SY")), "fr") == "Is it Syrie?"


def test_a_name_alone_has_a_capital_and_is_a_languages_own():
    assert LanguageName("ar", alone=True).write("fr") == "Arabe"
    assert LanguageName("fa", alone=True).write("fa") == "فارسی / دری"
    assert CountryName("SY", alone=True).write("ku") == "Sûrîye"
