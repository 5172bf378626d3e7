"""Where the search for a school place stands, as a family hears it: by numbers, never by a child's name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from translations import Text, _

if TYPE_CHECKING:
    from collections.abc import Mapping

# NOTE: Above one line for each child.
_HEAD = _("Where things stand with the school place:")
# NOTE: Where a family has several children; a whole sentence stands for {state}.
_ONE_OF = _("Child {number}: {state}")
_FOOT = _("You do not have to do anything now. If you have a question, write to us here or call us: {phone}.")
_DISTRICT = _(
    "The district government (Bezirksregierung) knows about your child and looks for a place. We are waiting for its"
    " answer."
)
_STATES = {
    "waiting": _("We have your answers. Next comes the talk with you."),
    "talk": _("We have talked with you. Next we tell the school authority (Schulamt)."),
    "sent": _(
        "The school authority (Schulamt) knows about your child and looks for a place. We are waiting for its answer."
    ),
    "offered": _("A school has offered a place: {school}. We will tell you what comes next."),
    "told": _("There is a place at this school: {school}."),
    "started": _("Your child goes to school now. We wish you a good start!"),
}


def standing(state: str, *, school: str = "", authority: str = "") -> Text:
    """Say where it stands with one child; authority is that to which it was sent."""
    if state == "sent" and authority == "bezirksregierung":
        return _DISTRICT
    return _STATES[state](school=school)


def word(standings: Mapping[int, Text], phone: str, *, alone: bool) -> tuple[Text, ...]:
    """Say where it stands with each child, by its number; a child that is alone in the household needs none."""
    lines = (said if alone else _ONE_OF(number=number, state=said) for number, said in standings.items())
    return _HEAD, *lines, _FOOT(phone=phone)
