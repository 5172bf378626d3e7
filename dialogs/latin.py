"""Tell whether a name is written in Latin letters."""

from __future__ import annotations

import unicodedata


def is_latin(name: str) -> bool:
    """Tell whether every letter of a name is a Latin one, as on a passport; marks and signs do not matter."""
    return all(unicodedata.name(letter, "").startswith("LATIN") for letter in name if letter.isalpha())
