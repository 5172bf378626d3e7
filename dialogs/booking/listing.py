"""When no time suits: the waiting list, or a person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dialogs.booking.wishes import JoinList
from dialogs.questions import Choice, Option, one_of
from dialogs.sayings import CHANGE
from dialogs.several import Several
from dialogs.talk import Next
from translations import Text, WeekdayName, _

if TYPE_CHECKING:
    from dialogs.talk import Talk

ANY = "any"
# NOTE: Buttons: at which time of the day she can come.
_PARTS = {
    ANY: _("At any time of the day"),
    "morning": _("Before noon"),
    "afternoon": _("In the afternoon"),
}
_WHAT = {
    "list": ("⏳", _("Put me on the waiting list")),
    "human": ("🙋", _("Talk to a person")),
    "nothing": ("👌", _("Leave it as it is")),
}
ON_THE_LIST = _("You are on the waiting list. I write to you as soon as a time becomes free.")
_DAY = "{day}"
_ALONE = Text(_DAY)


async def no_time(talk: Talk, wanting: dict[str, Any], *, nothing: bool, listed: bool) -> Next | None:
    """Offer the waiting list and a person; nothing where no time is free at all, listed where she waits already."""
    free = _("No time is free at the moment. I can write to you as soon as one becomes free.")
    other = _("I can write to you as soon as another time becomes free.")
    what = {**_WHAT, "list": ("✏️", CHANGE)} if listed else _WHAT
    choices = tuple(Option(code=code, label=label, value=code, pictogram=sign) for code, (sign, label) in what.items())
    text = ON_THE_LIST if listed else free if nothing else other
    choice = await talk.ask("none", Choice(text=text, choices=choices))
    if choice == "human":
        return Next("human")
    if choice == "nothing":
        return None
    days = await talk.ask("days", _days())
    part = await talk.ask("part", one_of(_("At what time of the day can you come?"), _PARTS))
    chosen = "" if ANY in days else "".join(sorted(days))
    await talk.wish("listed", JoinList(**wanting, days=chosen, part=part))
    talk.say(ON_THE_LIST)
    return None


def _days() -> Several[str]:
    every = Option(code=ANY, label=_("On any day"), value=ANY, pictogram="📅")
    days = (Option(code=str(day), label=_ALONE(day=WeekdayName(day)), value=str(day)) for day in range(5))
    text = _("On which days can you come? You can also write several days, with a comma between them.")
    return Several(text=text, choices=(every, *days))
