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


@dataclass(frozen=True, kw_only=True)
class Card:
    """Know the wording that calls for one card, in all languages at once."""

    id: CardId
    wanted: re.Pattern[str]
    # What only looks like it.
    harmless: re.Pattern[str]

    def matches(self, normalised: str) -> bool:
        """Tell whether a normalised message calls for the card."""
        return bool(self.wanted.search(self.harmless.sub(" ", f" {normalised} ")))


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
    return Card(id=id, wanted=_any(wanted), harmless=_any(harmless))


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


def _any(patterns: list[str]) -> re.Pattern[str]:
    """Join patterns; none at all matches nothing."""
    return re.compile(f"(?<= )(?:{'|'.join(patterns)})" if patterns else "(?!)")
