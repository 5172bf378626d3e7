"""When something is not done, a kind sentence says so in the reader's language."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from bot.web import texts
from translations import LotseError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from translations import Text


class RefusedError(LotseError):
    """Carry what the reader is told instead of an answer."""

    def __init__(self, status: int, sentence: Text, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(sentence.msgid)
        self.status = status
        self.sentence = sentence
        self.headers = dict(headers or {})


def too_often(seconds: float) -> RefusedError:
    """Ask to wait; the script waits by itself."""
    return RefusedError(429, texts.TOO_OFTEN, {"Retry-After": str(math.ceil(seconds))})
