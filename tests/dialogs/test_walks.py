"""Whatever way a family goes, it ends like the straight way with the same answers, and no act runs twice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from dialogs.questions import Choice, Words
from dialogs.record import Kind
from tests.dialogs.family import Family
from tests.dialogs.practice import Book, HoldSlot, ReleaseSlot
from translations import LOCALES, render

if TYPE_CHECKING:
    from dialogs.record import TalkRecord
    from dialogs.stage import Stage

NAMES = st.sampled_from(["Ali", "Sara", "Oksana", "Dilan", "Mehmet Öz"])
KINDS, DAYS = ("school", "talk"), ("mon", "tue", "wed")
# These end a talk, or begin one that takes the place of the one below.
FINAL = {"yes", "no", "delete", "cancelling", "practice", "intake"}


@dataclass(frozen=True)
class Plan:
    """What the family wants in the end."""

    kind: str
    people: int
    names: tuple[str, ...]
    ages: tuple[int, ...]
    day: str
    note: str

    def answer(self, key: str) -> Any:
        """Return what is stored under a key in the end."""
        match key.split("."):
            case ["person", number, "name"]:
                return self.names[int(number) - 1]
            case ["person", number, _kind, "age"]:
                return self.ages[int(number) - 1]
            case ["slot", *_]:
                return self.day
            case ["note", *_]:
                return self.note
            case ["sure", *_]:
                return "yes"
            case ["remind"]:
                return "no"
        return getattr(self, key)


PLANS = st.builds(
    Plan,
    kind=st.sampled_from(KINDS),
    people=st.integers(1, 3),
    names=st.tuples(NAMES, NAMES, NAMES),
    ages=st.tuples(*[st.integers(1, 20)] * 3),
    day=st.sampled_from(DAYS),
    note=NAMES,
)
PLAIN = [
    "right",
    "right",
    "right",
    "right",
    "typed",
    "wrong",
    "back",
    "back",
    "keep",
    "start",
    "menu",
    "help",
    "human",
    "question",
    "double",
    "resend",
    "process",
]
ACTIONS = st.one_of(
    st.tuples(st.sampled_from(PLAIN), st.integers(0, 5)),
    st.tuples(st.just("old"), st.integers(0, 200)),
    st.tuples(st.just("language"), st.integers(0, len(LOCALES) - 1)),
    st.tuples(st.just("mydata"), st.just(0)),
)


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(PLANS, st.integers(0, 10), st.lists(ACTIONS, max_size=25), st.lists(ACTIONS, max_size=6), st.booleans())
def test_every_walk_ends_like_the_straight_way(library, plan, ahead, before, after, by_change):
    straight = Walk(Family(library), plan)
    straight.finish(by_change=False)
    straight.end()

    walk = Walk(Family(library), plan)
    for action, number in [("right", 0)] * ahead + before:
        walk.do(action, number, answering=True)
    walk.finish(by_change=by_change)
    for action, number in after:
        walk.do(action, number, answering=False)
    walk.end()

    assert walk.outcome() == straight.outcome()
    assert walk.family.calendar.count(Book) == 1
    assert walk.family.calendar.holds == {}
    assert walk.family.calendar.count(HoldSlot) == walk.family.calendar.count(ReleaseSlot)
    event(f"{walk.family.calendar.count(HoldSlot)} holds")


class Walk:
    """A family that wanders through the practice dialog and comes back to it."""

    def __init__(self, family: Family, plan: Plan) -> None:
        self.family = family
        self.plan = plan
        family.command("practice")

    def do(self, action: str, number: int, *, answering: bool) -> None:
        """Do one thing on the way, and come back."""
        stage = self.stage()
        key = stage.asked.key
        may_answer = answering and not key.startswith(("sure", "remind"))
        match action:
            case "right" | "wrong" | "typed" if may_answer:
                right = self.plan.answer(key)
                self.answer(stage, right if action != "wrong" else self.wrong(stage, number), typed=action == "typed")
            case "back":
                self.family.command("back") if number % 2 else self.press_if_there("back")
            case "keep" if may_answer:
                self.press_if_there("keep")
            case "start" | "menu" | "help" | "human":
                self.family.command(action)
            case "mydata":
                self.family.command("mydata").press("nothing")
            case "language":
                self.family.command("language").press(LOCALES[number])
            case "question":
                self.family.type("Where is your office?")
                self.press_if_there("my-question")
            case "double" | "resend" if self.family.last_pressed:
                self.tap_old(self.family.last_pressed, 500 if action == "double" else 60_000, number)
            case "old" if self.family.shown:
                self.tap_old(self.family.shown[number % len(self.family.shown)], 60_000, number)
            case "process":
                self.restart()
        self.come_back()

    def finish(self, *, by_change: bool) -> None:
        """Mend what is wrong, answer the rest, and book."""
        for _step in range(100):
            self.come_back()
            # The open question is the last thing said.
            self.family.command("help")
            stage = self.stage()
            talk = stage.conversation.active
            wrong = [
                key for key in stage.trail if _answered(talk, key) and talk.entries[key].value != self.plan.answer(key)
            ]
            if wrong and not (by_change and self.change(wrong[0])):
                self.family.press("back")
            elif not wrong and stage.asked.key.startswith("sure"):
                break
            elif not wrong:
                self.answer(stage, self.plan.answer(stage.asked.key))
        else:
            raise AssertionError(f"{stage.asked.key} stays open, {wrong} stay wrong")
        self.family.press("yes")

    def end(self) -> None:
        """Answer what is asked after the booking."""
        self.family.command("help").press("no")

    def outcome(self) -> Any:
        """Return the calendar and what is stored of the talk."""
        (talk,) = self.family.over("practice")
        return self.family.calendar.days, talk.entries

    def stage(self) -> Stage:
        """Replay what is stored, and look whether house and talk agree about what is held."""
        stage = self.family.stage()
        days, talk = self.family.calendar.days, stage.conversation.active
        held = [entry.wish[1]["slot"] for entry in talk.entries.values() if entry.kind is Kind.HELD]
        assert held == list(days)
        assert set(days.values()) <= {"held", "booked"}
        return stage

    def come_back(self) -> None:
        conversation = self.family.conversation
        if conversation.active.dialog != "practice":
            assert conversation.paused.dialog == "practice"
            self.family.command("menu").press("resume")
        assert self.family.conversation.active.dialog == "practice"
        assert self.family.conversation.paused is None

    def answer(self, stage: Stage, stored: Any, *, typed: bool = False) -> None:
        """Answer by pressing, keeping or typing."""
        asked, talk = stage.asked, stage.conversation.active
        if talk.was.get(asked.key) == stored and not typed:
            self.family.command("help").press("keep")
        elif not isinstance(asked.question, Choice):
            self.family.type(str(stored))
            self.press_if_there("my-answer")
        elif typed:
            (label,) = [option.label for option in asked.question.options if option.code == stored]
            self.family.type(render(label, self.family.conversation.language))
        else:
            self.family.command("help").press(stored)

    def wrong(self, stage: Stage, number: int) -> Any:
        question = stage.asked.question
        if isinstance(question, Choice):
            return question.options[number % len(question.options)].code
        return f"Zoe {number}" if isinstance(question, Words) else 1 + number % 3

    def change(self, key: str) -> bool:
        """Press the right button of a question that was answered, and say so; False where there is none."""
        code = self.plan.answer(key)
        if key.partition(".")[0] not in ("kind", "slot"):
            return False
        buttons = [button for button in self.family.shown if button.data.endswith(f":{code}")]
        for button in buttons:
            if "continue" in self.family.tap(button).codes and self.family.button("continue"):
                self.family.press(code)
                return True
            self.come_back()
        return False

    def tap_old(self, button: Any, after: int, number: int) -> None:
        if button.data.rpartition(":")[2] in FINAL:
            return
        self.family.tap(button, after=after)
        if "continue" in self.family.codes:
            self.family.press(self.family.codes[number % 2])

    def press_if_there(self, code: str) -> None:
        if code in self.family.codes:
            self.family.press(code)

    def restart(self) -> None:
        """Go on in a new process: nothing is left but what is stored."""
        old = self.family
        self.family = Family(old.library, calendar=old.calendar, now=old.now, shown=old.shown, archive=old.archive)
        self.family.stored, self.family._ids = old.stored, old._ids


def _answered(talk: TalkRecord, key: str) -> bool:
    return key in talk.entries and talk.entries[key].kind is Kind.ANSWER
