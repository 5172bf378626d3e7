"""Take names and numbers out of a text before it leaves the house, and put them back into what returns."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape, unescape
from typing import TYPE_CHECKING

from bot.errors import TranslationError

if TYPE_CHECKING:
    from collections.abc import Iterable

# Numbers with what joins them (dates, phones, times), mail and web addresses, and whatever stands in square brackets.
_PRIVATE = r"\[[^\]\n]+\]|\S+@\S+|(?:https?://|www\.)\S+|[+(]?\d[\d\s./:()–-]*\d|\d"
# A word that follows these is a name.
_CALLED = (
    r"(?<=\bFrau )\w[\w-]*|(?<=\bHerr )\w[\w-]*|(?<=\bHerrn )\w[\w-]*|(?<=\bFamilie )\w[\w-]*|(?<=\bheiße )\w[\w-]*"
)
_MARK = re.compile(r'<x id="?(\d+)"?\s*(?:/>|>\s*</x>)')


@dataclass(frozen=True)
class Masked:
    """A text that may leave the house: HTML, with an empty element for every secret."""

    html: str
    secrets: tuple[str, ...]

    def unmask(self, html: str) -> str:
        """Return plain words; raises TranslationError where a secret got lost or was doubled."""
        marks = [int(number) for number in _MARK.findall(html)]
        if sorted(marks) != list(range(len(self.secrets))):
            raise TranslationError("A name or a number got lost on the way.")
        return unescape(_MARK.sub(lambda mark: escape(self.secrets[int(mark[1])], quote=False), html)).strip()


def mask(text: str, names: Iterable[str] = ()) -> Masked:
    """Replace numbers, addresses, words in square brackets, and the names that are known."""
    known = "|".join(rf"\b{re.escape(name)}\b" for name in sorted(names, key=len, reverse=True) if len(name) > 1)
    pattern = re.compile("|".join(part for part in (_PRIVATE, _CALLED, known) if part))
    secrets: list[str] = []
    pieces: list[str] = []
    end = 0
    for found in pattern.finditer(text):
        pieces += [escape(text[end : found.start()], quote=False), f'<x id="{len(secrets)}"/>']
        secrets.append(found[0].strip("[]") if found[0].startswith("[") else found[0])
        end = found.end()
    return Masked("".join([*pieces, escape(text[end:], quote=False)]), tuple(secrets))
