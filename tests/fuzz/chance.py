"""Bytes in place of chance: whatever draws lots elsewhere is led by the fuzzer here."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

from tests.hostile.forms import NASTY
from tests.hostile.updates import WRONG

if TYPE_CHECKING:
    from collections.abc import Sequence

# Where one of these is drawn, anything may stand: the bytes may say it themselves.
ANYTHING = (NASTY, WRONG)


class FromBytes(random.Random):
    """Draw from bytes; when they are used up, always the first."""

    def __init__(self, data: bytes) -> None:
        super().__init__(0)
        self._rest = data

    @property
    def left(self) -> bool:
        """Tell whether anything is left to draw from."""
        return bool(self._rest)

    def take(self, size: int) -> bytes:
        """Return the next bytes; fewer where no more are left."""
        taken, self._rest = self._rest[:size], self._rest[size:]
        return taken

    def word(self) -> str:
        """Return the next text, of at most 255 bytes."""
        return self.take(int.from_bytes(self.take(1))).decode(errors="replace")

    def rest(self) -> str:
        """Return all that is left as text."""
        return self.take(len(self._rest)).decode(errors="replace")

    def choice(self, seq: Sequence[Any]) -> Any:
        """Draw one, or where anything may stand a word of the bytes' own."""
        if any(seq is one for one in ANYTHING) and self._randbelow(3) == 0:
            return self.word()
        return super().choice(seq)

    def sample(self, population: Sequence[Any], k: int) -> list[Any]:
        """Draw without a second try, which bytes that are used up would never win."""
        left = list(population)
        return [left.pop(self._randbelow(len(left))) for _n in range(k)]

    def random(self) -> float:
        # Half, when nothing is left: what is likely happens, and what is rare does not.
        return (int.from_bytes(self.take(1)) ^ 128) / 256

    def getrandbits(self, k: int) -> int:
        return int.from_bytes(self.take((k + 7) // 8)) % (1 << k)

    def _randbelow(self, n: int) -> int:
        # As many bytes as it needs and no second try: each stands for one thing.
        return int.from_bytes(self.take(((n - 1).bit_length() + 7) // 8)) % n
