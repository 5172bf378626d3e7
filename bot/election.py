"""The one sender of a bot: of all processes that could send, one does, and another as soon as that one is gone.

On the same connection the others see whether a desk is open here.
"""

from __future__ import annotations

import asyncio
import hashlib
from typing import TYPE_CHECKING, Any

import structlog

from bot.store.boots import SILENT, Locks

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    from sqlalchemy import Engine

_log = structlog.get_logger()
# Seconds between two looks whether the seat is still held, or free by now.
LOOK = 1.0


class Election:
    """Hold this process's lock, and the sender's seat while it is elected; on SQLite there is one process."""

    def __init__(self, engine: Engine, boot: int, bot: str, desk_open: Callable[[], bool]) -> None:
        """Take part for one bot, named by its token; boot is this process's number."""
        several = engine.dialect.name == "postgresql"
        self._locks = Locks(engine, boot) if several else None
        self._seat = int.from_bytes(hashlib.sha256(f"sender {bot}".encode()).digest()[:8], signed=True)
        self._desk_open = desk_open
        # Whether a desk was open here at the last look.
        self._was_open = False

    async def run(self, lead: Callable[[], Coroutine[Any, Any, None]] | None) -> None:
        """Do what only one process may do whenever this one is elected, until cancelled; None never stands.

        Whoever is elected and stops leads no more before `close`: what it has in hand it ends itself.
        """
        leading: asyncio.Task[None] | None = None
        try:
            while True:
                elected = await self._elected(stands=lead is not None)
                if elected and leading is None and lead is not None:
                    _log.info("this process sends now")
                    leading = asyncio.create_task(lead())
                elif not elected and leading is not None:
                    _log.warning("this process does not send any more")
                    await _stopped(leading)
                    leading = None
                if leading is not None and leading.done():
                    leading.result()
                await asyncio.sleep(LOOK)
        finally:
            if leading is not None:
                await _stopped(leading)

    async def close(self) -> None:
        """Let another process send."""
        if self._locks is not None:
            await asyncio.to_thread(self._locks.release)

    async def _elected(self, *, stands: bool) -> bool:
        if self._locks is None:
            return stands
        seat = self._seat if stands else None
        # Between two pages no desk is open for a moment, and the next page may be another process's.
        was_open, self._was_open = self._was_open, self._desk_open()
        desk = was_open or self._was_open
        try:
            # Who hears nothing from the database for so long may be replaced by now.
            async with asyncio.timeout(SILENT):
                return await asyncio.to_thread(self._locks.hold, seat, desk=desk)
        except Exception as error:  # noqa: BLE001  (The store may be away for a while; then nobody is elected.)
            _log.warning("no lock is held", fault=type(error).__name__)
            await self.close()
            return False


async def _stopped(task: asyncio.Task[None]) -> None:
    """Stop a task and wait for its end."""
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
