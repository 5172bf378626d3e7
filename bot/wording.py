"""What a colleague says to a family: a prepared sentence in her language, or German that says it is German."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from dialogs import sayings
from dialogs.reply import Message, Part, anywhere
from knowledge.staff_phrases import ORIGINAL
from translations import _, render

if TYPE_CHECKING:
    from bot.store.staff import Colleague
    from knowledge.glossary import Glossary
    from knowledge.staff_phrases import StaffPhrase

# Characters of a colleague's own words.
LONGEST = 2_000
A_PERSON = _("A person from the office")
# What is said, and what of it is kept for colleagues beside it.
Worded = tuple[Message, dict[str, Any]]


def speaker(who: Colleague, language: str) -> str:
    """Return how a family sees a colleague."""
    return who.shown_as or render(A_PERSON, language)


def own_words(who: Colleague, language: str, words: str) -> Worded:
    """Label German words as German, with a button to have them explained."""
    if language == ORIGINAL:
        return _message(who, language, (Part(text=words),), explain=False), {"k": "free", "de": words}
    parts = (Part(text=render(sayings.IN_GERMAN, language)), Part(text=words))
    return _message(who, language, parts, explain=True), {"k": "free", "de": words}


def prepared(who: Colleague, language: str, phrase: StaffPhrase, values: dict[str, Any], glossary: Glossary) -> Worded:
    """Write a prepared sentence; raises KeyError where the language lacks it."""
    message = _message(who, language, (Part(text=phrase.write(language, values, glossary)),), explain=False)
    return message, kept_of(phrase, values, glossary)


def by_machine(who: Colleague, language: str, words: str, said: str) -> Worded:
    """Label what a machine has translated, with the German words below it."""
    parts = (Part(text=render(sayings.BY_MACHINE, language)), Part(text=said), Part(text=words))
    return _message(who, language, parts, explain=True), {"k": "machine", "de": words}


def kept_of(phrase: StaffPhrase, values: dict[str, Any], glossary: Glossary) -> dict[str, Any]:
    """Return what colleagues read beside a prepared sentence."""
    return {"k": f"phrase:{phrase.id}", "de": phrase.write(ORIGINAL, values, glossary)}


def plain(values: dict[str, Any]) -> dict[str, Any]:
    """Return filled slots as plain JSON."""
    return {slot: value.isoformat() if isinstance(value, date) else value for slot, value in values.items()}


def _message(who: Colleague, language: str, parts: tuple[Part, ...], *, explain: bool) -> Message:
    """Tell who speaks, and let the family say that she did not understand."""
    code, label = ("explain", sayings.EXPLAIN) if explain else ("not-understood", sayings.I_DO_NOT_UNDERSTAND)
    button = anywhere(label, code, language)
    return Message(language=language, parts=parts, rows=((button,),), by=speaker(who, language), notice=True)
