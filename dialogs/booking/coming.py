"""Who comes to a talk: adults and children, in one tap."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dialogs.numbers import Count
from dialogs.questions import Choice, Option
from knowledge.services import FAMILIES
from translations import Text, _

if TYPE_CHECKING:
    from dialogs.talk import Talk

# NOTE: Buttons: who comes to the talk.
_WHO: dict[str, tuple[str, Text]] = {
    "me-children": ("👩‍👧", _("I come with my children")),
    "two-children": ("👪", _("Two adults with the children")),
    "me": ("🧑", _("I come alone")),
    "two": ("👥", _("Two adults")),
}
MOST = 6


@dataclass(frozen=True)
class Coming:
    """Hold how many come of each, and whether both adults of the household do."""

    adults: int
    children: tuple[int, ...]
    both: bool


async def ask_who_comes(talk: Talk, key: str, service: str, children: tuple[int, ...], adults: int) -> Coming:
    """Ask for it; children are those of the household, all of them or none."""
    if service not in FAMILIES and not children:
        number = await talk.ask(key, Count(text=_("How many people come?"), at_least=1, at_most=MOST))
        return Coming(number, (), both=False)
    choices = tuple(
        Option(code=code, label=label, value=code, pictogram=sign)
        for code, (sign, label) in _WHO.items()
        if children or "children" not in code
    )
    who = await talk.ask(key, Choice(text=_("Who comes? If you can, please bring the children."), choices=choices))
    two = who.startswith("two")
    return Coming(2 if two else 1, children if "children" in who else (), both=two and adults > 1)
