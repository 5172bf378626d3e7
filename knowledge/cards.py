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


class Wanted:
    """Hold thousands of patterns, of which a word is compared with those that begin with its letter."""

    def __init__(self, patterns: Sequence[str]) -> None:
        self._by_letter: dict[str, list[str]] = {}
        self._ready: dict[str, re.Pattern[str]] = {}
        for pattern in patterns:
            for letter in _letters(pattern):
                self._by_letter.setdefault(letter, []).append(pattern)

    def stands_in(self, text: str) -> bool:
        """Tell whether one of them stands in " word word "."""
        return any(self._beginning(letter).search(text) for letter in {"", *(word[0] for word in text.split())})

    def _beginning(self, letter: str) -> re.Pattern[str]:
        """Return what may begin with a letter; it is compiled when a word with this letter comes first."""
        if letter not in self._ready:
            self._ready[letter] = _any(self._by_letter.get(letter, []), letter)
        return self._ready[letter]


@dataclass(frozen=True, kw_only=True)
class Card:
    """Know the wording that calls for one card, in all languages at once."""

    id: CardId
    wanted: Wanted
    # What only looks like it.
    harmless: re.Pattern[str]

    def matches(self, normalised: str) -> bool:
        """Tell whether a normalised message calls for the card."""
        return self.wanted.stands_in(self.harmless.sub(" ", f" {normalised} "))


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
    return Card(id=id, wanted=Wanted(wanted), harmless=_any(harmless))


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


def _any(patterns: list[str], letter: str = "") -> re.Pattern[str]:
    """Join patterns, which are looked for where a word begins with a letter; none at all matches nothing."""
    return re.compile(f"(?<= )(?={re.escape(letter)})(?:{'|'.join(patterns)})" if patterns else "(?!)")


def _letters(pattern: str) -> set[str]:
    """Return the letters that a pattern may begin with; the empty one where it may begin with any."""
    words, _, rest = pattern.removeprefix("(?:").partition(")")
    first = {word[:1] for word in (words.split("|") if pattern.startswith("(?:") else [pattern])}
    return first if all(map(str.isalnum, first)) and not rest.startswith("{") else {""}
