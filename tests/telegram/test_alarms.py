"""One alarm line each for what only a person can mend."""

from __future__ import annotations

import pytest
import structlog

from bot.telegram import polling
from bot.telegram.presence import check_webhook
from tests.bot.running import running
from tests.botapi import Kind
from tests.botapi.updates import Entry

PUBLIC = "https://lotse.example"


@pytest.fixture
def lines():
    with structlog.testing.capture_logs() as captured:
        yield captured


def _alarms(lines) -> set[str]:
    return {line["what"] for line in lines if line["event"] == "ALARM" and line["log_level"] == "critical"}


async def test_a_second_poller_raises_an_alarm_and_polling_goes_on(house, telegram, lines):
    telegram.poller.end("Conflict: terminated by other getUpdates request")
    [answer] = await house.ask(telegram.user(5, "Amina", "en").send("/menu"))
    assert "What can I do for you?" in answer
    assert _alarms(lines) == {"somebody else polls with this token, or a webhook is set"}


async def test_a_revoked_token_raises_an_alarm_and_polling_goes_on(house, telegram, lines):
    user = telegram.user(5, "Amina", "en")
    telegram.fail("getUpdates", Kind.UNAUTHORIZED, times=2)
    telegram.poller.wake()
    [answer] = await house.ask(user.send("/menu"))
    assert "What can I do for you?" in answer
    assert _alarms(lines) == {"token revoked"}


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind not in (Kind.UNAUTHORIZED, Kind.FLOOD)])
async def test_whatever_fails_polling_goes_on_and_nothing_is_lost(house, telegram, kind, monkeypatch):
    monkeypatch.setattr(polling, "HOLD", 0)
    monkeypatch.setattr(polling, "GRACE", 0.3)
    user = telegram.user(5, "Amina", "en")
    telegram.fail("getUpdates", kind)
    user.say("/menu")
    await user.expect(1)
    monkeypatch.undo()
    await house.quiet()
    assert len(user.inbox) == 1
    assert house.count("message") == 2


async def test_a_webhook_of_before_is_taken_away_even_when_it_fails_at_first(
    telegram, database_url, tmp_path, clock, brisk
):
    telegram.webhook.set("http://127.0.0.1:9/elsewhere", "", 1)
    telegram.fail("deleteWebhook", Kind.BARE_FAILURE)
    telegram.fail("deleteWebhook", Kind.BAD_GATEWAY)
    async with running(telegram, database_url, tmp_path, clock) as house:
        assert await house.ask(telegram.user(5, "Amina", "en").send("/menu"))
    assert telegram.webhook.url == ""


@pytest.fixture
async def hooked(telegram, database_url, tmp_path, clock, brisk):
    settings = {"telegram_mode": "webhook", "webhook_secret": "sesame", "public_url": PUBLIC}
    telegram.fail("setWebhook", Kind.BAD_GATEWAY)
    async with running(telegram, database_url, tmp_path, clock, **settings) as house:
        await telegram.until(lambda: telegram.profile.menu_buttons)
        yield house


async def test_a_webhook_that_could_not_be_set_at_start_is_set_at_the_next_look(hooked, telegram, lines):
    assert telegram.webhook.url == ""
    [(look, _seconds)] = hooked.lotse.telegram.checks()
    await look()
    assert telegram.webhook.url.startswith(PUBLIC)
    assert _alarms(lines) == set()


async def test_a_dead_webhook_raises_an_alarm(hooked, telegram, lines):
    [(look, _seconds)] = hooked.lotse.telegram.checks()
    await look()
    telegram.webhook._failed("Connection failed")
    telegram.updates.pending.append(Entry(update_id=1, raw=b"{}"))
    await look()
    assert _alarms(lines) == {"webhook dead"}


async def test_a_webhook_that_was_set_elsewhere_raises_an_alarm(hooked, telegram, lines):
    await hooked.lotse.telegram.checks()[0][0]()
    telegram.webhook.url = "https://somebody.example/"
    await check_webhook(hooked.lotse.telegram._bot, PUBLIC)
    assert _alarms(lines) == {"webhook dead"}


async def test_looking_after_the_webhook_survives_every_fault(hooked, telegram, lines):
    [(look, _seconds)] = hooked.lotse.telegram.checks()
    await look()
    for kind in (Kind.UNAUTHORIZED, Kind.BAD_GATEWAY, Kind.BARE_FAILURE, Kind.GARBAGE, Kind.RESET_AFTER):
        telegram.fail("getWebhookInfo", kind)
        await look()
    assert _alarms(lines) == {"token revoked"}
