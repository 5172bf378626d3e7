"""A bug in a dialog never traps a person (design §3, rule 10)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot import house as turn_house
from dialogs import sayings
from dialogs.conversation import Holder, Phase
from dialogs.questions import Choice, Option
from dialogs.registry import DIALOGS, Dialog
from dialogs.wishes import CountHelpful
from tests.bot.running import running
from translations import Text, render

PHONE = "02151/86-2502"


def _said(text: Text) -> str:
    return render(text(phone=PHONE), "en")


async def broken(talk) -> None:
    """Ask once, do something, and break."""
    choices = (Option(code="go", label=Text("Go"), value="go"), Option(code="stay", label=Text("Stay"), value="stay"))
    await talk.ask("first", Choice(text=Text("Shall we?"), choices=choices))
    await talk.wish("counted", CountHelpful("contact", helped=True))
    raise LookupError("sentinel words of a family")


@pytest.fixture
async def house(telegram, database_url, tmp_path, clock, brisk):
    dialogs = replace(DIALOGS, by_name={**DIALOGS.by_name, "answers": Dialog(function=broken)})
    async with running(telegram, database_url, tmp_path, clock, dialogs=dialogs) as opened:
        yield opened


@pytest.fixture
async def amina(house, telegram):
    user = telegram.user(5, "Amina", "en")
    await house.ask(user.send("/start"))
    await house.ask(user.press("answers"))
    return user


async def test_what_a_failing_turn_did_is_undone_and_she_hears_an_apology(house, amina):
    before = house.thread(5).talk
    [apology] = await house.ask(amina.press("go"))
    assert apology == _said(sayings.SORRY)
    after = house.thread(5).talk
    assert after.failures == 1
    assert after.active == before.active
    assert after.holder is Holder.BOT
    assert house.count("helpful") == 0
    assert house.count("quarantine") == 0
    assert [record.speaker.value for record in house.record(5)][-2:] == ["family", "lotse"]


async def test_the_third_time_a_person_takes_over_and_the_menu_works_again(house, amina, telegram):
    sends = telegram.counts["sendMessage"]
    answers = [await house.ask(amina.press("go")) for _n in range(3)]
    assert answers == [[_said(sayings.SORRY)], [_said(sayings.SORRY)], [_said(sayings.SORRY_A_PERSON_HELPS)]]
    thread = house.thread(5)
    assert (thread.talk.holder, thread.phase, thread.epoch) == (Holder.QUEUE, Phase.WAITING_STAFF, 2)
    assert thread.talk.active is None
    [menu] = await house.ask(amina.send("/menu"))
    assert "What can I do for you?" in menu
    assert "Welcome" in (await house.ask(amina.send("/start")))[0]
    assert telegram.counts["sendMessage"] == sends + 5


async def test_the_colleagues_see_who_was_put_into_the_queue_by_a_fault(house, amina, telegram):
    for _time in range(3):
        await house.ask(amina.press("go"))
    assert house.rows('SELECT kind, state FROM "case"') == [("handover", "open")]


async def test_a_good_turn_in_between_starts_the_count_anew(house, amina):
    for _n in range(3):
        await house.ask(amina.press("go"))
        await house.ask(amina.press("go"))
        await house.ask(amina.send("/help"))
    thread = house.thread(5)
    assert (thread.talk.failures, thread.talk.holder) == (0, Holder.BOT)


async def test_the_update_that_broke_a_turn_is_not_tried_again(house, amina, telegram):
    update = await amina.press("go")
    await house.quiet()
    telegram.redeliver([update["update_id"]])
    assert await house.ask(amina.send("/help"))
    assert house.thread(5).talk.failures == 0
    assert len(amina.inbox) == 4
    assert house.count("message WHERE speaker = 'family'") == 4


async def test_a_wish_that_the_house_cannot_carry_out_is_a_bug_like_any_other(house, amina, monkeypatch):
    monkeypatch.setitem(turn_house.HANDLERS, CountHelpful, lambda *_: house.rows("SELECT nonsense FROM nowhere"))
    [apology] = await house.ask(amina.press("go"))
    assert apology == _said(sayings.SORRY)


async def test_a_message_that_cannot_even_be_apologised_for_is_set_aside(house, amina, monkeypatch):
    def fail(*_args):
        raise RuntimeError("nothing works")

    monkeypatch.setattr("bot.turn.apology", fail)
    assert await house.ask(amina.press("go")) == []
    assert house.rows("SELECT fault FROM quarantine") == [("RuntimeError",)]
    monkeypatch.undo()
    assert await house.ask(amina.send("/help"))
