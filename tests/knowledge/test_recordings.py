"""What somebody has read out is found, checked, and known to be older than its text."""

from __future__ import annotations

import pytest

import knowledge
from knowledge import KnowledgeError
from knowledge.recordings import LARGEST
from tests.knowledge.voices import VOICE, put


def test_a_recording_is_found_with_its_article(room, library):
    put(room, "find-school", "ar", library.article("find-school", "ar").version)
    found = knowledge.load(room).recordings
    assert set(found) == {("find-school", "ar")}
    assert not found["find-school", "ar"].outdated


def test_a_recording_of_another_wording_is_outdated(room, library):
    path = room / "articles/find-school/ar.md"
    put(room, "find-school", "ar", library.article("find-school", "ar").version)
    path.write_text(path.read_text(encoding="utf-8").replace("title: ", "title: عن "), encoding="utf-8")
    assert knowledge.load(room).recordings["find-school", "ar"].outdated


def test_a_recording_of_which_nobody_says_what_it_reads_is_outdated(room):
    put(room, "find-school", "ar", "").with_suffix(".of").unlink()
    assert knowledge.load(room).recordings["find-school", "ar"].outdated


@pytest.mark.parametrize(
    ("topic", "voice", "what"),
    [
        ("moon", VOICE, "there is no article that this reads out"),
        ("find-school", b"ID3" + VOICE, "an OGG file with Opus"),
        ("find-school", b"OggS" + b"\0" * 60, "an OGG file with Opus"),
        ("find-school", VOICE + b"\0" * LARGEST, "at most 2 MB"),
    ],
)
def test_what_cannot_be_played_stops_the_start(room, topic, voice, what):
    put(room, topic, "ar", "", voice)
    with pytest.raises(KnowledgeError, match=what):
        knowledge.load(room)
