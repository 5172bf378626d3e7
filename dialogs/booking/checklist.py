"""A list of her own to tick off; nothing on it keeps anybody from coming, and nobody else sees it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dialogs.booking.wishes import TickOff
from dialogs.questions import Choice, Option
from translations import Text, _

if TYPE_CHECKING:
    from dialogs.talk import Talk

# NOTE: Buttons: what a family may bring to a talk.
ITEMS: dict[str, Text] = {
    "passport": _("Passport or identity card"),
    "registration": _("Registration certificate"),
    "reports": _("School reports"),
    "custody": _("Proof that I care for the child"),
    "measles": _("Vaccination card (measles)"),
    "exam": _("Paper from the health office"),
}
MOST = 40
DONE = "done"


async def checklist(talk: Talk, found: dict[str, Any]) -> None:
    """Let her tick off what she has, one tap each."""
    ticks = tuple(code for code in ITEMS if code in found["ticks"])
    talk.say(_("This list is only for you. If something is missing, come all the same."))
    for n in range(MOST):
        chosen = await talk.ask(f"tick.{n}", _list(ticks))
        if chosen == DONE:
            return
        now = tuple(code for code in ITEMS if (code in ticks) != (code == chosen))
        await talk.wish(f"ticked.{n}", TickOff(found["id"], ",".join(now), ",".join(ticks)))
        ticks = now


def _list(ticks: tuple[str, ...]) -> Choice[str]:
    items = (
        Option(code=code, label=label, value=code, pictogram="☑️" if code in ticks else "⬜")
        for code, label in ITEMS.items()
    )
    done = Option(code=DONE, label=_("That is all"), value=DONE, pictogram="👌")
    return Choice(text=_("Press what you have already."), choices=(*items, done))
