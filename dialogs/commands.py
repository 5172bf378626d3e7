"""Commands: what works at any time, by the channel's menu or typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialogs import sayings
from dialogs.booking import codes
from dialogs.buttons import Press, Verb
from dialogs.help import help_text
from dialogs.language import offer_languages
from translations import LOCALES, Text, _

if TYPE_CHECKING:
    from dialogs.exchange import Exchange
    from dialogs.trail import Fixed

# In the order in which the channel's menu shows them; what each one does, in a few words.
COMMANDS: dict[str, Text] = {
    "menu": _("Show what I can do"),
    "language": _("Choose the language"),
    "human": sayings.TALK_TO_A_PERSON,
    "mydata": _("See or delete my data"),
    "newphone": sayings.NEW_PHONE,
    "back": _("Go back one step"),
    "help": _("How this works"),
    "start": _("Start from the beginning"),
}


def obey(exchange: Exchange, name: str) -> None:
    """Carry out a command; one that we do not know shows the menu."""
    stage = exchange.stage
    exchange.conversation.aside = ""
    match name:
        case "start":
            stage.open("welcome", greet=True)
            if exchange.conversation.unmet:
                _only_languages(exchange)
        case "language":
            _only_languages(exchange)
        case "back":
            go_back(exchange)
        case "help":
            exchange.say(*help_text(exchange.world.library.office))
        case "resume":
            if exchange.conversation.paused is not None:
                stage.resume()
        case "continue":
            pass
        case _ if opened := codes.opened(name):
            stage.open(opened[0], **opened[1])
        case _:
            stage.open(name if name in exchange.world.dialogs.by_name else "welcome")


def _only_languages(exchange: Exchange) -> None:
    """Offer the languages and nothing beside them."""
    exchange.repeat = False
    offer_languages(exchange)


def go_back(exchange: Exchange) -> None:
    """Take back the last answer, or say why not."""
    fixed = exchange.stage.back()
    if fixed is not None:
        refuse_change(exchange, fixed)


def refuse_change(exchange: Exchange, fixed: Fixed) -> None:
    """Say that something is done, and offer the dialog that mends it."""
    exchange.say(sayings.CANNOT_BE_CHANGED)
    act = exchange.world.dialogs.acts.get(fixed.wish)
    if act is not None and act.mending is not None:
        exchange.reply.offered.append((act.mending.label, Press(Verb.ANYWHERE, act.mending.dialog)))


def choose_language(exchange: Exchange, code: str) -> None:
    """Change the chat's language; the open question is asked again in it."""
    if code not in LOCALES:
        return _only_languages(exchange)
    # The run that may be open was played in the old language.
    exchange.stage.close()
    exchange.conversation.language = code
    exchange.conversation.unmet = ""
    active = exchange.conversation.active
    if active is not None and active.dialog == "welcome":
        # Who could not read the greeting hears it now.
        active.heard.clear()
    return None
