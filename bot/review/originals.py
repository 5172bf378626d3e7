"""The German originals, and by which of their versions a translation was made."""

from __future__ import annotations

import re
from hashlib import sha256

DRAFT = "draft"
# How long a version is; long enough that two wordings of one text never share it.
_DIGITS = 8
_OF = re.compile(rf"^of ([0-9a-f]{{{_DIGITS}}})$", re.MULTILINE)


def version(*german: str) -> str:
    """Return what tells one wording of a German text from another; spaces and line ends do not count."""
    return sha256("\0".join(" ".join(text.split()) for text in german).encode()).hexdigest()[:_DIGITS]


def read_comment(comment: str) -> tuple[str, str]:
    """Return state and version from the translator's comment of a catalogue entry."""
    found = _OF.search(comment)
    return _OF.sub("", comment).strip() or DRAFT, found[1] if found else ""


def write_comment(state: str, of: str) -> str:
    """Return the translator's comment: the state, and the version of the German text under it."""
    return f"{state}\nof {of}" if of else state
