"""Rule 3: the same key twice is an error; loops carry their number, dependent keys their cause."""

from __future__ import annotations

import pytest

from dialogs.errors import KeyUsedTwiceError
from dialogs.questions import Words
from tests.dialogs.practice import FreeSlots
from tests.dialogs.small import playing
from translations import Text

NAME = Words(text=Text("Who are you?"))


async def asks_twice(talk):
    await talk.ask("name", NAME)
    await talk.ask("name", NAME)


async def asks_and_wishes(talk):
    await talk.ask("name", NAME)
    await talk.wish("name", FreeSlots("talk"))


async def loops_without_a_number(talk):
    for _number in range(2):
        await talk.ask("child", NAME)


async def loops_with_a_number(talk):
    for number in range(2):
        await talk.ask(f"child.{number}", NAME)


@pytest.mark.parametrize("dialog", [asks_twice, asks_and_wishes, loops_without_a_number])
def test_a_key_used_twice_is_an_error(library, dialog):
    family = playing(library, dialog).command("small")
    with pytest.raises(KeyUsedTwiceError):
        family.type("Ali")


def test_a_loop_that_carries_its_number_is_none(library):
    family = playing(library, loops_with_a_number).command("small").type("Ali").type("Sara")
    assert [talk.entries.keys() for talk in family.over("small")] == [{"child.0", "child.1"}]


def test_no_way_through_a_dialog_uses_a_key_twice(steps):
    # The walk would have raised.
    assert all(len(set(step.trail)) == len(step.trail) for _language, _dialog, step in steps)
