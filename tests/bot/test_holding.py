"""Who holds a conversation decides what is said (design §4)."""

from __future__ import annotations

import pytest

from bot.store import holding
from dialogs import sayings
from dialogs.conversation import Holder, Phase
from tests.bot.running import DAY
from tests.botapi import Kind
from translations import render

PHONE = "02151/86-2502"


@pytest.fixture
async def amina(house, telegram):
    user = telegram.user(5, "Amina", "en")
    await house.ask(user.send("/start"))
    return user


def _change(house, step, *staff: int) -> None:
    thread = house.thread(5)
    house.lotse.door.write_now(lambda conn: step(conn, thread.person_id, *staff, epoch=thread.epoch))


async def test_while_a_colleague_holds_it_the_bot_is_silent(house, amina):
    _change(house, holding.claim, 9)
    for message in ("Where do I find a school?", "thank you"):
        assert await house.ask(amina.send(message)) == []
    # Whoever asks for the menu hears why it does not come; a person's notices are never fenced.
    assert await house.ask(amina.send("/menu")) == [render(sayings.PERSON_ANSWERS, "en")]
    assert await house.ask(amina.press("answers")) == []
    assert await house.ask(amina.photo()) == []
    assert house.thread(5).phase is Phase.WAITING_STAFF
    assert house.thread(5).talk.holder is Holder.STAFF
    assert house.count("message WHERE speaker = 'family'") == 6


async def test_an_emergency_card_is_shown_whoever_holds_it(house, amina):
    _change(house, holding.claim, 9)
    [card] = await house.ask(amina.send("my husband beats me, help"))
    assert "110" in card
    assert house.rows("SELECT kind FROM outbox ORDER BY id") == [("answer",), ("notice",)]


async def test_handed_back_the_bot_answers_again(house, amina):
    _change(house, holding.claim, 9)
    await house.ask(amina.send("I have a question about my child"))
    _change(house, holding.hand_back)
    [menu] = await house.ask(amina.send("/menu"))
    assert "What can I do for you?" in menu
    assert house.thread(5).epoch == 3


async def test_in_the_queue_she_hears_once_that_a_person_will_answer(house, amina):
    _change(house, holding.call_person)
    first = await house.ask(amina.send("hgfkj lkjhg"))
    assert first == [render(sayings.A_PERSON_WILL_ANSWER(phone=PHONE), "en")]
    assert await house.ask(amina.send("hgfkj lkjhg again")) == []
    assert "What is it about?" in (await house.ask(amina.press("answers")))[0]


async def test_the_next_message_after_closing_is_the_bot_s(house, amina):
    _change(house, holding.claim, 9)
    _change(house, holding.close)
    assert house.thread(5).phase is Phase.CLOSED
    [menu] = await house.ask(amina.send("/menu"))
    assert "What can I do for you?" in menu
    thread = house.thread(5)
    assert (thread.phase, thread.talk.holder, thread.epoch) == (Phase.ACTIVE, Holder.BOT, 4)


async def test_after_thirty_days_of_silence_it_is_closed(house, amina, clock):
    _change(house, holding.claim, 9)
    clock.travel(31 * DAY)
    await house.lotse.ticking.nightly.tick()
    assert house.thread(5).phase is Phase.CLOSED
    assert await house.ask(amina.send("/menu"))
    assert house.thread(5).phase is Phase.ACTIVE


async def test_an_answer_is_dropped_when_a_colleague_took_over_before_it_was_sent(house, amina, telegram, clock):
    telegram.fail("sendMessage", Kind.FLOOD, retry_after=5)
    await amina.send("/menu")
    await telegram.until(lambda: not telegram.updates.pending)
    await house.lotse.telegram.sender.finish()
    _change(house, holding.claim, 9)
    clock.travel(6)
    await house.sent()
    assert len(amina.inbox) == 1
    assert house.rows("SELECT state, reason FROM outbox ORDER BY id")[1] == (
        "failed",
        "stale: somebody else holds the conversation",
    )


async def test_a_notice_is_sent_whoever_took_over(house, amina, telegram, clock):
    telegram.fail("sendMessage", Kind.FLOOD, retry_after=5)
    await amina.send("my husband beats me, help")
    await telegram.until(lambda: not telegram.updates.pending)
    await house.lotse.telegram.sender.finish()
    _change(house, holding.claim, 9)
    clock.travel(6)
    await house.sent()
    assert "110" in amina.inbox[-1].text


async def test_of_two_answers_in_a_row_the_second_is_dropped_when_the_holder_changed_meanwhile(house, amina, telegram):
    """The first hangs; the second waits behind it in memory, and its epoch is looked at again."""
    house.impatient(0.5)
    telegram.fail("sendMessage", Kind.HANG_AFTER)
    await amina.send("/menu")
    await telegram.until(lambda: telegram.counts["sendMessage"] == 2)
    await amina.send("/help")
    await telegram.until(lambda: not telegram.updates.pending)
    _change(house, holding.claim, 9)
    await house.sent()
    assert len(amina.inbox) == 2
    assert house.states() == ["sent", "unknown", "failed"]
