"""Somebody who speaks the language comes along to another office, at a time which that office has given."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, time
from typing import TYPE_CHECKING, Any

from dialogs.asked import Day
from dialogs.booking.coming import ask_who_comes
from dialogs.booking.said import tell_booked
from dialogs.booking.wishes import BookTime, HoldTime
from dialogs.errors import StaleAnswerError
from dialogs.questions import Choice, Option, Question, Words
from dialogs.talk import Next
from dialogs.typed import Unread
from knowledge.normalise import normalise
from translations import Text, _

if TYPE_CHECKING:
    from dialogs.booking.interpreting import Speaking
    from dialogs.talk import Talk

_CLOCK = re.compile(r"(?<!\d)([01]?\d|2[0-3])(?:\D{1,3}([0-5]\d))?(?!\d)")
MOST = 10
_HINT = _("Please write the time like this: {time}.")(time="10:30")


@dataclass(frozen=True, kw_only=True)
class Clock(Question[time]):
    """Ask for a time of the day."""

    hint: Text = _HINT

    def read(self, typed: str, locale: str) -> time | Unread:
        del locale
        found = _CLOCK.findall(normalise(typed))
        return time(int(found[0][0]), int(found[0][1] or 0)) if len(found) == 1 else Unread.UNREAD

    def dump(self, value: time) -> str:
        return f"{value:%H:%M}"

    def load(self, stored: Any) -> time:
        try:
            return time.fromisoformat(stored)
        except (TypeError, ValueError) as error:
            raise StaleAnswerError("This is no time of the day.") from error


async def companion(talk: Talk, known: dict[str, Any], speaking: Speaking) -> Next | None:
    """Ask where and when, and find somebody who is free then; otherwise a person looks for one."""
    where = Words(
        text=_("Which office do you have to go to? Please write its name and address."),
        at_most=200,
        open_to_questions=False,
    )
    place = await talk.ask("place", where)
    for n in range(MOST):
        day = await talk.ask(f"day.{n}", Day(text=_("On which day is the appointment there?"), today=talk.today))
        clock = await talk.ask(f"clock.{n}", Clock(text=_("At what time is the appointment there?")))
        coming = await ask_who_comes(talk, f"who.{n}", "companion", tuple(known["children"]), known["adults"])
        wanting = {**speaking.wanting("companion", len(coming.children)), "how": "interpreter"}
        held = await talk.wish(f"held.{n}", HoldTime(**wanting, local=f"{datetime.combine(day, clock):%Y-%m-%dT%H:%M}"))
        if held:
            children = ",".join(map(str, coming.children))
            booking = BookTime(
                id=held.value["id"], adults=coming.adults, children=children, both=coming.both, place=place
            )
            booked = await talk.wish(f"booked.{n}", booking)
            if booked:
                tell_booked(talk, booked.value)
                return None
        if await talk.ask(f"else.{n}", _else()) == "human":
            return Next("human")
    return Next("human")


def _else() -> Choice[str]:
    choices = (
        Option(code="human", label=_("A person shall look for somebody"), value="human", pictogram="🙋"),
        Option(code="other", label=_("I write another day or time"), value="other", pictogram="🔁"),
    )
    return Choice(text=_("At this time none of us is free who speaks your language."), choices=choices)
