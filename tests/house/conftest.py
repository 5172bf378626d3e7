"""A family that writes to Lotse."""

from __future__ import annotations

import pytest

from dialogs.registry import DIALOGS
from tests.dialogs.family import Family
from tests.dialogs.walk import Walker
from translations import LOCALES


@pytest.fixture
def family(library) -> Family:
    return Family(library)


@pytest.fixture(scope="session")
def steps(library):
    """Go every way through every dialog of the house, in every language: language, dialog, step."""
    return [
        (language, dialog, step)
        for language in LOCALES
        for dialog in DIALOGS.by_name
        for step in Walker(dialogs=DIALOGS, library=library, language=language).walk(dialog, 3)
    ]
