"""Read an age as people type it: seven, 7 years, 6 months, in digits or in words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dialogs.numbers import Count
from knowledge.glossary import ORIGINAL
from knowledge.normalise import normalise
from knowledge.replies import replies
from translations.locales import LAST_RESORT

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dialogs.typed import Unread

# A number alone is an age up to here, one that is counted in years or months below a hundred.
MOST, TWO_DIGITS = 25, 2
_NUMBER = re.compile(r"\d+")


def months_old(typed: str, locale: str) -> int | None:
    """Return an age in months; None where the reply is more than a number and what it counts."""
    langs = tuple(dict.fromkeys((locale, ORIGINAL, LAST_RESORT)))
    counted = _counted(normalise(typed), langs)
    if counted is None:
        return None
    number, rest = counted
    if not rest:
        return 12 * number if number <= MOST else None
    if any(rest in replies(lang).years for lang in langs):
        return 12 * number
    return number if any(rest in replies(lang).months for lang in langs) else None


def _counted(said: str, langs: Iterable[str]) -> tuple[int, str] | None:
    """Part the only number from what it counts."""
    numbers = _NUMBER.findall(said)
    if numbers:
        rest = _NUMBER.sub(" ", said).strip()
        return (int(numbers[0]), rest) if len(numbers) == 1 and len(numbers[0]) <= TWO_DIGITS else None
    for lang in langs:
        for words, number in replies(lang).numbers.items():
            before, found, after = f" {said} ".partition(f" {words} ")
            # Nought is also said for none.
            if found and number:
                return number, f"{before} {after}".strip()
    return None


@dataclass(frozen=True, kw_only=True)
class Age(Count):
    """Ask for an age in full years; who is eight months old has none yet."""

    def read(self, typed: str, locale: str) -> int | Unread:
        old = months_old(typed, locale)
        return super().read(typed, locale) if old is None else self._within(old // 12)
