"""/healthz and /metrics."""

from __future__ import annotations

import asyncio
import math
from typing import TYPE_CHECKING

from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from sqlalchemy import text
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot import figures
from bot.store import backups

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from starlette.requests import Request

    from bot.store.door import Door

_LOOPBACK = ("127.0.0.1", "::1")


class Health:
    """Know whether the database answers and this process's own roles run."""

    def __init__(self, *, door: Door, open_to_all: bool, clock: Callable[[], int]) -> None:
        self._door = door
        self._clock = clock
        self._open_to_all = open_to_all
        self._parts: dict[str, asyncio.Task[None]] = {}

    def watch(self, name: str, task: asyncio.Task[None]) -> None:
        """Watch a part that should run all the time."""
        self._parts[name] = task

    def unwatch(self, names: Iterable[str]) -> None:
        """Tell that another process does what these parts did."""
        for name in names:
            self._parts.pop(name, None)

    def routes(self) -> list[Route]:
        """Return both routes."""
        return [Route("/healthz", self.healthz), Route("/metrics", self.metrics)]

    async def healthz(self, request: Request) -> Response:
        """Answer 200 where all is well, 503 with the names of what is not."""
        del request
        stopped = [name for name, task in self._parts.items() if task.done()]
        if not await asyncio.to_thread(self._database_answers):
            stopped.append("database")
        return JSONResponse({"ok": not stopped, "stopped": stopped}, status_code=503 if stopped else 200)

    async def metrics(self, request: Request) -> Response:
        """Answer in Prometheus' format, to this machine only unless the settings say otherwise."""
        if not self._open_to_all and (request.client is None or request.client.host not in _LOOPBACK):
            return Response(status_code=403)
        await asyncio.to_thread(self._look_at_backups)
        return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)

    def _database_answers(self) -> bool:
        try:
            with self._door.read() as conn:
                return conn.execute(text("SELECT 1")).scalar() == 1
        except Exception:  # noqa: BLE001  (Whatever is wrong with it, it does not answer.)
            return False

    def _look_at_backups(self) -> None:
        try:
            with self._door.read() as conn:
                since = backups.since(conn)
        except Exception:  # noqa: BLE001  (The other figures are wanted most while the database does not answer.)
            figures.BACKUP_AGE.set(math.nan)
        else:
            figures.BACKUP_AGE.set(0 if since is None else (self._clock() - since) / 1000)
