"""The room itself, loaded once, and a copy that a test may break."""

from __future__ import annotations

import shutil
from functools import cache
from pathlib import Path

import pytest

import knowledge
from knowledge import cards, phrases, subset
from knowledge.normalise import normalise

ROOM = Path(knowledge.__file__).parent


@pytest.fixture(scope="session")
def known_texts():
    """Look at a text once, in however many rooms it stands: a test breaks one file, and a thousand stay as they are."""
    looked_at, plain = cache(lambda body, look=subset.faults: tuple(look(body))), cache(normalise)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(subset, "faults", looked_at)
        patch.setattr(cards, "normalise", plain)
        patch.setattr(phrases, "normalise", plain)
        yield


@pytest.fixture
def room(tmp_path, known_texts):
    """Copy everything that staff can edit."""
    copy = tmp_path / "knowledge"
    shutil.copytree(ROOM, copy, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    return copy
