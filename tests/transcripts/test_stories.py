"""Every story is told as it stands in its file."""

from __future__ import annotations

import pytest

from tests.transcripts.story import STORIES, play, read


@pytest.mark.parametrize("path", STORIES, ids=lambda path: path.stem)
def test_the_story_is_told_as_written(library, path):
    story = read(path)
    for turn, said in zip(story.turns, play(story, library).turns, strict=True):
        assert said == turn.expected, f"{path.name}: {turn.line}"


@pytest.mark.parametrize("path", STORIES, ids=lambda path: path.stem)
def test_a_story_stands_in_its_file_as_it_was_written(path):
    story = read(path)
    assert story.written() == path.read_text(encoding="utf-8")
    assert all(turn.expected or turn.line.startswith("(") for turn in story.turns), (
        "`python -m tests.transcripts --write`"
    )


def test_another_word_would_be_noticed(library):
    story = read(STORIES[0])
    story.turns[0].expected[0] += "!"
    assert play(story, library).turns[0] != story.turns[0].expected
