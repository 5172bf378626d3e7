"""Many people at once, each in a closed loop: the next update goes out the moment the answer to the last one arrives.

A walk is a list of steps: {"text": "/start"}, {"text": "step {n}"} with the person's own step number in it, or
{"press": "answers"}. A step may say how many messages answer it ("messages": 2) and what stands in the answer
("answer": "step {n}"); without that, a message equal to the last answer in text and buttons is that answer come twice,
so two steps in a row should not be answered alike.

A bot may be killed and started again meanwhile: updates stay queued until confirmed, and a person waits for her answer.
"""

from __future__ import annotations

import time
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.botapi.family import User
    from tests.botapi.server import BotApi
    from tests.botapi.state import Call, Json, Message

FIRST_PERSON = 10_000_000  # the walkers' ids count up from here
Answer = tuple[str, Any]


@dataclass(slots=True, kw_only=True)
class Step:
    """One update of one person, and everything that came for it."""

    number: int  # counts up for each person and is never used twice
    wanted: str | None  # what stands in the answer, if the walk says so
    needed: int  # messages that make up the answer
    update_id: int
    sent_at: float
    came: list[Answer] = field(default_factory=list)

    def asks_for(self, answer: Answer) -> bool:
        """Tell whether the walk itself says that this is the answer."""
        return self.wanted is not None and self.wanted in answer[0]

    def owns(self, answer: Answer) -> bool:
        """Tell whether this answer has come for this step already."""
        return answer in self.came or self.asks_for(answer)


@dataclass(slots=True, kw_only=True)
class Walker:
    user: User
    place: int = 0  # in the walk
    number: int = 0
    step: Step | None = None  # the one whose answer she waits for
    last: Step | None = None  # the one before


class Load:
    """N people on one walk; start(), then look at figures() and outcome()."""

    def __init__(
        self,
        api: BotApi,
        *,
        walk: list[Json],
        users: int = 200,
        laps: int = 0,  # 0: until stop()
        fresh: bool = False,  # who has gone her laps is followed by somebody new
        first_id: int = FIRST_PERSON,
        language_code: str = "ar",
        methods: tuple[str, ...] = ("sendMessage",),  # what counts as an answer
    ) -> None:
        if not walk or "text" not in walk[0]:
            raise ValueError("a walk begins with a text")
        self.api = api
        self.walk = walk
        self.laps = laps
        self.fresh = fresh
        self.language_code = language_code
        self.methods = frozenset(name.lower() for name in methods)
        self.walkers: dict[int, Walker] = {}
        self._next_id = first_id
        for _ in range(users):
            self._invite()
        self.running = False
        self.answers: defaultdict[int, list[int]] = defaultdict(list)  # message ids by update_id
        self.needed: dict[int, int] = {}  # messages wanted by update_id
        self.strayed = 0  # a button of the walk was not there, so she began anew
        self.finished = 0
        self.restart_count()

    def restart_count(self) -> None:
        """Begin to measure; what was counted of answers stays."""
        self._since = time.perf_counter()
        self._latencies: list[float] = []  # seconds, one a turn
        self._messages = 0
        self._calls_before = self.api.counts.copy()

    def start(self) -> None:
        self.running = True
        self.api.listeners.append(self._heard)
        self.restart_count()
        for walker in list(self.walkers.values()):
            self._go(walker)

    def stop(self) -> None:
        """Let nobody begin another step; answers on their way are still counted."""
        self.running = False

    def end(self) -> None:
        """Stop listening too."""
        self.stop()
        if self._heard in self.api.listeners:
            self.api.listeners.remove(self._heard)

    @property
    def waiting(self) -> list[Walker]:
        """Give those who wait for an answer now."""
        return [walker for walker in self.walkers.values() if walker.step is not None]

    def figures(self) -> Json:
        """Give what was measured since restart_count(): times in ms, rates a second."""
        seconds = time.perf_counter() - self._since
        ordered = sorted(self._latencies)
        turns = len(ordered)
        return {
            "seconds": round(seconds, 3),
            "turns": turns,
            "turns_per_second": round(turns / seconds, 1),
            "p50_ms": _percentile(ordered, 0.50),
            "p99_ms": _percentile(ordered, 0.99),
            "most_ms": _percentile(ordered, 1.0),
            "messages": self._messages,
            "calls": dict(self.api.counts - self._calls_before),
            "waiting": len(self.waiting),
            "finished": self.finished,
        } | self.outcome()

    def outcome(self) -> Json:
        """Give what crash tests ask: which updates were confirmed and never answered, which were answered twice.

        A confirmed update may still be on its way; it is lost when its answer has not come once nothing moves any more.
        """
        pending = {entry.update_id for entry in self.api.updates.pending}
        beyond = {update_id: len(came) - self.needed[update_id] for update_id, came in self.answers.items()}
        doubled = {update_id: count for update_id, count in beyond.items() if count > 0}
        open_steps = [walker.step for walker in self.walkers.values() if walker.step is not None]
        return {
            "updates": len(self.needed),
            "unanswered_confirmed": [step.update_id for step in open_steps if step.update_id not in pending],
            "unanswered_pending": [step.update_id for step in open_steps if step.update_id in pending],
            "doubled": sum(doubled.values()),
            "doubled_updates": sorted(doubled),
            "strayed": self.strayed,
        }

    def _invite(self) -> Walker:
        """Let somebody come who has never been here."""
        user = self.api.user(self._next_id, f"Walker {self._next_id}", self.language_code)
        walker = self.walkers[self._next_id] = Walker(user=user)
        self._next_id += 1
        return walker

    def _go(self, walker: Walker) -> None:
        """Let her take her next step, or begin the walk anew when its button is not there."""
        if self.laps and walker.place >= self.laps * len(self.walk):
            self.finished += 1
            if self.fresh:
                self._go(self._invite())
            return
        plan = self.walk[walker.place % len(self.walk)]
        try:
            update = self._act(walker, plan)
        except LookupError:
            self.strayed += 1
            walker.last = None  # the answer to the beginning may well be the same again
            walker.place += -walker.place % len(self.walk)
            self._go(walker)
            return
        walker.place += 1
        walker.step = Step(
            number=walker.number,
            wanted=plan["answer"].replace("{n}", str(walker.number)) if "answer" in plan else None,
            needed=plan.get("messages", 1),
            update_id=update["update_id"],
            sent_at=time.perf_counter(),
        )
        self.needed[walker.step.update_id] = walker.step.needed

    def _act(self, walker: Walker, plan: Json) -> Json:
        if "press" in plan:
            update = walker.user.tap(plan["press"])
            walker.number += 1
            return update
        walker.number += 1
        return walker.user.say(plan["text"].replace("{n}", str(walker.number)))

    def _heard(self, call: Call, message: Message) -> None:
        walker = self.walkers.get(message.chat.id)
        if walker is None or call.method.lower() not in self.methods:
            return
        self._messages += 1
        answer = (message.text, message.markup)
        step = walker.step
        if walker.last is not None and (step is None or (walker.last.owns(answer) and not step.asks_for(answer))):
            self.answers[walker.last.update_id].append(
                message.message_id
            )  # it came for a step that was answered before
            return
        if step is None:
            return  # nobody asked; the bot speaks first
        self.answers[step.update_id].append(message.message_id)
        if answer in step.came:
            return  # the same part of the answer once more
        step.came.append(answer)
        if len(step.came) >= step.needed:
            self._latencies.append(time.perf_counter() - step.sent_at)
            walker.step, walker.last = None, step
            if self.running:
                self._go(walker)


def _percentile(ordered: list[float], share: float) -> float | None:
    return round(ordered[min(int(len(ordered) * share), len(ordered) - 1)] * 1000, 3) if ordered else None
