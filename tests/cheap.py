"""What tests do without: safety against power cuts, passwords that are slow to guess, pages compiled for every house.

The house that a test starts as a process of its own has all of it.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest
from argon2 import PasswordHasher
from jinja2 import Environment

from bot.desk import signing
from bot.store import database

if TYPE_CHECKING:
    from collections.abc import Iterator

# As families and colleagues have it.
SYNCHRONOUS, HASHER = database.SYNCHRONOUS, signing._HASHER


@contextmanager
def cheap() -> Iterator[None]:
    """Let houses in this process do without."""
    with pytest.MonkeyPatch.context() as patch:
        # Nobody pulls the plug of a machine that tests: what a killed process has written is there without it.
        patch.setattr(database, "SYNCHRONOUS", "OFF")
        patch.setattr(signing, "_HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
        patch.setattr(Environment, "compile", _once(Environment.compile))
        yield


def _once(compiled: Any) -> Any:
    """Compile a page once, and not for each of a thousand houses."""
    known: dict[tuple[str, ...], Any] = {}

    def compile(
        pages: Environment, source: Any, name: str | None = None, filename: str | None = None, **more: Any
    ) -> Any:
        if not (isinstance(source, str) and name and filename) or more:
            return compiled(pages, source, name, filename, **more)
        if (source, name, filename) not in known:
            known[source, name, filename] = compiled(pages, source, name, filename)
        return known[source, name, filename]

    return compile
