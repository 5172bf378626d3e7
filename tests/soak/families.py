"""Families in Telegram who come again and again: they ask, read, change the language, register, book, call a person."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

    from tests.botapi import BotApi
    from tests.botapi.family import User
    from tests.botapi.state import Json
    from tests.soak.pace import Pace

# Seconds after which nobody waits any longer.
PATIENCE = 20.0
# Seconds after the first message of an answer within which the others must have come.
SECOND = 3.0
QUESTIONS = (
    "Where is your office?", "My child has no school place", "كيف أسجل ابني في المدرسة؟", "Was kostet das?",
    "I got a letter from the Ausländerbehörde", "Deutschkurs", "asdf qwer", "My husband beats me", "Wohnung", "👍",
)  # fmt: skip
# Of ten visits: how many are of which kind.
KINDS = ("ask", "ask", "read", "read", "read", "language", "register", "book", "book", "call")
READ = ("answers", "school", "find-school", "health-exam", "helped")
REGISTER = ("understood", "Amina Example", "de", "chat", "1", "9", "later", "send", "no")
# What is pressed while a talk is booked, whichever of them stands there first; a time is a number.
BOOKING = ("cannot.", "first-counselling", "none", "#", "me", "me-children", "book")


@dataclass
class Crowd:
    """Know what all families have met."""

    api: BotApi
    pace: Pace
    chance: random.Random
    # Milliseconds of each answer since they were last taken.
    waits: list[float] = field(default_factory=list)
    # Visits by kind, turns, steps that led nowhere, updates without an answer.
    seen: Counter[str] = field(default_factory=Counter)
    # What was said and done where no answer came.
    missed: list[str] = field(default_factory=list)

    def taken(self) -> tuple[float, ...]:
        """Take what was measured since the last time."""
        waits, self.waits = self.waits, []
        return tuple(waits)

    async def come(self, numbers: Callable[[], int]) -> None:
        """Let one family after the other come, for ever: some are new, most have been here before."""
        family = Family(self, numbers())
        while True:
            if family.waits_for_a_person or self.chance.random() < 0.15:
                family = Family(self, numbers())
            try:
                await family.visit()
            except LookupError:
                # A button was not there: another way led elsewhere, or a colleague holds the conversation.
                self.seen["strayed"] += 1


class Family:
    """Do what one family does."""

    def __init__(self, crowd: Crowd, number: int) -> None:
        self._crowd = crowd
        self._user: User = crowd.api.user(number, "Family", crowd.chance.choice(("ar", "en", "uk", "de")))
        self._registered = False
        self.waits_for_a_person = False

    async def visit(self) -> None:
        """Come once."""
        kind = self._crowd.chance.choice(KINDS)
        kind = "register" if kind == "book" and not self._registered else kind
        await self._type("/start")
        await getattr(self, f"_{kind}")()
        self._crowd.seen[kind] += 1

    async def _ask(self) -> None:
        for _question in range(3):
            await self._type(self._crowd.chance.choice(QUESTIONS))

    async def _read(self) -> None:
        for code in READ:
            await self._press(code)

    async def _language(self) -> None:
        await self._type("/language")
        await self._press(self._crowd.chance.choice(("ar", "en", "uk", "de")))
        await self._type("/menu")

    async def _register(self) -> None:
        await self._type("/intake")
        if self._registered:
            return
        for step in REGISTER:
            await (self._type(step) if " " in step else self._press(step))
        self._registered = True

    async def _book(self) -> None:
        await self._type("/menu")
        await self._press("booking")
        for _step in range(8):
            await self._until(self._next_of_booking)
            code = self._next_of_booking()
            await self._press(code)
            if code.startswith("cannot."):
                # What is booked is cancelled, so that the calendar is not full in the end.
                self._crowd.seen["cancelled"] += 1
                return

    def _next_of_booking(self) -> str:
        """Return what is pressed next; empty where nothing of booking stands there."""
        there = self._codes()
        fitting = (one for wanted in BOOKING for one in there if _is(one, wanted))
        return next(fitting, "")

    async def _call(self) -> None:
        await self._type("/human")
        # Whether this is answered by somebody depends on who holds the conversation by then.
        await self._crowd.pace.turn()
        self._user.say("Hello, is anybody there?")
        self._crowd.seen["turns"] += 1
        self.waits_for_a_person = True

    def _codes(self) -> list[str]:
        """Return what can be pressed in the newest message that has buttons."""
        rows = next((one.buttons for one in reversed(self._user.inbox) if one.buttons), [])
        return [(button.data or "").rpartition(":")[2] for row in rows for button in row]

    async def _type(self, words: str) -> None:
        await self._turn(lambda: self._user.say(words))

    async def _press(self, code: str) -> None:
        await self._until(lambda: code in self._codes())
        await self._turn(lambda: self._user.tap(code))

    async def _until(self, holds: Callable[[], object]) -> None:
        """Wait for the last message of an answer; raises LookupError where it does not come."""
        try:
            await self._user.until(holds, timeout=SECOND)
        except TimeoutError:
            raise LookupError(f"not among {self._codes()}") from None

    async def _turn(self, act: Callable[[], Json]) -> None:
        """Do one thing in one's turn, and wait for the first message that answers it, or the words on the button."""
        await self._crowd.pace.turn()
        before, began = len(self._user.chat.sent), time.perf_counter()
        update = act()
        self._crowd.seen["turns"] += 1
        try:
            await self._user.until(lambda: len(self._user.chat.sent) > before or self._told(update), timeout=PATIENCE)
        except TimeoutError:
            self._crowd.seen["unanswered"] += 1
            self._crowd.missed.append(f"{self._user.chat.id}: {self._did(update)} after " + " | ".join(self._last()))
        else:
            self._crowd.waits.append((time.perf_counter() - began) * 1000)

    def _told(self, update: Json) -> str:
        """Return what a button told her that she pressed: a second tap within ten seconds gets no more than that."""
        pressed = update.get("callback_query")
        answered = self._crowd.api.queries[pressed["id"]].answered if pressed else None
        return str((answered or {}).get("text") or "")

    def _did(self, update: Json) -> str:
        """Return what she wrote or pressed."""
        return str(update["callback_query"]["data"] if "callback_query" in update else update["message"]["text"])

    def _last(self) -> list[str]:
        """Return how the newest messages begin."""
        return [message.text[:60] for message in list(self._user.chat.messages.values())[-4:]]


def _is(code: str, wanted: str) -> bool:
    """Tell whether a button is one that is wanted: a time is a number, a talk to be cancelled ends with one."""
    return code.isdigit() if wanted == "#" else code == wanted or (wanted.endswith(".") and code.startswith(wanted))
