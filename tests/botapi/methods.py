"""What the methods about messages and chats do: parameters in, result out, Refused otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.botapi import keyboards, rules
from tests.botapi.rules import Refused, bad
from tests.botapi.state import Call, Chat, Json, Message

if TYPE_CHECKING:
    from tests.botapi.server import BotApi

BIGGEST_DOWNLOAD = 20 * 1024 * 1024  # bytes
# What Telegram always tells beside a file of this kind.
_SHOWN_WITH: dict[str, Json] = {"voice": {"duration": 1}}
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current "
    "content and reply markup of the message"
)
QUERY_TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


def get_me(api: BotApi, call: Call) -> Json:
    return {
        **api.bot,
        "can_join_groups": True,
        "can_read_all_group_messages": True,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def send_message(api: BotApi, call: Call) -> Json:
    params = call.params
    plain, entities, html = rules.text(params)
    markup = keyboards.read(params)
    chat = writable(api, params)
    content: Json = {"text": plain}
    if entities:
        content["entities"] = entities
    return _put(api, call, chat, content, html=html, markup=markup)


def send_media(api: BotApi, call: Call) -> Json:
    """Send a photo, a voice note or a document, by its file_id, an address, or uploaded bytes."""
    params = call.params
    kind = call.method.lower().removeprefix("send")
    file = params.get(kind)
    if not file:
        raise bad(f"there is no {kind} in the request")
    caption, entities, html = rules.text(params, "caption")
    markup = keyboards.read(params)
    chat = writable(api, params)
    known = isinstance(file, str) and file in api.files
    data = api.files[file] if known else file if isinstance(file, bytes) else str(file).encode()
    media = api.keep_file(data, kind, **_SHOWN_WITH.get(kind, {}))
    content: Json = {kind: [media] if kind == "photo" else media}
    if caption:
        content |= {"caption": caption, "caption_entities": entities} if entities else {"caption": caption}
    return _put(api, call, chat, content, html=html, markup=markup)


def edit_message_text(api: BotApi, call: Call) -> Json:
    plain, entities, html = rules.text(call.params)
    markup = keyboards.read(call.params, only_inline=True)
    message = _own(api, call.params, "message to edit not found", "message can't be edited")
    content: Json = {"text": plain}
    if entities:
        content["entities"] = entities
    if message.content == content and message.markup == markup:
        raise bad(NOT_MODIFIED)
    message.content, message.html, message.markup = content, html, markup
    return _edited(api, call, message)


def edit_message_reply_markup(api: BotApi, call: Call) -> Json:
    markup = keyboards.read(call.params, only_inline=True)
    message = _own(api, call.params, "message to edit not found", "message can't be edited")
    if message.markup == markup:
        raise bad(NOT_MODIFIED)
    message.markup = markup
    return _edited(api, call, message)


def delete_message(api: BotApi, call: Call) -> bool:
    message = _message(api, call.params, "message to delete not found")
    message.deleted = True
    del message.chat.messages[message.message_id]
    return True


def answer_callback_query(api: BotApi, call: Call) -> bool:
    query = api.queries.get(str(call.params.get("callback_query_id")))
    if query is None or query.answered is not None or api.now() - query.asked > api.query_lifetime:
        raise bad(QUERY_TOO_OLD)
    if len(str(call.params.get("text") or "")) > 200:
        raise bad("MESSAGE_TOO_LONG")
    query.answered = call.params
    return True


def send_chat_action(api: BotApi, call: Call) -> bool:
    action = call.params.get("action")
    if action not in rules.ACTIONS:
        raise bad("wrong parameter action in request")
    writable(api, call.params).actions.append(action)
    return True


def get_chat(api: BotApi, call: Call) -> Json:
    chat = chat_of(api, call.params)
    return {**chat.info, "accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": _NO_GIFTS}


def leave_chat(api: BotApi, call: Call) -> bool:
    chat = writable(api, call.params)
    if chat.id > 0:
        raise bad("chat member status can't be changed in private chats")
    chat.refusal = f"Forbidden: bot is not a member of the {_chat_name(chat)} chat"
    return True


def get_file(api: BotApi, call: Call) -> Json:
    file_id = str(call.params.get("file_id") or "")
    if not file_id:
        raise bad("file_id not specified")
    data = api.files.get(file_id)
    if data is None:
        raise bad("invalid file_id")
    if len(data) > BIGGEST_DOWNLOAD:
        raise bad("file is too big")
    return {
        "file_id": file_id,
        "file_unique_id": file_id[-16:],
        "file_size": len(data),
        "file_path": f"files/{file_id}",
    }


def create_forum_topic(api: BotApi, call: Call) -> Json:
    name = str(call.params.get("name") or "")
    chat = writable(api, call.params)
    if not chat.info.get("is_forum"):
        raise bad("the chat is not a forum")
    if not 1 <= len(name) <= 128:
        raise bad("TOPIC_TITLE_INVALID" if name else "TOPIC_TITLE_EMPTY")
    thread = api.next_message_id()
    chat.topics[thread] = name
    return {"message_thread_id": thread, "name": name, "icon_color": 7322096}


def close_forum_topic(api: BotApi, call: Call) -> bool:
    """Close a topic, or open it again."""
    chat = writable(api, call.params)
    thread = rules.number(call.params, "message_thread_id")
    if thread not in chat.topics:
        raise bad("TOPIC_ID_INVALID")
    closing = call.method.lower() == "closeforumtopic"
    if (thread in chat.closed_topics) == closing:
        raise bad("TOPIC_NOT_MODIFIED")
    (chat.closed_topics.add if closing else chat.closed_topics.discard)(thread)
    return True


def delete_forum_topic(api: BotApi, call: Call) -> bool:
    chat = writable(api, call.params)
    if chat.topics.pop(rules.number(call.params, "message_thread_id"), None) is None:
        raise bad("TOPIC_ID_INVALID")
    return True


def chat_of(api: BotApi, params: Json) -> Chat:
    """Find the chat a call means, by number or @name."""
    given: Any = params.get("chat_id")
    if given is None or given == "":
        raise bad("chat_id is empty")
    if isinstance(given, str):
        given = api.names.get(given[1:].lower()) if given[:1] == "@" else rules.number(params, "chat_id")
    chat = api.chats.get(given) if type(given) is int else None
    if chat is None or not chat.known:
        raise bad("chat not found")
    return chat


def writable(api: BotApi, params: Json) -> Chat:
    chat = chat_of(api, params)
    if chat.refusal is not None:
        raise Refused(403, chat.refusal)
    return chat


_NO_GIFTS = dict.fromkeys(
    ["unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels"], False
)


def _put(api: BotApi, call: Call, chat: Chat, content: Json, *, html: str, markup: Json | None) -> Json:
    params = call.params
    thread = rules.number(params, "message_thread_id") or None
    if thread is not None and thread not in chat.topics:
        raise bad("message thread not found")
    _check_reply(chat, params)
    now = api.now()
    if api.flood is not None:
        api.flood.check(chat.id, now)
    message = Message(
        message_id=api.next_message_id(),
        chat=chat,
        sender=None if chat.info["type"] == "channel" else api.bot,
        date=int(now),
        content=content,
        html=html,
        markup=markup,
        thread=thread,
        by_bot=True,
    )
    chat.messages[message.message_id] = message
    chat.sent.append(message)
    api.heard(call, message)
    return message.json()


def _edited(api: BotApi, call: Call, message: Message) -> Json:
    message.edited = int(api.now())
    api.heard(call, message)
    return message.json()


def _check_reply(chat: Chat, params: Json) -> None:
    reply = rules.value(params, "reply_parameters", "can't parse reply parameters JSON object") or {}
    wanted = reply.get("message_id") or rules.number(params, "reply_to_message_id")
    tolerant = reply.get("allow_sending_without_reply") or rules.truth(params, "allow_sending_without_reply")
    if wanted and not tolerant and int(wanted) not in chat.messages:
        raise bad("message to be replied not found")


def _message(api: BotApi, params: Json, missing: str) -> Message:
    chat = writable(api, params)
    message = chat.messages.get(rules.number(params, "message_id"))
    if message is None:
        raise bad(missing)
    return message


def _own(api: BotApi, params: Json, missing: str, foreign: str) -> Message:
    message = _message(api, params, missing)
    if not message.by_bot:
        raise bad(foreign)
    return message


def _chat_name(chat: Chat) -> str:
    return str(chat.info["type"])


METHODS = {
    "getme": get_me,
    "sendmessage": send_message,
    "sendphoto": send_media,
    "sendvoice": send_media,
    "senddocument": send_media,
    "editmessagetext": edit_message_text,
    "editmessagereplymarkup": edit_message_reply_markup,
    "deletemessage": delete_message,
    "answercallbackquery": answer_callback_query,
    "sendchataction": send_chat_action,
    "getchat": get_chat,
    "leavechat": leave_chat,
    "getfile": get_file,
    "createforumtopic": create_forum_topic,
    "closeforumtopic": close_forum_topic,
    "reopenforumtopic": close_forum_topic,
    "deleteforumtopic": delete_forum_topic,
}
