"""A message as Telegram's HTML and keyboard, from the same source as the page.

Sources: Bot API, "HTML style" and InlineKeyboardMarkup.
"""

from __future__ import annotations

from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING, Any

from markdown_it import MarkdownIt

from translations import direction

if TYPE_CHECKING:
    from collections.abc import Iterable

    from markdown_it.token import Token

    from dialogs.reply import Button, Message, Part

_PARSER = MarkdownIt("commonmark", {"html": False})
# What opens and closes with a tag of Telegram's; an official German term is marked by emphasis.
_TAGS = {"strong": "b", "em": "i"}


def payload(chat: str, message: Message) -> dict[str, Any]:
    """Return the arguments of sendMessage."""
    arguments: dict[str, Any] = {
        "chat_id": int(chat),
        "text": "\n\n".join([*_speaker(message), *(_html(part) for part in message.parts)]),
        "parse_mode": "HTML",
        "link_preview_options": {"is_disabled": True},
    }
    if message.rows:
        arguments["reply_markup"] = {"inline_keyboard": _keyboard(message.rows, message.language)}
    return arguments


def _speaker(message: Message) -> list[str]:
    """Say who speaks where it is a person of the office: in Telegram all come from one bot."""
    return [f"👤 <b>{escape(message.by, quote=False)}</b>"] if message.by else []


def _keyboard(rows: Iterable[Iterable[Button]], language: str) -> list[list[dict[str, str]]]:
    """Telegram does not mirror keyboards, so rows run backwards for right-to-left readers (telegram-bot-api#882)."""
    ordered = [[_written(button) for button in row] for row in rows]
    return [row[::-1] for row in ordered] if direction(language) == "rtl" else ordered


def _written(button: Button) -> dict[str, str]:
    what = {"url": button.url} if button.url else {"callback_data": button.data}
    return {"text": button.label, **what}


def _html(part: Part) -> str:
    return escape(part.text, quote=False) if part.text else from_markdown(part.markdown)


@lru_cache(maxsize=2_000)
def from_markdown(markdown: str) -> str:
    """Turn an article into the few tags that Telegram knows."""
    lines: list[str] = []
    mark, heading, ordinal = "", False, 0
    for token in _PARSER.parse(markdown):
        match token.type:
            case "heading_open":
                heading = True
            case "ordered_list_open" | "bullet_list_open":
                ordinal = int(token.type == "ordered_list_open")
            case "list_item_open":
                mark = f"{ordinal}. " if ordinal else "• "
                ordinal += bool(ordinal)
            case "bullet_list_close" | "ordered_list_close":
                lines.append("")
            case "inline":
                words = _inline(token.children or [])
                lines += [mark + words] if mark else [f"<b>{words}</b>" if heading else words, ""]
                mark, heading = "", False
    return "\n".join(lines).strip()


def _inline(tokens: list[Token]) -> str:
    words: list[str] = []
    # Telegram makes phone numbers and e-mail addresses tappable by itself and refuses links to them.
    linked = False
    for token in tokens:
        if token.type == "text":
            words.append(escape(token.content, quote=False))
        elif token.type in ("softbreak", "hardbreak"):
            words.append("\n")
        elif token.type == "link_open":
            target = str(token.attrGet("href") or "")
            linked = target.startswith("http")
            words += [f'<a href="{escape(target)}">'] if linked else []
        elif token.type == "link_close":
            words += ["</a>"] if linked else []
        elif token.tag in _TAGS:
            words.append(f"<{_TAGS[token.tag]}>" if token.nesting == 1 else f"</{_TAGS[token.tag]}>")
    return "".join(words)
