"""Rule 11: every story is played through the store between turns, and replayed twice with equal result."""

from __future__ import annotations

import pytest

from dialogs.record import TalkRecord
from tests.transcripts.story import STORIES, play, read


@pytest.mark.parametrize("path", STORIES, ids=lambda path: path.stem)
def test_a_story_replayed_has_the_same_end(library, path):
    story = read(path)
    one, other = play(story, library), play(story, library)
    assert one.turns == other.turns
    assert (one.family.stored, one.family.archive) == (other.family.stored, other.family.archive)
    assert one.family.calendar == other.family.calendar


@pytest.mark.parametrize("path", STORIES, ids=lambda path: path.stem)
def test_a_story_is_told_the_same_after_a_day_and_a_restart(library, path):
    """Nothing is remembered but what is stored: a new process on another day reads the same talk."""
    family = play(read(path), library).family
    conversation = family.conversation
    for talk in (conversation.active, conversation.paused):
        if talk is not None:
            assert TalkRecord.load(talk.id, talk.dialog, talk.dump()) == talk


def test_there_are_stories_in_every_language():
    assert {read(path).language for path in STORIES} >= {"en", "de", "ar"}
