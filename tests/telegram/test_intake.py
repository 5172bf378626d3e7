"""The intake in Telegram: the five questions there, what concerns children on the office's own page, and back."""

from __future__ import annotations

import pytest

from tests.bot.running import running

PAGE = "https://chat.example.org"
FIVE = ("understood", "Amina", "en", "chat", "1", "9", "yes")


async def _answer(house, user, *steps) -> list[str]:
    said = []
    for step in steps:
        said = await house.ask(user.send(step) if step[0].isupper() else user.press(step))
    return said


async def _begin(house, telegram, id=5):
    user = telegram.user(id, "Amina", "en")
    await house.ask(user.send("/intake"))
    return user


@pytest.fixture
async def house(telegram, database_url, tmp_path, clock, brisk):
    async with running(telegram, database_url, tmp_path, clock, public_url=PAGE) as lotse:
        yield lotse


async def test_children_are_spoken_of_on_the_page_and_then_telegram_goes_on(house, telegram):
    amina, page = await _begin(house, telegram), house.lotse.page
    [said] = await _answer(house, amina, *FIVE, "now")
    assert "does not travel through this messenger" in said
    assert "Which other language" not in said
    # What she types there is no answer; the way to the page is shown once more.
    [said] = await house.ask(amina.send("12.5.2016"))
    assert "does not travel through this messenger" in said
    _message, button = amina.find("Continue on our own page")
    assert await page.redeem(button.url.rpartition("/")[2], "browser-token")
    told = page.history("browser-token", 0)[-1]
    assert "Which other language do you speak?" in told.parts[-1].text
    for number, step in enumerate(("none", "en", "en", "morning", "skip", "skip", "unsure", "skip", "no", "no")):
        await page.receive("browser-token", f"m{number}", press=_button(page, step))
    await page.receive("browser-token", "name", text="Sentinelchild")
    for number in range(40):
        shown = page.history("browser-token", 0)[-1]
        codes = [button.data.rpartition(":")[2] for row in shown.rows for button in row]
        if "send" in codes:
            break
        await page.receive("browser-token", f"s{number}", press=_button(page, "skip"))
    before = len(amina.inbox)
    await page.receive("browser-token", "sent", press=_button(page, "send"))
    await house.sent()
    [notice] = amina.inbox[before:]
    assert notice.text == "Your answers have arrived. You can go on here now."
    assert not any("Sentinelchild" in message.text for message in amina.inbox)
    assert house.count("child") == 1
    assert (await house.ask(amina.send("/menu")))[0].startswith("What can I do for you?")


def _button(page, code: str) -> str:
    shown = page.history("browser-token", 0)[-1]
    return next(b.data for row in shown.rows for b in row if b.data.rpartition(":")[2] == code)


async def test_a_press_on_an_old_question_of_the_page_does_nothing_in_telegram(house, telegram):
    amina, page = await _begin(house, telegram), house.lotse.page
    await _answer(house, amina, *FIVE, "now")
    _message, button = amina.find("Continue on our own page")
    await page.redeem(button.url.rpartition("/")[2], "browser-token")
    forged = _button(page, "none")
    [said] = await house.ask(amina.press_data(forged))
    assert "Which other language" not in said
    assert "does not travel through this messenger" in said


async def test_the_five_suffice_in_telegram(house, telegram):
    amina = await _begin(house, telegram)
    [said] = await _answer(house, amina, *FIVE, "later", "send")
    assert "Your answers have arrived." in said
    assert house.count("household") == 1


async def test_without_a_page_telegram_offers_phone_and_a_person(telegram, database_url, tmp_path, clock, brisk):
    async with running(telegram, database_url, tmp_path, clock) as house:
        amina = await _begin(house, telegram)
        [said] = await _answer(house, amina, *FIVE, "now")
        assert "Please call us or come to us" in said
        assert amina.find("human")


async def test_the_office_may_let_telegram_ask_everything(telegram, database_url, tmp_path, clock, brisk):
    async with running(telegram, database_url, tmp_path, clock, telegram_intake="chat") as house:
        amina = await _begin(house, telegram)
        [said] = await _answer(house, amina, *FIVE, "now")
        assert "Which other language do you speak?" in said
