"""Buttons find their way back, and whatever else is pressed is no button."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.buttons import AT_MOST, Press, Verb, key_hash, pack, unpack

CODES = st.text(st.characters(categories=["Ll", "Nd", "Pd"], max_codepoint=127), min_size=1, max_size=40)


@given(CODES, st.integers(0, 2**40 - 1), st.text(max_size=60))
def test_a_button_of_a_question_finds_its_way_back(code, talk, key):
    for verb in (Verb.ANSWER, Verb.CHANGE):
        data = pack(Press(verb, code, talk, key))
        assert unpack(data) == Press(verb, code, talk, key_hash(key))
        assert data.endswith(f":{code}")
        assert len(data.encode()) <= AT_MOST


@given(CODES)
def test_a_button_for_anywhere_finds_its_way_back(code):
    for verb in (Verb.ANYWHERE, Verb.LANGUAGE):
        assert unpack(pack(Press(verb, code))) == Press(verb, code)


@given(st.text(max_size=200))
def test_no_text_breaks_unpacking(data):
    pressed = unpack(data)
    assert pressed is None or 0 <= pressed.talk < 2**63


@given(st.sampled_from("tcgl"), st.text("0123456789abcdefghijklmnopqrstuvwxyz-+_. :", max_size=70))
def test_no_forged_button_names_a_talk_beyond_the_store(verb, rest):
    pressed = unpack(verb + rest)
    assert pressed is None or 0 <= pressed.talk < 2**63


@pytest.mark.parametrize("data", ["", ":", "t:", ":x", "x:menu", "menu", "t!:yes", "t-1.0:x", "tzzzzzzzzzzzzzzz.0:x"])
def test_what_is_none_of_ours_is_none(data):
    assert unpack(data) is None


def test_keys_that_differ_have_other_hashes():
    keys = {f"child.{number}.{name}" for number in range(100) for name in ("name", "age", "school")}
    assert len({key_hash(key) for key in keys}) == len(keys)
