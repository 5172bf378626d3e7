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
        for _name, value in self.values:
            if isinstance(value, str) or (isinstance(value, Text) and not value.is_ours):
                return False
        return True

    def __call__(self, **values: Any) -> Text:
        """Fill placeholders: strings, numbers, dates or other texts; the rest stays as it was."""
        filled = {**dict(self.values), **values} if self.values else values
        return Text(self.msgid, self.plural, tuple(sorted(filled.items())))

    def __repr__(self) -> str:
        # As a dataclass writes it, without its guard against circles: what was said is told apart by it in every turn.
        return f"Text(msgid={self.msgid!r}, plural={self.plural!r}, values={self.values!r})"


def _(msgid: str) -> Text:
    """Mark a sentence for the catalogues."""
    return Text(msgid)


def n_(singular: str, plural: str) -> Text:
    """Mark a sentence that counts: fill it with n=…."""
    return Text(singular, plural)
