"""Rule 5: a stored answer that no longer loads counts as missing and is asked again."""

from __future__ import annotations

import pytest

from dialogs.questions import Choice, Option, Words
from tests.dialogs.practice import HoldSlot, HowMany, ReleaseSlot
from tests.dialogs.small import playing, with_small
from translations import Text


def asking(first):
    async def dialog(talk):
        answer = await talk.ask("first", first)
        await talk.wish(f"held.{answer}", HoldSlot("mon" if answer in ("a", 9) else "tue"))
        await talk.ask("name", Words(text=Text("Who are you?")))
        talk.say(Text("{answer} it is.")(answer=str(answer)))

    return dialog


def choice(*codes):
    return Choice(text=Text("Which?"), choices=tuple(Option(code=c, label=Text(c), value=c) for c in codes))


def number(at_most):
    return HowMany(text=Text("How many?"), at_least=1, at_most=at_most)


@pytest.mark.parametrize(
    ("before", "after", "stale", "fresh"),
    [(choice("a", "b"), choice("b", "c"), "a", "b"), (number(10), number(5), "9", "4")],
    ids=["the option is gone", "the range has changed"],
)
def test_an_answer_that_no_longer_fits_is_asked_again(library, before, after, stale, fresh):
    family = playing(library, asking(before)).command("small").type(stale)
    assert "Who are you?" in family.said
    family.dialogs = with_small(asking(after))
    assert before.text.msgid in family.command("help").said
    assert "Who are you?" in family.type(fresh).said
    assert f"{fresh} it is." in family.type("Ali").said


def test_what_was_held_for_a_stale_answer_is_released(library):
    family = playing(library, asking(choice("a", "b"))).command("small").press("a")
    assert family.calendar.days == {"mon": "held"}
    family.dialogs = with_small(asking(choice("b", "c")))
    family.command("help")
    assert family.calendar.days == {}
    assert family.press("b").calendar.days == {"tue": "held"}
    assert family.calendar.count(ReleaseSlot) == 1


def test_an_answer_that_still_fits_is_kept(library):
    family = playing(library, asking(choice("a", "b"))).command("small").press("a")
    family.dialogs = with_small(asking(choice("a", "c")))
    assert "Who are you?" in family.command("help").said


def test_an_answer_of_before_is_offered_only_while_it_fits(library):
    family = playing(library, asking(choice("a", "b"))).command("small").press("a").press("back")
    assert "keep" in family.codes
    family.dialogs = with_small(asking(choice("b", "c")))
    assert "keep" not in family.command("help").codes
