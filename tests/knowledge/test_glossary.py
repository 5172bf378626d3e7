"""One German word has one name in each language, everywhere."""

import re

import pytest

import knowledge
from knowledge import KnowledgeError
from knowledge.glossary import ORIGINAL, Term, deviations
from knowledge.placeholders import GERMAN_TERM
from translations import LOCALES
from translations.catalogue import catalogue

OFFICE = {
    "Schulamt": Term(
        word="Schulamt", name="school authority", forms=("school authorities",), meaning="It finds the school."
    )
}


@pytest.mark.parametrize(
    ("text", "lang", "found"),
    [
        ("The school authority (*Schulamt*) helps. Ask the *Schulamt*.", "en", []),
        ("School authority: *Schulamt*", "en", []),
        ("Hello.\n\nThe office for schools (*Schulamt*) helps.", "en", [(2, "*Schulamt* stands without its name")]),
        ("The *Bauamt* builds.", "en", [(0, "*Bauamt* is not in the glossary")]),
        ("Das *Schulamt* hilft.", "de", []),
        ("Fragen Sie im *Schulamt*.", "de", []),
        ("Ask the school authorities (*Schulamt*).", "en", []),
        ("Das *Bauamt* baut.", "de", [(0, "*Bauamt* is not in the glossary")]),
    ],
)
def test_a_word_without_its_locked_name_is_found(text, lang, found):
    deviating = list(deviations(text, lang, OFFICE))

    assert [line for line, _what in deviating] == [line for line, _what in found]
    assert all(what.startswith(begin) for (_line, what), (_same, begin) in zip(deviating, found, strict=True))


@pytest.mark.parametrize(
    ("file", "old", "new", "what"),
    [
        ("articles/find-school/en.md", "school authority (", "office of schools (", "stands without its name"),
        ("articles/find-school/en.md", "*Grundschule*", "*Grundschulen*", "is not in the glossary"),
        ("glossary/en.toml", '["Schulamt"]', '["Schulämter"]', "Schulamt is missing"),
        ("glossary/ar.toml", 'name = "مكتب الصحة"', 'name = "office"', "not in the script of the language"),
        ("glossary/en.toml", 'name = "fire brigade"', 'name = "police"', "belongs to another word already"),
        ("glossary/en.toml", 'name = "fire brigade"', 'called = "fire brigade"', "has a name, a meaning"),
        ("glossary/de.toml", '["Schulamt"]', '["Schulamt"', "no valid TOML"),
    ],
)
def test_what_deviates_from_the_glossary_stops_the_start_with_its_line(room, file, old, new, what):
    path = room / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(KnowledgeError) as refused:
        knowledge.load(room)
    assert any(what in problem.what and problem.line > 0 for problem in refused.value.problems)


def test_a_language_without_a_glossary_is_named(room):
    (room / "glossary" / "en.toml").unlink()
    with pytest.raises(KnowledgeError, match="the glossary is missing in this language"):
        knowledge.load(room)


@pytest.mark.parametrize("lang", LOCALES)
def test_catalogues_use_the_same_names(library, lang):
    """Where a sentence of Lotse's has the German word in brackets, its name stands before them."""
    terms = library.glossary[lang]
    found = 0
    for sentence in (form for forms in catalogue(lang).sentences.values() for form in forms):
        for word in re.findall(r"\(\u2068?([A-ZÄÖÜ][^()\u2069]+)\u2069?\)", sentence):
            if word in terms and terms[word].name:
                found += 1
                assert terms[word].stands_in(sentence.casefold())
    assert found or lang == ORIGINAL


@pytest.mark.parametrize("lang", LOCALES)
def test_every_word_is_explained_without_marks(library, lang):
    for term in library.glossary[lang].values():
        assert term.meaning.strip()[-1] in ".።۔"
        assert not GERMAN_TERM.search(term.name + term.meaning)
        assert len(term.meaning) <= 160
