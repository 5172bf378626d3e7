"""Texts that are marked where they are written and rendered where they are read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Text:
    """Stand for a sentence of Lotse's in every language."""

    # The English sentence; it is the key into every catalogue.
    msgid: str
    # The English plural, where the sentence counts something as {n}.
    plural: str = ""
    # What fills the placeholders, sorted by name so that equal texts are equal.
    values: tuple[tuple[str, Any], ...] = ()

    @property
    def is_ours(self) -> bool:
        """Tell whether all of it is written here: what somebody gave, a name for example, no memory keeps."""
        return not any(isinstance(value, str) or not getattr(value, "is_ours", True) for _name, value in self.values)

    def __call__(self, **values: Any) -> Text:
        """Fill placeholders: strings, numbers, dates or other texts; the rest stays as it was."""
        return Text(self.msgid, self.plural, tuple(sorted({**dict(self.values), **values}.items())))


def _(msgid: str) -> Text:
    """Mark a sentence for the catalogues."""
    return Text(msgid)


def n_(singular: str, plural: str) -> Text:
    """Mark a sentence that counts: fill it with n=…."""
    return Text(singular, plural)
