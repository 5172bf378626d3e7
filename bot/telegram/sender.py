"""The sender: makes committed calls, in order within a chat, at Telegram's pace, and notes what became of them."""

from __future__ import annotations

import asyncio
from collections import deque
from typing import TYPE_CHECKING, Any, TypeVar

import structlog

from bot import figures
from bot.saying import Call
from bot.store import boots, faults, outbox
from bot.store.outbox import Kind, Result, State, Waiting
from bot.telegram.calls import call
from bot.telegram.faults import Verdict, understand
from bot.telegram.letters import current_epoch, note_unreachable, reread

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Iterable

    from telegram import Bot

    from bot.store.door import Door
    from bot.store.vault import Vault
    from bot.telegram.delivery import Delivery
    from bot.telegram.pace import TokenPace
    from dialogs.reply import Message

T = TypeVar("T")
_log = structlog.get_logger()
_SENT = figures.CALLS.labels(outcome="sent")
# Seconds between two looks for calls that wait, when nobody wakes the sender.
IDLE = 1.0
# Seconds between two looks while something waits for the pace of its chat.
BUSY = 0.05
# Seconds that results gather before they are written; a process killed meanwhile may say its last words twice.
GATHER = 0.05
# Milliseconds between two looks for calls that a process had in hand when it died.
ORPHANS_MS = 60_000
# Milliseconds until a call is tried again that found no connection, and one that found the token rejected.
RECONNECT_MS, REVOKED_MS = 2_000, 30_000


class Sender:
    """Send for one bot; there is one a bot."""

    def __init__(  # noqa: PLR0913  (The parts that meet here.)
        self,
        *,
        bot: Bot,
        delivery: Delivery,
        door: Door,
        vault: Vault,
        pace: TokenPace,
        boot: int,
        clock: Callable[[], int],
    ) -> None:
        self._bot, self._delivery, self._door, self._vault = bot, delivery, door, vault
        self._pace, self._boot, self._clock = pace, boot, clock
        # Calls in hand, by address: one goes at a time, in order.
        self._chains: dict[int, deque[Call]] = {}
        self._results: list[Result] = []
        self._flushing = False
        self._wake = asyncio.Event()
        self._heard = False
        self._tasks: set[asyncio.Task[Any]] = set()

    def take(self, calls: Iterable[Call]) -> None:
        """Take calls that are committed as `sending`; they go out at once."""
        for one in calls:
            address = one.waiting.address_id
            chain = self._chains.get(address)
            if chain is None:
                self._chains[address] = deque([one])
                self._spawn(self._drain(address))
            else:
                chain.append(one)

    def wake(self) -> None:
        """Tell that calls were written as queued."""
        self._wake.set()

    def acknowledge(self, callback_id: str, toast: str) -> None:
        """Take the waiting sign off a pressed button; whether it worked does not matter."""
        self._spawn(self._acknowledge(callback_id, toast))

    async def run(self) -> None:
        """Send what waits until cancelled, and decide about what a process before us had in hand."""
        next_look, remembered = 0, False
        while True:
            self._wake.clear()
            # Before anything else: the first turn of this process must not overtake what waits.
            remembered = remembered or self._remember()
            if self._heard and self._clock() >= next_look and await self._inherit():
                next_look = self._clock() + ORPHANS_MS
            # Whoever stops sending has in hand what is claimed by then.
            busy = await asyncio.shield(self._spawn(self._pull()))
            self._flush()
            try:
                # Not wait_for: on Python 3.11 it forgets that it was cancelled where it is woken at that moment.
                async with asyncio.timeout(BUSY if busy else IDLE):
                    await self._wake.wait()
            except TimeoutError:
                continue

    def heard(self) -> None:
        """Tell that what families wrote meanwhile is handled: whoever has answered needs no second copy."""
        self._heard = True
        self._wake.set()

    async def finish(self) -> None:
        """Wait until what is in hand is sent and written down."""
        while self._tasks:
            await asyncio.gather(*self._tasks, return_exceptions=True)

    def _remember(self) -> bool:
        """Learn which chats wait, and how long, where a process before us knew; False where the store is away."""
        try:
            with self._door.read() as conn:
                for address, calls, not_before in outbox.lines(conn):
                    self._pace.postpone(address, not_before, calls)
        except Exception as error:  # noqa: BLE001  (It is looked at again.)
            _log.error("outbox not readable", fault=type(error).__name__)
            return False
        return True

    async def _inherit(self) -> bool:
        """Decide about calls that a dead process had in hand; False where the store is away."""
        try:
            results = await self._door.write(
                lambda conn: outbox.inherit(conn, boots.dead(conn), self._boot, self._clock())
            )
        except Exception as error:  # noqa: BLE001  (The rows stay `sending`, and are looked at again.)
            _log.error("calls not inherited", fault=type(error).__name__)
            return False
        if results:
            _log.info("calls inherited", again=sum(result.state is State.QUEUED for result in results), of=len(results))
        return True

    async def _pull(self) -> bool:
        """Claim what waits and may go; True while something waits for its pace."""
        try:
            with self._door.read() as conn:
                due = outbox.next_due(conn)
            if due is None or due > self._clock():
                return due is not None
            rows = await self._door.write(lambda conn: outbox.claim(conn, self._boot, self._clock(), self._pace.admits))
        except Exception as error:  # noqa: BLE001  (The store may be away for a while; the rows stay.)
            _log.error("outbox not readable", fault=type(error).__name__)
            return True
        for row, letter in await asyncio.to_thread(self._reread, rows):
            if isinstance(letter, Result):
                self._results.append(letter)
            else:
                self.take([Call(row, *letter)])
            self._pace.in_hand(row.address_id)
        return True

    def _reread(self, rows: list[Waiting]) -> list[tuple[Waiting, tuple[str, Message] | Result]]:
        """Return what each row says and where it goes, or what became of it: one that cannot be read stops no other."""
        found: list[tuple[Waiting, tuple[str, Message] | Result]] = []
        for row in rows:
            try:
                with self._door.read() as conn:
                    letter = reread(conn, self._vault, row)
                found.append((row, _still_to_send(row, letter)))
            except Exception as error:  # noqa: BLE001  (The others go on.)
                _log.error("call not readable", fault=type(error).__name__, outbox=row.id)
                later = _later(row, "store away", self._clock() + RECONNECT_MS)
                lost = Result(id=row.id, state=State.FAILED, reason=type(error).__name__)
                found.append((row, later if faults.is_down(error) else lost))
        return found

    async def _drain(self, address: int) -> None:
        chain = self._chains[address]
        waited = False
        while chain:
            result = await self._send(chain[0], waited=waited)
            self._results.append(result)
            chain.popleft()
            waited = True
            if result.state is State.QUEUED:
                # What follows in this chat waits behind it.
                self._pace.postpone(address, result.not_before, 1 + len(chain))
                self._results += [_later(one.waiting, result.reason, result.not_before) for one in chain]
                chain.clear()
            self._flush()
        del self._chains[address]

    async def _send(self, one: Call, *, waited: bool) -> Result:
        waiting = one.waiting
        if waiting.kind is Kind.ANSWER and (waited or waiting.attempts or not waiting.fresh):
            try:
                epoch = await asyncio.to_thread(current_epoch, self._door, waiting.person_id)
            except Exception as error:  # noqa: BLE001  (It was not sent, so that it can wait.)
                _log.error("epoch not readable", fault=type(error).__name__)
                return _later(waiting, "store away", self._clock() + RECONNECT_MS)
            if epoch != waiting.epoch:
                figures.CALLS.labels(outcome="stale").inc()
                return Result(id=waiting.id, state=State.FAILED, reason="stale: somebody else holds the conversation")
        try:
            await self._delivery.send(one.chat, one.message)
        except Exception as error:  # noqa: BLE001  (Every failure of a call has its verdict.)
            try:
                return await self._judge(waiting, error)
            except Exception as second:  # noqa: BLE001  (Without the store nobody knows whether it is still the newest.)
                _log.error("call not judged", fault=type(second).__name__, outbox=waiting.id)
                return Result(id=waiting.id, state=State.UNKNOWN, reason=type(error).__name__)
        _SENT.inc()
        return Result(id=waiting.id, state=State.SENT)

    async def _judge(self, waiting: Waiting, error: Exception) -> Result:
        fault, now = understand(error), self._clock()
        figures.CALLS.labels(outcome=fault.verdict.value).inc()
        _log.warning("call failed", verdict=fault.verdict.value, reason=fault.reason, outbox=waiting.id)
        match fault.verdict:
            case Verdict.AGAIN:
                return _later(waiting, fault.reason, now + RECONNECT_MS)
            case Verdict.WAIT:
                return _later(waiting, fault.reason, now + int(fault.wait * 1000))
            case Verdict.REVOKED:
                figures.ALARMS.labels(what="token revoked").inc()
                _log.critical("ALARM", what="token revoked")
                return _later(waiting, fault.reason, now + REVOKED_MS)
            case Verdict.UNKNOWN:
                return await self._door.write(lambda conn: outbox.after_unknown(conn, waiting, now))
            case Verdict.BLOCKED | Verdict.GONE:
                state = "blocked" if fault.verdict is Verdict.BLOCKED else "gone"
                await self._door.write(lambda conn: note_unreachable(conn, waiting, state))
        return Result(id=waiting.id, state=State.FAILED, reason=fault.reason)

    def _flush(self) -> None:
        if self._results and not self._flushing:
            self._flushing = True
            self._spawn(self._write_results())

    async def _write_results(self) -> None:
        """Write what became of calls; while one batch is written, the next one gathers."""
        try:
            while self._results:
                # A commit costs more than a result: what is answered in the meantime goes with it.
                await asyncio.sleep(GATHER)
                batch, self._results = self._results, []
                try:
                    await self._door.write(lambda conn, batch=batch: outbox.finish(conn, batch))  # type: ignore[misc]
                except Exception as error:  # noqa: BLE001  (The next round tries again.)
                    _log.error("results not written", fault=type(error).__name__, of=len(batch))
                    self._results = batch + self._results
                    return
                if any(result.state is State.QUEUED for result in batch):
                    self._wake.set()
        finally:
            self._flushing = False

    async def _acknowledge(self, callback_id: str, toast: str) -> None:
        arguments = {"callback_query_id": callback_id, "text": toast} if toast else {"callback_query_id": callback_id}
        try:
            await call(self._bot, "answerCallbackQuery", arguments)
        except Exception as error:  # noqa: BLE001  (A query that is too old must not stop anything.)
            _log.debug("press not acknowledged", fault=type(error).__name__)

    def _spawn(self, coroutine: Coroutine[Any, Any, T]) -> asyncio.Task[T]:
        task = asyncio.create_task(coroutine)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task


def _still_to_send(row: Waiting, letter: tuple[str, Message] | None) -> tuple[str, Message] | Result:
    """Return what goes out; nobody is left, or what may have arrived would be heard twice, and that helps nobody."""
    if letter is None:
        return Result(id=row.id, state=State.FAILED, reason="gone")
    _chat, message = letter
    if row.attempts and message.parts[0].audio:
        return Result(id=row.id, state=State.UNKNOWN, reason="ambiguous")
    return letter


def _later(waiting: Waiting, reason: str, at: int) -> Result:
    return Result(id=waiting.id, state=State.QUEUED, reason=reason, not_before=at)
