"""Read phrases/<lang>.tsv: sentences that families might type, each with its topic."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.classifier import HUMAN, NONE
from knowledge.errors import Problem
from knowledge.library import Phrase
from knowledge.normalise import normalise

if TYPE_CHECKING:
    from collections.abc import Container
    from pathlib import Path

_HEADER = "topic\tphrase"


def read_phrases(folder: Path, topics: Container[str], problems: list[Problem]) -> tuple[Phrase, ...]:
    """Read the phrases of all languages."""
    phrases = []
    for path in sorted(folder.glob("*.tsv")):
        lines = path.read_text(encoding="utf-8").splitlines()
        if lines[:1] != [_HEADER]:
            problems.append(Problem(file=path, line=1, what="the first line must be: topic, tab, phrase"))
        for number, line in enumerate(lines[1:], start=2):
            topic, _tab, words = line.partition("\t")
            if topic not in (HUMAN, NONE) and topic not in topics:
                problems.append(Problem(file=path, line=number, what=f"there is no topic {topic!r}"))
            elif not normalise(words) or "\t" in words:
                problems.append(Problem(file=path, line=number, what="a line is a topic, one tab and a phrase"))
            else:
                phrases.append(Phrase(topic=topic, lang=path.stem, words=words))
    return tuple(phrases)
