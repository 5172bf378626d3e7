"""Several of a few options, named at once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from babel.lists import format_list

from dialogs.errors import StaleAnswerError
from dialogs.questions import Choice, Option, Question
from dialogs.typed import Unread
from translations import Text, _

if TYPE_CHECKING:
    from collections.abc import Sequence

T = TypeVar("T")

_SIGNS = r"[,،;؛፣+&/\n]"
# "And" in our languages, where it is a word of its own.
_AND = r"(?<!\S)(?:and|und|et|y|e|ve|i|și|si|и|і|й|та|dhe|û|u|و|او|ን)(?!\S)"
# In these ways a reply is taken apart, the finest first, the last not at all: an option may have an "and" in it itself.
_WAYS = tuple(re.compile(way, re.IGNORECASE) for way in (rf"{_SIGNS}|{_AND}|\s", rf"{_SIGNS}|{_AND}", _SIGNS, r"(?!)"))
# "And" that is written at its word: before it in Arabic, behind it in Tigrinya.
_BEFORE, _BEHIND = "و", "ን"


@dataclass(frozen=True, kw_only=True)
class Several(Question[tuple[T, ...]]):
    """Let one of a few options be pressed, or one or several of them be typed; they keep the order of the reply."""

    choices: tuple[Option[T], ...]
    hint: Text = _("Please press a button. You can also write several answers, with a comma between them.")

    @property
    def options(self) -> Sequence[Option[Any]]:
        return self.choices

    def press(self, code: str) -> tuple[T, ...] | Unread:
        value = self._single.press(code)
        return value if isinstance(value, Unread) else (value,)

    def read(self, typed: str, locale: str) -> tuple[T, ...] | Unread:
        for way in _WAYS:
            found = [self._read_one(part, locale) for part in way.split(typed) if part.strip()]
            values = [value for value in found if not isinstance(value, Unread)]
            if values and len(values) == len(found):
                return tuple(value for place, value in enumerate(values) if value not in values[:place])
        return Unread.UNREAD

    def _read_one(self, part: str, locale: str) -> T | Unread:
        word = part.strip()
        forms = (word, word.removeprefix(_BEFORE), word.removesuffix(_BEHIND))
        read = (self._single.read(form, locale) for form in dict.fromkeys(forms))
        return next((value for value in read if not isinstance(value, Unread)), Unread.UNREAD)

    @property
    def _single(self) -> Choice[T]:
        return Choice(text=self.text, choices=self.choices)

    def dump(self, value: tuple[T, ...]) -> list[str]:
        return [self._single.dump(one) for one in value]

    def load(self, stored: Any) -> tuple[T, ...]:
        if not isinstance(stored, list | tuple) or not stored:
            raise StaleAnswerError("There is no list of options.")
        return tuple(self._single.load(code) for code in stored)

    def label(self, stored: Any, locale: str) -> str:
        """Write the code of a button, or what dump wrote."""
        codes = [stored] if isinstance(stored, str) else stored
        return str(format_list([self._single.label(code, locale) for code in codes], locale=locale))
