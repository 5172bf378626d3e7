"""How fast a group may be written to: after the families, and at most twenty messages a minute.

Source: Bot FAQ, "My bot is hitting limits".
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

# One less than Telegram allows: its minute and ours do not begin together.
MOST, MINUTE_MS = 19, 61_000


class GroupLimit:
    """Count the calls of the last minute."""

    def __init__(self, clock: Callable[[], int]) -> None:
        self._clock = clock
        self._made: deque[int] = deque()
        self._blocked_until = 0

    def wait_ms(self) -> int:
        """Return how many milliseconds the next call must wait."""
        now = self._clock()
        while self._made and self._made[0] <= now - MINUTE_MS:
            self._made.popleft()
        full = self._made[0] + MINUTE_MS - now if len(self._made) >= MOST else 0
        return max(full, self._blocked_until - now, 0)

    def made(self) -> None:
        """Count a call."""
        self._made.append(self._clock())

    def block(self, seconds: float) -> None:
        """Be silent for as long as Telegram asks."""
        self._blocked_until = self._clock() + int(seconds * 1000)
