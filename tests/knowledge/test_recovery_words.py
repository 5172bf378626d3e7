"""The words of recovery cards: 2,048 that nobody mixes up, read as families type them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from rapidfuzz import process
from rapidfuzz.distance import OSA

import knowledge
from knowledge.recovery_words import HIDDEN, hide, listed, meant, readings

WORDS = "apple badger cedar dolphin eagle"


def test_there_are_as_many_words_as_make_eleven_bits_each():
    assert len(set(listed())) == len(listed()) == 2**11
    assert list(listed()) == sorted(listed())
    assert all(re.fullmatch("[a-z]{4,9}", word) for word in listed())


def test_no_two_words_differ_in_one_letter():
    words = list(listed())
    for place, word in enumerate(words):
        assert process.extractOne(word, words[place + 1 :], scorer=OSA.distance, score_cutoff=1) is None, word


@pytest.mark.parametrize(
    "typed",
    [
        "Apple Badger Cedar Dolphin Eagle",
        "apple, badger, cedar, dolphin, eagle.",
        "apple-badger-cedar-dolphin-eagle",
        "1. apple\n2. badger\n3. cedar\n4. dolphin\n5. eagle",
        "  APPLE;BADGER / CEDAR  DOLPHİN eagle\n",
        "appple badger cedar dolphin eagle",
        "apple badgr cedra dolphinn eagle",
        "My words are apple badger cedar dolphin eagle, please open my chat",
    ],
)
def test_words_are_read_as_they_are_typed(typed):
    assert meant(typed)
    assert readings(typed) == [WORDS]


def test_a_slip_that_may_be_two_words_has_both_readings():
    slips = {
        word[:place] + letter + word[place + 1 :]
        for word in listed()
        for place in range(len(word))
        for letter in "aeiou"
    }
    for slip in sorted(slips - set(listed()))[::500]:
        expected = {word for word in listed() if OSA.distance(slip, word) <= 1}
        found = {reading.split()[0] for reading in readings(f"{slip} badger cedar dolphin eagle")}
        assert found == expected, slip


@pytest.mark.parametrize(
    "typed",
    ["apple badger cedar dolphin", "apple badger cedar dolphin xxxxxx", "apple badger cedar dolphin eagle falcon"],
)
def test_a_wrong_set_is_taken_for_one_and_read_as_nothing(typed):
    assert meant(typed)
    assert readings(typed) == []


@pytest.mark.parametrize("typed", ["", "apple", "What does it cost?", "apple " * 200, "من فضلك اريد موعد مدرسة"])
def test_other_messages_are_no_card(typed):
    assert not meant(typed)


def test_no_phrase_of_a_family_is_taken_for_a_card():
    phrases = Path(knowledge.__file__).parent / "phrases"
    lines = [line for path in phrases.rglob("*.tsv") for line in path.read_text(encoding="utf-8").splitlines()]
    assert len(lines) > 10_000
    assert [line for line in lines if meant(line) or meant(line.rpartition("\t")[2])] == []


def test_an_update_that_is_kept_for_mending_has_no_words():
    for raw in (
        b'{"text": "apple badger\\ncedar dolphin eagle", "id": 5}',
        b"{'text': 'apple badger cedar dolphin eagle', 'id': 5}",
    ):
        hidden = hide(raw)
        assert HIDDEN.encode() in hidden
        assert b"5}" in hidden
        assert not any(word.encode() in hidden for word in WORDS.split())
    for raw in (b'{"text": "Hello"}', b"\xff\xfe"):
        assert hide(raw) == raw
