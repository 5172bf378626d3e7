"""The room itself, loaded once, and a copy that a test may break."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import knowledge

ROOM = Path(knowledge.__file__).parent


@pytest.fixture(scope="session")
def library():
    return knowledge.load(ROOM)


@pytest.fixture
def room(tmp_path):
    """Copy everything that staff can edit."""
    copy = tmp_path / "knowledge"
    shutil.copytree(ROOM, copy, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    return copy
