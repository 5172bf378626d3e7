"""Rule 8: stored are codes and ids, never labels; a fuzzy match happens once, in `read`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from dialogs.record import Kind
from tests.dialogs.practice import WITH_PRACTICE
from tests.dialogs.walk import Walker
from translations import LOCALES, render


def labels(step, language) -> set[str]:
    """Return everything that was on a button on this way."""
    questions = [noted for noted in step.noted.values() if hasattr(noted, "options")]
    options = [option for question in questions for option in question.options]
    written = {option.written(language) for option in options} | {render(option.label, language) for option in options}
    return written - {option.code for option in options}


def strings(stored: Any) -> Iterator[str]:
    match stored:
        case str():
            yield stored
        case dict():
            for key, value in stored.items():
                yield key
                yield from strings(value)
        case list():
            for value in stored:
                yield from strings(value)


def test_no_label_is_stored_on_any_way(steps):
    for language, dialog, step in steps:
        found = labels(step, language) & set(strings(step.record.dump()))
        assert not found, (dialog, found)


@pytest.mark.parametrize("language", LOCALES)
def test_no_label_of_the_practice_dialog_is_stored(library, language):
    for step in Walker(dialogs=WITH_PRACTICE, library=library, language=language).walk("practice", 8):
        assert not labels(step, language) & set(strings(step.record.dump()))


def test_a_label_would_be_found(library):
    step = list(Walker(dialogs=WITH_PRACTICE, library=library).walk("practice", 1))[-1]
    step.record.entries["kind"].value = "🎒 A place to learn"
    assert labels(step, "en") & set(strings(step.record.dump()))


@pytest.mark.parametrize("typed", ["school", "A place to learn", "a plase to lern", "1", "١"])
def test_a_typed_label_is_stored_as_its_code(family, typed):
    family.command("practice").type(typed if typed != "school" else "🎒 A place to learn")
    entry = family.conversation.active.entries["kind"]
    assert (entry.kind, entry.value) == (Kind.ANSWER, "school")
