"""Take what may point at somebody out of a typed question, so that colleagues can learn from it.

Kept are words that our own texts and phrases use; of others only those written small, in scripts that have capitals:
names are known to no text of ours. Numbers and addresses go always.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING

from knowledge.classifier import NONE
from knowledge.normalise import normalise

if TYPE_CHECKING:
    from knowledge.library import Library

MASK = "…"
# Characters of a question that are kept.
LONGEST = 200
# So many phrases have a word that is no name.
_COMMON = 2
_PIECE = re.compile(r"\S+")
_DIGITS_OR_ADDRESS = re.compile(r"\d|@|www\.|https?:")


def masked(library: Library, text: str, lang: str) -> str:
    """Return a question without numbers, addresses and names."""
    known = _vocabulary(library, lang) | _vocabulary(library, "de")
    pieces = [piece if _tells_nothing(piece, known) else MASK for piece in _PIECE.findall(text[: 2 * LONGEST])]
    kept = [piece for place, piece in enumerate(pieces) if piece != MASK or pieces[place - 1 : place] != [MASK]]
    return " ".join(kept)[:LONGEST]


def _tells_nothing(piece: str, known: frozenset[str]) -> bool:
    if _DIGITS_OR_ADDRESS.search(piece):
        return False
    plain = normalise(piece)
    has_capitals = piece.upper() != piece.lower()
    return all(word in known for word in plain.split()) or (has_capitals and piece == piece.lower())


@lru_cache(maxsize=32)
def _vocabulary(library: Library, lang: str) -> frozenset[str]:
    """Return the words of our own texts and phrases in a language."""
    articles = [article.body for (_topic, written), article in library.articles.items() if written == lang]
    # What is none of ours holds names on purpose, and what only one phrase has may be one.
    phrases = [phrase.words for phrase in library.phrases if phrase.lang == lang and phrase.topic != NONE]
    said = Counter(word for words in phrases for word in set(normalise(words).split()))
    written = {word for body in articles for word in normalise(body).split()}
    return frozenset(written | {word for word, times in said.items() if times >= _COMMON})
