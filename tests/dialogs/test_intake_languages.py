"""Families register in every language, with one child, three and six; every message is whole and in her language."""

from __future__ import annotations

import os

import pytest

from tests.dialogs.family import Family
from tests.dialogs.registering import NAMES, WHOLE, Plan, plainly, reply
from tests.transcripts import sound
from translations import LOCALES

# What she has said herself, and the letters that stand on buttons.
SAID = {*NAMES, *(str(word) for word in WHOLE.values()), "Sara", "أمينة حداد", "A B C", "ا ب ج", "А Б В", "ሀ ለ ሐ"}


# LOTSE_ALL_FAMILIES=1 plays each of the three in each language; every time it is one of them in each.
SAMPLE = [(language, {"ar": 3, "ti": 6}.get(language, 1)) for language in LOCALES]
EVERY = [(language, children) for language in LOCALES for children in (1, 3, 6)]


@pytest.mark.parametrize(("language", "children"), EVERY if os.environ.get("LOTSE_ALL_FAMILIES") else SAMPLE)
def test_a_family_registers_in_every_language(library, language, children):
    plan = Plan(children=children, other={"you.language": [language, ""], "you.speaks.0": ["none", ""]})
    family = Family(library, language=language)
    family.command("intake")
    heard: set[str] = set()
    while (stage := family.stage()).conversation.active.dialog == "intake":
        key, question = stage.asked.key, stage.asked.question
        assert family.message.language == language
        kind = ".".join(part for part in key.split(".") if not part.isdigit())
        if kind not in heard or key == "summary":
            # The second child is asked the same.
            quoted = {button.label for button in family.shown}
            assert list(sound.faults(family.message, library, frozenset(SAID | quoted))) == [], key
        heard.add(kind)
        reply(family, question, answer(plan, key, language))
    kept = family.calendar.kept_answers
    assert [kept[f"child.{number}.name"] for number in range(1, children + 1)] == list(NAMES[:children])
    assert plainly("you.language", kept["you.language"]) == [language]
    assert len(heard) > 30


def answer(plan: Plan, key: str, language: str):
    """Answer as planned; who speaks German needs nobody who interprets."""
    stored = plan.answer(key)
    return [language, ""] if stored == ["ar", ""] and language != "ar" else stored
