"""Commands: what works at any time, by the channel's menu or typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialogs import sayings
from dialogs.help import help_text
from dialogs.language import offer_languages
from translations import LOCALES, Text, _

if TYPE_CHECKING:
    from dialogs.exchange import Exchange

# In the order in which the channel's menu shows them; what each one does, in a few words.
COMMANDS: dict[str, Text] = {
    "menu": _("Show what I can do"),
    "language": _("Choose the language"),
    "human": _("Talk to a person"),
    "mydata": _("See or delete my data"),
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
            if not exchange.conversation.language_known:
                _only_languages(exchange)
        case "language":
            _only_languages(exchange)
        case "human" | "mydata" | "answers" | "intake" | "booking":
            stage.open(name)
        case "back":
            go_back(exchange)
        case "help":
            exchange.say(*help_text(exchange.world.library.office))
        case "resume":
            if exchange.conversation.paused is not None:
                stage.resume()
        case "continue":
            pass
        case _:
            stage.open("welcome")


def _only_languages(exchange: Exchange) -> None:
    """Offer the languages and nothing beside them."""
    exchange.repeat = False
    offer_languages(exchange)


def go_back(exchange: Exchange) -> None:
    """Take back the last answer, or say why not."""
    if exchange.stage.back() is not None:
        exchange.say(sayings.CANNOT_BE_CHANGED)


def choose_language(exchange: Exchange, code: str) -> None:
    """Change the chat's language; the open question is asked again in it."""
    if code not in LOCALES:
        return _only_languages(exchange)
    # The run that may be open was played in the old language.
    exchange.stage.close()
    exchange.conversation.language = code
    exchange.conversation.language_known = True
    active = exchange.conversation.active
    if active is not None and active.dialog == "welcome":
        # Who could not read the greeting hears it now.
        active.heard.clear()
    return None
