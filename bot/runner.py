"""Run turns: a failing one is answered with an apology, a hopeless one is set aside, a full disk is told."""

from __future__ import annotations

import asyncio
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

import structlog

from bot import figures
from bot.store import faults, quarantine, received
from bot.turn import Outcome
from knowledge import recovery_words

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection

    from bot.arrival import Arrival
    from bot.store.door import Door
    from bot.store.ledger import Ledger
    from bot.turn import Turns

T = TypeVar("T")
_log = structlog.get_logger()


@dataclass(frozen=True, kw_only=True)
class Runner:
    """Carry arrivals through the door, whatever the channel."""

    door: Door
    turns: Turns
    # Told after every commit whose conversation has something new.
    tell: Callable[[Outcome], None]
    ledger: Ledger

    async def run(self, arrival: Arrival, *, raw: Callable[[], bytes]) -> Outcome:
        """Return after the commit; raises only where nothing can be committed now.

        raw gives the message as it came, for quarantine.
        """
        lane = zlib.crc32(arrival.place.encode())
        try:
            outcome = await self._attempt(lambda conn: self.turns.take(conn, arrival), lane)
        except Exception as error:
            if faults.is_down(error):
                # The update is not acknowledged and comes again.
                _alarm(error)
                raise
            # Whatever else a turn raises, the person gets an answer: rule 10.
            outcome = await self._apologise(arrival, lane, error, raw)
        if outcome.erased:
            # "Everything is deleted" is said when it is true of the database's files, and of a restored backup, too.
            await self.settle()
        if outcome.person_id or outcome.calls or outcome.farewell:
            self.tell(outcome)
        return outcome

    async def settle(self) -> None:
        """Let what was erased not be found in the database's files either; she has her receipt whatever happens."""
        try:
            await asyncio.to_thread(self.ledger.settle, self.door)
        except Exception as error:  # noqa: BLE001  (The rows and the key are gone; the night's work does it again.)
            figures.ALARMS.labels(what="not scrubbed").inc()
            _log.critical("ALARM", what="what was erased is still in the database's files", fault=type(error).__name__)

    async def set_aside(  # noqa: PLR0913  (What is known of an update that could not be handled.)
        self, *, channel: str, update_id: str, body: bytes, place: str, fault: str, source: str = ""
    ) -> None:
        """Keep what could not be read, so that the next one goes on; source is where the id is unique."""
        turns, body = self.turns, recovery_words.hide(body)

        def keep(conn: Connection) -> None:
            now = turns.clock()
            if received.first_time(conn, source or channel, update_id, now):
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
            if faults.is_down(second):
                _alarm(second)
                raise
            await self.set_aside(
                channel=arrival.channel,
                source=self.turns.source(arrival),
                update_id=arrival.update_id,
                body=raw(),
                place=arrival.place,
                fault=type(second).__name__,
            )
            return Outcome()


def _alarm(error: BaseException) -> None:
    what = "disk full" if faults.is_full(error) else "store down"
    figures.ALARMS.labels(what=what).inc()
    _log.critical("ALARM", what=what, fault=type(error).__name__)


def _where(error: BaseException) -> str:
    """Return file and line of the fault, without its words: they may quote a family."""
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_code.co_filename.rsplit('/', 1)[-1]}:{trace.tb_lineno}" if trace else ""
