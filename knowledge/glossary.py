"""The official German words that families meet on letters, and what they are called in each language.

glossary/<lang>.toml holds one table a word:

    ["Gesundheitsamt"]
    name = "public health office"        what it is called, everywhere; empty where the meaning says it better
    forms = ["public health offices"]    the name as grammar bends it; only where a language needs that
    meaning = "The office for …"         one short sentence

A text that has a *word* has its name as well, or one of its forms, letter by letter: one thing has one name.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from knowledge.errors import Problem
from knowledge.placeholders import GERMAN_TERM
from knowledge.script import strangers
from knowledge.tables import line_of, read_tables
from translations import LOCALES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

ORIGINAL = "de"
_FIELDS = {"name", "meaning"}
_FORMS = "forms"


@dataclass(frozen=True, kw_only=True)
class Term:
    """Say what one German word is called and what it means, in one language."""

    word: str
    name: str
    # Other grammatical forms of the name.
    forms: tuple[str, ...] = ()
    meaning: str

    def stands_in(self, text: str) -> bool:
        """Tell whether the name, in any of its forms, stands in a text whose case is folded."""
        return any(form.casefold() in text for form in (self.name, *self.forms))


Glossary = dict[str, dict[str, Term]]


def read_glossary(folder: Path, problems: list[Problem]) -> Glossary:
    """Read the words in every language that has a catalogue: {language: {German word: its term}}."""
    glossary: Glossary = {}
    for lang in LOCALES:
        path = folder / f"{lang}.toml"
        if not path.is_file():
            problems.append(Problem(file=path, line=1, what="the glossary is missing in this language"))
            continue
        tables = read_tables(path, problems) or {}
        problems.extend(_problem(path, word, what) for word, what in _faults(tables, lang))
        glossary[lang] = {
            word: Term(
                word=word,
                name=table.get("name", ""),
                forms=tuple(table.get(_FORMS, ())),
                meaning=table.get("meaning", ""),
            )
            for word, table in tables.items()
        }
    for lang in glossary:
        path = folder / f"{lang}.toml"
        for word in glossary.get(ORIGINAL, {}).keys() ^ glossary[lang].keys():
            there = "missing" if word not in glossary[lang] else "not in the German glossary"
            problems.append(_problem(path, word, f"{word} is {there}"))
    return glossary


def deviations(text: str, lang: str, terms: Mapping[str, Term]) -> Iterator[tuple[int, str]]:
    """Yield the line, counted from zero, and the sentence for every German word without its locked name.

    German texts explain their own words as they go; there a word must only be known.
    """
    seen: set[str] = set()
    plain = GERMAN_TERM.sub("", text).casefold()
    for number, line in enumerate(text.splitlines()):
        for word in GERMAN_TERM.findall(line):
            if word in seen:
                continue
            seen.add(word)
            if word not in terms:
                yield number, f"*{word}* is not in the glossary"
            elif lang != ORIGINAL and not terms[word].stands_in(plain):
                yield number, f"*{word}* stands without its name in the glossary: {terms[word].name}"


def _faults(tables: dict[str, Any], lang: str) -> Iterator[tuple[str, str]]:
    names: set[str] = set()
    for word, table in tables.items():
        forms: Any = table.get(_FORMS, []) if isinstance(table, dict) else None
        if not _has_its_shape(table, forms):
            yield word, f"{word} has a name, a meaning and perhaps forms, and nothing else"
            continue
        if not table["meaning"]:
            yield word, f"{word} has no meaning"
        if table["name"] and table["name"].casefold() in names:
            yield word, f"the name of {word} belongs to another word already"
        names.add(table["name"].casefold())
        stranger = strangers("".join((table["name"], *forms, table["meaning"])), lang)
        if stranger:
            yield word, f"not in the script of the language: {stranger}"


def _has_its_shape(table: Any, forms: Any) -> bool:
    return (
        isinstance(table, dict)
        and table.keys() - {_FORMS} == _FIELDS
        and all(isinstance(table[field], str) for field in _FIELDS)
        and isinstance(forms, list)
        and all(isinstance(form, str) and form for form in forms)
    )


def _problem(path: Path, word: str, what: str) -> Problem:
    return Problem(file=path, line=line_of(path, f'"{word}"'), what=what)
