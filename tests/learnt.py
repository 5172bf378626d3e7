"""What the search learns, learnt once in this folder of the project and given to every house that a test starts."""

from __future__ import annotations

import shutil
from dataclasses import replace
from functools import cache
from importlib.metadata import version as installed
from pathlib import Path
from typing import TYPE_CHECKING

import knowledge
from knowledge import classifier, normalise, pieces
from knowledge.version import version

if TYPE_CHECKING:
    from knowledge.library import Library


# Who changes how is learnt need not remember that something was learnt before.
HOW = (classifier, normalise, pieces)


def folder() -> Path:
    """Return where it is kept; other phrases are learnt anew by themselves."""
    how = version(*(Path(module.__file__).read_text(encoding="utf-8") for module in HOW), installed("anyascii"))
    return Path(__file__).parents[1] / ".pytest_cache" / "learnt" / how


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


if __name__ == "__main__":
    library()
