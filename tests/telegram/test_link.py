"""From Telegram to the page and back: a photo brings a one-time link into the same conversation."""

from __future__ import annotations

import pytest

from bot.store import erasing
from bot.store.links import LASTS
from tests.bot.running import running

PAGE = "https://chat.example.org"


@pytest.fixture
async def house(telegram, database_url, tmp_path, clock, brisk):
    async with running(telegram, database_url, tmp_path, clock, public_url=PAGE) as lotse:
        yield lotse


@pytest.fixture
async def amina(house, telegram):
    user = telegram.user(5, "Amina", "en")
    await house.ask(user.send("/start"))
    return user


async def _link(house, amina) -> str:
    """Let her send a photo, and return where the button leads."""
    [said] = await house.ask(amina.photo())
    assert "on our own page" in said
    _message, button = amina.find("Send a photo or a paper")
    assert button.url.startswith(f"{PAGE}/link/")
    return button.url.rpartition("/")[2]


async def test_a_photo_in_telegram_brings_a_link_into_the_same_conversation(house, amina):
    link = await _link(house, amina)
    page = house.lotse.page
    assert page.link_language(link) == "en"
    assert await page.redeem(link, "browser-token")
    told = [part.text for shown in page.history("browser-token", 0) for part in shown.parts]
    assert any("on our own page" in text for text in told)
    assert not await page.redeem(link, "another-browser"), "it works once"
    assert page.language("another-browser") is None
    await page.receive("browser-token", "message-1", text="Hello from the page")
    assert any(record.body.get("t") == "Hello from the page" for record in house.record(5))
    assert house.count("person") == 1
    assert await house.ask(amina.send("/menu")), "and Telegram goes on as before"


async def test_a_link_ends_and_a_newer_one_takes_its_place(house, amina, clock):
    first = await _link(house, amina)
    second = await _link(house, amina)
    assert house.lotse.page.link_language(first) is None
    clock.travel(LASTS / 1000 + 1)
    assert house.lotse.page.link_language(second) is None
    assert not await house.lotse.page.redeem(second, "browser-token")


async def test_a_browser_that_was_somebody_else_s_is_hers_alone_now(house, amina):
    page = house.lotse.page
    await page.start("browser-token", "de")
    assert await page.redeem(await _link(house, amina), "browser-token")
    assert page.language("browser-token") == "en"
    assert house.count("address") == 2, "her chat and her browser; the other person keeps her record without this one"


async def test_a_link_goes_with_the_person(house, amina):
    link = await _link(house, amina)
    turns, thread = house.lotse.runner.turns, house.thread(5)
    house.lotse.door.write_now(lambda conn: erasing.erase(conn, turns.vault, thread.person_id, turns.clock()))
    assert house.count("link") == 0
    assert house.lotse.page.link_language(link) is None


async def test_without_a_page_families_can_reach_a_photo_is_answered_as_before(
    telegram, database_url, tmp_path, clock, brisk
):
    async with running(telegram, database_url, tmp_path, clock) as house:
        user = telegram.user(6, "Joe", "en")
        await house.ask(user.send("/start"))
        [said] = await house.ask(user.photo())
        assert "cannot open pictures or files here" in said
        assert house.count("link") == 0
