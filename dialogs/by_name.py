"""Something chosen from a few on buttons, or named by typing it, out of more than fit on buttons."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar
from unicodedata import category

from dialogs.errors import StaleAnswerError
from dialogs.naming import LONGEST, asks, find
from dialogs.questions import Option, Question, yes_no
from dialogs.typed import Unread, read_label
from knowledge.names import codes, known
from knowledge.normalise import normalise
from translations import Text, isolate, render, strip_controls

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.names import Kind
    from translations import CountryName, LanguageName

# Nothing but a name: there is nothing to translate.
_NAME = "{name}"
_ALONE = Text(_NAME)
NONE, OTHER = "none", "other"
# The words and characters of a name that nobody knows; more is a sentence.
OTHER_WORDS, OTHER_LENGTH = 3, 40
# What stands between the letters of a name; a zero-width non-joiner parts Persian words.
_BETWEEN = set(" -'’ʼ`´\u200c")
_YES_OR_NO = yes_no(_ALONE)


@dataclass(frozen=True)
class Named:
    """Hold what was named."""

    # As Babel has it; "none" where that was a button, "other" where the name is not known.
    code: str
    # Her own words; empty where she pressed a button.
    words: str = ""


@dataclass(frozen=True, kw_only=True)
class ByName(Question[Named]):
    """Ask for one of many things that have names; the subclass says for which."""

    # The codes that stand on buttons.
    offered: tuple[str, ...]
    # What stands on a button more, for those who have none to name.
    none: Text | None = None

    # Which names are read, and how one of them is written.
    kind: ClassVar[Kind]
    as_value: ClassVar[type[LanguageName | CountryName]]

    def perhaps(self, code: str) -> Text:
        """Ask whether this one was meant."""
        raise NotImplementedError

    def unknown(self, words: str) -> Text:
        """Ask whether a name that we do not know is right."""
        raise NotImplementedError

    @property
    def options(self) -> Sequence[Option[Named]]:
        offered = [Option(code=code, label=self._alone(code), value=Named(code)) for code in self.offered]
        if self.none:
            offered.append(Option(code=NONE, label=self.none, value=Named(NONE)))
        return tuple(offered)

    def press(self, code: str) -> Named | Unread:
        """Understand a button, also an old one whose name is not offered any more."""
        return Named(code) if code in codes(self.kind) or (code == NONE and self.none) else Unread.UNREAD

    def read(self, typed: str, locale: str) -> Named | Unread:
        if normalise(typed).isdecimal():
            labels = {option.code: (option.label, "") for option in self.options}
            return self.press(read_label(typed, labels, locale) or "")
        return self._understood(typed, locale)[0]

    def doubt(self, typed: str, locale: str) -> Text | None:
        named, plain = self._understood(typed, locale)
        if plain or isinstance(named, Unread):
            return None
        return self.unknown(named.words) if named.code == OTHER else self.perhaps(named.code)

    def _understood(self, typed: str, locale: str) -> tuple[Named | Unread, bool]:
        """Return what was named, and whether it can mean nothing else."""
        words = " ".join(strip_controls(typed).split())
        nothing = self._says_none(typed, locale)
        if nothing is not None:
            # A finger that rests on a letter ("noooo") says it, too; what is kept has its length.
            return (Named(NONE, words[:LONGEST]) if nothing else Unread.UNREAD), True
        found = find(words, known(self.kind, locale))
        if found:
            return (Named(found.code, words) if found.code else Unread.UNREAD), found.plain and found.code != OTHER
        return (Named(OTHER, words) if _could_be_a_name(words) else Unread.UNREAD), False

    def _says_none(self, typed: str, locale: str) -> bool | None:
        """Tell whether a reply says that there is none; None where it says neither that nor yes or no."""
        if self.none and read_label(typed, {NONE: (self.none, "")}, locale):
            return True
        answer = _YES_OR_NO.read(typed, locale)
        return None if isinstance(answer, Unread) else bool(self.none) and not answer

    def dump(self, value: Named) -> list[str]:
        return [value.code, value.words]

    def load(self, stored: Any) -> Named:
        match stored:
            case [str(code), str(words)] if code in codes(self.kind) | {NONE, OTHER} and len(words) <= LONGEST:
                return Named(code, words)
        raise StaleAnswerError("There is no such name any more.")

    def label(self, stored: Any, locale: str) -> str:
        """Write what dump wrote, or the code of a button."""
        code, words = (stored, "") if isinstance(stored, str) else stored
        if code == OTHER:
            return isolate(words, locale)
        if code == NONE:
            return render(self.none, locale) if self.none else "–"
        return render(self._alone(code), locale)

    def _alone(self, code: str) -> Text:
        return _ALONE(name=self.as_value(code, alone=True))


def _could_be_a_name(words: str) -> bool:
    """Tell whether these may name something we do not know: one to three words, nothing but letters, no question."""
    letters = all(letter in _BETWEEN or category(letter)[0] in "LM" for letter in words.rstrip(".!"))
    named = letters and not asks(words) and len(words) <= OTHER_LENGTH
    return named and 1 <= len(normalise(words).split()) <= OTHER_WORDS
