"""Buttons that find their way back: ≤ 64 bytes that end in ":" and the option's code.

Source of the limit: Bot API, InlineKeyboardButton.callback_data.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from hashlib import blake2s

AT_MOST = 64
# Where the store's numbers end; no talk of ours is there.
_BEYOND = 2**63
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


class Verb(Enum):
    """Say what a press does."""

    # Answers the question it names.
    ANSWER = "t"
    # Changes an answer that was given already.
    CHANGE = "c"
    # Works anywhere: menu, going on, choosing a language.
    ANYWHERE = "g"
    LANGUAGE = "l"


@dataclass(frozen=True)
class Press:
    """Say which button was pressed."""

    verb: Verb
    code: str
    talk: int = 0
    key: str = ""


def pack(press: Press) -> str:
    """Write the press on a button; key is the key itself here, its hash after unpacking."""
    if press.verb in (Verb.ANSWER, Verb.CHANGE):
        return f"{press.verb.value}{_base36(press.talk)}.{key_hash(press.key)}:{press.code}"
    return f"{press.verb.value}:{press.code}"


def unpack(data: str) -> Press | None:
    """Read a button, ours of any age or a forged one; None where it is none of ours."""
    place, colon, code = data.rpartition(":")
    if not colon or not code or not place:
        return None
    try:
        verb = Verb(place[0])
        talk, _, key = place[1:].partition(".")
        number = int(talk, 36) if talk else 0
    except ValueError:
        return None
    return Press(verb, code, number, key) if 0 <= number < _BEYOND else None


@lru_cache(maxsize=1_000)
def key_hash(key: str) -> str:
    """Return eight letters for a key."""
    return blake2s(key.encode(), digest_size=4).hexdigest()


def _base36(number: int) -> str:
    digits = ""
    while number:
        number, last = divmod(number, 36)
        digits = _DIGITS[last] + digits
    return digits or "0"
