"""What the search learns, learnt once for a whole run of the tests and given to every house that starts in it."""

from __future__ import annotations

import os
import shutil
import tempfile
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import knowledge

if TYPE_CHECKING:
    from knowledge.library import Library


def folder() -> Path:
    """Return where this run keeps it."""
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID", str(os.getpid()))
    return Path(tempfile.gettempdir()) / f"lotse-learnt-{run[:12]}"


@cache
def read() -> Library:
    """Load the office's knowledge, for those who search nothing."""
    return knowledge.load(Path(knowledge.__file__).parent, folder())


@cache
def library() -> Library:
    """Load the office's knowledge, with a search that has learnt it."""
    loaded = read()
    # What a test teaches it is kept nowhere.
    return replace(loaded, known=loaded.trained, cache=None)


@cache
def little() -> Library:
    """Give a library that knows as much, and learns from a few of its phrases what is new: in a second, not in fifteen.

    What is learnt anew from all of them is measured in tests/knowledge.
    """
    return replace(library(), phrases=library().phrases[::20])


def give(data: Path) -> None:
    """Let a house that is about to start know it already, as at every start but the first."""
    library()
    for path in folder().glob("*.bin"):
        shutil.copy(path, data)
