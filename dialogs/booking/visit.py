"""One appointment of hers: she is coming, she cannot, another time; the way there, and her own list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dialogs.booking import said
from dialogs.booking.checklist import checklist
from dialogs.booking.wishes import CancelTime, SayComing, SeeVisit
from dialogs.questions import Choice, Option, yes_no
from dialogs.talk import Next, Papers
from translations import _

if TYPE_CHECKING:
    from dialogs.talk import Talk

_GONE = _("There is no such appointment any more.")


async def visit(talk: Talk, *, id: int, do: str = "visit") -> Next | None:
    """Do what a button under a message says, or show the appointment and ask."""
    found = await talk.wish("found", SeeVisit(id))
    if do == "another" and found and found["state"] in ("cancelled", "missed", "moved"):
        return Next("booking", {"service": found["service"]})
    if not found or found["state"] != "booked" or found["over"]:
        talk.say(_GONE)
        return await _offer_another(talk, found["service"]) if found else None
    if do == "coming":
        talk.say(_("Thank you. We look forward to seeing you.") if await talk.wish("coming", SayComing(id)) else _GONE)
        return None
    if do == "visit":
        for one in said.whole(found, talk.library.office):
            talk.say(one)
        talk.say(Papers(id))
        do = await talk.ask("do", _what())
    if do == "another":
        return Next("booking", {"service": found["service"], "instead_of": id})
    if do == "cannot":
        cancelled = await talk.wish("cancelled", CancelTime(id))
        talk.say(_("Your appointment is cancelled. Thank you for telling us.") if cancelled else _GONE)
        return await _offer_another(talk, found["service"])
    if do == "list":
        await checklist(talk, found)
    return None


async def _offer_another(talk: Talk, service: str) -> Next | None:
    again = await talk.ask("again", yes_no(_("Would you like to book another time?")))
    return Next("booking", {"service": service}) if again else None


def _what() -> Choice[str]:
    choices: tuple[Option[Any], ...] = (
        Option(code="list", label=_("My list: what I bring"), value="list", pictogram="☑️"),
        Option(code="another", label=_("Another time"), value="another", pictogram="🔁"),
        Option(code="cannot", label=_("Cancel the appointment"), value="cannot", pictogram="❌"),
        Option(code="nothing", label=_("Leave it as it is"), value="nothing", pictogram="👌"),
    )
    return Choice(text=_("What would you like to do?"), choices=choices)
