"""Names in Latin letters, as a passport has them."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from dialogs.questions import Words
from dialogs.typed import Unread


def is_latin(name: str) -> bool:
    """Tell whether every letter of a name is a Latin one, as on a passport; marks and signs do not matter."""
    return all(unicodedata.name(letter, "").startswith("LATIN") for letter in name if letter.isalpha())


@dataclass(frozen=True, kw_only=True)
class LatinName(Words):
    """Ask for a name in Latin letters; in others it would be no help to an office."""

    at_most: int = 80
    open_to_questions: bool = False

    def read(self, typed: str, locale: str) -> str | Unread:
        words = super().read(typed, locale)
        return words if isinstance(words, str) and is_latin(words) else Unread.UNREAD
