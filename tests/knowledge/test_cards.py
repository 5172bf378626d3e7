"""Danger, law and the wish for a person are recognised, and little else is mistaken for them."""

from __future__ import annotations

import pytest

from knowledge import search
from knowledge.cards import regex
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
