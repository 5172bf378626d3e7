"""Whatever Lotse can be asked, it can be asked in every language."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

import knowledge
from knowledge.cards import CARDS
from knowledge.classifier import NONE
from tests.knowledge import sentences
from translations import LOCALES

ROOM = Path(knowledge.__file__).parent
# So many ways to ask for a topic, and of what is none of ours.
FEWEST, FEWEST_OF_NONE = 12, 40


@pytest.mark.parametrize("lang", LOCALES)
def test_every_topic_can_be_asked_for_in_many_ways(library, lang):
    known = Counter(phrase.topic for phrase in library.phrases if phrase.lang == lang)

    assert all(known[topic.id] >= FEWEST for topic in library.topics), known
    assert known[NONE] >= FEWEST_OF_NONE


@pytest.mark.parametrize("lang", LOCALES)
@pytest.mark.parametrize("card", CARDS)
def test_words_of_need_are_known(card, lang):
    patterns = (ROOM / "cards" / card / f"{lang}.txt").read_text(encoding="utf-8").splitlines()

    assert sum(bool(line) and not line.startswith(("#", "- ")) for line in patterns) >= 10


@pytest.mark.parametrize("lang", LOCALES)
def test_search_is_tried_in_it(library, lang):
    kinds = Counter(kind for own, kind, _words in sentences.ALL if own == lang)

    assert {"harmless", "vague", *(f"card:{card}" for card in CARDS)} <= set(kinds)
    assert {topic.id for topic in library.topics} <= set(kinds)
