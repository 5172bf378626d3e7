"""What is asked, and how a reply is understood: read, dump, load."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from dialogs.errors import StaleAnswerError
from dialogs.typed import Unread, read_label
from knowledge.normalise import normalise
from knowledge.replies import replies
from translations import Text, _, render

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

T = TypeVar("T")


class Gap(Enum):
    """Stand in the place of an answer that need not be given, or is not written."""

    # She would rather not say it.
    SKIPPED = "skipped"
    # She said it in a voice message; a colleague writes it down.
    SPOKEN = "spoken"


@dataclass(frozen=True, kw_only=True)
class Option(Generic[T]):
    """Offer one answer on a button."""

    # Stable, stored, at most 40 bytes; never shown.
    code: str
    label: Text
    value: T
    pictogram: str = ""
    # What else is understood when it is typed: the German title of an article.
    also: str = ""
    # What else is said in the reader's language: given the language, the ways to say it.
    said: Callable[[str], tuple[str, ...]] | None = None
    # It stands in one row with the option before it.
    beside: bool = False

    def written(self, locale: str) -> str:
        """Return what stands on the button."""
        label = render(self.label, locale)
        return f"{self.pictogram} {label}" if self.pictogram else label


@dataclass(frozen=True, kw_only=True)
class Question(Generic[T]):
    """Ask for something; the subclass says how a reply is read."""

    text: Text
    # Changing the answer costs nothing, so a press on an old button is simply taken.
    free: bool = False
    # A typed sentence may be a question to us as well as an answer to this.
    open_to_questions: bool = False
    # What helps somebody whose reply was not understood.
    hint: Text = _("Please press one of the buttons.")
    # It may be left unanswered; the dialog gets None then.
    may_skip: bool = False
    # Why it is asked and who sees the answer; said on demand.
    why: Text | None = None
    # Stands above the question: what it belongs to, and how far she has come.
    heading: Text | None = None
    # About children: asked and answered on the office's own page, never through a messenger.
    own_page: bool = False
    # What is typed here is written down nowhere.
    secret: bool = False

    @property
    def options(self) -> Sequence[Option[T]]:
        return ()

    def press(self, code: str) -> T | Unread:
        """Understand a button; Unread where there is no such button any more."""
        return next((option.value for option in self.options if option.code == code), Unread.UNREAD)

    def read(self, typed: str, locale: str) -> T | Unread:
        """Understand a typed reply; Unread where it is no answer."""
        raise NotImplementedError  # A question without a way to read is none.

    def doubt(self, typed: str, locale: str) -> Text | None:  # noqa: ARG002  (Dates and languages need them.)
        """Return what to ask back where a reply could mean something else; None where it is plain."""
        return None

    def take(self, code: str) -> T | Gap | Unread:
        """Understand a button of the question, or the one that leaves it unanswered."""
        return Gap.SKIPPED if self.may_skip and code == SKIP else self.press(code)

    def keep(self, value: T | Gap) -> Any:
        """Return plain JSON of an answer, or of the gap in its place."""
        return {GAP: value.value} if isinstance(value, Gap) else self.dump(value)

    def restore(self, stored: Any) -> T | None:
        """Read what keep wrote: None for a gap; raise StaleAnswerError where it no longer fits."""
        if self.may_skip and gap(stored):
            return None
        return self.load(stored)

    def write(self, stored: Any, locale: str) -> str:
        """Write what is stored for the reader, or what stands in its place."""
        missing = gap(stored)
        return render(GAPS[missing], locale) if missing else self.label(stored, locale)

    def dump(self, value: T) -> Any:
        """Return plain JSON: codes and ids, never labels."""
        raise NotImplementedError

    def load(self, stored: Any) -> T:
        """Read what dump wrote; raise StaleAnswerError where it no longer fits."""
        raise NotImplementedError

    def label(self, stored: Any, locale: str) -> str:  # noqa: ARG002  (Choices need it.)
        """Write a stored answer for the reader."""
        return str(stored)


# NOTE: They stand in the place of an answer, after its name and a colon.
GAPS = {Gap.SKIPPED: _("no answer"), Gap.SPOKEN: _("voice message")}
# The code of the button that leaves a question unanswered, and under what a gap is stored.
SKIP, GAP = "skip", "gap"


def gap(stored: Any) -> Gap | None:
    """Return what stands in the place of an answer; None where there is an answer."""
    return Gap(stored[GAP]) if isinstance(stored, dict) and GAP in stored else None


@dataclass(frozen=True, kw_only=True)
class Choice(Question[T]):
    """Let one of several options be chosen, by pressing or by typing what stands on the button."""

    choices: tuple[Option[T], ...]
    # Whether "2" is the second option; where families may write what they need, it is a part of that.
    by_place: bool = True

    @property
    def options(self) -> Sequence[Option[T]]:
        return self.choices

    def read(self, typed: str, locale: str) -> T | Unread:
        if not self.by_place and normalise(typed).isdecimal():
            return Unread.UNREAD
        labels = {option.code: (option.label, option.also) for option in self.choices}
        code = read_label(typed, labels, locale) or self._said(typed, locale)
        return self.press(code) if code else Unread.UNREAD

    def _said(self, typed: str, locale: str) -> str | None:
        plain = normalise(typed)
        return next((one.code for one in self.choices if one.said and plain in one.said(locale)), None)

    def dump(self, value: T) -> str:
        return next(option.code for option in self.choices if option.value == value)

    def load(self, stored: Any) -> T:
        value = self.press(stored)
        if isinstance(value, Unread):
            raise StaleAnswerError(f"There is no option {stored} any more.")
        return value

    def label(self, stored: Any, locale: str) -> str:
        return next((o.written(locale) for o in self.choices if o.code == stored), str(stored))


def one_of(text: Text, labels: Mapping[str, Text]) -> Choice[str]:
    """Ask a question that one of some codes answers, each with its label."""
    return Choice(text=text, choices=tuple(Option(code=code, label=one, value=code) for code, one in labels.items()))


def _ways_to_say_yes(locale: str) -> tuple[str, ...]:
    return replies(locale).yes


def _ways_to_say_no(locale: str) -> tuple[str, ...]:
    return replies(locale).no


def yes_no(text: Text) -> Choice[bool]:
    """Ask a question that yes or no answers."""
    return Choice(
        text=text,
        choices=(
            Option(code="yes", label=_("Yes"), value=True, pictogram="✅", said=_ways_to_say_yes),
            Option(code="no", label=_("No"), value=False, pictogram="❌", beside=True, said=_ways_to_say_no),
        ),
    )


@dataclass(frozen=True, kw_only=True)
class Words(Question[str]):
    """Ask for words of one's own."""

    # In characters.
    at_most: int = 500
    open_to_questions: bool = True
    hint: Text = _("Please write it a little shorter.")

    def read(self, typed: str, locale: str) -> str | Unread:
        del locale
        words = " ".join(typed.split())
        return words if 0 < len(words) <= self.at_most else Unread.UNREAD

    def dump(self, value: str) -> str:
        return value

    def load(self, stored: Any) -> str:
        if not isinstance(stored, str) or len(stored) > self.at_most:
            raise StaleAnswerError("The words no longer fit.")
        return stored
