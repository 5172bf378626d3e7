"""Families that register: what each of them answers in the end, and how she says it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from dialogs.birth import BirthDate
from dialogs.countries import Country
from dialogs.questions import SKIP, gap
from dialogs.record import Kind
from dialogs.tongues import Tongue
from translations import country_name, language_name

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dialogs.questions import Question
    from dialogs.replay import TalkRecord
    from tests.dialogs.family import Family

SKIPPED = {"gap": "skipped"}
# Answers of a family that says as much as can be said, by key; a child's without its number.
WHOLE: dict[str, Any] = {
    "notice": "understood",
    "you.name": "أمينة حداد",
    "you.language": ["ar", ""],
    "you.reach": "phone",
    "you.phone": "+491713920099",
    "you.interpreter": "yes",
    "more": "now",
    "you.latin": "Amina Haddad",
    "you.speaks": [["en", ""], ["none", ""]],
    "you.reads": ["ar", ""],
    "you.interprets": ["ar", ""],
    "you.when": "morning",
    "house.letters": "Musterweg 3",
    "house.arrived": 2025,
    "house.signs": "unsure",
    "house.siblings": "No",
    "house.along": "yes",
    "house.along.language": ["ar", ""],
    "house.other": "yes",
    "house.other.name": "Karim",
    "house.other.speaks": ["ar", ""],
    "house.other.reads": ["none", ""],
    "house.other.interprets": ["ar", ""],
    "child.age": 9,
    "child.latin": "Sara",
    "child.birth": "2017-05-12",
    "child.same": "yes",
    "child.language": [["ar", ""], ["de", ""], ["none", ""]],
    "child.well": ["well", "some"],
    "child.scripts": [["arabic"], ["latin"], ["none"]],
    "child.years": 3,
    "child.class": "3b",
    "child.kind": "primary",
    "child.country": ["SY", "Syria"],
    "child.foreign": [["en", ""], ["none", ""]],
    "child.breaks": "short",
    "child.reports": "some",
    "child.earlier": "yes",
    "child.earlier.which": "Dortmund",
    "child.wishes": SKIPPED,
    "child.private": "yes",
    "summary": "send",
    "book": "no",
}
NAMES = ("سارة", "Omar", "Lina", "Yusuf", "Nur", "Adam")


@dataclass(frozen=True)
class Plan:
    """What a family answers in the end."""

    children: int = 1
    # What differs from WHOLE, by key; a child's key with its number.
    other: Mapping[str, Any] = field(default_factory=dict)

    def answer(self, key: str) -> Any:
        """Return what is stored under a key in the end."""
        if key in self.other:
            return self.other[key]
        parts = key.split(".")
        if key == "house.children":
            return self.children
        if parts[0] == "child" and parts[2] == "name":
            return NAMES[int(parts[1]) - 1]
        name = ".".join(part for part in parts if not part.isdigit())
        stored = WHOLE[name]
        # Whoever has named one too many ends the list there.
        return stored[min(int(parts[-1]), len(stored) - 1)] if name in REPEATED else stored


# Fields that a language answers.
TONGUES = ("country", "language", "speaks", "reads", "interprets", "foreign")
REPEATED = ("you.speaks", "child.language", "child.well", "child.scripts", "child.foreign")


def reply(family: Family, question: Question[Any], stored: Any, *, typed: bool = False) -> None:
    """Say an answer as a family does: by its button where there is one, otherwise written."""
    if gap(stored):
        family.press(SKIP)
        return
    codes = (one.code for one in question.options)
    code = next((code for code in codes if question.keep(question.take(code)) == stored), None)
    if code is not None and not typed:
        family.press(code)
    else:
        family.type(_written(question, stored, family.conversation.language))
        if "my-answer" in family.codes:
            family.press("my-answer")


def _written(question: Question[Any], stored: Any, locale: str) -> str:
    if isinstance(question, Country):
        return country_name(stored[0], locale)
    if isinstance(question, Tongue) and stored[0] != "none":
        return language_name(stored[0], locale)
    if isinstance(question, BirthDate):
        year, month, day = stored.split("-")
        return f"{day}.{month}.{year}"
    return question.label(stored, locale) if not isinstance(stored, str | int) or question.options else str(stored)


def register(family: Family, plan: Plan, *, until: str = "") -> Family:
    """Go the straight way to the end, or to the question under a key."""
    family.command("intake")
    for _step in range(400):
        stage = family.stage()
        if stage.conversation.active is None or stage.conversation.active.dialog != "intake":
            return family
        key, question = stage.asked.key, stage.asked.question
        if key == until:
            return family
        reply(family, question, plan.answer(key))
    raise AssertionError(f"{key} stays open")


def wrong(talk: TalkRecord, trail: list[str], plan: Plan) -> list[str]:
    """Return the keys on the way whose answer is not that of the plan."""
    given = {key: talk.entries[key] for key in trail if key in talk.entries}
    return [
        key for key, entry in given.items()
        if entry.kind is Kind.ANSWER and plainly(key, entry.value) != plainly(key, plan.answer(key))
    ]  # fmt: skip


def plainly(key: str, stored: Any) -> Any:
    """Leave out in which words a language was named."""
    named = [part for part in key.split(".") if not part.isdigit()][-1] in TONGUES
    return stored[:1] if named and isinstance(stored, list) else stored
