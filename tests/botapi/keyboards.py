"""Refuse keyboards that Telegram refuses, and those it would silently cut."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from tests.botapi.rules import bad, value

if TYPE_CHECKING:
    from tests.botapi.state import Json

MOST_BUTTONS = 100
MOST_IN_A_ROW = 8
LONGEST_DATA = 64  # bytes
LONGEST_URL = 2048  # bytes
OTHER_ACTIONS = (
    *("web_app", "login_url", "copy_text", "callback_game", "pay"),
    *("switch_inline_query", "switch_inline_query_current_chat", "switch_inline_query_chosen_chat"),
)

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*)://")
_HOST = re.compile(r"(?:[^\s.:@]+\.)+[^\s.:@]{2,}|(?:\d{1,3}\.){3}\d{1,3}")


def read(params: Json, *, only_inline: bool = False) -> Json | None:
    """Read reply_markup; raises Refused."""
    raw = params.get("reply_markup")
    if raw is None or raw == "":
        return None
    markup = (
        raw if isinstance(raw, dict) else value(params, "reply_markup", "can't parse reply keyboard markup JSON object")
    )
    if not isinstance(markup, dict):
        raise bad("object expected as reply markup")
    rows = markup.get("inline_keyboard")
    if rows is not None:
        _rows(rows, 'field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays', _inline)
        return markup if any(rows) else None
    if only_inline and markup:
        raise bad("inline keyboard expected")
    rows = markup.get("keyboard")
    if rows is not None:
        _rows(rows, 'field "keyboard" must be an Array of Arrays', _reply)
    return markup or None


def url_complaint(url: str) -> str | None:
    """Say what is wrong with a link, if anything is."""
    scheme = _SCHEME.match(url)
    if scheme and scheme.group(1).lower() not in {"http", "https", "tg", "ton"}:
        return "Unsupported URL protocol"
    if url.lower().startswith(("tg:", "ton:")):
        return None
    rest = url[scheme.end() :] if scheme else url
    authority = re.split(r"[/?#]", rest, maxsplit=1)[0]
    host, _, port = authority.partition(":")
    if not host:
        return "URL host is empty"
    # This is how Telegram reads tel:+49…: a host named tel and a strange port.
    if port and not (port.isascii() and port.isdigit() and 0 < int(port) < 65536):
        return "Wrong port number specified in the URL"
    return None if _HOST.fullmatch(host) else "Wrong HTTP URL"


def _rows(rows: Any, complaint: str, check: Any) -> None:
    if not isinstance(rows, list):
        raise bad(complaint)
    total = 0
    for row in rows:
        if not isinstance(row, list):
            raise bad(complaint)
        total += len(row)
        # Telegram cuts a longer row without a word; a bot that relies on it has lost buttons.
        if total > MOST_BUTTONS or len(row) > MOST_IN_A_ROW:
            raise bad("reply markup is too long")
        for button in row:
            check(button)


def _inline(button: Any) -> None:
    if not isinstance(button, dict):
        raise bad("can't parse inline keyboard button: InlineKeyboardButton must be an Object")
    text = button.get("text")
    if not isinstance(text, str):
        raise bad('can\'t parse inline keyboard button: Field "text" must be of type String')
    if not text.strip():
        raise bad("inline keyboard button text must be non-empty")
    data = button.get("callback_data")
    url = button.get("url")
    if url:
        _url(url)
    elif data:
        if not isinstance(data, str):
            raise bad('can\'t parse inline keyboard button: Field "callback_data" must be of type String')
        if len(data) * 4 > LONGEST_DATA and len(data.encode()) > LONGEST_DATA:
            raise bad("BUTTON_DATA_INVALID")
    elif data == "":
        raise bad("BUTTON_DATA_INVALID")
    elif not any(action in button for action in OTHER_ACTIONS):
        raise bad("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")


def _url(url: Any) -> None:
    if not isinstance(url, str):
        raise bad('can\'t parse inline keyboard button: Field "url" must be of type String')
    if complaint := url_complaint(url):
        raise bad(f"inline keyboard button URL '{url}' is invalid: {complaint}")
    if len(url.encode()) > LONGEST_URL or any(character.isspace() for character in url):
        raise bad("BUTTON_URL_INVALID")


def _reply(button: Any) -> None:
    label = button.get("text") if isinstance(button, dict) else button
    if not isinstance(label, str):
        raise bad("can't parse keyboard button: KeyboardButton must be a String or an Object")
    if not label.strip():
        raise bad("keyboard button text must be non-empty")
