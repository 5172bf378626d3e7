import pytest
from telegram import Update

from tests.botapi.family import BLOCKED


def parsed(update):
    """Read an update as python-telegram-bot does, which takes only whole ones."""
    return Update.de_json(update, None)


async def test_a_command_has_the_shape_telegram_sends(api):
    update = await api.user(5, "Amina", "ar", username="amina").send("/start de")
    message = update["message"]
    assert message["from"] == {
        "id": 5,
        "is_bot": False,
        "first_name": "Amina",
        "username": "amina",
        "language_code": "ar",
    }
    assert message["chat"] == {"id": 5, "first_name": "Amina", "username": "amina", "type": "private"}
    assert message["entities"] == [{"type": "bot_command", "offset": 0, "length": 6}]
    assert parsed(update).effective_message.text == "/start de"


async def test_every_kind_of_message_is_one_telegram_knows(amina):
    kinds = {
        "photo": await amina.photo("Caption"),
        "voice": await amina.voice(),
        "sticker": await amina.sticker(),
        "location": await amina.location(),
        "contact": await amina.contact(),
        "document": await amina.document(),
        "dice": await amina.say_with(dice={"emoji": "🎲", "value": 3}),
    }
    for kind, update in kinds.items():
        assert getattr(parsed(update).message, kind), kind
    edited = parsed(await amina.edit("changed"))
    assert edited.edited_message.text == "changed"
    album = [parsed(update).message.media_group_id for update in await amina.album(3)]
    assert len(album) == 3
    assert len(set(album)) == 1


async def test_a_press_finds_the_newest_button_by_label_or_code(client, amina):
    for turn in ("old", "new"):
        rows = [[{"text": "Termin", "callback_data": f"{turn}:booking"}, {"text": "Web", "url": "https://a.de"}]]
        await client.ok("sendMessage", chat_id=5, text=turn, reply_markup={"inline_keyboard": rows})
    for update in (await amina.press("Termin"), await amina.press("booking")):
        query = parsed(update).callback_query
        assert query.data == "new:booking"
        assert query.message.text == "new"
    with pytest.raises(LookupError, match="Termin"):
        await amina.press("nowhere")
    with pytest.raises(LookupError, match="tells the bot nothing"):
        await amina.press("Web")


async def test_old_and_invented_buttons_can_be_pressed(client, amina):
    await client.ok("sendMessage", chat_id=5, text="x")
    [message] = await amina.expect()
    assert parsed(await amina.press_data("gone:1", message)).callback_query.message.text == "x"
    assert parsed(await amina.press_data("gone:1", 12345)).callback_query.message.is_accessible is False


async def test_a_reply_keyboard_sends_its_label(client, amina):
    await client.ok("sendMessage", chat_id=5, text="x", reply_markup={"keyboard": [["Ja", {"text": "Nein"}]]})
    assert (await amina.press("Nein"))["message"]["text"] == "Nein"


async def test_blocking_and_unblocking_are_told(api, client, amina):
    blocked = parsed(await amina.block()).my_chat_member
    assert (blocked.old_chat_member.status, blocked.new_chat_member.status) == ("member", "kicked")
    assert await client.refused("sendChatAction", chat_id=5, action="typing") == BLOCKED
    await amina.unblock()
    await client.ok("sendChatAction", chat_id=5, action="typing")
    assert amina.chat.actions == ["typing"]


async def test_expect_hands_out_each_message_once(client, amina):
    for text in "abc":
        await client.ok("sendMessage", chat_id=5, text=text)
    assert [message.text for message in await amina.expect(2)] == ["a", "b"]
    assert [message.text for message in amina.unread] == ["c"]
    await amina.expect()
    with pytest.raises(TimeoutError, match="sendMessage 200"):
        await amina.expect(timeout=0.01)


async def test_groups_tell_when_the_bot_comes_and_goes(api, client, amina):
    group = api.group()
    assert [list(update)[1] for update in await group.add_bot(amina)] == ["my_chat_member", "message"]
    await client.ok("sendMessage", chat_id=group.id, text="Auf Wiedersehen")
    assert (await group.send(amina, "hallo"))["message"]["chat"]["type"] == "group"
    await client.ok("leaveChat", chat_id=group.id)
    told = await client.refused("sendMessage", chat_id=group.id, text="x")
    assert told == "Forbidden: bot is not a member of the group chat"
    moved = await group.become_supergroup(amina, -100777)
    await client.ok("sendMessage", chat_id=moved.id, text="x")


async def test_channel_posts_have_no_sender(api, client):
    update = parsed(await api.channel().post("news"))
    assert update.channel_post.text == "news"
    assert update.effective_user is None


async def test_topics_of_a_forum_come_and_go(api, client):
    forum = api.group(-1002, forum=True)
    topic = await client.ok("createForumTopic", chat_id=forum.id, name="Amina")
    where = {"chat_id": forum.id, "message_thread_id": topic["message_thread_id"]}
    await client.ok("sendMessage", text="x", **where)
    await client.ok("deleteForumTopic", **where)
    assert await client.refused("sendMessage", text="x", **where) == "Bad Request: message thread not found"
    assert forum.inbox[0].thread == topic["message_thread_id"]


async def test_files_can_be_fetched(api, client, amina):
    voice = (await amina.voice(data=b"OggS hallo"))["message"]["voice"]
    path = (await client.ok("getFile", file_id=voice["file_id"]))["file_path"]
    async with client.session.get(f"{api.url}/file/bot{api.token}/{path}") as answer:
        assert await answer.read() == b"OggS hallo"
    assert await client.refused("getFile", file_id="none") == "Bad Request: invalid file_id"
