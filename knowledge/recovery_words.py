"""The five words of a recovery card: which there are, and how families type them."""

from __future__ import annotations

import re
from functools import cache
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING
from unicodedata import category, normalize

from rapidfuzz.distance import OSA

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

# Words on a card.
COUNT = 5
# Stands in the record where the words were.
HIDDEN = "•••••"
# Who copies a card may forget a word or write something beside; so many are known but for a letter, or without a slip.
FEWEST, MOST, KNOWN, SURE = 4, 6, 4, 2
# A message longer than that is no card, whatever stands in it.
LONGEST = 500
_FILE = Path(__file__).parent / "recovery_words.txt"
# Strings of JSON, or as Python writes them.
_QUOTED = re.compile(r"""(["'])((?:[^"'\\]|\\.)*)\1""")
_WORD, _LATIN = re.compile(r"[^\W\d_]+"), re.compile("[a-z]")


@cache
def listed() -> tuple[str, ...]:
    """Return all words, sorted."""
    lines = _FILE.read_text(encoding="utf-8").splitlines()
    return tuple(line for line in lines if not line.startswith("#"))


def meant(text: str) -> bool:
    """Tell whether somebody seems to write the words of a card, rightly or not."""
    if len(text) > LONGEST:
        return False
    words = _split(text)
    if _in_a_row(words) is not None:
        return True
    if not FEWEST <= len(words) <= MOST:
        return False
    sure = sum(word in _exact() for word in words)
    return sure >= SURE and sum(bool(_near(word)) for word in words) >= max(KNOWN, len(words) - 1)


def readings(text: str) -> list[str]:
    """Return what may be meant, each as five words with spaces; nothing where no five words can be read.

    A word may have one wrong letter. Where that makes it like two words of the list, both are readings.
    """
    words = _split(text)
    row = _in_a_row(words)
    if row is not None:
        return [" ".join(row)]
    if len(words) != COUNT:
        return []
    return [" ".join(one) for one in product(*map(_near, words))]


def hide(raw: bytes) -> bytes:
    """Return an update as it came, with the words of cards hidden in whatever stands between quotation marks."""

    def without(quoted: re.Match[str]) -> str:
        words = quoted[2].replace("\\n", " ")
        return f"{quoted[1]}{HIDDEN}{quoted[1]}" if meant(words) else quoted[0]

    text = raw.decode("utf-8", "replace")
    hidden = _QUOTED.sub(without, text)
    return raw if hidden == text else hidden.encode()


def _split(text: str) -> list[str]:
    """Return the words in their plain form, whatever stands between them."""
    folded = normalize("NFKD", text).casefold().replace("ı", "i")
    if not _LATIN.search(folded):
        # The words of cards are in Latin letters.
        return []
    if not folded.isascii():
        folded = "".join(letter for letter in folded if category(letter) != "Mn")
    return _WORD.findall(folded)


def _in_a_row(words: Sequence[str]) -> Sequence[str] | None:
    """Return the five words that stand somewhere in a sentence without a slip; None where five do not."""
    start = 0
    for place, word in enumerate([*words, ""]):
        if word in _exact():
            continue
        if place - start == COUNT:
            return words[start:place]
        start = place + 1
    return None


def _near(word: str) -> list[str]:
    """Return the word, or the words that it is like but for one letter."""
    found = {one for key in (word, *_shorter(word)) for one in _index().get(key, ())}
    if word in found:
        return [word]
    return sorted(one for one in found if OSA.distance(one, word) <= 1)


@cache
def _exact() -> frozenset[str]:
    return frozenset(listed())


@cache
def _index() -> Mapping[str, Sequence[str]]:
    """Find every word by itself and by what is left of it without one letter."""
    found: dict[str, list[str]] = {}
    for word in listed():
        for key in {word, *_shorter(word)}:
            found.setdefault(key, []).append(word)
    return found


def _shorter(word: str) -> Iterator[str]:
    return (word[:place] + word[place + 1 :] for place in range(len(word)))
