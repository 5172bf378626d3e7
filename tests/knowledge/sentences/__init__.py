"""Sentences of our own to try the search with, a file a language; none of them stands among the phrases.

Kinds: `card:emergency`, `card:legal-advice`, `card:human`; `harmless` (looks like a card, and must get none); `vague`
(must not be answered confidently); a topic's id.
"""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).parent
# (language, kind, sentence)
ALL = tuple(
    (path.stem, *line.split("\t"))
    for path in sorted(FOLDER.glob("*.tsv"))
    for line in path.read_text(encoding="utf-8").splitlines()[1:]
)
CARDS = tuple((kind.removeprefix("card:"), words) for _lang, kind, words in ALL if kind.startswith("card:"))
HARMLESS = tuple(words for _lang, kind, words in ALL if kind == "harmless")
VAGUE = (*(words for _lang, kind, words in ALL if kind == "vague"), "")
TOPICS = tuple(
    (kind, words) for _lang, kind, words in ALL if not kind.startswith("card:") and kind not in ("harmless", "vague")
)
