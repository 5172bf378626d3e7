"""Where it stands with the school place: whole sentences, children by number, nothing that names anybody."""

from __future__ import annotations

import pytest

from bot.store.placements import STATES
from dialogs.placement import standing, word
from translations import render

PHONE = "02151/1"


def said(standings, *, alone):
    return [render(text, "en") for text in word(standings, PHONE, alone=alone)]


@pytest.mark.parametrize("state", STATES)
def test_every_state_has_its_sentence(state):
    sentence = render(standing(state, school="Schule am Park", authority="schulamt"), "en")
    assert "{" not in sentence
    assert ("Schule am Park" in sentence) == (state in ("offered", "told"))


def test_the_authority_that_looks_for_a_place_is_named():
    assert "(Schulamt)" in render(standing("sent", authority="schulamt"), "en")
    assert "(Bezirksregierung)" in render(standing("sent", authority="bezirksregierung"), "en")


def test_several_children_are_told_apart_by_their_number():
    _head, *lines, _foot = said({1: standing("talk"), 3: standing("waiting")}, alone=False)
    assert lines == [
        "Child 1: We have talked with you. Next we tell the school authority (Schulamt).",
        "Child 3: We have your answers. Next comes the talk with you.",
    ]


def test_an_only_child_needs_no_number_and_the_phone_stands_at_the_end():
    head, line, foot = said({1: standing("waiting")}, alone=True)
    assert head == "Where things stand with the school place:"
    assert line == "We have your answers. Next comes the talk with you."
    assert foot.endswith(f"call us: {PHONE}.")
