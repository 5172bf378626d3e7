"""The simulated Bot API as a process of its own, steered over HTTP (tests/botapi/control.py)."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Any
from urllib.request import Request, urlopen

from tests.bench.processes import Process

if TYPE_CHECKING:
    from collections.abc import Callable

TOKEN = "123:TEST"


class Remote(Process):
    """Telegram and the families."""

    def __init__(self, *, core: int | None = None) -> None:
        super().__init__(["-m", "tests.botapi", "--token", TOKEN], core=core)
        self.url = self.line("ready ").split()[1]

    def get(self, room: str, **query: Any) -> Any:
        """Ask what the simulation knows."""
        asked = "&".join(f"{name}={value}" for name, value in query.items())
        return self._call(Request(f"{self.url}/control/{room}?{asked}"))

    def post(self, room: str, **body: Any) -> Any:
        """Let something happen."""
        return self._call(Request(f"{self.url}/control/{room}", data=json.dumps(body).encode(), method="POST"))

    def until(self, holds: Callable[[], Any], *, timeout: float, every: float = 0.05) -> bool:
        """Look from time to time whether something holds; False where it does not in time."""
        ends = time.monotonic() + timeout
        while not holds():
            if time.monotonic() > ends:
                return False
            time.sleep(every)
        return True

    def _call(self, request: Request) -> Any:
        with urlopen(request, timeout=30) as answer:
            return json.load(answer)
