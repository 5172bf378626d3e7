"""Several processes of Lotse on one PostgreSQL, behind one address."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Self

from tests import learnt
from tests.bench.bots import settings
from tests.bench.processes import Process
from tests.processes.address import Address

if TYPE_CHECKING:
    from pathlib import Path

    from tests.bench.remote import Remote

SECRET = "a-secret_of-enough-length"
ELECTED = b"this process sends now"


class Group:
    """Start, stop and kill members; who sends is known by what it logs."""

    def __init__(self, telegram: Remote, url: str, folder: Path) -> None:
        learnt.give(folder)
        self._telegram, self._folder = telegram, folder
        self._env = settings(
            telegram.url, folder, LOTSE_DATABASE_URL=url, LOTSE_TELEGRAM_MODE="webhook", LOTSE_WEBHOOK_SECRET=SECRET,
            LOTSE_PUBLIC_URL="https://lotse.example",
        )  # fmt: skip
        self.address = Address()
        telegram.post("webhook", behind=f"http://127.0.0.1:{self.address.port}/telegram/webhook")
        # By number: the process, and the port of its page.
        self.members: dict[int, tuple[Process, int]] = {}
        self._number = 0
        # Seconds that each took to end when it was asked to.
        self.stopping: list[float] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.address.close()
        for number in list(self.members):
            self.stop(number)

    def start(self) -> int:
        """Start one more; returns its number once it serves."""
        self._number += 1
        process = Process(["-m", "bot", "run"], env=self._env, log=self._log(self._number))
        port = int(process.line("Chat page:").rstrip("/").rpartition(":")[2])
        self.members[self._number] = (process, port)
        self.address.ports.append(port)
        return self._number

    def stop(self, number: int, *, kill: bool = False) -> None:
        """End one as a new version would, or pull its plug."""
        process, port = self.members.pop(number)
        if kill:
            process.kill()
            self.address.ports.remove(port)
        else:
            self.address.ports.remove(port)
            began = time.monotonic()
            process.__exit__()
            self.stopping.append(time.monotonic() - began)

    def sender(self) -> int:
        """Return which member sends; nought where none does."""
        elected = (number for number in self.members if ELECTED in self._log(number).read_bytes())
        return max(elected, default=0)

    def _log(self, number: int) -> Path:
        return self._folder / f"process-{number}.log"
