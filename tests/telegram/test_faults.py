"""What failing calls do to one another: order, alarms, a last try. What becomes of each is in test_fault_table.py."""

from __future__ import annotations

import pytest
import structlog

from bot.arrival import Arrival
from dialogs.incoming import Typed
from tests.botapi import Kind


@pytest.fixture
async def amina(house, telegram):
    user = telegram.user(5, "Amina", "en")
    await house.ask(user.send("/start"))
    house.impatient()
    return user


def _sends(telegram, chat: int = 5) -> int:
    return sum(call.params["chat_id"] == chat for call in telegram.calls("sendMessage"))


@pytest.mark.parametrize("kind", [Kind.HANG_BEFORE, Kind.SERVER_ERROR, Kind.GARBAGE])
async def test_an_answer_is_sent_at_most_twice(house, telegram, amina, kind):
    telegram.fail("sendMessage", kind, times=None)
    await house.ask(amina.send("/menu"))
    assert _sends(telegram) == 3
    assert house.states() == ["sent", "unknown"]
    telegram.faults.clear()
    assert len(await house.ask(amina.send("/menu"))) == 1


async def test_an_ambiguous_answer_that_she_has_answered_is_not_sent_again(house, telegram, amina):
    telegram.fail("sendMessage", Kind.HANG_BEFORE)
    await amina.send("/menu")
    await telegram.until(lambda: _sends(telegram) == 2)
    [answer] = await house.ask(amina.send("/help"))
    assert "computer program" in answer
    assert _sends(telegram) == 3
    assert house.states() == ["sent", "unknown", "sent"]


async def test_what_is_refused_is_never_sent_again(house, telegram, amina):
    telegram.fail("sendMessage", Kind.BAD_REQUEST, description='Bad Request: can\'t parse entities: odd tag "secret"')
    assert await house.ask(amina.send("/menu")) == []
    assert _sends(telegram) == 2
    assert house.rows("SELECT state, reason FROM outbox ORDER BY id")[1] == ("failed", "Can't parse entities")
    assert len(await house.ask(amina.send("/menu"))) == 1


async def test_429_is_obeyed_in_its_chat_and_the_others_go_on(house, telegram, amina, clock):
    telegram.fail("sendMessage", Kind.FLOOD, retry_after=30, when=lambda call: call.params["chat_id"] == 5)
    await amina.send("/menu")
    await telegram.until(lambda: _sends(telegram) == 2)
    joe = telegram.user(6, "Joe", "en")
    await joe.send("/menu")
    await joe.expect(1)
    await amina.send("/help")
    await telegram.until(lambda: not telegram.updates.pending)
    clock.travel(28)
    await joe.send("/help")
    await joe.expect(1)
    assert _sends(telegram) == 2
    clock.travel(3)
    await house.sent()
    # In order, nothing overtaken, nothing twice.
    assert ["What can I do" in message.text for message in amina.inbox[-2:]] == [True, True]
    assert "computer program" in amina.inbox[-1].text
    assert "computer program" not in amina.inbox[-2].text
    assert _sends(telegram) == 4
    assert [call.status for call in telegram.calls("sendMessage")].count(429) == 1


async def test_a_revoked_token_raises_an_alarm_and_delivers_later(house, telegram, amina, clock):
    with structlog.testing.capture_logs() as lines:
        telegram.fail("sendMessage", Kind.UNAUTHORIZED)
        await amina.send("/menu")
        await telegram.until(lambda: _sends(telegram) == 2)
        await house.lotse.telegram.sender.finish()
    assert {"event": "ALARM", "what": "token revoked", "log_level": "critical"} in lines
    clock.travel(31)
    await house.sent()
    assert len(amina.inbox) == 2
    assert house.states() == ["sent", "sent"]


async def test_while_the_connection_is_away_nothing_overtakes(house, telegram, amina, clock):
    async with telegram.offline():
        await house.lotse.runner.run(_typed("/menu"), raw=lambda: b"")
        await house.lotse.telegram.sender.finish()
    await amina.send("/help")
    await telegram.until(lambda: telegram.poller.waits and not telegram.updates.pending)
    assert len(amina.inbox) == 1
    clock.travel(3)
    await house.sent()
    assert "computer program" in amina.inbox[-1].text
    assert len(amina.inbox) == 3


async def test_an_answer_in_two_pieces_stays_in_order_when_the_first_fails(house, telegram, amina, clock, monkeypatch):
    monkeypatch.setattr("bot.fitting.AT_MOST", 60)
    telegram.fail("sendMessage", Kind.FLOOD, retry_after=1)
    await amina.send("/help")
    await telegram.until(lambda: telegram.poller.waits and not telegram.updates.pending)
    clock.travel(2)
    await house.sent()
    pieces = amina.inbox[1:]
    assert len(pieces) > 3
    assert [bool(piece.buttons) for piece in pieces] == [False] * (len(pieces) - 1) + [True]
    recorded = ["\n\n".join(part[0] for part in record.body["p"]) for record in house.record(5)[3:]]
    assert [piece.text for piece in pieces] == [text.strip() for text in recorded]


def _typed(text: str) -> Arrival:
    return Arrival(channel="telegram", place="5", update_id=f"own-{text}", incoming=Typed(text), languages=("en",))
