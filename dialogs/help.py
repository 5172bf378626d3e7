"""How this works, in a few sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from translations import Text, _

if TYPE_CHECKING:
    from knowledge.office import Office


def help_text(office: Office) -> tuple[Text, ...]:
    """Say how to talk with Lotse."""
    return (
        # NOTE: {office} is the official German name, as it stands on letters.
        _("You can write to me in your own words, or press a button. I am a computer program of {office}.")(
            office=office.name.value
        ),
        _("Nothing is lost if you go away and come back later. With “Back” you can change your last answer."),
        _(
            "You do not have to give your name. Please do not write here "
            "about your residence status or your asylum procedure."
        ),
        _("Would you like to talk to a person? Please call us: {phone}."),
    )
