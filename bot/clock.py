"""What happens without a message: APScheduler ticks, rows in the database decide."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

from bot.store import dues, retention

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from datetime import tzinfo

    from sqlalchemy import Connection

    from bot.store.door import Door
    from bot.store.ledger import Ledger
    from bot.store.retention import Kept
    from bot.store.vault import Vault

_log = structlog.get_logger()
# Seconds between two ticks.
TICK = 60
# When the night's work begins, by the office's wall clock.
NIGHT_HOUR = 3


def scheduler(jobs: list[tuple[Callable[[], Awaitable[None]], int]]) -> AsyncIOScheduler:
    """Return a scheduler for jobs and their seconds between two runs.

    In memory, coalesced, one at a time; after one second of lateness APScheduler would skip a job by default
    (apscheduler#292), so lateness never counts.
    """
    clock = AsyncIOScheduler(job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None})
    for job, seconds in jobs:
        clock.add_job(job, IntervalTrigger(seconds=seconds))
    return clock


class Nightly:
    """Remove every night what is kept no longer."""

    def __init__(  # noqa: PLR0913  (What the night's work needs.)
        self, *, door: Door, vault: Vault, kept: Kept, zone: tzinfo, clock: Callable[[], int], ledger: Ledger
    ) -> None:
        self._door, self._vault, self._kept, self._zone, self._clock = door, vault, kept, zone, clock
        self._ledger = ledger

    async def plan(self) -> None:
        """Write the first night's row unless it is there."""
        first = next_night(self._clock(), self._zone)
        await self._door.write(lambda conn: dues.plan(conn, "retention", "retention", first))

    async def tick(self) -> None:
        """Do the night's work if it is due and nobody else does it."""
        report = await self._door.write(self._run)
        if report:
            _log.info("retention", **report)
            await asyncio.to_thread(self._ledger.settle, self._door)

    def _run(self, conn: Connection) -> dict[str, int]:
        now = self._clock()
        for key in dues.claim(conn, "retention", now):
            report = retention.apply(conn, self._vault, self._kept, now)
            # A full batch is followed by another one right away.
            again = report["persons"] >= retention.MOST
            dues.move(conn, key, now if again else next_night(now, self._zone))
            return report
        return {}


def next_night(now: int, zone: tzinfo) -> int:
    """Return the next time the clock on the wall shows the night hour (milliseconds since 1970 UTC)."""
    here = datetime.fromtimestamp(now / 1000, UTC).astimezone(zone)
    night = here.replace(hour=NIGHT_HOUR, minute=0, second=0, microsecond=0)
    if night <= here:
        night = (here + timedelta(days=1)).replace(hour=NIGHT_HOUR, minute=0, second=0, microsecond=0)
    return int(night.timestamp() * 1000)
