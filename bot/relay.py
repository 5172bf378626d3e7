"""Tell the other processes on the same PostgreSQL that something is new: who it concerns, never what it is."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

import psycopg
import structlog

from bot.turn import Outcome

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    from sqlalchemy import Engine

_log = structlog.get_logger()
CHANNEL = "lotse"
# PostgreSQL takes 8,000 bytes at once (its manual, NOTIFY); one piece of news has at most 60.
AT_ONCE = 100
# Whoever fell silent is given up after some seconds, and asked anew.
_CONNECT: dict[str, Any] = {
    "autocommit": True, "connect_timeout": 4, "keepalives_idle": 2, "keepalives_interval": 1, "keepalives_count": 3,
}  # fmt: skip
# Seconds until the connection is tried again.
AGAIN = 1.0


class Relay:
    """Pass news on to other processes and hear theirs; on SQLite there are none."""

    def __init__(self, engine: Engine, boot: int, hear: Callable[[Outcome], None]) -> None:
        """Hear is told what other processes have done, in the event loop."""
        several = engine.dialect.name == "postgresql"
        url = engine.url.set(drivername="postgresql")
        self._address = url.render_as_string(hide_password=False) if several else ""
        self._boot, self._hear = boot, hear
        # Whether what others tell is heard from now on.
        self.listens = False
        self._news: asyncio.Queue[list[int | str]] = asyncio.Queue()
        # What is being told; it stays here until PostgreSQL has it.
        self._unsaid: list[list[int | str]] = []

    def tell(self, outcome: Outcome) -> None:
        """Let the others know of what was committed here; called in the event loop."""
        told: list[int | str] = [
            outcome.person_id, outcome.parted_id, int(outcome.for_staff), int(outcome.queued), outcome.typing,
        ]  # fmt: skip
        if self._address and any(told):
            self._news.put_nowait(told)

    async def run(self) -> None:
        """Pass on and listen until cancelled."""
        if not self._address:
            return
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._again(self._listen))
            tasks.create_task(self._again(self._speak))

    async def _again(self, work: Callable[[psycopg.AsyncConnection], Coroutine[Any, Any, None]]) -> None:
        while True:
            try:
                async with await psycopg.AsyncConnection.connect(self._address, **_CONNECT) as connection:
                    await work(connection)
            except (psycopg.Error, OSError) as error:
                self.listens = False
                _log.warning("other processes are not heard", fault=type(error).__name__)
                await asyncio.sleep(AGAIN)

    async def _listen(self, connection: psycopg.AsyncConnection) -> None:
        await connection.execute(f"LISTEN {CHANNEL}")
        self.listens = True
        # What was told before is not told again: everybody looks once.
        self._hear(Outcome(queued=True, for_staff=True))
        async for note in connection.notifies():
            boot, news = json.loads(note.payload)
            if boot != self._boot:
                for person, parted, staff, queued, typing in news:
                    self._hear(
                        Outcome(
                            person_id=person, parted_id=parted, for_staff=bool(staff), queued=bool(queued),
                            typing=typing,
                        )
                    )  # fmt: skip

    async def _speak(self, connection: psycopg.AsyncConnection) -> None:
        while True:
            if not self._unsaid:
                self._unsaid.append(await self._news.get())
            while not self._news.empty() and len(self._unsaid) < AT_ONCE:
                self._unsaid.append(self._news.get_nowait())
            payload = json.dumps([self._boot, self._unsaid], separators=(",", ":"))
            await connection.execute("SELECT pg_notify(%s, %s)", (CHANNEL, payload))
            self._unsaid.clear()
