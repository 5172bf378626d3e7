"""Who is typing now: known for seconds, in memory, and to nobody but the other side."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

# Milliseconds for which a keystroke tells that somebody types.
LASTS = 8_000
# So many conversations are remembered.
MOST = 1_000


@dataclass(frozen=True, kw_only=True)
class Hands:
    """Remember the last keystroke of either side of a conversation."""

    # Returns milliseconds since 1970 UTC.
    clock: Callable[[], int]
    _last: OrderedDict[tuple[int, str], int] = field(default_factory=OrderedDict)

    def note(self, person_id: int, side: str) -> None:
        """Note that the family ("family") or a colleague ("staff") types."""
        self._last[person_id, side] = self.clock()
        self._last.move_to_end((person_id, side))
        if len(self._last) > MOST:
            self._last.popitem(last=False)

    def since(self, person_id: int, side: str) -> int:
        """Return when a side typed last, if that was just now; otherwise 0."""
        at = self._last.get((person_id, side), 0)
        return at if self.clock() - at < LASTS else 0
