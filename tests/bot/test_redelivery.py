"""Each update has its effect once, whatever is delivered how often in which order."""

from __future__ import annotations

import asyncio
import threading

import pytest
import structlog

from bot.store import conversations
from bot.store.messages import Speaker
from tests.bot.running import PATIENCE, running
from tests.store.trouble import full_disk

PEOPLE, EACH = 50, 10


async def test_500_updates_delivered_twice_reversed_and_overlapping_have_each_effect_once(house, telegram):
    telegram.updates.hold()
    users = [telegram.user(100 + n, f"Person {n}", "en") for n in range(PEOPLE)]
    ids = []
    for round_ in range(EACH):
        for user in users:
            # Words of her own for each round: a second tap on one button would be passed over by itself.
            ids.append(user.say("/menu" if round_ % 2 else f"/help {round_}")["update_id"])
    assert len(ids) == PEOPLE * EACH == 500
    order = []
    for start in range(0, 500, 50):
        block = ids[start : start + 50]
        order += [*reversed(block), *ids[max(0, start - 25) : start + 25]]
    order += ids[475:]
    assert sorted(order) == sorted(ids * 2)
    telegram.updates.release(order)
    await house.quiet()
    assert house.count("received") == 500
    assert house.count("message WHERE speaker = 'family'") == 500
    assert house.count("message WHERE speaker = 'lotse'") == 500
    assert house.count("outbox WHERE state = 'sent'") == house.count("outbox") == 500
    assert telegram.counts["sendMessage"] == 500
    for user in users:
        assert len(user.inbox) == EACH
        speakers = [record.speaker for record in house.record(user.id)]
        assert speakers == [Speaker.FAMILY, Speaker.LOTSE] * EACH


async def test_an_update_delivered_again_after_a_restart_has_no_second_effect(house, telegram, clock):
    user = telegram.user(5, "Amina", "en")
    update = await user.send("/start")
    await house.quiet()
    clock.travel(24 * 60 * 60)
    telegram.redeliver([update["update_id"]])
    await house.quiet()
    assert house.count("message") == 2
    assert len(user.inbox) == 1


MALFORMED = [
    {"message": "a string"},
    {"message": {}},
    {"message": {"chat": {"id": "five", "type": "private"}, "text": "x"}},
    {"message": {"chat": {"id": 5, "type": "private"}, "from": {"id": 5}, "text": "/x", "entities": [None]}},
    {"message": {"chat": {"id": 5, "type": "private"}, "from": {"id": 5}, "photo": "no list"}},
    {"callback_query": {"id": "1"}},
    {"callback_query": None},
    {"my_chat_member": {"chat": {"id": 5, "type": "private"}}},
    {"edited_message": 7},
    {"update_id": "not a number", "message": {"chat": {"id": 5, "type": "private"}, "text": "x"}},
    {"update_id": 1e70, "message": {"chat": {"id": 5, "type": "private"}, "from": {"id": 5}, "text": "x"}},
    {"update_id": None},
]


@pytest.mark.parametrize("malformed", MALFORMED, ids=[str(number) for number in range(len(MALFORMED))])
async def test_a_malformed_update_stops_no_other(house, telegram, malformed):
    """At every position of a batch of five; it is set aside once, and polling goes on."""
    for position in range(5):
        users = [telegram.user(100 * position + n, "Person", "en") for n in range(10, 14)]
        telegram.updates.hold()
        for number, user in enumerate(users):
            if number == position:
                telegram.push_raw(malformed)
            user.say("/menu")
        if position == 4:
            telegram.push_raw(malformed)
        telegram.updates.release()
        for user in users:
            await user.expect(1)
        # One without a readable id cannot be acknowledged but by what comes after it.
        await telegram.user(9, "Later", "en").send("/menu")
        await house.quiet()
        assert [len(user.inbox) for user in users] == [1, 1, 1, 1]
    assert house.count("quarantine") >= 1
    faults = {row[0] for row in house.rows("SELECT fault FROM quarantine")}
    assert faults <= {"TypeError", "KeyError", "ValueError", "AttributeError", "OverflowError"}


async def test_what_is_json_but_no_proper_text_is_set_aside(house, telegram):
    """Half of a surrogate pair is valid JSON for some and not for others; it must not spoil its batch."""
    telegram.updates.hold()
    telegram.push_raw(
        b'{"update_id": 700000500, "message": {"chat": {"id": 5, "type": "private"}, "text": "half \\ud83d"}}'
    )
    user = telegram.user(6, "Joe", "en")
    user.say("/menu")
    telegram.updates.release()
    telegram.push_raw({"update_id": 700_000_501, "message": None})
    await house.quiet()
    assert len(user.inbox) == 1
    assert house.count("quarantine") == 2


async def test_polling_acknowledges_only_what_is_committed(house, telegram):
    user = telegram.user(5, "Amina", "en")
    await house.ask(user.send("/start"))
    with structlog.testing.capture_logs() as lines:
        with full_disk(house.lotse.door):
            updates = [user.say("x" * 3_000) for _n in range(3)]
            before = len(telegram.calls("getUpdates"))
            await telegram.until(lambda: len(telegram.calls("getUpdates")) >= before + 3)
            assert all(telegram.updates.is_pending(update["update_id"]) for update in updates)
            assert len(user.inbox) == 1
        await house.quiet()
    alarms = {line["what"] for line in lines if line["event"] == "ALARM"}
    assert alarms == {"disk full"}
    assert len(user.inbox) == 4
    assert house.count("message") == 8
    assert house.count("quarantine") == 0


async def test_whoever_is_stopped_in_the_middle_of_a_turn_answers_it_first(
    telegram, database_url, tmp_path, clock, monkeypatch
):  # fmt: skip
    amina, held, goes_on, save = (
        telegram.user(5, "Amina", "en"),
        threading.Event(),
        threading.Event(),
        conversations.save,
    )

    def save_later(conn, thread):
        held.set()
        assert goes_on.wait(PATIENCE)
        save(conn, thread)

    async with running(telegram, database_url, tmp_path, clock):
        monkeypatch.setattr(conversations, "save", save_later)
        await amina.send("/start")
        assert await asyncio.to_thread(held.wait, PATIENCE)
        # By then the house has been asked to stop.
        asyncio.get_running_loop().call_later(0.1, goes_on.set)
    assert len(amina.chat.sent) == 1
