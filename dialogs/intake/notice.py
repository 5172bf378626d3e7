"""Before the first personal question: what, why, how long, who; a public task needs notice, not consent.

Source: Art. 13 GDPR; the office's own notice stands on the page about privacy.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from dialogs.questions import Choice, Option
from translations import Text, _, n_

if TYPE_CHECKING:
    from dialogs.talk import Talk

WHO_READS = _(
    "Our office reads your answers. The school authority (Schulamt) is told only what it needs for a school place."
)
# What she may choose: go on, go without, or another intake.
GO_ON, WITHOUT, NO_FAMILY = "understood", "without", "organisation"


async def notice(talk: Talk, *, days: int) -> str:
    """Say what happens to her answers, and let her choose; days is how long they are kept after the last contact."""
    talk.say(_("I ask for your name, your language, how we can reach you, and for your children."))
    talk.say(_("We need this to prepare a talk with you and to help find a school or day care (Kita)."))
    talk.say(WHO_READS)
    talk.say(
        n_(
            "We delete your answers {n} day after the last contact. You can see, change and delete them at any time.",
            "We delete your answers {n} days after the last contact. You can see, change and delete them at any time.",
        ),
        n=days,
    )
    talk.say(_("We do not ask about your residence permit. Please do not write about it here."))
    answer = await talk.ask("notice", _question(more=True))
    if answer != "more":
        return answer
    for said in _MORE:
        talk.say(said(office=talk.library.office.name.value, phone=talk.library.office.phone.value))
    return await talk.ask("notice.read", _question(more=False))


_MORE = (
    # NOTE: {office} is the official German name, as it stands on letters.
    _("{office} is responsible for your data. Helping newly arrived families is its task by law."),
    _("Your answers are encrypted. A computer program asks the questions; people decide."),
    _("You have the right to know what we keep, to correct it, and to have it deleted. Choose “My data” in the menu."),
    _("You can also complain to the data protection authority of the state. We tell you how: {phone}."),
)


@cache
def _question(*, more: bool) -> Choice[str]:
    choices = (
        Option(code=GO_ON, label=_("I have understood, go on"), value=GO_ON, pictogram="✅"),
        *([Option(code="more", label=_("Tell me more"), value="more", pictogram="ℹ️")] if more else []),
        Option(code=WITHOUT, label=_("I would rather go on without this"), value=WITHOUT, pictogram="🙈"),
        Option(code=NO_FAMILY, label=_("I do not write as a family"), value=NO_FAMILY, pictogram="🤝"),
    )
    return Choice(text=_("Would you like to begin?"), choices=choices)


def without(talk: Talk) -> tuple[Text, ...]:
    """Say what works without any personal answer."""
    phone = talk.library.office.phone.value
    return (
        _("All right. You can ask me everything without giving a name."),
        _("You can also call us or come to us, and tell us then: {phone}.")(phone=phone),
    )
