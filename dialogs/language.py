"""Choosing the language: no talk of its own, so that it stands above whatever is open."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from babel import Locale

from dialogs.buttons import Press, Verb
from dialogs.reply import InLanguage
from dialogs.sayings import CHOOSE_LANGUAGE, NOT_YET_THIS_ONE, NOT_YET_YOURS
from knowledge.normalise import normalise
from knowledge.offer import written_in
from translations import ALSO_CALLED, LOCALES, Choice, choose, named_in, own_name

if TYPE_CHECKING:
    from dialogs.exchange import Exchange
    from translations import Text


def offer_languages(exchange: Exchange) -> None:
    """Offer every language under its own name; those that she most likely reads say first what this is about."""
    conversation = exchange.conversation
    choice = choose(conversation.unmet.split()) if conversation.unmet else Choice(locale=conversation.language)
    for code in choice.likely or (choice.locale,):
        exchange.reply.said.append(InLanguage(what_for(choice, code), code))
    codes = dict.fromkeys((*choice.likely, *LOCALES))
    exchange.reply.offered.extend((own_name(code), Press(Verb.LANGUAGE, code)) for code in codes)


def answer_as_written(exchange: Exchange, typed: str) -> None:
    """Answer somebody whose language we do not know in the one she writes; all languages are offered beside it."""
    code = written_in(typed, exchange.world.library.trained.latin)
    if code in LOCALES:
        exchange.conversation.language = code


def what_for(choice: Choice, reader: str) -> Text:
    """Say that her language is not there, where we know it, and ask her to choose."""
    if not choice.wanted:
        return CHOOSE_LANGUAGE
    name = named_in(choice.wanted, reader)
    return NOT_YET_THIS_ONE(language=name) if name else NOT_YET_YOURS


@cache
def _names() -> dict[str, str]:
    names = {}
    for code in LOCALES:
        for reader in LOCALES:
            names[normalise(Locale.parse(code).get_display_name(reader) or code)] = code
        names |= {normalise(name): code for name in (own_name(code), *ALSO_CALLED.get(code, ()))}
    return names


def named(typed: str) -> str | None:
    """Return the language whose name was typed, in any of the languages, and nothing else with it."""
    return _names().get(normalise(typed))
