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
_ANY = r"\S*"
# A pattern is looked up by its first word, or by so many letters of it where it goes on, or begins, as it likes.
_SHARED = 3


@dataclass(frozen=True, kw_only=True)
class Card:
    """Name the wording that calls for one card, in all languages at once."""

    id: CardId
    # Patterns as regular expressions over " word word ".
    wanted: Sequence[str]
    # What only looks like it.
    harmless: Sequence[str]


class Cards:
    """Hold thousands of patterns, of which a word is compared with those that begin like it."""

    def __init__(self, cards: Sequence[Card]) -> None:
        """Take the most urgent card first."""
        self._lists = [(card.id, card.harmless, card.wanted) for card in cards]
        # By how a word looks: which lists have patterns that may begin with it.
        self._by_look: dict[str, dict[int, list[str]]] = {}
        self._ready: dict[str, list[tuple[int, re.Pattern[str]]]] = {}
        for number, patterns in enumerate(one for _id, *both in self._lists for one in both):
            for pattern in patterns:
                for look in _looks(pattern):
                    self._by_look.setdefault(look, {}).setdefault(number, []).append(pattern)
        # How many letters may stand for all words that begin with them; the longest first.
        self._stems = sorted({len(look) for look in self._by_look if not look.endswith(" ")}, reverse=True)

    def called_by(self, normalised: str) -> CardId | None:
        """Return the most urgent card that a normalised message calls for."""
        text = f" {normalised} "
        found = self._found_in(text)
        for number, (card, *_) in enumerate(self._lists):
            harmless, wanted = found.get(2 * number, ()), found.get(2 * number + 1, ())
            if harmless:
                wanted = self._found_in(_without(text, harmless)).get(2 * number + 1, ())
            if wanted:
                return card
        return None

    def _found_in(self, text: str) -> dict[int, list[re.Match[str]]]:
        """Return what stands in " word word ", by list; of each list one match at each word."""
        found: dict[int, list[re.Match[str]]] = {}
        known, at = self._by_look, 1
        while end := text.find(" ", at) + 1:
            word = text[at:end]
            for look in (word, _ending(word), *[text[at : at + length] for length in self._stems]):
                if look in known:
                    for number, pattern in self._ready.get(look) or self._made_ready(look):
                        if match := pattern.match(text, at):
                            found.setdefault(number, []).append(match)
            at = end
        return found

    def _made_ready(self, look: str) -> list[tuple[int, re.Pattern[str]]]:
        """Compile what may begin so, when a word that looks like it comes first."""
        ready = [(number, re.compile("|".join(patterns))) for number, patterns in self._by_look[look].items()]
        self._ready[look] = ready
        return ready


def _without(text: str, matches: Sequence[re.Match[str]]) -> str:
    """Return " word word " without what was found in it."""
    left, done = "", 0
    for one in matches:
        if one.start() >= done:
            left, done = f"{left}{text[done : one.start()]} ", one.end()
    return left + text[done:]


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
    return Card(id=id, wanted=tuple(wanted), harmless=tuple(harmless))


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
    start = _ANY if part.startswith("*") else ""
    end = _ANY if part.endswith("*") else ""
    return f"{start}{re.escape(plain)}{end} "


def _looks(pattern: str) -> set[str]:
    """Return what words may look like that a pattern begins with: whole, by first or last letters; "" may be any."""
    plain = pattern.replace(_GAP, "*")
    first, _, _ = plain.removeprefix("(?:").partition(")")
    looks = set()
    for words in first.split("|") if plain.startswith("(?:") else [plain]:
        end = words.removeprefix(_ANY).partition(" ")[0]
        start = "".join(takewhile(str.isalnum, words))
        if words.startswith(_ANY) and end.isalnum() and len(end) >= _SHARED:
            looks.add(_ending(f"{end} "))
        else:
            looks.add(f"{start} " if words.startswith(f"{start} ") else start[:_SHARED])
    return {""} if "" in looks else looks


def _ending(word: str) -> str:
    """Return what stands for all words that end with the same letters, of "word "."""
    return f"*{word[-_SHARED - 1 :]}"
