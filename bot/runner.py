"""Run turns: a failing one is answered with an apology, a hopeless one is set aside, a full disk is told."""

from __future__ import annotations

import asyncio
import sqlite3
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

import psycopg
import structlog
from sqlalchemy.exc import DBAPIError, PendingRollbackError

from bot import figures
from bot.store import quarantine, received
from bot.turn import Outcome

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection

    from bot.arrival import Arrival
    from bot.store.door import Door
    from bot.turn import Turns

T = TypeVar("T")
_log = structlog.get_logger()
# What says that the database, not the turn, is in trouble: the update is not acknowledged and comes again.
_STORE_DOWN = (
    sqlite3.OperationalError,
    sqlite3.DatabaseError,
    psycopg.OperationalError,
    DBAPIError,
    PendingRollbackError,
    OSError,
)


@dataclass(frozen=True, kw_only=True)
class Runner:
    """Carry arrivals through the door, whatever the channel."""

    door: Door
    turns: Turns
    # Told after every commit whose conversation has something new.
    tell: Callable[[Outcome], None]

    async def run(self, arrival: Arrival, *, raw: Callable[[], bytes]) -> Outcome:
        """Return after the commit; raises only where nothing can be committed now.

        raw gives the message as it came, for quarantine.
        """
        lane = zlib.crc32(arrival.place.encode())
        try:
            outcome = await self._attempt(lambda conn: self.turns.take(conn, arrival), lane)
        except _STORE_DOWN as error:
            if not _is_of_the_turn(error):
                _alarm(error)
                raise
            outcome = await self._apologise(arrival, lane, error, raw)
        except Exception as error:  # noqa: BLE001  (Whatever a turn raises, the person gets an answer: rule 10.)
            outcome = await self._apologise(arrival, lane, error, raw)
        if outcome.person_id or outcome.calls or outcome.farewell:
            self.tell(outcome)
        if outcome.farewell:
            # What was erased must not be found in the database's files either.
            await asyncio.to_thread(self.door.scrub)
        return outcome

    async def set_aside(self, *, channel: str, update_id: str, body: bytes, place: str, fault: str) -> None:
        """Keep what could not be read, so that the next one goes on."""
        turns = self.turns

        def keep(conn: Connection) -> None:
            now = turns.clock()
            if received.first_time(conn, channel, update_id, now):
                lookup = turns.vault.lookup(channel, place) if place else None
                quarantine.set_aside(conn, turns.vault, channel=channel, lookup=lookup, body=body, fault=fault, now=now)

        await self._attempt(keep, 0)
        figures.QUARANTINED.inc()
        _log.warning("update set aside", channel=channel, fault=fault)

    async def _attempt(self, fn: Callable[[Connection], T], lane: int) -> T:
        return await self.door.write(fn, lane)

    async def _apologise(self, arrival: Arrival, lane: int, error: Exception, raw: Callable[[], bytes]) -> Outcome:
        _log.error("turn failed", channel=arrival.channel, fault=type(error).__name__, where=_where(error))
        figures.TURNS_FAILED.inc()
        try:
            return await self._attempt(lambda conn: self.turns.apologise(conn, arrival), lane)
        except Exception as second:
            if isinstance(second, _STORE_DOWN) and not _is_of_the_turn(second):
                _alarm(second)
                raise
            await self.set_aside(
                channel=self.turns.source(arrival),
                update_id=arrival.update_id,
                body=raw(),
                place=arrival.place,
                fault=type(second).__name__,
            )
            return Outcome()


def _is_of_the_turn(error: BaseException) -> bool:
    """Tell a wrong statement or a violated constraint from a database that cannot commit."""
    cause = getattr(error, "orig", error)
    return isinstance(
        cause, sqlite3.IntegrityError | sqlite3.ProgrammingError | psycopg.IntegrityError | psycopg.ProgrammingError
    )


def _alarm(error: BaseException) -> None:
    cause = getattr(error, "orig", error)
    what = "disk full" if "full" in str(cause).lower() or getattr(cause, "errno", 0) == 28 else "store down"
    figures.ALARMS.labels(what=what).inc()
    _log.critical("ALARM", what=what, fault=type(cause).__name__)


def _where(error: BaseException) -> str:
    """Return file and line of the fault, without its words: they may quote a family."""
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_code.co_filename.rsplit('/', 1)[-1]}:{trace.tb_lineno}" if trace else ""
