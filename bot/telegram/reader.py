"""Raw updates become arrivals, read from the dict: whatever is odd about a field that nobody needs costs no answer.

The library's `Update.de_json` takes a third of a millisecond and fails whole on one odd field (measurements.md).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeGuard

from bot.arrival import Arrival
from dialogs.incoming import Command, Edited, Incoming, Pressed, Sent, Thing, Typed


@dataclass(frozen=True)
class Membership:
    """Tell that a family blocked or unblocked the bot."""

    update_id: str
    chat: str
    state: str


@dataclass(frozen=True)
class Group:
    """Tell that the bot was spoken to in a group, or put into one."""

    update_id: str
    chat: str
    languages: tuple[str, ...]
    # What was said there, or pressed, as it came: only the staff's own group is read.
    message: dict[str, Any] | None = None
    press: dict[str, Any] | None = None
    # Whether it calls for a farewell: somebody spoke, or let the bot in.
    spoken: bool = True


@dataclass(frozen=True)
class Nothing:
    """Tell that an update calls for no answer: channel posts, and kinds that Lotse has not asked for."""

    update_id: str


Read = Arrival | Membership | Group | Nothing

# What Lotse asks Telegram for.
ALLOWED = ("message", "edited_message", "callback_query", "my_chat_member")

# Beyond this an update_id is not Telegram's.
_MOST_ID = 2**53
_THINGS = {
    "photo": Thing.PHOTO,
    "voice": Thing.VOICE,
    "audio": Thing.VOICE,
    "video": Thing.VIDEO,
    "video_note": Thing.VOICE,
    "animation": Thing.VIDEO,
    "document": Thing.DOCUMENT,
    "sticker": Thing.STICKER,
    "location": Thing.PLACE,
    "venue": Thing.PLACE,
    "contact": Thing.CONTACT,
}
# Telegram tells these about the chat; nobody said them.
_SERVICE = ("pinned_message", "message_auto_delete_timer_changed", "write_access_allowed", "connected_website",
            "chat_background_set", "users_shared", "chat_shared")  # fmt: skip


def is_update_id(id: Any) -> TypeGuard[int]:
    """Tell whether this can be the number of an update; no other must move the offset, or be looked up."""
    return type(id) is int and 0 <= id < _MOST_ID


def read(update: dict[str, Any]) -> Read:
    """Understand one update; raises whatever a malformed one makes it raise (KeyError, TypeError, ValueError …)."""
    if not is_update_id(update["update_id"]):
        raise ValueError("no update_id of Telegram's")
    update_id = str(update["update_id"])
    if "message" in update:
        return _message(update_id, update["message"], edited=False)
    if "callback_query" in update:
        return _press(update_id, update["callback_query"])
    if "edited_message" in update:
        return _message(update_id, update["edited_message"], edited=True)
    if "my_chat_member" in update:
        return _membership(update_id, update["my_chat_member"])
    return Nothing(update_id)


def _message(update_id: str, message: dict[str, Any], *, edited: bool) -> Read:
    chat, sender = message["chat"], message.get("from") or {}
    if chat["type"] in ("group", "supergroup"):
        quiet = edited or "left_chat_member" in message or "migrate_from_chat_id" in message
        said = None if edited else message
        return Group(update_id, str(int(chat["id"])), _languages(sender), message=said, spoken=not quiet)
    if chat["type"] != "private" or sender.get("is_bot") or any(kind in message for kind in _SERVICE):
        return Nothing(update_id)
    return Arrival(
        channel="telegram",
        place=str(int(chat["id"])),
        update_id=update_id,
        incoming=_incoming(message, edited=edited),
        languages=_languages(sender),
        album=str(message.get("media_group_id", "")),
        message_id=str(message.get("message_id", "")),
        file_id=_file_id(message),
    )


def _incoming(message: dict[str, Any], *, edited: bool) -> Incoming:
    text = message.get("text")
    if isinstance(text, str):
        if edited:
            return Edited(text)
        return Command(_command(text)) if _is_command(message, text) else Typed(text)
    if edited:
        return Edited(str(message.get("caption", "")))
    # Of what Telegram will send tomorrow no library knows the fields; its sender is answered all the same.
    caption = message.get("caption")
    thing = next((thing for kind, thing in _THINGS.items() if kind in message), Thing.OTHER)
    return Sent(thing, caption if isinstance(caption, str) else "")


def _file_id(message: dict[str, Any]) -> str:
    """Return the name of a photo, a recording or a paper; of a photo the largest size."""
    photos = message.get("photo") or [{}]
    found = message.get("voice") or message.get("audio") or message.get("document") or photos[-1]
    return str(found.get("file_id", ""))


def _is_command(message: dict[str, Any], text: str) -> bool:
    if not text.startswith("/"):
        return False
    entities = message.get("entities") or ()
    return any(entity["type"] == "bot_command" and entity["offset"] == 0 for entity in entities)


def _command(text: str) -> str:
    return text.split(maxsplit=1)[0][1:].split("@", maxsplit=1)[0].lower()


def _press(update_id: str, query: dict[str, Any]) -> Read:
    message = query.get("message") or {}
    chat = message.get("chat") or {}
    if chat.get("type", "private") != "private":
        return Group(update_id, str(int(chat["id"])), (), press=query, spoken=False)
    return Arrival(
        channel="telegram",
        place=str(int(query["from"]["id"])),
        update_id=update_id,
        incoming=Pressed(str(query.get("data", ""))),
        languages=_languages(query["from"]),
        callback_id=str(query["id"]),
    )


def _membership(update_id: str, change: dict[str, Any]) -> Read:
    chat, status = change["chat"], change["new_chat_member"]["status"]
    if chat["type"] == "private":
        return Membership(update_id, str(int(chat["id"])), "blocked" if status == "kicked" else "ok")
    if chat["type"] in ("group", "supergroup") and status in ("member", "administrator"):
        return Group(update_id, str(int(chat["id"])), _languages(change.get("from") or {}))
    return Nothing(update_id)


def _languages(sender: dict[str, Any]) -> tuple[str, ...]:
    code = sender.get("language_code")
    return (code,) if isinstance(code, str) and code else ()
