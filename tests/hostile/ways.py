"""Every way into the house, as its application declares them: a new one cannot be forgotten."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from starlette.routing import Route

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.wiring import Lotse

# Streams that do not end by themselves.
STREAMS = ("/chat/events", "/desk/events")


@dataclass(frozen=True)
class Way:
    """One method of one address."""

    method: str
    path: str

    def to(self, number: object = 1, word: str = "x") -> str:
        """Fill in the address."""
        return re.sub(r"\{\w+\}", word, re.sub(r"\{\w+:int\}", str(number), self.path))

    @property
    def of_the_desk(self) -> bool:
        return self.path.startswith("/desk")


def ways(lotse: Lotse) -> Iterator[Way]:
    """List all that can be asked of the house, streams aside."""
    for route in lotse.app.routes:
        assert isinstance(route, Route), f"{route} is walked by nobody"
        for method in sorted((route.methods or {"GET"}) - {"HEAD"}):
            if route.path not in STREAMS:
                yield Way(method, route.path)
