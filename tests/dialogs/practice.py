"""A dialog that uses all of the engine, and the one that mends what it did."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from dialogs.errors import StaleAnswerError
from dialogs.questions import Choice, Option, Question, Words, yes_no
from dialogs.registry import DIALOGS, Dialog, Dialogs
from dialogs.typed import Unread
from dialogs.wishes import Act, Hold, Look, Mending
from translations import Text

if TYPE_CHECKING:
    from dialogs.talk import Talk

MOST_ATTEMPTS = 3


@dataclass(frozen=True)
class FreeSlots(Look):
    """Find the days that are free for a kind of talk, each with its id."""

    kind: str


@dataclass(frozen=True)
class MyBookings(Look):
    """Find the days that are booked by this family."""


@dataclass(frozen=True)
class ReleaseSlot(Act):
    """Give up what is still only held."""

    # The hold's own number: the day may be somebody else's by now.
    hold: int


@dataclass(frozen=True)
class HoldSlot(Hold):
    """Keep a day for a while."""

    slot: str

    def release(self, value: Any) -> ReleaseSlot:
        return ReleaseSlot(value)


@dataclass(frozen=True)
class Book(Act):
    """Take the day for good."""

    mending: ClassVar[Mending | None] = Mending(dialog="cancelling", label=Text("Cancel the talk"))
    slot: str
    note: str


@dataclass(frozen=True)
class Cancel(Act):
    """Give a booked day back."""

    slot: str


@dataclass(frozen=True, kw_only=True)
class HowMany(Question[int]):
    """Ask for a number."""

    at_least: int
    at_most: int
    hint: Text = Text("Please write a number.")

    def read(self, typed: str, locale: str) -> int | Unread:
        del locale
        try:
            number = int(typed.strip())
        except ValueError:
            return Unread.UNREAD
        return number if self.at_least <= number <= self.at_most else Unread.UNREAD

    def dump(self, value: int) -> int:
        return value

    def load(self, stored: Any) -> int:
        if not isinstance(stored, int) or not self.at_least <= stored <= self.at_most:
            raise StaleAnswerError(f"{stored} is out of range.")
        return stored


async def practice(talk: Talk) -> None:
    """Book a day for some people."""
    kinds = (
        Option(code="school", label=Text("A place to learn"), value="school", pictogram="🎒"),
        Option(code="talk", label=Text("Some advice"), value="talk", pictogram="💬"),
    )
    kind = await talk.ask("kind", Choice(text=Text("What do you come for?"), choices=kinds))
    people = await talk.ask("people", HowMany(text=Text("How many of you come?"), at_least=1, at_most=3))
    for number in range(1, people + 1):
        await _person(talk, kind, number)
    talk.say(Text("I look for a free day."))
    for attempt in range(1, MOST_ATTEMPTS + 1):
        slot = await _held_slot(talk, kind, attempt)
        if slot and await _booked(talk, f"{slot}.{attempt}", slot):
            return
        if slot == "":
            break
    talk.say(Text("There is no free day."))


async def _person(talk: Talk, kind: str, number: int) -> None:
    name = await talk.ask(f"person.{number}.name", Words(text=Text("Who is number {n}?")(n=number)))
    if kind == "school":
        age = HowMany(text=Text("How old is {name}?")(name=name), at_least=1, at_most=20)
        await talk.ask(f"person.{number}.{kind}.age", age)


async def _held_slot(talk: Talk, kind: str, attempt: int) -> str | None:
    """Return the day that is held now: None where somebody was faster, nothing where there is none."""
    free = await talk.wish(f"free.{kind}.{attempt}", FreeSlots(kind))
    if not free:
        return ""
    days = tuple(Option(code=id, label=Text("On {day}")(day=date.fromisoformat(day)), value=id) for id, day in free)
    slot = await talk.ask(f"slot.{kind}.{attempt}", Choice(text=Text("When can you come?"), choices=days))
    if await talk.wish(f"held.{slot}.{attempt}", HoldSlot(slot)):
        return slot
    talk.say(Text("Somebody was faster."))
    return None


async def _booked(talk: Talk, cause: str, slot: str) -> bool:
    """Tell whether the talk is at its end."""
    note = await talk.ask(f"note.{cause}", Words(text=Text("What should we know?")))
    if not await talk.ask(f"sure.{cause}", yes_no(Text("Shall I book it?"))):
        talk.say(Text("Nothing was booked."))
        return True
    booked = await talk.wish(f"booked.{cause}", Book(slot, note))
    if not booked:
        talk.say(Text("Somebody was faster."))
        return False
    talk.say(Text("See you on {day}.")(day=date.fromisoformat(booked.value["day"])))
    await talk.ask("remind", yes_no(Text("Shall I remind you?")))
    return True


async def cancelling(talk: Talk) -> None:
    """Give a booked day back."""
    booked = await talk.wish("booked", MyBookings())
    if not booked:
        talk.say(Text("You have booked nothing."))
        return
    choices = tuple(Option(code=id, label=Text("Number {id}")(id=id), value=id) for id in booked)
    slot = await talk.ask("which", Choice(text=Text("Which one?"), choices=choices))
    if await talk.ask(f"sure.{slot}", yes_no(Text("Shall I cancel it?"))):
        await talk.wish(f"cancelled.{slot}", Cancel(slot))
        talk.say(Text("It is cancelled."))


# The dialogs of the house, and beside them the ones to practise with.
WITH_PRACTICE = Dialogs(
    by_name={
        **DIALOGS.by_name,
        "practice": Dialog(function=practice, lasting=True),
        "cancelling": Dialog(function=cancelling, lasting=True),
    },
    acts={**DIALOGS.acts, "HoldSlot": HoldSlot, "Book": Book},
)
