"""Wishes: frozen values by which a dialog asks the house."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from hashlib import blake2s
from typing import Any, ClassVar

from translations import Text, _


@dataclass(frozen=True, kw_only=True)
class Done:
    """Say that an act happened; its value is plain JSON."""

    value: Any = None


@dataclass(frozen=True, kw_only=True)
class Refused:
    """Say that an act was refused by a rule or a constraint; it is false in a condition."""

    reason: str = ""

    def __bool__(self) -> bool:
        return False


@dataclass(frozen=True)
class Wish:
    """Ask the house for something; fields are plain JSON."""

    def stored(self) -> list[Any]:
        """Return what a stored result is compared with."""
        return [type(self).__name__, asdict(self)]


@dataclass(frozen=True)
class Look(Wish):
    """Find something out; looked up afresh while the question that follows is open. Its result is plain JSON."""


@dataclass(frozen=True, kw_only=True)
class Mending:
    """Name the dialog that mends what an act did (move, cancel, correct), and the button that leads there."""

    dialog: str
    label: Text


@dataclass(frozen=True)
class Act(Wish):
    """Change something; the house answers Done or Refused, and a Done never runs again."""

    mending: ClassVar[Mending | None] = None

    def load(self, value: Any) -> Done:
        """Read a stored Done; raise ValueError where it no longer fits."""
        return Done(value=value)


@dataclass(frozen=True)
class Hold(Act):
    """Take something for a while; going back gives it up again."""

    def release(self, value: Any) -> Act:
        """Return the act that gives up what is still only held; value is that of the Done."""
        raise NotImplementedError  # Every hold knows its own inverse.


@dataclass(frozen=True)
class SeeWhatIsKept(Look):
    """Find out what is kept about this person: dates, no contents.

    since (ISO day); days (so long after her last message it is kept); told (the office may have written down
    something); family (her answers about her family are kept).
    """


@dataclass(frozen=True)
class DeleteEverything(Act):
    """Erase this person: rows, files and key.

    Done carries receipt (a number) and passed_on (the school authority knows of a child of hers).
    """


@dataclass(frozen=True)
class HandOver(Act):
    """Call a person to this conversation.

    Done carries receipt, again (she was waiting already), day (until when an answer is promised; ISO, or empty where
    the office has not confirmed its hours) and opens (local ISO time; empty where somebody is there now).
    """


@dataclass(frozen=True)
class PhoneFamily(Act):
    """Ask the office to phone her."""

    # E.164.
    phone: str
    # A code of dialogs.handover.TIMES.
    when: str
    # Which language she wants to speak then.
    language: str


@dataclass(frozen=True)
class ExplainLetter(Act):
    """Ask the office to explain a letter."""

    # Who sent it, in her words.
    sender: str


@dataclass(frozen=True)
class SeeIntake(Look):
    """Find out what she has sent before.

    sent; whole (more than the five questions); children (how many); passed_on (the school authority knows of one);
    days (how long it is kept after the last contact).
    """


@dataclass(frozen=True)
class SendIntake(Act):
    """Hand in the answers about a household; Done carries receipt."""

    mending: ClassVar[Mending | None] = Mending(dialog="intake", label=_("Correct my answers"))
    # JSON: {key: stored answer}.
    answers: str

    def stored(self) -> list[Any]:
        """Return no answer a second time: they stand in the talk already."""
        return [type(self).__name__, blake2s(self.answers.encode(), digest_size=8).hexdigest()]


@dataclass(frozen=True)
class WithdrawIntake(Act):
    """Delete what was sent; Done carries receipt, Refused where there is nothing."""


@dataclass(frozen=True)
class WriteForOthers(Act):
    """Pass on who writes as no family: for an association, a school, another office; Done carries receipt."""

    # volunteer, association, school or office.
    kind: str
    name: str
    about: str
    # E.164, an e-mail address, or empty: here in the chat.
    reach: str
    # A code of dialogs.handover.TIMES.
    when: str


@dataclass(frozen=True)
class SeeDevices(Look):
    """Find out what may be done about phones and adults.

    here (she writes herself: no colleague does it for her); family (she belongs to a household); others (how many
    adults belong to it beside her).
    """


@dataclass(frozen=True)
class MakeWords(Act):
    """Make five words; they are shown in this very turn, by dialogs.talk.Secret, and stand in no result.

    Refused where a colleague writes for her, or she has no household that somebody could join.
    """

    # recover (they open this chat) or join (they let another adult belong to the household, for a day).
    purpose: str


@dataclass(frozen=True)
class PartDevice(Act):
    """Part the device she writes from from her; Refused where a colleague writes for her."""


@dataclass(frozen=True)
class LeaveHousehold(Act):
    """Delete what she has said of herself as one adult of a household; Refused where she belongs to none."""


@dataclass(frozen=True)
class NoteUnanswered(Act):
    """Keep a question that found nothing, so that colleagues can write what is missing; nothing in it names anybody."""

    words: str
    language: str


@dataclass(frozen=True)
class TellOffice(Act):
    """Pass on what she answered to a question of a person; Refused where nobody works on it any more."""

    # What was asked, in German.
    question: str
    # What kind of answer it is, and the answer as its question stores it.
    kind: str
    answer: Any
    # The staff phrase that asked.
    phrase: str = ""


@dataclass(frozen=True)
class CallOff(Act):
    """Give up waiting for a person."""


@dataclass(frozen=True)
class Rate(Act):
    """Count how it was to talk to a person."""

    # good, so-so or bad.
    face: str


@dataclass(frozen=True)
class CountHelpful(Act):
    """Count whether an article helped."""

    topic: str
    helped: bool
