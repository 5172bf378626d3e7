from io import BytesIO

import pytest

from tests.botapi import Flood
from tests.botapi.keyboards import url_complaint


def keyboard(**button):
    return {"inline_keyboard": [[button]]}


async def test_a_stranger_is_an_unknown_chat(api, client):
    api.user(6)
    assert await client.refused("sendMessage", chat_id=6, text="Hallo") == "Bad Request: chat not found"
    assert await client.refused("sendMessage", chat_id=99, text="Hallo") == "Bad Request: chat not found"
    assert await client.refused("sendMessage", text="Hallo") == "Bad Request: chat_id is empty"
    assert await client.refused("sendMessage", chat_id=[5], text="Hallo") == "Bad Request: chat not found"


async def test_who_blocked_the_bot_hears_nothing(client, amina):
    await amina.block()
    assert await client.refused("sendMessage", chat_id=5, text="x") == "Forbidden: bot was blocked by the user"
    await amina.unblock()
    await client.ok("sendMessage", chat_id=5, text="x")


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", "Bad Request: message text is empty"),
        (" \n ", "Bad Request: text must be non-empty"),
        ("x" * 4097, "Bad Request: message is too long"),
        ("👋" * 2049, "Bad Request: message is too long"),
        ("<i>" + "x" * 4097 + "</i>", "Bad Request: message is too long"),
        ("x" * 32769, "Bad Request: text is too long"),
        ("a < b", 'Bad Request: can\'t parse entities: Unsupported start tag "" at byte offset 2'),
    ],
)
async def test_texts_are_refused(client, amina, text, complaint):
    assert await client.refused("sendMessage", chat_id=5, text=text, parse_mode="HTML") == complaint
    assert amina.inbox == []


async def test_the_limit_counts_what_is_read(client, amina):
    await client.ok("sendMessage", chat_id=5, text="<b>" + "👋" * 2048 + "</b>", parse_mode="HTML")
    [long] = await amina.expect()
    assert len(long.text) == 2048


async def test_blanks_are_cut_and_old_embeddings_taken_out(client, amina):
    await client.ok("sendMessage", chat_id=5, text="\n <b>\u202b\u2068a\u2069</b> \r\n", parse_mode="HTML")
    [message] = await amina.expect()
    assert message.text == "\u2068a\u2069"
    assert message.content["entities"] == [{"type": "bold", "offset": 0, "length": 3}]


@pytest.mark.parametrize(
    ("markup", "complaint"),
    [
        ([], "object expected as reply markup"),
        ("{", "can't parse reply keyboard markup JSON object"),
        ({"inline_keyboard": [{}]}, 'field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays'),
        ({"inline_keyboard": [["a"]]}, "can't parse inline keyboard button: InlineKeyboardButton must be an Object"),
        (keyboard(text="", callback_data="a"), "inline keyboard button text must be non-empty"),
        (
            keyboard(text="a"),
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        (keyboard(text="a", callback_data=""), "BUTTON_DATA_INVALID"),
        (keyboard(text="a", callback_data="ä" * 33), "BUTTON_DATA_INVALID"),
        (
            keyboard(text="a", url="tel:+492151862502"),
            "inline keyboard button URL 'tel:+492151862502' is invalid: Wrong port number specified in the URL",
        ),
        (keyboard(text="a", url="nothing"), "inline keyboard button URL 'nothing' is invalid: Wrong HTTP URL"),
        (keyboard(text="a", url="https://krefeld.de/a b"), "BUTTON_URL_INVALID"),
        ({"inline_keyboard": [[{"text": "a", "callback_data": "a"}]] * 101}, "reply markup is too long"),
    ],
)
async def test_keyboards_are_refused(client, amina, markup, complaint):
    assert await client.refused("sendMessage", chat_id=5, text="x", reply_markup=markup) == f"Bad Request: {complaint}"


async def test_a_hundred_buttons_with_64_bytes_are_taken(client, amina):
    row = {"text": "a", "callback_data": "ä" * 32}
    await client.ok("sendMessage", chat_id=5, text="x", reply_markup={"inline_keyboard": [[row]] * 100})


def test_links_are_judged_as_telegram_reads_them():
    assert url_complaint("https://www.krefeld.de/x?y#z") is None
    assert url_complaint("krefeld.de") is None
    assert url_complaint("tg://resolve?domain=x") is None
    assert url_complaint("ftp://krefeld.de") == "Unsupported URL protocol"
    assert url_complaint("http://localhost:8080/") == "Wrong HTTP URL"
    assert url_complaint("tel:112") == "Wrong HTTP URL"
    assert url_complaint("mailto:a@b.de") is not None


async def test_an_edit_must_change_something(client, amina):
    sent = await client.ok("sendMessage", chat_id=5, text="x", reply_markup=keyboard(text="a", callback_data="a"))
    same = {"chat_id": 5, "message_id": sent["message_id"], "text": "x"}
    unchanged = await client.refused("editMessageText", **same, reply_markup=keyboard(text="a", callback_data="a"))
    assert unchanged.startswith("Bad Request: message is not modified: specified new message content")
    edited = await client.ok("editMessageText", **same)
    assert "reply_markup" not in edited
    assert edited["edit_date"] == amina.inbox[0].edited
    missing = await client.refused("editMessageText", chat_id=5, message_id=999, text="y")
    assert missing == "Bad Request: message to edit not found"
    hers = await client.refused("editMessageText", chat_id=5, message_id=1, text="y")
    assert hers == "Bad Request: message can't be edited"


async def test_a_press_is_answered_once_and_in_time(api, client, amina):
    await client.ok("sendMessage", chat_id=5, text="x", reply_markup=keyboard(text="a", callback_data="a"))
    first, second = await amina.double_tap("a")
    await client.ok("answerCallbackQuery", callback_query_id=first["callback_query"]["id"], text="Gut")
    too_old = "Bad Request: query is too old and response timeout expired or query ID is invalid"
    again = await client.refused("answerCallbackQuery", callback_query_id=first["callback_query"]["id"])
    assert again == too_old
    api.query_lifetime = -1
    assert await client.refused("answerCallbackQuery", callback_query_id=second["callback_query"]["id"]) == too_old
    assert [answer["text"] for answer in amina.answers] == ["Gut"]


async def test_commands_are_kept_by_scope_and_language(client):
    german = [{"command": "start", "description": "Anfang"}]
    await client.ok("setMyCommands", commands=german, language_code="de", scope={"type": "all_private_chats"})
    assert await client.ok("getMyCommands", language_code="de", scope={"type": "all_private_chats"}) == german
    assert await client.ok("getMyCommands", language_code="de") == []


@pytest.mark.parametrize(
    ("commands", "more", "complaint"),
    [
        ([{"command": "Start", "description": "x"}], {}, "BOT_COMMAND_INVALID"),
        ([{"command": "a" * 33, "description": "x"}], {}, "BOT_COMMAND_INVALID"),
        ([{"command": "a", "description": ""}], {}, "BOT_COMMAND_DESCRIPTION_INVALID"),
        ([{"command": "a", "description": "x" * 257}], {}, "BOT_COMMAND_DESCRIPTION_INVALID"),
        ([{"command": "a", "description": "x"}] * 101, {}, "BOT_COMMANDS_TOO_MUCH"),
        ([], {"language_code": "german"}, "invalid language code specified"),
        ([], {"scope": {"type": "moon"}}, "can't parse BotCommandScope: Unsupported type specified"),
        ([], {"scope": {"type": "chat", "chat_id": 404}}, "chat not found"),
    ],
)
async def test_commands_are_refused(client, commands, more, complaint):
    assert await client.refused("setMyCommands", commands=commands, **more) == f"Bad Request: {complaint}"


async def test_descriptions_have_their_lengths(api, client):
    await client.ok("setMyDescription", description="x" * 512, language_code="ar")
    await client.ok("setMyShortDescription", short_description="x" * 120)
    assert "TOO_LONG" in await client.refused("setMyDescription", description="x" * 513)
    assert "TOO_LONG" in await client.refused("setMyShortDescription", short_description="x" * 121)
    assert set(api.profile.descriptions) == {"ar"}


async def test_flood_control_says_how_long_to_wait(api, client, amina):
    api.flood = Flood(chat=(2, 10.0))
    for _ in range(2):
        await client.ok("sendMessage", chat_id=5, text="x")
    status, body = await client("sendMessage", chat_id=5, text="x")
    assert status == 429
    assert body["parameters"] == {"retry_after": 10}
    assert body["description"] == "Too Many Requests: retry after 10"
    assert len(amina.inbox) == 2


async def test_a_wrong_token_and_an_unknown_method(api, client):
    assert await client("flyToTheMoon") == (
        404,
        {"ok": False, "error_code": 404, "description": "Not Found: method not found"},
    )
    async with client.session.get(f"{api.url}/bot123:WRONG/getMe") as answer:
        assert answer.status == 401
        assert await answer.json() == {"ok": False, "error_code": 401, "description": "Unauthorized"}


async def test_parameters_come_as_query_form_and_upload(api, client, amina):
    url = f"{api.url}/bot{api.token}"
    async with client.session.get(f"{url}/sendMessage", params={"chat_id": "5", "text": "مرحبا & ja"}) as answer:
        assert (await answer.json())["ok"]
    form = {"chat_id": "5", "text": "b", "reply_markup": '{"inline_keyboard":[[{"text":"a","callback_data":"a"}]]}'}
    async with client.session.post(f"{url}/sendMessage", data=form) as answer:
        assert (await answer.json())["ok"]
    upload = {"chat_id": "5", "document": BytesIO(b"%PDF"), "caption": "<b>Brief</b>", "parse_mode": "HTML"}
    async with client.session.post(f"{url}/sendDocument", data=upload) as answer:
        document = (await answer.json())["result"]["document"]
    assert [message.text for message in amina.inbox] == ["مرحبا & ja", "b", "Brief"]
    assert amina.inbox[1].labels == ["a"]
    assert api.files[document["file_id"]] == b"%PDF"
