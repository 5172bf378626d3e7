"""How fast Telegram may be written to.

Source: Bot FAQ, "My bot is hitting limits": about one message a second in a chat with short bursts, 30 a second in all.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.store import outbox

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection

# Answers in a row that a chat takes before the pace of one a second counts.
BURST = 4.0
# What is no family's waits while more than so many messages have gone out just now.
SPARE = 2.0
# Addresses remembered; one that was quiet for so long is full again anyway.
REMEMBERED = 10_000
# Milliseconds after which a promise to send in order is not waited for any longer (its turn was rolled back).
PROMISE_MS = 60_000


@dataclass(slots=True)
class _Bucket:
    tokens: float
    at: int
    # Rows of this address that wait in the database: until they are gone, nothing may overtake them.
    waiting: int = 0
    # Rows that were taken from there, by whichever process they were written, and are not in hand yet.
    claimed: int = 0
    waiting_since: int = 0
    # Telegram told us to wait until then, or could not be reached.
    blocked_until: int = 0


class TokenPace:
    """Hold one bucket for all chats and one for each; used from the writer's thread and the sender's loop."""

    def __init__(self, *, rate: float, chat_rate: float, clock: Callable[[], int]) -> None:
        """Take messages a second over all chats and in one chat; clock returns milliseconds."""
        self._rate, self._chat_rate, self._clock = rate, chat_rate, clock
        self._lock = threading.Lock()
        self._all = _Bucket(max(1.0, rate), clock())
        self._chats: OrderedDict[int, _Bucket] = OrderedDict()

    def admits_at_once(self, address_id: int) -> bool:
        """Take a token for a message that goes right after the commit; without one it is written as queued."""
        with self._lock:
            now = self._clock()
            bucket = self._bucket(address_id, now)
            if now - bucket.waiting_since > PROMISE_MS:
                bucket.waiting = bucket.claimed = 0
            if not bucket.waiting and not bucket.claimed and self._take(bucket, now):
                return True
            bucket.waiting += 1
            bucket.waiting_since = now
            return False

    def admits(self, address_id: int) -> bool:
        """Take a token for a message that has waited; others of its chat go on waiting until it is in hand."""
        with self._lock:
            now = self._clock()
            bucket = self._bucket(address_id, now)
            if not self._take(bucket, now):
                return False
            bucket.claimed += 1
            bucket.waiting_since = now
            return True

    def spare(self) -> bool:
        """Take a token for what is no family's, where families have hardly written in the last second."""
        with self._lock:
            _refill(self._all, self._clock(), self._rate, max(1.0, self._rate))
            if self._all.tokens < max(1.0, self._rate - SPARE):
                return False
            self._all.tokens -= 1
            return True

    def in_hand(self, address_id: int) -> None:
        """Tell that a message that has waited is next in its chat, so that others may line up behind it."""
        with self._lock:
            bucket = self._bucket(address_id, self._clock())
            bucket.waiting, bucket.claimed = max(0, bucket.waiting - 1), max(0, bucket.claimed - 1)

    def postpone(self, address_id: int, until: int, calls: int) -> None:
        """Let a chat be silent until then, as a 429 asks for, and so many calls be made before any other of it."""
        with self._lock:
            now = self._clock()
            bucket = self._bucket(address_id, now)
            bucket.blocked_until = until
            bucket.waiting += calls
            bucket.waiting_since = max(now, until)

    def _take(self, bucket: _Bucket, now: int) -> bool:
        if now < bucket.blocked_until:
            return False
        _refill(bucket, now, self._chat_rate, BURST)
        _refill(self._all, now, self._rate, max(1.0, self._rate))
        if bucket.tokens < 1 or self._all.tokens < 1:
            return False
        bucket.tokens -= 1
        self._all.tokens -= 1
        return True

    def _bucket(self, address_id: int, now: int) -> _Bucket:
        bucket = self._chats.get(address_id)
        if bucket is None:
            bucket = self._chats[address_id] = _Bucket(BURST, now)
            if len(self._chats) > REMEMBERED:
                self._chats.popitem(last=False)
        else:
            self._chats.move_to_end(address_id)
        return bucket


def _refill(bucket: _Bucket, now: int, rate: float, most: float) -> None:
    bucket.tokens = min(most, bucket.tokens + (now - bucket.at) * rate / 1000)
    bucket.at = now


class Here:
    """The pace of a process that may send: while it does, what is said can go right after the commit."""

    def __init__(self, pace: TokenPace) -> None:
        self._pace = pace
        # Whether this process is the one that sends just now.
        self.leads = False

    def admits_at_once(self, conn: Connection, address_id: int) -> bool:
        # What another process has said in this chat may wait in the database: nothing overtakes it.
        behind = conn.dialect.name == "postgresql" and outbox.waits(conn, address_id)
        return self.leads and not behind and self._pace.admits_at_once(address_id)


class Elsewhere:
    """The pace where another process sends, or nothing is sent: calls are written as queued."""

    def admits_at_once(self, conn: Connection, address_id: int) -> bool:
        del conn, address_id
        return False
