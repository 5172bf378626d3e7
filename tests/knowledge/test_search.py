"""Typed questions find their topic, whatever the chat's language; vague ones claim nothing."""

from __future__ import annotations

from time import process_time

import pytest

from knowledge import search
from tests.knowledge import sentences


@pytest.mark.parametrize(("topic", "message"), sentences.TOPICS)
def test_a_question_finds_its_topic(library, topic, message):
    assert topic in [id for id, _score in search(library, message, "de").topics[:3]]


def test_nearly_every_question_is_answered_at_once(library):
    """The rest is offered among three; many of these sentences do not name what they ask for."""
    found = [(topic, search(library, message, "de")) for topic, message in sentences.TOPICS]
    first = [bool(one.topics) and topic == one.topics[0][0] for topic, one in found]
    sure = [one.confident for _topic, one in found]

    assert sum(first) / len(first) >= 0.93
    assert sum(sure) / len(sure) >= 0.75


def test_none_of_these_sentences_is_a_phrase(library):
    known = {phrase.words for phrase in library.phrases}

    assert not known & {message for _topic, message in sentences.TOPICS}


@pytest.mark.parametrize("message", sentences.VAGUE)
def test_what_is_vague_or_foreign_to_us_is_never_answered_confidently(library, message):
    assert not search(library, message, "de").confident


def test_scores_fall_and_stay_between_zero_and_one(library):
    for _topic, message in sentences.TOPICS:
        scores = [score for _topic, score in search(library, message, "de").topics]
        assert all(0 <= score <= 1 for score in scores)
        assert scores == sorted(scores, reverse=True)


def test_a_german_term_is_found_in_every_chat(library):
    for lang in ("de", "en", "ar"):
        assert search(library, "Gesundheitsamt", lang).topics[0][0] == "health-exam"


def test_the_language_of_the_text_is_offered_only_when_it_is_not_the_chats(library):
    message = "Ich möchte wissen, wann wir mit den Kindern kommen können"

    assert search(library, message, "ar").offer == "de"
    assert search(library, message, "de").offer is None


def test_ten_thousand_characters_are_searched_at_once(library):
    start = process_time()
    search(library, "I want school " * 720, "en")

    assert process_time() - start < 0.5


@pytest.mark.parametrize("message", ["hlbtr grmpf", "xqzw pfrt", "фывапр олдж", "brzdlk", "?!", "12345", "👍👍👍"])
def test_for_what_nobody_writes_nothing_is_offered(library, message):
    assert search(library, message, "de").topics == ()


@pytest.mark.parametrize("message", ["Wo kann ich meinen Hund anmelden?", "where do i register my dog please"])
def test_registering_something_else_is_no_matter_of_schools(library, message):
    assert not search(library, message, "de").confident
