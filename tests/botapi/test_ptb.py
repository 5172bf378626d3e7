"""python-telegram-bot is content with the simulation."""

import pytest
from telegram import Bot, BotCommand, InlineKeyboardButton, InlineKeyboardMarkup, MenuButtonCommands
from telegram.constants import ParseMode
from telegram.error import BadRequest, Conflict, Forbidden, InvalidToken, RetryAfter, TimedOut

from tests.botapi import Kind

MENU = InlineKeyboardMarkup([[InlineKeyboardButton("Termin", callback_data="menu:booking")]])


@pytest.fixture
async def bot(api):
    async with Bot(api.token, base_url=f"{api.url}/bot", base_file_url=f"{api.url}/file/bot") as bot:
        yield bot


async def test_a_whole_turn(api, bot):
    amina = api.user(5, "Amina", "ar")
    await amina.send("/start")
    [update] = await bot.get_updates(timeout=5)
    sent = await bot.send_message(update.effective_chat.id, "<b>مرحبا</b>", ParseMode.HTML, reply_markup=MENU)
    assert sent.text_html == "<b>مرحبا</b>"
    await amina.press("booking")
    [update] = await bot.get_updates(offset=update.update_id + 1, timeout=5)
    assert await update.callback_query.answer("Gut")
    await update.callback_query.edit_message_text("Danke")
    [message] = await amina.expect()
    assert (message.text, message.edited is not None, message.labels) == ("Danke", True, [])
    assert amina.answers == [{"callback_query_id": update.callback_query.id, "text": "Gut"}]


async def test_the_profile(api, bot):
    assert await bot.set_my_commands([BotCommand("start", "Anfang")], language_code="de")
    assert await bot.get_my_commands(language_code="de") == (BotCommand("start", "Anfang"),)
    assert await bot.set_my_description("Wir helfen.", language_code="de")
    assert await bot.set_chat_menu_button(menu_button=MenuButtonCommands())
    assert (await bot.get_webhook_info()).url == ""


async def test_files_go_both_ways(api, bot, amina):
    voice = (await amina.voice(data=b"OggS"))["message"]["voice"]
    assert await (await bot.get_file(voice["file_id"])).download_as_bytearray() == b"OggS"
    sent = await bot.send_document(5, b"%PDF", caption="Brief")
    assert api.files[sent.document.file_id] == b"%PDF"


@pytest.mark.parametrize(
    ("kind", "error"),
    [
        (Kind.BAD_REQUEST, BadRequest),
        (Kind.FORBIDDEN, Forbidden),
        (Kind.UNAUTHORIZED, InvalidToken),
        (Kind.FLOOD, RetryAfter),
        (Kind.HANG_AFTER, TimedOut),
        (Kind.BARE_FAILURE, KeyError),
    ],
)
async def test_faults_become_the_errors_a_bot_must_expect(api, bot, amina, kind, error):
    api.fail("sendMessage", kind)
    with pytest.raises(error):
        await bot.send_message(5, "x", read_timeout=0.2)


async def test_a_set_webhook_is_a_conflict(bot):
    await bot.set_webhook("https://lotse.example/hook", secret_token="s3cret")
    with pytest.raises(Conflict):
        await bot.get_updates()
