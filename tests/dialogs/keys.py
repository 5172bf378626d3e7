"""What is stored under which key: `python -m tests.dialogs.keys --write` brings keys.lock up to date.

A line of keys.lock is dialog, key, kind and option codes. Whoever changes what an answer means changes its key too;
the difference of this file shows whether that was done. Topics, groups and numbers are written as placeholders.
"""

from __future__ import annotations

import sys
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING

import knowledge
from dialogs.questions import Question
from dialogs.registry import DIALOGS
from tests.dialogs.registering import Plan
from tests.dialogs.walk import Walker

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dialogs.registry import Dialogs
    from dialogs.wishes import Wish
    from knowledge.library import Library
    from tests.dialogs.walk import Step

LOCK = Path(__file__).parent / "keys.lock"
# Deeper ways meet no key that these do not meet; test_the_walk_is_deep_enough holds it.
DEPTH = 4
# Two children, and as much as can be said; one who is too young for school; nothing said that need not be.
LONG = {
    "intake": (
        Plan(children=2, other={"child.2.same": "no"}).answer,
        Plan(other={"child.1.age": 3}).answer,
        Plan(other={"notice": "more", "notice.read": "understood", "more": "later"}).answer,
        Plan(other={"more": "later", "book": "words", "book.now": "no"}).answer,
    ),
    "booking": (
        {"mine": "7"}.__getitem__,
        {
            "mine": "new",
            "service": "first-counselling",
            "how": ["woman", "stranger"],
            "time.0": "29926620",
            "who.0": "me-children",
            "sure.0.0": "longer",
            "sure.0.1": "book",
        }.__getitem__,
        {
            "mine": "new",
            "service": "first-counselling",
            "how": ["none"],
            "time.0": "month",
            "month.0.day.0": "2026-12",
            "month.0.day.1": "2026-12-01",
            "time.1": "wishes",
            "how.1": ["phone"],
            "time.2": "list",
            "none": "list",
            "days": ["any"],
            "part": "any",
        }.__getitem__,
        {
            "mine": "new",
            "service": "companion",
            "how": ["interpreter"],
            "place": "Gesundheitsamt",
            "day.0": "2026-12-01",
            "clock.0": "10:30",
            "who.0": "me-children",
        }.__getitem__,
    ),
    "organisation": (
        {"kind": "school", "name": "A school", "about": "A workshop", "reach": "", "when": "any"}.__getitem__,
    ),
}


# Of whom nothing is known.
STRANGERS = {
    "booking": (
        {
            "service": "volunteering", "name": "Zoe", "time.0": "29926620", "who.0": 1, "sure.0.0": "book",
        }.__getitem__,
    ),
}  # fmt: skip


def lines(dialogs: Dialogs, library: Library, depth: int = DEPTH) -> list[str]:
    """Describe every key of every dialog, sorted."""
    walker = Walker(dialogs=dialogs, library=library)
    return sorted(
        {
            f"{dialog}  {_pattern(key, library)}  {_kind(noted, library)}"
            for dialog in dialogs.by_name
            for step in (_straight(walker, dialog) if dialog in LONG else walker.walk(dialog, depth))
            for key, noted in step.noted.items()
        }
    )


def _straight(walker: Walker, dialog: str) -> Iterator[Step]:
    """Go through a dialog that asks too much for every way, as some families do."""
    for plan in LONG[dialog]:
        yield from walker.follow(dialog, plan)
    for plan in STRANGERS.get(dialog, ()):
        yield from walker.follow(dialog, plan, SeeBooking=1)


def _pattern(key: str, library: Library) -> str:
    places = {**dict.fromkeys(_groups(library), "{group}"), **dict.fromkeys(_topics(library), "{topic}")}
    return ".".join("{n}" if part.isdigit() else places.get(part, part) for part in key.split("."))


def _kind(noted: Question | Wish, library: Library) -> str:
    kind = type(noted)
    if not isinstance(noted, Question):
        base = next(base.__name__ for base in kind.__mro__[1:] if base.__name__ in ("Look", "Hold", "Act"))
        return f"{base} {kind.__name__}({', '.join(field.name for field in fields(kind))})"
    codes = [option.code for option in noted.options]
    # What staff may add is written as a placeholder.
    if codes and _groups(library).issuperset(codes):
        codes = ["{group}"]
    codes = ["{topic}" if code in _topics(library) else code for code in codes]
    return " ".join([kind.__name__, *dict.fromkeys(codes)])


def _topics(library: Library) -> set[str]:
    return {topic.id for topic in library.topics}


def _groups(library: Library) -> set[str]:
    return {group.id for group in library.groups}


if __name__ == "__main__":
    found = lines(DIALOGS, knowledge.load(Path(knowledge.__file__).parent))
    if "--write" in sys.argv:
        LOCK.write_text("\n".join(found) + "\n", encoding="utf-8")
    else:
        print("\n".join(found))
