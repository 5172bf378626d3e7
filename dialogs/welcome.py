"""Who we are, and what we can do."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from dialogs.questions import Choice, Option
from dialogs.sayings import TALK_TO_A_PERSON
from dialogs.talk import Next
from translations import Text, _

if TYPE_CHECKING:
    from dialogs.talk import Talk
    from knowledge.library import Library

_MENU: tuple[tuple[str, str, Text], ...] = (
    ("answers", "💡", _("Find answers")),
    ("intake", "🎒", _("Register a child for school")),
    ("booking", "📅", _("Book an appointment")),
    ("human", "🙋", TALK_TO_A_PERSON),
    ("mydata", "🔒", _("My data")),
    ("language", "🌍", _("Language")),
)


# NOTE: A button: go on with the questions that were interrupted.
RESUME = Option(code="resume", label=_("Go on from where I stopped"), value="resume", pictogram="▶️")


async def welcome(talk: Talk, *, greet: bool = False, resume: bool = False) -> Next:
    """Greet, and let the person choose what she came for."""
    office = talk.library.office
    if greet:
        # NOTE: {office} is the official German name, as it stands on letters.
        talk.say(_("Welcome! I am the digital assistant of {office}.")(office=office.name.value))
        talk.say(_("I am a computer program. I answer questions about school, day care (Kita) and life in the city."))
        talk.say(_("You do not have to give your name. It costs nothing."))
    return Next(await talk.ask("menu", _menu(talk.library, resume=resume)))


@lru_cache(maxsize=100)
def _menu(library: Library, *, resume: bool) -> Choice[str]:
    menu = [Option(code=code, label=label, value=code, pictogram=pictogram) for code, pictogram, label in _MENU]
    if resume:
        menu.insert(0, RESUME)
    text = _("What can I do for you? Press a button, or write to me. You can also call us: {phone}.")
    return Choice(text=text(phone=library.office.phone.value), choices=tuple(menu), free=True)
