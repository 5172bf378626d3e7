"""Danger, law and the wish for a person are recognised, and little else is mistaken for them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge import search
from knowledge.cards import Card, Cards, regex
from knowledge.normalise import normalise
from tests.knowledge import sentences


@pytest.mark.parametrize(("card", "message"), sentences.CARDS)
def test_a_message_gets_its_card(library, card, message):
    assert search(library, message, "de").card == card


@pytest.mark.parametrize("message", sentences.HARMLESS)
def test_a_harmless_message_gets_no_card(library, message):
    assert search(library, message, "de").card is None


def test_a_card_does_not_depend_on_the_language_of_the_chat(library):
    assert {search(library, "زوجي يضربني", lang).card for lang in ("de", "en", "ar")} == {"emergency"}


def test_danger_comes_before_law(library):
    assert search(library, "Mein Mann schlägt mich und ich brauche einen Anwalt", "de").card == "emergency"


def test_a_card_stands_beside_the_topic(library):
    found = search(library, "Mein Kind braucht einen Schulplatz, Schulanmeldung, Schule, wir haben Duldung", "de")

    assert found.card == "legal-advice"
    assert "find-school" in dict(found.topics)


def test_a_card_at_the_end_of_a_long_message_is_seen(library):
    assert search(library, "Das Wetter ist schön. " * 400 + "Mein Mann schlägt mich.", "de").card == "emergency"


@pytest.mark.parametrize(
    ("pattern", "typed", "matches"),
    [
        ("he hits me", "Today he hits me!", True),
        ("he hits me", "he hit me", False),
        ("he hits me", "she hits me", False),
        ("hit* me", "hitting me", True),
        ("*anwalt", "Rechtsanwalt", True),
        ("he * me", "he me", True),
        ("he * me", "he really really really me", True),
        ("he * me", "he a b c d me", False),
        ("(he|my dad) hits", "my dad hits", True),
        ("(he|my dad) hits", "dad hits", False),
        ("schlägt", "SCHLAEGT", True),
    ],
)
def test_patterns_mean_what_their_description_says(pattern, typed, matches):
    from re import search as find

    assert bool(find(f"(?<= ){regex(pattern)}", f" {normalise(typed)} ")) is matches


_WORDS = st.sampled_from(("he", "hits", "hitting", "me", "rechtsanwalt", "anwalt", "at", "a", "ahe"))
_PARTS = st.sampled_from(("he", "hit*", "me", "*anwalt", "*at", "*e", "h*", "a", "(he|*anwalt)", "(hit* me|a)", "*he*"))
_PATTERNS = st.lists(st.lists(_PARTS, min_size=1, max_size=3).map(" ".join).map(regex), max_size=4)


@given(words=st.lists(_WORDS, max_size=8), wanted=_PATTERNS, harmless=_PATTERNS)
def test_what_is_looked_up_is_what_every_pattern_by_itself_would_find(words, wanted, harmless):
    cards = Cards([Card(id="human", wanted=wanted, harmless=())])
    text = " ".join(words)
    assert (cards.called_by(text) == "human") == any(re.search(f"(?<= ){one}", f" {text} ") for one in wanted)
    if not any(re.search(f"(?<= ){one}", f" {text} ") for one in harmless):
        assert Cards([Card(id="human", wanted=wanted, harmless=harmless)]).called_by(text) == cards.called_by(text)
