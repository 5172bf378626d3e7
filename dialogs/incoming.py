"""What a family can do, whatever the channel."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Thing(StrEnum):
    """Name what cannot be read as text."""

    PHOTO = "photo"
    VOICE = "voice"
    VIDEO = "video"
    DOCUMENT = "document"
    STICKER = "sticker"
    PLACE = "place"
    CONTACT = "contact"
    OTHER = "other"


@dataclass(frozen=True)
class Typed:
    """A text, as it was typed."""

    text: str


@dataclass(frozen=True)
class Pressed:
    """A button, with the data it carries."""

    data: str


@dataclass(frozen=True)
class Command:
    """A command of the menu: start, menu, help, language, mydata, back."""

    name: str


@dataclass(frozen=True)
class Sent:
    """Something that is no text; its caption, if any, is read like one."""

    thing: Thing
    caption: str = ""
    # It was sent on the page and is kept for a person of the office.
    kept: bool = False


@dataclass(frozen=True)
class Edited:
    """A message of before, written anew."""

    text: str


Incoming = Typed | Pressed | Command | Sent | Edited
