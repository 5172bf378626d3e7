"""What once stopped polling for ever, or was brought again and again: one update each, found among thousands."""

from __future__ import annotations

import pytest

from tests.bot.running import running
from tests.hostile.updates import written
from tests.telegram.forum import GROUP

_TEAM = {"id": GROUP, "type": "supergroup", "is_forum": True}
_HER = {"chat": {"id": 5, "type": "private"}, "from": {"id": 5}, "message_id": 1, "date": 1}
WRONG = {
    "a sender without a number": {"message": {"chat": _TEAM, "from": {"id": [5]}, "text": "Guten Tag"}},
    "a topic without a number": {"message": {"chat": _TEAM, "from": {"id": 5}, "message_thread_id": "x", "text": "a"}},
    "a group that moves nowhere": {"message": {"chat": _TEAM, "from": {"id": 5}, "migrate_to_chat_id": "x"}},
    "a group that moves too far": {"message": {"chat": _TEAM, "from": {"id": 5}, "migrate_to_chat_id": 2**70}},
    "a press of nobody": {"callback_query": {"message": {"chat": _TEAM, "message_thread_id": 7}, "data": "f:back"}},
    "a number that is a word": {"update_id": True, "message": {**_HER, "text": "Hello"}},
}


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG)
async def test_it_is_set_aside_and_the_next_is_answered(telegram, database_url, tmp_path, clock, brisk, wrong):
    async with running(telegram, database_url, tmp_path, clock, telegram_staff_group=GROUP) as house:
        telegram.push_raw(written({"update_id": telegram.updates._next, **wrong}))
        [answer] = await house.ask(telegram.user(6, "Joe", "en").send("/menu"))
        assert "What can I do for you?" in answer
        assert house.count("quarantine") == 1


async def test_lists_in_lists_are_set_aside(telegram, database_url, tmp_path, clock, brisk):
    async with running(telegram, database_url, tmp_path, clock) as house:
        update = {"update_id": telegram.updates._next, "message": {**_HER, "message_id": "deep"}}
        # A reader of JSON follows a thousand of them.
        telegram.push_raw(written(update).replace(b'"deep"', b"[" * 1_000 + b"]" * 1_000))
        [answer] = await house.ask(telegram.user(6, "Joe", "en").send("/menu"))
        assert "What can I do for you?" in answer
        assert house.count("quarantine") == 1


@pytest.mark.parametrize("file", [{"file_id": ""}, {"file_id": "\0"}, {"file_id": {"a": 1}}, {"file_id": "there"}])
async def test_a_file_with_anything_wrong_is_answered(telegram, database_url, tmp_path, clock, brisk, file):
    async with running(telegram, database_url, tmp_path, clock, telegram_files="on") as house:
        amina = telegram.user(5, "Amina", "en")
        [answer] = await house.ask(amina.say_with(document=file))
        assert "I cannot open pictures or files here." in answer
