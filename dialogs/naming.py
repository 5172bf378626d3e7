"""Find the one language or country that a reply names: alone, in a short sentence, with a slip of the thumb."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from anyascii import anyascii
from rapidfuzz import fuzz, process

from knowledge.normalise import normalise

if TYPE_CHECKING:
    from knowledge.names import Known

# One wrong letter in a word of five stays above it; so near, a whole reply is no sentence about another name in it.
CLOSE_ENOUGH, ALMOST = 80.0, 85.0
# "I come from South Sudan"; a longer reply tells a story. In characters: no name is longer.
MOST_WORDS, LONGEST = 5, 100
# One wrong letter makes another word of a shorter one; two letters are hardly ever a name in a sentence.
_LONG, _SHORTEST_INSIDE = 5, 3
# "l'arabe", "Suriye'den": what stands on the other side is no part of the name.
_APOSTROPHE = re.compile("['’ʼ`´]")
_QUESTION = re.compile("[?؟፧]")


@dataclass(frozen=True)
class Found:
    """Say which one was named."""

    # Empty where it could be several.
    code: str
    # It was named letter by letter, and means nothing else.
    plain: bool


def find(typed: str, names: Known) -> Found | None:
    """Return what is named; None where no name that we know stands there."""
    said = normalise(_APOSTROPHE.sub(" ", typed))
    if not said or len(typed) > LONGEST:
        return None
    # "Nû" is new in Kurdish, as in New Zealand, and "nu" is not in Romanian.
    denied = any(f" {word} " in f" {said} {normalise(typed)} " for word in names.ours.never)
    if denied and names.codes(said) is None:
        return Found("", plain=False)
    sentence = not asks(typed)
    found = _find(said, names, sentence=sentence)
    if found or typed.isascii():
        return found
    spelt = _find(normalise(anyascii(typed)), names, sentence=sentence)
    return Found(spelt.code, plain=False) if spelt else None


def asks(typed: str) -> bool:
    """Tell whether a reply is a question itself."""
    return bool(_QUESTION.search(typed))


def _find(said: str, names: Known, *, sentence: bool) -> Found | None:
    """Look for the whole reply first, then for a name in a sentence; where both are near, the whole is the name."""
    words = [word for word in said.split() if not sentence or word not in names.beside]
    for whole in (said, " ".join(words)):
        codes = names.codes(whole)
        if codes is not None:
            return _one(codes, plain=whole not in names.ours.meant)
    if not words:
        return Found("", plain=False)
    sentence = sentence and 1 < len(words) <= MOST_WORDS
    score, near = _nearest(" ".join(words), names)
    inside = _inside(words, names) if sentence else {}
    firm = {name: found for name, found in inside.items() if name not in names.ours.meant}
    codes = frozenset[str]().union(*(firm or inside).values())
    all_named = sum(len(name.split()) for name in inside) == len(words)
    if inside and (all_named or score < ALMOST or near == codes):
        return _one(codes, plain=bool(firm))
    if not near and sentence:
        _score, near = max((_nearest(word, names) for word in words), key=lambda found: found[0])
    return _one(near, plain=False) if near else None


def _inside(words: list[str], names: Known) -> dict[str, frozenset[str]]:
    """Return the names in a sentence with what they stand for; "South Sudan" is not Sudan."""
    found, taken = dict[str, frozenset[str]](), set[int]()
    for length in range(len(words) - 1, 0, -1):
        for start in range(len(words) - length + 1):
            name, places = " ".join(words[start : start + length]), range(start, start + length)
            codes = names.codes(name) if len(name) >= _SHORTEST_INSIDE and taken.isdisjoint(places) else None
            if codes is not None:
                found[name] = codes
                taken.update(places)
    return found


def _nearest(said: str, names: Known) -> tuple[float, frozenset[str]]:
    """Return how near the nearest names are, and what they stand for."""
    if len(said) < _LONG:
        return 0.0, frozenset()
    best = process.extract(said, names.long, scorer=fuzz.ratio, score_cutoff=CLOSE_ENOUGH, limit=5)
    score = best[0][1] if best else 0.0
    codes = (names.codes(name) or frozenset() for name, other, _place in best if other == score)
    return score, frozenset[str]().union(*codes)


def _one(codes: frozenset[str], *, plain: bool) -> Found:
    return Found(next(iter(codes)), plain=plain) if len(codes) == 1 else Found("", plain=False)
