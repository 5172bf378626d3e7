"""Rule 10: a bug in a dialog never traps a person. Here: the engine names the bug; the turn does the rest."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from dialogs.errors import DialogError, DoneLostError, ForeignAwaitError, KeyUsedTwiceError, OpenKeyError
from dialogs.questions import Words
from dialogs.talk import Next
from dialogs.wishes import Done
from tests.dialogs.practice import HoldSlot
from tests.dialogs.small import playing
from translations import LotseError, Text


@dataclass(frozen=True)
class Renumbered(HoldSlot):
    """Read what HoldSlot stored, in another way."""

    def load(self, value):
        return Done(value=value["number"])


async def goes_in_circles(talk):
    return Next("small")


async def asks(talk):
    await talk.wish("held", HoldSlot("mon"))
    await talk.ask("name", Words(text=Text("Who are you?")))


async def reads_otherwise(talk):
    await talk.wish("held", Renumbered("mon"))
    await talk.ask("name", Words(text=Text("Who are you?")))


def test_a_circle_of_dialogs_is_a_dialog_error(library):
    with pytest.raises(DialogError):
        playing(library, goes_in_circles).command("small")


def test_a_done_that_no_longer_loads_is_a_bug_and_does_not_run_again(library):
    family = playing(library, asks).command("small")
    family.dialogs = playing(library, reads_otherwise).dialogs
    with pytest.raises(DoneLostError, match="held"):
        family.type("Ali")
    assert family.calendar.count(HoldSlot) == 1


@pytest.mark.parametrize("error", [KeyUsedTwiceError, ForeignAwaitError, OpenKeyError, DoneLostError])
def test_every_broken_rule_is_one_kind_of_error(error):
    assert issubclass(error, DialogError)
    assert issubclass(error, LotseError)


def test_what_failed_changes_nothing(library):
    family = playing(library, asks).command("small")
    family.dialogs = playing(library, reads_otherwise).dialogs
    before = family.stored
    with pytest.raises(DoneLostError):
        family.type("Ali")
    assert family.stored == before
    family.dialogs = playing(library, asks).dialogs
    assert family.type("Ali").said
