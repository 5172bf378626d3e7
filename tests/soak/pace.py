"""So many turns a second in all, whoever's they are."""

from __future__ import annotations

import asyncio


class Pace:
    """Give out turns."""

    def __init__(self, rate: float) -> None:
        self._every = 1 / rate
        self._next = 0.0

    async def turn(self) -> None:
        """Wait until it is one's turn; a pause is not made up for."""
        now = asyncio.get_running_loop().time()
        self._next = max(now, self._next + self._every)
        await asyncio.sleep(self._next - now)
