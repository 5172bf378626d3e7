"""Sentences that staff send: written in German, delivered in the family's language, with slots for what differs.

staff_phrases/de.toml holds one table a sentence, in the order of the desk:

    [appointment-fits]
    group = "appointment"                      one of GROUPS
    asks = "yes-no"                            only where it is a question that a tap answers: one of ASKS;
                                               the options of a "choice" are written by whoever asks
    text = "Am {day} um {time} Uhr …"          slots are those of SLOTS

staff_phrases/<lang>.toml holds the same sentences:

    [appointment-fits]
    text = "We have time for you: {day}, {time}. …"
    of = "1a2b3c4d"                            the version of the German sentence it was made from
    reviewed = "draft"                         or who has read it, and when
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from string import Formatter
from typing import TYPE_CHECKING, Any

from babel.lists import format_list

from knowledge.errors import Problem
from knowledge.tables import line_of, read_tables
from knowledge.version import version
from translations import LOCALES, isolate, write_value

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from knowledge.glossary import Glossary

ORIGINAL = "de"
GROUPS = (
    "greeting", "waiting", "understanding", "appointment", "papers", "school", "language", "phone", "others", "end",
)  # fmt: skip
# What differs from one use of a sentence to the next: a date, a time, papers by their German words, or plain words.
SLOTS = ("day", "time", "documents", "place", "name", "school", "phone")
# What kind of answer a sentence asks for.
ASKS = ("", "yes-no", "number", "day", "part-of-day", "phone", "choice")
# What stands on the buttons of a choice, as names, days and times do in any language; no slot of the sentence itself.
OPTIONS = "options"
# Papers that can be asked for; their names in every language stand in the glossary.
PAPERS = ("Zeugnis", "Impfpass", "Untersuchungsheft", "Meldebescheinigung")


@dataclass(frozen=True, kw_only=True)
class Version:
    """Hold one sentence in one language."""

    text: str
    # "draft", or who has read it, and when.
    reviewed: str
    # The German sentence has changed since.
    outdated: bool


@dataclass(frozen=True, kw_only=True)
class StaffPhrase:
    """Hold one sentence that staff send."""

    id: str
    group: str
    # What kind of answer it asks for; empty where it asks for none.
    asks: str
    # What must be filled in, in the order of the German sentence; the options of a choice come last.
    slots: tuple[str, ...]
    versions: Mapping[str, Version]

    @property
    def german(self) -> str:
        """Return the sentence as staff read it."""
        return self.versions[ORIGINAL].text

    def load(self, stored: Mapping[str, Any]) -> dict[str, date | str | list[str]]:
        """Read slots from plain JSON."""
        return {slot: date.fromisoformat(value) if slot == "day" else value for slot, value in stored.items()}

    def write(self, lang: str, values: Mapping[str, date | str | list[str]], glossary: Glossary) -> str:
        """Fill the slots for a reader; raises KeyError where a slot or the language is missing."""
        written = {slot: _written(slot, values[slot], lang, glossary) for slot in self.slots if slot != OPTIONS}
        return self.versions[lang].text.format_map(written)


StaffPhrases = dict[str, StaffPhrase]


def read_staff_phrases(folder: Path, problems: list[Problem]) -> StaffPhrases:
    """Read the sentences in every language; a language that lacks one is no problem, the desk says so."""
    tables = {lang: read_tables(folder / f"{lang}.toml", problems) or {} for lang in LOCALES}
    german = tables.get(ORIGINAL, {})
    for lang, sentences in tables.items():
        path = folder / f"{lang}.toml"
        for id, what in _faults(sentences, german, original=lang == ORIGINAL):
            problems.append(Problem(file=path, line=line_of(path, id), what=f"{id}: {what}"))
    if problems:
        return {}
    return {id: _phrase(id, table, tables) for id, table in german.items()}


def slots_of(text: str) -> tuple[str, ...]:
    """Return the slots of a sentence in their order."""
    return tuple(dict.fromkeys(name for _literal, name, _spec, _conversion in Formatter().parse(text) if name))


def _phrase(id: str, table: dict[str, str], tables: dict[str, dict[str, dict[str, str]]]) -> StaffPhrase:
    of = version(table["text"])
    versions = {
        lang: Version(
            text=sentences[id]["text"],
            reviewed=sentences[id].get("reviewed", "draft"),
            outdated=lang != ORIGINAL and sentences[id].get("of") != of,
        )
        for lang, sentences in tables.items()
        if id in sentences
    }
    asks = table.get("asks", "")
    slots = slots_of(table["text"]) + ((OPTIONS,) if asks == "choice" else ())
    return StaffPhrase(id=id, group=table["group"], asks=asks, slots=slots, versions=versions)


def _faults(
    sentences: dict[str, dict[str, str]], german: dict[str, dict[str, str]], *, original: bool
) -> Iterator[tuple[str, str]]:
    for id, table in sentences.items():
        text = table.get("text")
        if not isinstance(text, str) or not text:
            yield id, "text is missing"
        elif original and table.get("asks", "") not in ASKS:
            yield id, f"asks must be one of {', '.join(ASKS[1:])}"
        elif original and (table.get("group") not in GROUPS or not set(slots_of(text)) <= set(SLOTS)):
            yield id, f"group must be one of {', '.join(GROUPS)}, slots one of {', '.join(SLOTS)}"
        elif not original and id not in german:
            yield id, "there is no such German sentence"
        elif not original and set(slots_of(text)) != set(slots_of(german[id].get("text", ""))):
            yield id, "it has other slots than the German sentence"


def _written(slot: str, value: date | str | list[str], lang: str, glossary: Glossary) -> str:
    if slot == "documents" and isinstance(value, list):
        names = [_paper(word, lang, glossary) for word in value]
        return str(format_list(names, locale=lang))
    return write_value(value, lang) if isinstance(value, date) else isolate(str(value), lang)


def _paper(word: str, lang: str, glossary: Glossary) -> str:
    name = glossary[lang][word].name
    return f"{name} ({isolate(word, lang)})" if name and lang != ORIGINAL else word
