"""Every way through a dialog, so many answers deep."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

import orjson

from dialogs.asked import Day
from dialogs.conversation import World
from dialogs.numbers import Number
from dialogs.phone import Phone
from dialogs.questions import Question, Words, gap
from dialogs.record import TalkRecord
from dialogs.replay import Ended, Run
from dialogs.several import Several
from dialogs.wishes import (
    CallOff,
    CountHelpful,
    DeleteEverything,
    Done,
    ExplainLetter,
    HandOver,
    LeaveHousehold,
    MakeWords,
    PartDevice,
    PhoneFamily,
    Refused,
    SeeDevices,
    SeeIntake,
    SeeWhatIsKept,
    SendIntake,
    TellOffice,
    WithdrawIntake,
    WriteForOthers,
)
from tests.dialogs import possible
from tests.dialogs.practice import Book, Cancel, FreeSlots, HoldSlot, HowMany, MyBookings, ReleaseSlot

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from dialogs.registry import Dialogs
    from dialogs.talk import Asked
    from dialogs.wishes import Wish
    from knowledge.library import Library

TALK_ID, TODAY = 2**40 - 1, date(2026, 11, 23)
# What the house may answer to each wish; a new wish is entered here, or the walk stops at it.
ANSWERS: dict[type[Wish], tuple[Any, ...]] = {
    SeeWhatIsKept: ({"since": "2026-11-01", "days": 180}, {"since": "2026-11-01", "days": 730, "family": True}),
    DeleteEverything: (Done(value={"receipt": "K7-2026", "passed_on": True}), Refused(reason="gone")),
    CountHelpful: (Done(),),
    HandOver: (
        Done(value={"receipt": "K7R4-M3PX", "again": False, "day": "", "opens": ""}),
        Done(value={"receipt": "K7R4-M3PX", "again": True, "day": "2026-11-24", "opens": "2026-11-24T08:30+01:00"}),
    ),
    PhoneFamily: (Done(),),
    ExplainLetter: (Done(),),
    CallOff: (Done(),),
    TellOffice: (Done(), Refused(reason="closed")),
    SeeIntake: (
        {"sent": False, "whole": False, "children": 0, "passed_on": False, "days": 730},
        {"sent": True, "whole": False, "children": 1, "passed_on": True, "days": 730},
    ),
    SendIntake: (Done(value={"receipt": "K7R4-M3PX"}),),
    WithdrawIntake: (Done(value={"receipt": "K7-2026"}), Refused(reason="gone")),
    WriteForOthers: (Done(value={"receipt": "K7R4-M3PX"}),),
    SeeDevices: (
        {"here": True, "family": True, "others": 1},
        {"here": True, "family": False, "others": 0},
        {"here": False, "family": True, "others": 0},
    ),
    MakeWords: (Done(), Refused(reason="alone")),
    PartDevice: (Done(), Refused()),
    LeaveHousehold: (Done(), Refused(reason="gone")),
    **possible.ANSWERS,
    FreeSlots: ([["mon", "2026-11-30"], ["tue", "2026-12-01"]], []),
    MyBookings: (["mon"], []),
    HoldSlot: (Done(value=1), Refused(reason="taken")),
    ReleaseSlot: (Done(),),
    Book: (Done(value={"day": "2026-11-30"}), Refused(reason="taken")),
    Cancel: (Done(),),
}
# With what each dialog may be opened; the others need nothing.
OPENINGS: dict[str, tuple[dict[str, Any], ...]] = {
    "welcome": ({}, {"greet": True, "resume": True}),
    "answers": ({}, {"topic": "contact"}, {"topics": ["find-school", "health-exam"]}),
}
OPENINGS["visit"] = tuple({"id": 7, "do": do} for do in ("visit", "coming", "another", "cannot"))
OPENINGS["offer"] = tuple({"id": 7, "do": do} for do in ("take", "pass", "unlist"))
OPENINGS["asked"] = tuple(
    {"phrase": phrase, "values": {"day": "2026-12-01", "time": "10:30"} if phrase == "appointment-fits" else {}}
    for phrase in ("how-old", "which-day", "morning-or-afternoon", "phone-number", "appointment-fits")
)
WORDS = "Some words"


@dataclass
class ScriptedHouse:
    """Answer every wish as it was answered before on this way, and new ones with the first possible answer."""

    # Wish to the number of its answer.
    script: dict[Wish, int]
    # The wishes that were new.
    met: list[Wish] = field(default_factory=list)
    gone: bool = False
    parted: bool = False
    words: str = ""

    def carry_out(self, wish: Wish) -> Any:
        if wish not in self.script:
            self.script[wish] = 0
            self.met.append(wish)
        return ANSWERS[type(wish)][self.script[wish]]


class NotingRun(Run):
    """Note what was asked and wished under which key."""

    def __init__(self, *args: Any) -> None:
        self.noted: dict[str, Question[Any] | Wish] = {}
        super().__init__(*args)

    def answered(self, key: str, question: Question[Any]) -> tuple[bool, Any]:
        self.noted[key] = question
        return super().answered(key, question)

    def granted(self, key: str, wish: Wish) -> tuple[bool, Any]:
        self.noted[key] = wish
        return super().granted(key, wish)


@dataclass(frozen=True, kw_only=True)
class Step:
    """Stand somewhere on a way: the talk as it is stored, and what is open."""

    record: TalkRecord
    # None at the end.
    asked: Asked | None
    # What stands under each key of the way.
    noted: dict[str, Question[Any] | Wish]
    # The keys in order.
    trail: list[str]


@dataclass(frozen=True, kw_only=True)
class Walker:
    """Go every way through the dialogs."""

    dialogs: Dialogs
    library: Library
    language: str = "en"

    def walk(self, dialog: str, depth: int) -> Iterator[Step]:
        """Go every way through a dialog, so many answers deep."""
        for args in OPENINGS.get(dialog, ({},)):
            record = TalkRecord(id=TALK_ID, dialog=dialog, args=args, today=TODAY)
            yield from self._from(record, {}, depth)

    def follow(self, dialog: str, answer: Callable[[str], Any], **others: int) -> Iterator[Step]:
        """Go one way through a dialog to its end; answer says what is stored under a key.

        others name wishes without fields, and which of its answers the house gives instead of the first.
        """
        kinds = {kind.__name__: kind for kind in ANSWERS}
        house = ScriptedHouse({kinds[name](): number for name, number in others.items()})
        step = self._play(TalkRecord(id=TALK_ID, dialog=dialog, args={}, today=TODAY), house)
        while step.asked is not None:
            yield step
            question = step.asked.question
            stored = answer(step.asked.key)
            value = gap(stored) or question.load(stored)
            step = self._play(step.record, house, value)
        yield step

    def _from(self, record: TalkRecord, script: dict[Wish, int], depth: int, *answer: Any) -> Iterator[Step]:
        """Answer the open question, if an answer is given, and go on in every direction."""
        scripts = [script]
        while scripts:
            house = ScriptedHouse(dict(scripts.pop()))
            step = self._play(record, house, *answer)
            yield step
            for at, wish in enumerate(house.met):
                before = dict.fromkeys(house.met[:at], 0)
                known = {met: number for met, number in house.script.items() if met not in house.met}
                scripts += [{**known, **before, wish: other} for other in range(1, len(ANSWERS[type(wish)]))]
            if step.asked is not None and depth:
                for value in _values(step.asked.question):
                    yield from self._from(step.record, house.script, depth - 1, value)

    def _play(self, record: TalkRecord, house: ScriptedHouse, *answer: Any) -> Step:
        world = World(
            library=self.library,
            dialogs=self.dialogs,
            house=house,
            archive=Nowhere(),
            today=TODAY,
            now=0,
            new_id=lambda: TALK_ID,
        )
        copy = TalkRecord.load(record.id, record.dialog, orjson.loads(orjson.dumps(record.dump())))
        run = NotingRun(copy, world, self.language)
        outcome = run.start()
        for value in answer:
            outcome = run.answer(value)
        run.close()
        asked = None if isinstance(outcome, Ended) else outcome
        return Step(record=copy, asked=asked, noted=run.noted, trail=run.trail)


class Nowhere:
    """Find no talk, and nothing left by one."""

    def answers_of(self, dialog: str) -> dict[str, Any]:
        del dialog
        return {}

    def find_talk(self, id: int) -> TalkRecord | None:
        del id
        return None


def _values(question: Question[Any]) -> list[Any]:
    match question:
        case Words():
            return [WORDS]
        case Number():
            return [7]
        case Phone():
            return ["+491713920099"]
        case Several():
            return [(option.value,) for option in question.options]
        case Day():
            return [TODAY]
        case HowMany():
            return [question.at_least, question.at_most]
    return [option.value for option in question.options]
