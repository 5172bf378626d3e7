"""Choosing the language: no talk of its own, so that it stands above whatever is open."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from babel import Locale

from dialogs.buttons import Press, Verb
from dialogs.reply import InLanguage
from dialogs.sayings import CHOOSE_LANGUAGE
from knowledge.normalise import normalise
from translations import LOCALES, own_name

if TYPE_CHECKING:
    from dialogs.exchange import Exchange


def offer_languages(exchange: Exchange) -> None:
    """Offer every language under its own name; who does not read the chat's language sees the sentence in hers."""
    conversation = exchange.conversation
    for code in LOCALES if not conversation.language_known else (conversation.language,):
        exchange.reply.said.append(InLanguage(CHOOSE_LANGUAGE, code))
    exchange.reply.offered.extend((own_name(code), Press(Verb.LANGUAGE, code)) for code in LOCALES)


@cache
def _names() -> dict[str, str]:
    names = {}
    for code in LOCALES:
        for reader in LOCALES:
            names[normalise(Locale.parse(code).get_display_name(reader) or code)] = code
    return names


def named(typed: str) -> str | None:
    """Return the language whose name was typed, in any of the languages, and nothing else with it."""
    return _names().get(normalise(typed))
