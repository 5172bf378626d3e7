"""What somebody is called, as families type it: the name alone, or "my name is" before it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dialogs.questions import Words
from knowledge.normalise import normalise
from knowledge.replies import replies

if TYPE_CHECKING:
    from dialogs.typed import Unread

# What may stand between the words and the name.
_BETWEEN = " ,:;.–-"


@dataclass(frozen=True, kw_only=True)
class Name(Words):
    """Ask what somebody is called; colleagues read the name and not the sentence."""

    at_most: int = 80

    def read(self, typed: str, locale: str) -> str | Unread:
        words = super().read(typed, locale)
        return _alone(words.split(), locale) if isinstance(words, str) else words


def _alone(words: list[str], locale: str) -> str:
    """Take the longest beginning away that says "my name is", and the verb at the end where there is one."""
    known = replies(locale)
    for length in range(len(words) - 1, 0, -1):
        if normalise(" ".join(words[:length])) not in known.called:
            continue
        name = words[length:]
        if len(name) > 1 and normalise(name[-1]) in known.is_called:
            name.pop()
        return " ".join(name).strip(_BETWEEN)
    return " ".join(words)
