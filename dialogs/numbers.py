"""Small numbers: of people, years and ages, in digits of any script or in words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from dialogs.errors import StaleAnswerError
from dialogs.questions import Option, Question
from dialogs.typed import LONGEST_NUMBER, Unread
from knowledge.glossary import ORIGINAL
from knowledge.normalise import normalise
from knowledge.replies import number_in
from translations import Text, _, render

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

# Ages and numbers of people; more is a slip of the thumb.
MOST = 99
# Words of a reply that is a number and what it counts; of one that says so in a sentence.
SHORT, SENTENCE = 2, 4
# So many buttons with numbers stand in a row.
IN_A_ROW = 6
# Nothing but the number, as the reader writes it: there is nothing to translate.
_ALONE = "{n}"
_AS_A_NUMBER = Text(_ALONE)
_NUMBER = re.compile(r"\d+")
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, kw_only=True)
class Number(Question[int]):
    """Ask for a small number, in digits of any script."""

    hint: Text = _("Please write a number in digits.")
    at_least: int = 0
    at_most: int = MOST

    def read(self, typed: str, locale: str) -> int | Unread:
        found = _NUMBER.findall(normalise(typed))
        if not found:
            said = number_in(typed, locale, ORIGINAL)
            # "A question": in a sentence, one and a are the same word in many languages.
            longest = SENTENCE if said is not None and said > 1 else SHORT
            return Unread.UNREAD if said is None or len(typed.split()) > longest else self._within(said)
        # Python refuses to read a number of thousands of digits.
        return self._within(int(found[0])) if len(found) == 1 and len(found[0]) <= LONGEST_NUMBER else Unread.UNREAD

    def dump(self, value: int) -> int:
        return value

    def load(self, stored: Any) -> int:
        if type(stored) is not int or isinstance(self._within(stored), Unread):
            raise StaleAnswerError("The number no longer fits.")
        return stored

    def label(self, stored: int, locale: str) -> str:
        return render(_AS_A_NUMBER(n=stored), locale)

    def _within(self, number: int) -> int | Unread:
        return number if self.at_least <= number <= self.at_most else Unread.UNREAD


@dataclass(frozen=True, kw_only=True)
class Count(Number):
    """Ask for a small number that can be pressed as well."""

    # The last one that stands on a button; a larger one is typed.
    shown: int = 6

    @property
    def options(self) -> Sequence[Option[int]]:
        return _in_rows(self.at_least, self.shown)


@lru_cache(maxsize=100)
def _in_rows(first: int, last: int) -> tuple[Option[int], ...]:
    return tuple(
        Option(code=str(n), label=_AS_A_NUMBER(n=n), value=n, beside=(n - first) % IN_A_ROW != 0)
        for n in range(first, last + 1)
    )


@dataclass(frozen=True, kw_only=True)
class Year(Question[int]):
    """Ask for a year that has begun."""

    today: date
    hint: Text = _("Please write the year in four digits.")

    def read(self, typed: str, locale: str) -> int | Unread:
        del locale
        found = _YEAR.findall(normalise(typed))
        year = int(found[0]) if len(found) == 1 else 0
        return year if self._may_be(year) else Unread.UNREAD

    def dump(self, value: int) -> int:
        return value

    def load(self, stored: Any) -> int:
        if type(stored) is not int or not self._may_be(stored):
            raise StaleAnswerError("The year no longer fits.")
        return stored

    def _may_be(self, year: int) -> bool:
        # Nobody who writes here has come earlier.
        return self.today.year - MOST < year <= self.today.year
