"""Pieces of words: what the search learns from, and how it finds them again by their numbers."""

from __future__ import annotations

import string
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from knowledge.pieces import number, numbers, pieces, telling

WORDS = st.lists(st.text(string.ascii_lowercase + "äßعربሰላም", min_size=1, max_size=9), min_size=1, max_size=9)


def test_a_word_is_cut_with_a_blank_on_both_sides():
    assert pieces("ab") == [" a", "ab", "b ", " ab", "ab ", " ab "]
    assert pieces("a") == [" a", "a ", " a "]


@given(WORDS)
def test_a_text_has_the_numbers_of_its_pieces(words):
    text = " ".join(words)
    assert Counter(numbers(text).tolist()) == Counter(map(number, pieces(text)))


@given(WORDS)
def test_pieces_of_four_letters_and_more_tell_much(words):
    text = " ".join(words)
    assert telling(numbers(text)).sum() == sum(len(piece) >= 4 for piece in pieces(text))


def test_no_two_pieces_of_what_families_write_share_a_number(library):
    known = {piece for phrase in library.phrases for piece in pieces(phrase.words.casefold())}
    assert len({number(piece) for piece in known}) == len(known) > 50_000
