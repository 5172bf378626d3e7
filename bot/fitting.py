"""One message wherever it fits, several where it does not; a recording is one of its own.

Source of the limit: Bot API, sendMessage: 4,096 characters after entities, counted in UTF-16 units.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dialogs.reply import Message, Part

if TYPE_CHECKING:
    from collections.abc import Iterator

# Below the limit by what the markup of a paragraph adds.
AT_MOST = 3_900


def fit(message: Message) -> list[Message]:
    """Split a message between its parts; the last piece has the buttons."""
    spoken = any(part.audio for part in message.parts)
    if not spoken and sum(len(part.text) + len(part.markdown) for part in message.parts) < AT_MOST // 2:
        # Short enough even if every character counted twice.
        return [message]
    groups: list[list[Part]] = [[]]
    length = 0
    for part in (piece for whole in message.parts for piece in _pieces(whole)):
        size = units(part.text or part.markdown) + 2
        alone = part.audio or (groups[-1] and groups[-1][-1].audio)
        if groups[-1] and (alone or length + size > AT_MOST):
            groups.append([])
            length = 0
        groups[-1].append(part)
        length += size
    rest = [replace(message, parts=tuple(group), rows=()) for group in groups[:-1]]
    return [*rest, replace(message, parts=tuple(groups[-1]))]


def units(text: str) -> int:
    """Count as Telegram does: a character beyond the first plane counts twice."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


def _pieces(part: Part) -> Iterator[Part]:
    """Cut a part that is too long by itself between its paragraphs."""
    whole = part.text or part.markdown
    if units(whole) <= AT_MOST:
        yield part
        return
    rest = whole
    while rest:
        head = rest[: AT_MOST // 2]
        cut = head.rfind("\n\n") if len(rest) > len(head) else len(head)
        cut = cut if cut > 0 else len(head)
        yield Part(text=rest[:cut]) if part.text else Part(markdown=rest[:cut])
        rest = rest[cut:].lstrip("\n")
