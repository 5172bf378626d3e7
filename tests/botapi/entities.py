"""Read Telegram's HTML as Telegram does: its few tags, its four named characters, its complaints.

Offsets and lengths count UTF-16 code units; offsets in complaints count UTF-8 bytes.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.botapi.state import Json

KINDS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "span": "spoiler",
    "tg-spoiler": "spoiler",
    "tg-emoji": "custom_emoji",
    "a": "text_link",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
}
NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}

_ATTRIBUTE = r"""\s+([^\s=>]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([A-Za-z0-9.-]+))"""
_SIGN = re.compile(r"[<&]")
_REFERENCE = re.compile(r"&(?:#x([0-9a-fA-F]{1,6})|#([0-9]{1,7})|([A-Za-z]+));?")
_START = re.compile(rf"<([^\s>/][^\s>]*)((?:{_ATTRIBUTE}|\s+expandable(?=[\s>]))*)\s*>")
_END = re.compile(r"</([^\s>]*)\s*>")
_ATTRIBUTES = re.compile(_ATTRIBUTE)
_COMMAND = re.compile(r"(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/])")


class Broken(ValueError):
    """The markup cannot be read."""


def utf16(text: str) -> int:
    """Measure a text as Telegram does."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


def parse_html(html: str) -> tuple[str, list[Json]]:
    """Split HTML into the text that is read and its entities; raises Broken in Telegram's words."""
    if "<" not in html and "&" not in html:
        return html, []
    parts: list[str] = []
    open_tags: list[tuple[str, str, int]] = []  # name, argument, offset
    found: list[Json] = []
    place = offset = 0
    while sign := _SIGN.search(html, place):
        plain = html[place : sign.start()]
        parts.append(plain)
        offset += utf16(plain)
        if sign.group() == "&":
            character, place = _decoded(html, sign.start())
            parts.append(character)
            offset += utf16(character)
        elif html.startswith("</", sign.start()):
            place = _close(html, sign.start(), open_tags, offset, found)
        else:
            name, argument, place = _open(html, sign.start())
            open_tags.append((name, argument, offset))
    if open_tags:
        raise Broken(f'Can\'t find end tag corresponding to start tag "{open_tags[-1][0]}"')
    parts.append(html[place:])
    found.sort(key=lambda entity: (entity["offset"], -entity["length"]))
    return "".join(parts), found


def commands(text: str) -> list[Json]:
    """Find the /commands in what a person typed."""
    if "/" not in text:
        return []
    return [
        {"type": "bot_command", "offset": utf16(text[: hit.start()]), "length": utf16(hit.group())}
        for hit in _COMMAND.finditer(text)
    ]


def _decoded(html: str, place: int) -> tuple[str, int]:
    hit = _REFERENCE.match(html, place)
    if hit is None:
        return "&", place + 1
    hexadecimal, decimal, name = hit.groups()
    if name is not None:
        # A name Telegram does not know stays as it was typed.
        return (NAMED[name], hit.end()) if name in NAMED else ("&", place + 1)
    code = int(hexadecimal, 16) if hexadecimal else int(decimal)
    return (chr(code), hit.end()) if 0 < code < 0x10FFFF and not 0xD800 <= code < 0xE000 else ("&", place + 1)


def _open(html: str, place: int) -> tuple[str, str, int]:
    hit = _START.match(html, place)
    name = hit.group(1).lower() if hit else ""
    if hit is None or name not in KINDS:
        raise Broken(_complaint(html, place))
    values = {key.lower(): a or b or c for key, a, b, c in _ATTRIBUTES.findall(hit.group(2))}
    argument = values.get({"a": "href", "tg-emoji": "emoji-id"}.get(name, "class"), "")
    if name == "span" and argument != "tg-spoiler":
        raise Broken(f'Tag "span" must have class "tg-spoiler" at byte offset {_bytes(html, place)}')
    return name, argument, hit.end()


def _close(html: str, place: int, open_tags: list[tuple[str, str, int]], offset: int, found: list[Json]) -> int:
    if not open_tags:
        raise Broken(f"Unexpected end tag at byte offset {_bytes(html, place)}")
    hit = _END.match(html, place)
    if hit is None:
        raise Broken(f"Unclosed end tag at byte offset {_bytes(html, place)}")
    name, argument, begin = open_tags.pop()
    closing = hit.group(1).lower()
    if closing and closing != name:
        at = _bytes(html, place)
        raise Broken(f'Unmatched end tag at byte offset {at}, expected "</{name}>", found "</{closing}>"')
    if offset > begin:
        entity: Json = {"type": KINDS[name], "offset": begin, "length": offset - begin}
        if name == "a":
            entity["url"] = _decoded_all(argument)
        elif name == "tg-emoji":
            entity["custom_emoji_id"] = argument
        found.append(entity)
    return hit.end()


def _decoded_all(value: str) -> str:
    return _REFERENCE.sub(
        lambda hit: _decoded(hit.group(), 0)[0] if hit.group(3) in {None, *NAMED} else hit.group(), value
    )


def _complaint(html: str, place: int) -> str:
    at = _bytes(html, place)
    rest = html[place + 1 :]
    ending = re.search(r"[\s>]", rest)
    if ending is None:
        return f"Unclosed start tag at byte offset {at}"
    name = rest[: ending.start()].lower()
    if name not in KINDS:
        return f'Unsupported start tag "{name}" at byte offset {at}'
    if ">" not in rest:
        return f'Unclosed start tag "{name}" at byte offset {at}'
    return f'Expected equal sign in declaration of an attribute of the tag "{name}" at byte offset {at}'


def _bytes(html: str, place: int) -> int:
    return len(html[:place].encode())
