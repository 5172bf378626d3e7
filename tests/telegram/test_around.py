"""What happens around the talk: groups, channels, blocking, and what Telegram shows before the first word."""

from __future__ import annotations

from bot.telegram import presence
from dialogs.commands import COMMANDS
from dialogs.sayings import GOODBYE_GROUP
from tests.bot.running import running
from tests.botapi import Kind
from translations import LOCALES, render


async def test_a_group_gets_one_polite_farewell_and_is_left(house, telegram):
    amina = telegram.user(5, "Amina", "ar")
    group = telegram.group(-1001)
    await group.add_bot(amina)
    await group.send(amina, "/start")
    await house.quiet()
    assert {message.text for message in group.inbox} == {render(GOODBYE_GROUP, "ar")}
    assert telegram.calls("leaveChat")[0].effect
    assert house.count("person") == 0


async def test_a_group_that_cannot_be_left_stops_nothing(house, telegram):
    amina = telegram.user(5, "Amina", "en")
    for kind in (Kind.BARE_FAILURE, Kind.GARBAGE, Kind.FORBIDDEN, Kind.RESET_AFTER):
        telegram.fail("sendMessage", kind)
        telegram.fail("leaveChat", kind)
        await telegram.group(-1001).add_bot(amina)
        await house.quiet()
    [answer] = await house.ask(amina.send("/menu"))
    assert "What can I do for you?" in answer
    assert house.count("quarantine") == 0


async def test_edits_presses_and_departures_in_groups_are_passed_over(house, telegram):
    amina = telegram.user(5, "Amina", "en")
    group = telegram.group(-1001)
    await group.press_data(amina, "g:menu", 7)
    await group.remove_bot(amina)
    await house.quiet()
    assert telegram.calls("sendMessage") == []
    assert house.count("quarantine") == 0


async def test_a_channel_post_is_passed_over(house, telegram):
    channel = telegram.channel(-2001)
    telegram.updates.allowed = None
    post = await channel.post("News")
    telegram.push_raw({"update_id": post["update_id"] + 100, "channel_post": post["channel_post"]})
    await house.quiet()
    assert telegram.calls("sendMessage") == []
    assert house.count("quarantine") == 0


async def test_blocking_and_unblocking_are_recorded_and_not_answered(house, telegram):
    amina = telegram.user(5, "Amina", "en")
    await house.ask(amina.send("/start"))
    assert await house.ask(amina.block()) == []
    assert house.rows("SELECT state FROM address") == [("blocked",)]
    assert await house.ask(amina.unblock()) == []
    assert house.rows("SELECT state FROM address") == [("ok",)]
    stranger = telegram.user(6, "Nobody", "en")
    assert await house.ask(stranger.block()) == []
    assert house.count("person") == 1


async def test_another_bot_gets_no_answer(house, telegram):
    update = telegram.user(5, "Robot", "en").say("beep")
    telegram.updates.pending.clear()
    update["message"]["from"]["is_bot"] = True
    telegram.push_raw({**update, "update_id": update["update_id"] + 1})
    await house.quiet()
    assert telegram.calls("sendMessage") == []


async def test_commands_and_descriptions_are_set_in_every_language(house, telegram):
    profile = telegram.profile
    await telegram.until(lambda: profile.menu_buttons)
    for language in LOCALES:
        commands = profile.commands["default", 0, 0, language]
        assert [one["command"] for one in commands] == list(COMMANDS)
        assert commands[0]["description"] == render(COMMANDS["menu"], language)
        assert profile.descriptions[language]
        assert profile.short_descriptions[language]
    assert profile.commands["default", 0, 0, ""] == profile.commands["default", 0, 0, "en"]
    assert profile.menu_buttons[0] == {"type": "commands"}


async def test_a_bot_that_introduces_itself_too_fast_waits_and_goes_on(
    telegram, database_url, tmp_path, clock, brisk, monkeypatch
):
    waited = []

    async def rest(seconds):
        waited.append(seconds)

    monkeypatch.setattr(presence, "_rest", rest)
    telegram.fail("setMyDescription", Kind.FLOOD, times=2, retry_after=7)
    async with running(telegram, database_url, tmp_path, clock):
        await telegram.until(lambda: telegram.profile.menu_buttons)
        assert {"", *LOCALES} <= set(telegram.profile.descriptions)
    assert waited == [7, 7]


async def test_a_bot_that_cannot_be_introduced_answers_all_the_same(telegram, database_url, tmp_path, clock, brisk):
    for kind in (Kind.BARE_FAILURE, Kind.GARBAGE, Kind.SERVER_ERROR, Kind.RESET_AFTER):
        telegram.fail("setMyCommands", kind)
        telegram.fail("deleteWebhook", kind)
        async with running(telegram, database_url, tmp_path, clock) as house:
            [answer] = await house.ask(telegram.user(5, "Amina", "en").send("/menu"))
            assert "What can I do for you?" in answer
