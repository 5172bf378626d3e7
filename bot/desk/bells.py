"""Wake the desk's open pages when a conversation has something new."""

from __future__ import annotations

import asyncio
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.turn import Outcome


class Bells:
    """Know who listens; nobody is told more than that something changed."""

    def __init__(self) -> None:
        self._bells: set[asyncio.Event] = set()

    @contextmanager
    def listen(self) -> Iterator[asyncio.Event]:
        """Lend an event that is set whenever the desk should look again."""
        bell = asyncio.Event()
        self._bells.add(bell)
        try:
            yield bell
        finally:
            self._bells.discard(bell)

    def tell(self, outcome: Outcome) -> None:
        """Hear of a committed turn."""
        if outcome.for_staff:
            for bell in self._bells:
                bell.set()

    @property
    def anybody(self) -> bool:
        """Tell whether a desk is open."""
        return bool(self._bells)
