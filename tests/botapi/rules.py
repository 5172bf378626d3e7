"""Refuse texts, chats and profile values that Telegram refuses, in its words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import orjson

from tests.botapi.entities import Broken, parse_html, utf16

if TYPE_CHECKING:
    from tests.botapi.state import Json

LONGEST_TEXT = 4096  # UTF-16 code units after the markup was read
LONGEST_CAPTION = 1024
LONGEST_RAW = 1 << 15  # bytes before it is read
COMMANDS = 100
SCOPES = {"default", "all_private_chats", "all_group_chats", "all_chat_administrators"}
CHAT_SCOPES = {"chat", "chat_administrators", "chat_member"}
ACTIONS = {
    *("typing", "choose_sticker", "find_location", "record_video", "record_voice", "record_video_note"),
    *("upload_photo", "upload_video", "upload_voice", "upload_document", "upload_video_note"),
}

# Telegram takes out line and paragraph separators and the old embeddings, but leaves isolates in.
_UNCLEAN = re.compile("[\x00-\x09\x0b-\x1f\u2028-\u202e]")
_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_LANGUAGE = re.compile(r"(?:[a-z]{2})?")


class Refused(Exception):
    """A call that Telegram answers with ok:false."""

    def __init__(self, code: int, description: str, parameters: Json | None = None) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    def json(self) -> Json:
        body: Json = {"ok": False, "error_code": self.code, "description": self.description}
        if self.parameters:
            body["parameters"] = self.parameters
        return body


def bad(description: str) -> Refused:
    """Build a 400; Telegram begins its own sentences with a small letter and leaves its server's codes alone."""
    if not description[1:2].isupper() and description[1:2] != "_":
        description = description[0].lower() + description[1:]
    return Refused(400, f"Bad Request: {description}")


def too_many(seconds: int) -> Refused:
    return Refused(429, f"Too Many Requests: retry after {seconds}", {"retry_after": seconds})


def value(params: Json, name: str, complaint: str) -> Any:
    """Read a parameter that is JSON by itself; in a form it comes as a string."""
    raw = params.get(name)
    if not isinstance(raw, str):
        return raw
    if not raw:
        return None
    try:
        return orjson.loads(raw)
    except orjson.JSONDecodeError:
        raise bad(complaint) from None


def number(params: Json, name: str, default: int = 0) -> int:
    """Read a number; what is none counts as the default, as with Telegram."""
    try:
        return int(params.get(name, default))
    except (TypeError, ValueError):
        return default


def truth(params: Json, name: str) -> bool:
    return str(params.get(name, "")).lower() in {"true", "yes", "1"}


def text(params: Json, name: str = "text") -> tuple[str, list[Json], str]:
    """Read text or caption: what is read, its entities, and the source it came from."""
    raw = params.get(name)
    raw = raw if isinstance(raw, str) else "" if raw is None else str(raw)
    is_text = name == "text"
    if not raw:
        if is_text:
            raise bad("message text is empty")
        return "", [], ""
    if len(raw) * 4 > LONGEST_RAW and len(raw.encode()) > LONGEST_RAW:
        raise bad("text is too long")
    plain, entities = _parsed(params, raw, name)
    plain, entities = _trimmed(plain, entities)
    if not plain and is_text:
        raise bad("text must be non-empty")
    limit = LONGEST_TEXT if is_text else LONGEST_CAPTION
    if len(plain) * 2 > limit and utf16(plain) > limit:
        raise bad("message is too long" if is_text else "message caption is too long")
    return plain, entities, raw


def language(params: Json) -> str:
    code = str(params.get("language_code") or "")
    if not _LANGUAGE.fullmatch(code):
        raise bad("invalid language code specified")
    return code


def scope(params: Json) -> Json:
    """Read the scope of commands; without one it is the default."""
    given = value(params, "scope", "can't parse BotCommandScope JSON object")
    if given is None:
        return {"type": "default"}
    if not isinstance(given, dict):
        raise bad("can't parse BotCommandScope: BotCommandScope must be an Object")
    kind = given.get("type")
    if kind in SCOPES:
        return given
    if kind not in CHAT_SCOPES:
        raise bad("can't parse BotCommandScope: Unsupported type specified")
    if not given.get("chat_id"):
        raise bad("can't parse BotCommandScope: Empty chat_id specified")
    return given


def commands(params: Json) -> list[Json]:
    given = value(params, "commands", "can't parse commands JSON object")
    if given is None:
        given = []
    if not isinstance(given, list):
        raise bad("expected an Array of BotCommand")
    if len(given) > COMMANDS:
        raise bad("BOT_COMMANDS_TOO_MUCH")
    for command in given:
        if not isinstance(command, dict):
            raise bad("can't parse BotCommand: expected an Object")
        for field in ("command", "description"):
            if not isinstance(command.get(field), str):
                raise bad(f"can't parse BotCommand: Can't find field \"{field}\"")
        if not _COMMAND.fullmatch(command["command"].removeprefix("/")):
            raise bad("BOT_COMMAND_INVALID")
        if not 1 <= utf16(command["description"].strip()) <= 256:
            raise bad("BOT_COMMAND_DESCRIPTION_INVALID")
    return given


def profile(params: Json, name: str, limit: int, complaint: str) -> str:
    """Read one of the bot's own texts, at most so many characters."""
    given = str(params.get(name) or "")
    if len(given) > limit:
        raise bad(complaint)
    return given


def _parsed(params: Json, raw: str, name: str) -> tuple[str, list[Json]]:
    if _UNCLEAN.search(raw):
        raw = _UNCLEAN.sub(lambda hit: " " if hit.group() < " " and hit.group() != "\r" else "", raw)
    mode = str(params.get("parse_mode") or "").lower()
    if mode == "html":
        try:
            return parse_html(raw)
        except Broken as broken:
            raise bad(f"can't parse entities: {broken}") from None
    if mode not in {"", "none"}:
        raise bad("unsupported parse_mode")
    given = params.get("entities" if name == "text" else "caption_entities")
    return (raw, []) if given is None else (raw, _given(given, utf16(raw)))


def _given(raw: Any, length: int) -> list[Json]:
    entities = value({"entities": raw}, "entities", "can't parse entities JSON object")
    for entity in entities if isinstance(entities, list) else ():
        numbers = [entity.get(field) for field in ("offset", "length")] if isinstance(entity, dict) else []
        if not numbers or not all(isinstance(one, int) for one in numbers) or not isinstance(entity.get("type"), str):
            raise bad("can't parse MessageEntity: Can't find field \"offset\"")
        if numbers[0] < 0 or numbers[1] <= 0 or sum(numbers) > length:
            raise bad("entity beginning or end is beyond the text")
    return entities if isinstance(entities, list) else []


def _trimmed(plain: str, entities: list[Json]) -> tuple[str, list[Json]]:
    """Cut blanks at both ends, as Telegram does, and move the entities along."""
    if plain and not plain[0].isspace() and not plain[-1].isspace():
        return plain, entities
    ahead = utf16(plain[: len(plain) - len(plain.lstrip())])
    plain = plain.strip()
    end = utf16(plain)
    moved = []
    for entity in entities:
        begin = max(entity["offset"] - ahead, 0)
        length = min(entity["offset"] - ahead + entity["length"], end) - begin
        if length > 0:
            moved.append({**entity, "offset": begin, "length": length})
    return plain, moved
