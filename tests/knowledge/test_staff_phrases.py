"""Sentences that staff send: enough of them, in the family's script, with every slot that the German one has."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

import pytest

from knowledge.script import strangers
from knowledge.staff_phrases import GROUPS, OPTIONS, PAPERS, SLOTS, read_staff_phrases, slots_of
from translations import LOCALES, isolate

if TYPE_CHECKING:
    from knowledge.errors import Problem

VALUES = {
    "day": date(2026, 12, 1), "time": "10:30", "documents": list(PAPERS[:2]), "place": "Hansastraße 32",
    "name": "Weber", "school": "Regenbogenschule", "phone": "02151 86",
}  # fmt: skip


def test_there_are_eighty_and_more_in_every_group(library):
    assert len(library.staff_phrases) >= 80
    assert set(Counter(phrase.group for phrase in library.staff_phrases.values())) == set(GROUPS)
    assert all(library.glossary["de"][paper] for paper in PAPERS)


@pytest.mark.parametrize("lang", LOCALES)
def test_each_is_filled_and_written_in_the_script_of_its_language(library, lang):
    for phrase in library.staff_phrases.values():
        if lang not in phrase.versions:
            continue
        text = phrase.versions[lang].text
        plain = text
        for slot in slots_of(text):
            assert text.count(f"{{{slot}}}") == 1, (lang, phrase.id)
            plain = plain.replace(f"{{{slot}}}", "")
        assert not strangers(plain.replace("Kita", ""), lang), (lang, phrase.id, strangers(plain, lang))
        assert "{" not in phrase.write(lang, VALUES, library.glossary)
        assert set(phrase.slots) <= {*SLOTS, OPTIONS}
        assert set(phrase.slots) - {OPTIONS} == set(slots_of(text))


def test_a_day_and_papers_are_written_as_the_reader_knows_them(library):
    papers = library.staff_phrases["bring-papers"]
    assert "Zeugnis und Impfpass" in papers.write("de", VALUES, library.glossary)
    english = papers.write("en", VALUES, library.glossary)
    assert f"({isolate('Zeugnis', 'en')}) and" in english
    day = library.staff_phrases["answer-by"]
    assert "Dienstag, 1. Dezember 2026" in day.write("de", VALUES, library.glossary)


@pytest.mark.parametrize(
    ("german", "english", "what"),
    [
        ('[a]\ngroup = "greeting"\ntext = "Hallo {tag}"\n', "", "slots one of"),
        ('[a]\ngroup = "nothing"\ntext = "Hallo"\n', "", "group must be one of"),
        ('[a]\ngroup = "greeting"\n', "", "text is missing"),
        ('[a]\ngroup = "greeting"\ntext = "Am {day}"\n', '[a]\ntext = "Soon"\nof = "x"\n', "other slots"),
        ('[a]\ngroup = "greeting"\ntext = "Hallo"\n', '[b]\ntext = "Hello"\nof = "x"\n', "no such German sentence"),
    ],
)
def test_a_fault_is_named_with_file_and_sentence(tmp_path, german, english, what):
    for lang in LOCALES:
        (tmp_path / f"{lang}.toml").write_text({"de": german, "en": english}.get(lang, ""), encoding="utf-8")
    problems: list[Problem] = []
    assert read_staff_phrases(tmp_path, problems) == {}
    assert what in problems[0].what


def test_slots_are_found_in_their_order():
    assert slots_of("Am {day} um {time} Uhr: {place}") == ("day", "time", "place")


@pytest.mark.parametrize("lang", LOCALES)
def test_one_thing_has_one_name_here_as_in_the_articles(library, lang):
    words = {"school-exam": "Gesundheitsamt", "school-exam-letter": "Gesundheitsamt", "kita-search": "Kita"}
    for id, word in words.items():
        text, term = library.staff_phrases[id].versions[lang].text, library.glossary[lang][word]
        assert word in text or term.stands_in(text.casefold()), (lang, id)


@pytest.mark.parametrize("lang", LOCALES)
def test_all_sentences_are_there_in_every_language(library, lang):
    assert [phrase.id for phrase in library.staff_phrases.values() if lang not in phrase.versions] == []
