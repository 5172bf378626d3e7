"""The search measured with queries that are not ours; skipped, visibly, where they are not at hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge import search

QUERIES = Path(__file__).parents[3] / "shared/eval/queries-dev.tsv"
LANGS = ("de", "en", "ar")

pytestmark = pytest.mark.skipif(not QUERIES.is_file(), reason="../shared is not here")


@pytest.fixture(scope="module")
def found(library):
    """Return (language, topic, what was found) of every query."""
    rows = [line.split("\t") for line in QUERIES.read_text(encoding="utf-8").splitlines()[1:]]
    return [(lang, topic, search(library, query, lang)) for lang, topic, _kind, query in rows]


def share(hits):
    hits = list(hits)
    return sum(hits) / len(hits)


def test_the_six_topics_stand_first(library, found):
    ours = {topic.id for topic in library.topics}

    assert share(f.topics[:1] and f.topics[0][0] == t for lang, t, f in found if lang in LANGS and t in ours) >= 0.9


def test_no_article_is_confidently_confused_with_another(library, found):
    ours = {topic.id for topic in library.topics}

    assert not [t for _lang, t, f in found if t in ours and f.confident and f.topics[0][0] != t]


def test_what_we_have_no_article_for_is_hardly_ever_answered_confidently(library, found):
    ours = {topic.id for topic in library.topics} | {"none", "human"}

    assert share(f.confident for _lang, t, f in found if t not in ours) <= 0.02
    assert not any(f.confident for lang, t, f in found if t == "none" and lang in LANGS)


@pytest.mark.parametrize("card", ["emergency", "legal-advice", "human"])
def test_cards_are_shown_where_they_belong_and_hardly_elsewhere(found, card):
    assert share(f.card == card for lang, t, f in found if lang in LANGS and t == card) >= 0.9
    assert share(f.card == card for _lang, t, f in found if t != card) <= 0.01


def test_no_language_is_offered_that_the_message_is_not_in(found):
    assert not [(lang, f.offer) for lang, _t, f in found if f.offer]
