"""The German originals, and by which of their versions a translation was made."""

from __future__ import annotations

import re

from knowledge.version import DIGITS

DRAFT = "draft"
_OF = re.compile(rf"^of ([0-9a-f]{{{DIGITS}}})$", re.MULTILINE)


def read_comment(comment: str) -> tuple[str, str]:
    """Return state and version from the translator's comment of a catalogue entry."""
    found = _OF.search(comment)
    return _OF.sub("", comment).strip() or DRAFT, found[1] if found else ""


def write_comment(state: str, of: str) -> str:
    """Return the translator's comment: the state, and the version of the German text under it."""
    return f"{state}\nof {of}" if of else state
