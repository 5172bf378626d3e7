"""Recognise messages that need a card at once: danger, law, a person.

A file holds one pattern a line, in plain words of one language:

    my husband * (hits|beats) me     a star alone stands for up to three words
    schlag* mich                     a star at a word's end or beginning stands for any letters
    (a|b c)                          one of these
    - fire (drill|alarm test)        such words are taken out before anything is looked for
    # remark

Patterns are normalised as messages are, so accents, case and letter variants do not matter.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING, Literal

from knowledge.errors import Problem
from knowledge.normalise import normalise

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

CardId = Literal["emergency", "legal-advice", "human"]
# The most urgent first: one message gets one card.
CARDS: tuple[CardId, ...] = ("emergency", "legal-advice", "human")

_PART = re.compile(r"[()|]|[^\s()|]+")
_GAP = r"(?:\S+ ){0,3}"
# A pattern is looked up by its first word, or by so many letters of it where it goes on as it likes.
_SHARED = 3


class Wordings:
    """Hold thousands of patterns, of which a word is compared with those that begin like it."""

    def __init__(self, patterns: Sequence[str]) -> None:
        self._by_start: dict[str, list[str]] = {}
        self._ready: dict[str, re.Pattern[str]] = {}
        for pattern in patterns:
            for start in _starts(pattern):
                self._by_start.setdefault(start, []).append(pattern)

    def stand_in(self, text: str) -> bool:
        """Tell whether one of them stands in " word word "."""
        return any(self._at(at, end, text) for at, end in _words(text))

    def taken_out_of(self, text: str) -> str:
        """Return " word word " without them."""
        left, done = "", 0
        for at, end in _words(text):
            found = self._at(at, end, text) if at >= done else None
            if found:
                left, done = f"{left}{text[done:at]} ", found.end()
        return left + text[done:]

    def _at(self, at: int, end: int, text: str) -> re.Match[str] | None:
        """Return what begins where a word does."""
        for until in (end, *range(at + _SHARED, at - 1, -1)):
            start = text[at:until]
            if start in self._by_start and (found := self._pattern(start).match(text, at)):
                return found
        return None

    def _pattern(self, start: str) -> re.Pattern[str]:
        """Return what may begin so; it is compiled when a word with these letters comes first."""
        if start not in self._ready:
            self._ready[start] = re.compile("|".join(self._by_start[start]))
        return self._ready[start]


@dataclass(frozen=True, kw_only=True)
class Card:
    """Know the wording that calls for one card, in all languages at once."""

    id: CardId
    wanted: Wordings
    # What only looks like it.
    harmless: Wordings

    def matches(self, normalised: str) -> bool:
        """Tell whether a normalised message calls for the card."""
        return self.wanted.stand_in(self.harmless.taken_out_of(f" {normalised} "))


def read_card(id: CardId, paths: Sequence[Path], problems: list[Problem]) -> Card:
    """Read the patterns of one card; a line that is no pattern becomes a problem."""
    wanted: list[str] = []
    harmless: list[str] = []
    for path in paths:
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            pattern = line.partition("#")[0].strip()
            if not pattern:
                continue
            try:
                (harmless if pattern.startswith("- ") else wanted).append(regex(pattern.removeprefix("- ")))
            except ValueError as error:
                problems.append(Problem(file=path, line=number, what=str(error)))
    return Card(id=id, wanted=Wordings(wanted), harmless=Wordings(harmless))


def regex(pattern: str) -> str:
    """Turn one pattern into a regular expression over " word word "; raises ValueError."""
    written: list[str] = []
    depth = 0
    for part in _PART.findall(pattern):
        if part == "(":
            written.append("(?:")
        elif part == "|":
            written.append("|")
        elif part == ")":
            written.append(")")
        elif part == "*":
            written.append(_GAP)
        else:
            written.append(_word(part))
        depth += (part == "(") - (part == ")")
        if depth not in (0, 1) or (part == "|" and depth == 0):
            raise ValueError(f"brackets do not fit: {pattern}")
    if depth or not any(part.strip("*()|") for part in _PART.findall(pattern)):
        raise ValueError(f"this is no pattern: {pattern}")
    return "".join(written)


def _word(part: str) -> str:
    plain = normalise(part)
    if not plain or " " in plain:
        raise ValueError(f"this is no word: {part}")
    start = r"\S*" if part.startswith("*") else ""
    end = r"\S*" if part.endswith("*") else ""
    return f"{start}{re.escape(plain)}{end} "


def _words(text: str) -> list[tuple[int, int]]:
    """Return where words begin in " word word ", and where they end with their blank."""
    found, at = [], 1
    while end := text.find(" ", at) + 1:
        found.append((at, end))
        at = end
    return found


def _starts(pattern: str) -> set[str]:
    """Return the words, or letters of words, that a pattern may begin with; none where it may begin with any."""
    plain = pattern.replace(_GAP, "*")
    first, _, _ = plain.removeprefix("(?:").partition(")")
    starts = set()
    for words in first.split("|") if plain.startswith("(?:") else [plain]:
        start = "".join(takewhile(str.isalnum, words))
        starts.add(f"{start} " if words.startswith(f"{start} ") else start[:_SHARED])
    return {""} if "" in starts else starts
