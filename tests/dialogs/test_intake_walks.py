"""However a family wanders through the intake, her sheet is in the end that of the straight way."""

from __future__ import annotations

import os
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from dialogs.questions import SKIP
from dialogs.typed import Unread
from dialogs.wishes import SendIntake
from tests import learnt
from tests.dialogs.family import Family
from tests.dialogs.registering import SKIPPED, Plan, plainly, register, reply, wrong
from translations import LOCALES

YES_NO = st.sampled_from(["yes", "no"])
PLANS = st.builds(
    lambda children, more, same, other, years, skipped, age: Plan(
        children=children,
        other={
            "more": more, "child.2.same": same, "house.other": other, "child.1.years": years, "child.1.age": age,
            **dict.fromkeys(skipped, SKIPPED),
        },
    ),
    children=st.integers(1, 3),
    more=st.sampled_from(["now", "now", "later"]),
    same=YES_NO,
    other=YES_NO,
    years=st.sampled_from([0, 3]),
    skipped=st.lists(st.sampled_from(["child.1.birth", "house.letters", "you.reads", "child.1.name"])),
    age=st.sampled_from([3, 9]),
)  # fmt: skip
ACTIONS = st.lists(
    st.tuples(
        st.sampled_from(
            ["right", "right", "right", "wrong", "wrong", "skip", "back", "back", "keep", "why", "menu", "help",
             "start", "language", "question", "double", "old", "change"]
        ),
        st.integers(0, 60),
    ),
    max_size=25,
)  # fmt: skip


# `make replies` wanders a thousand times.
WALKS = int(os.environ.get("LOTSE_WALKS", "15"))
# These leave the intake for good, or end it.
LEAVING = {"send", "withdraw", "without", "organisation", "delete", "yes", "intake", "practice"}


@settings(max_examples=WALKS, deadline=None, phases=[Phase.generate], suppress_health_check=[HealthCheck.too_slow])
@given(PLANS, st.integers(0, 40), ACTIONS)
def test_every_walk_ends_in_the_same_sheet(plan, ahead, actions):
    # A fixture would be written out whole with every example that fails.
    library = learnt.library()
    straight = register(Family(library), plan)

    walk = Wander(Family(library), plan)
    for action, number in [("right", 0)] * ahead + actions:
        walk.do(action, number)
    walk.finish()

    assert sheet(walk.family) == sheet(straight)
    assert walk.family.calendar.count(SendIntake) == 1


def sheet(family: Family) -> dict[str, Any]:
    """Return what was sent, without the words in which a language was named."""
    return {key: plainly(key, value) for key, value in family.calendar.kept_answers.items()}


class Wander:
    """A family that goes astray in the intake, and comes back to it."""

    def __init__(self, family: Family, plan: Plan) -> None:
        self.family, self.plan = family, plan
        family.command("intake")

    def do(self, action: str, number: int) -> None:
        """Do one thing on the way, and come back."""
        stage = self.family.stage()
        key, question = stage.asked.key, stage.asked.question
        final = key in ("summary", "book", "notice", "notice.read")
        match action:
            case "right" if key not in ("summary", "book"):
                reply(self.family, question, self.plan.answer(key), typed=number % 7 == 0 and not final)
            case "wrong" if not final and question.options:
                code = question.options[number % len(question.options)].code
                if not isinstance(question.take(code), Unread):
                    self.family.command("help").press(code)
            case "skip" if question.may_skip:
                self.family.command("help").press(SKIP)
            case "keep" | "why":
                self.press_if_there(action)
            case "back":
                self.press_if_there("back")
            case "change" if key == "summary":
                self.family.command("help").press("change-0")
                codes = [code for code in self.family.codes if "." in code]
                self.family.press(codes[number % len(codes)])
            case "menu" | "help" | "start":
                self.family.command(action)
            case "language":
                self.family.command("language").press(LOCALES[number % len(LOCALES)])
            case "question":
                self.family.type("Where is your office?")
                self.press_if_there("my-question")
            case "double" if self.family.last_pressed:
                self.tap_old(self.family.last_pressed, 500)
            case "old" if self.family.shown:
                self.tap_old(self.family.shown[number % len(self.family.shown)], 60_000)
        self.come_back()

    def finish(self) -> None:
        """Mend what is wrong, answer the rest, and send."""
        for _step in range(500):
            self.come_back()
            self.family.command("help")
            stage = self.family.stage()
            talk = stage.conversation.active
            lost = [key for key in wrong(talk, stage.trail, self.plan) if not key.startswith(("summary", "change"))]
            if lost or stage.asked.key == "change":
                self.family.press("back")
            elif stage.asked.key == "summary":
                break
            else:
                reply(self.family, stage.asked.question, self.plan.answer(stage.asked.key))
        else:
            raise AssertionError(f"{stage.asked.key} stays open, {lost} stay wrong")
        self.family.press("send")

    def come_back(self) -> None:
        if self.family.conversation.aside:
            self.press_if_there("my-question")
        if self.family.conversation.active.dialog != "intake":
            self.family.command("menu").press("resume")
        assert self.family.conversation.active.dialog == "intake"

    def tap_old(self, button: Any, after: int) -> None:
        code = button.data.rpartition(":")[2]
        if code not in LEAVING:
            self.family.tap(button, after=after)
            if "continue" in self.family.codes:
                self.family.press("continue")

    def press_if_there(self, code: str) -> None:
        if code in self.family.codes:
            self.family.press(code)
