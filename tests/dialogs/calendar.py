"""The house in memory: it carries out what dialogs wish, and notices when it is asked twice."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import orjson

from dialogs.conversation import Holder
from dialogs.wishes import (
    Act,
    CallOff,
    CountHelpful,
    DeleteEverything,
    Done,
    ExplainLetter,
    HandOver,
    LeaveHousehold,
    MakeWords,
    NoteUnanswered,
    PartDevice,
    PhoneFamily,
    Rate,
    Refused,
    SeeDevices,
    SeeIntake,
    SeeWhatIsKept,
    SendIntake,
    TellOffice,
    WithdrawIntake,
    WriteForOthers,
)
from tests.dialogs import diary
from tests.dialogs.practice import Book, Cancel, FreeSlots, HoldSlot, MyBookings, ReleaseSlot

if TYPE_CHECKING:
    from dialogs.conversation import Conversation
    from dialogs.wishes import Wish

DAYS = {"mon": "2026-11-30", "tue": "2026-12-01", "wed": "2026-12-02"}
# Proves that everything was deleted.
RECEIPT = "K7-2026"
# The words that are made, by what they are good for.
WORDS = {"recover": "apple badger cedar dolphin eagle", "join": "falcon ginger honey igloo jaguar"}


class DoneTwiceError(AssertionError):
    """Say which act the engine carried out a second time."""


@dataclass
class Calendar:
    """Keep days that nobody can have twice."""

    diary: diary.Diary = field(default_factory=diary.Diary)
    # Day to "held", "booked" (both by this family) or "taken" (by somebody else).
    days: dict[str, str] = field(default_factory=dict)
    # The day of every hold that was given and not yet released, by the number of the hold.
    holds: dict[int, str] = field(default_factory=dict)
    # Book is refused for these: somebody else was faster at the last moment.
    snatched: set[str] = field(default_factory=set)
    # Every act that was carried out, in order.
    acts: list[Wish] = field(default_factory=list)
    # What was sent of an intake: answers by key. Nothing where nothing was.
    kept_answers: dict[str, Any] = field(default_factory=dict)
    looks: Counter[str] = field(default_factory=Counter)
    gone: bool = False
    # Other adults of the household, whether a colleague writes, and what a device and words have come to.
    others: int = 0
    at_desk: bool = False
    parted: bool = False
    words: str = ""
    # Whether the school authority knows of a child.
    passed_on: bool = False
    # What is promised to who calls a person: a day, and when the office opens (ISO); empty: nothing is sure.
    promised: str = ""
    opens: str = ""
    # The conversation of this turn, whose holder changes.
    conversation: Conversation | None = None

    def carry_out(self, wish: Wish) -> Any:
        plain(wish.stored())
        if not isinstance(wish, Act):
            self.looks[type(wish).__name__] += 1
            return plain(self._look(wish))
        self.acts.append(wish)
        result = self._act(wish)
        plain(result.value if isinstance(result, Done) else result.reason)
        return result

    def count(self, kind: type[Act]) -> int:
        """Tell how often acts of a kind were carried out."""
        return sum(isinstance(act, kind) for act in self.acts)

    def _look(self, wish: Wish) -> Any:
        match wish:
            case _ if isinstance(wish, diary.WISHES):
                return self.diary.look(wish)
            case FreeSlots():
                return [[id, day] for id, day in DAYS.items() if id not in self.days]
            case MyBookings():
                return [id for id, state in self.days.items() if state == "booked"]
            case SeeWhatIsKept():
                return {"since": "2026-11-01", "days": 180, "family": bool(self.kept_answers)}
            case SeeDevices():
                return {"here": not self.at_desk, "family": bool(self.kept_answers), "others": self.others}
            case SeeIntake():
                return {
                    "sent": bool(self.kept_answers),
                    "whole": "house.signs" in self.kept_answers, "passed_on": self.passed_on,
                    "children": self.kept_answers.get("house.children", 0), "days": 730,
                }  # fmt: skip
        raise NotImplementedError(wish)

    def _act(self, wish: Act) -> Done | Refused:  # noqa: PLR0912  (One case a kind of act.)
        match wish:
            case _ if isinstance(wish, diary.ACTS):
                return self.diary.act(wish)
            case HoldSlot(slot):
                self._once(self.days.get(slot) != "held", wish)
                if slot in self.days:
                    return Refused(reason="taken")
                self.days[slot] = "held"
                number = self.count(HoldSlot)
                self.holds[number] = slot
                return Done(value=number)
            case ReleaseSlot(hold):
                self._once(hold in self.holds, wish)
                slot = self.holds.pop(hold)
                if self.days.get(slot) == "held":
                    del self.days[slot]
            case Book(slot):
                self._once(self.days.get(slot) != "booked", wish)
                if slot in self.snatched or self.days.get(slot) == "taken":
                    self.days[slot] = "taken"
                    return Refused(reason="taken")
                self.days[slot] = "booked"
                return Done(value={"day": DAYS[slot]})
            case Cancel(slot):
                self._once(self.days.get(slot) == "booked", wish)
                del self.days[slot]
            case DeleteEverything():
                self._once(not self.gone, wish)
                self.gone = True
                return Done(value={"receipt": RECEIPT, "passed_on": self.passed_on})
            case CountHelpful() | PhoneFamily() | ExplainLetter() | Rate() | TellOffice() | NoteUnanswered():
                pass
            case SendIntake(answers):
                self.kept_answers = orjson.loads(answers)
                return Done(value={"receipt": RECEIPT})
            case WithdrawIntake():
                self._once(bool(self.kept_answers), wish)
                self.kept_answers = {}
                return Done(value={"receipt": RECEIPT})
            case MakeWords(purpose):
                if self.at_desk or (purpose == "join" and not self.kept_answers):
                    return Refused(reason="alone")
                self.words = WORDS[purpose]
            case PartDevice():
                self.parted = True
            case LeaveHousehold():
                self._once(bool(self.others), wish)
                self.others = 0
            case WriteForOthers():
                return Done(value={"receipt": RECEIPT})
            case HandOver():
                return self._hand_over()
            case CallOff():
                self._hold(Holder.BOT)
            case _:
                raise NotImplementedError(wish)
        return Done()

    def _hand_over(self) -> Done:
        again = self.conversation is not None and self.conversation.holder is not Holder.BOT
        if not again:
            self._hold(Holder.QUEUE)
        return Done(value={"receipt": RECEIPT, "again": again, "day": self.promised, "opens": self.opens})

    def _hold(self, holder: Holder) -> None:
        if self.conversation is not None:
            self.conversation.holder = holder

    def _once(self, first_time: bool, wish: Act) -> None:
        if not first_time:
            raise DoneTwiceError(wish)


def plain(value: Any) -> Any:
    """Return the value if JSON brings it back unchanged."""
    assert orjson.loads(orjson.dumps(value)) == value
    return value
