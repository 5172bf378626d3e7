"""How often and how long strangers may knock. Nothing here grows without end."""

from __future__ import annotations

import time
from collections import OrderedDict, defaultdict, deque
from contextlib import contextmanager
from dataclasses import dataclass, field
from ipaddress import ip_address, ip_network
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable, Iterator

# Whoever has more than these many keys going at once is a flood: the keys that were quiet longest are forgotten.
_KEYS = 20_000


class Limit:
    """Let each key through `burst` times at once and then once in `seconds` (a token bucket)."""

    def __init__(
        self, *, burst: int, seconds: float, clock: Callable[[], float] = time.monotonic, keys: int = _KEYS
    ) -> None:
        self._burst = burst
        self._seconds = seconds
        self._clock = clock
        self._keys = keys
        # When the bucket of a key will be full again; a key that is not here has a full one.
        self._full_at: OrderedDict[str, float] = OrderedDict()

    def wait(self, key: str) -> float:
        """Take one token and return 0.0, or take none and return the seconds until there is one."""
        now = self._clock()
        full_at = max(self._full_at.get(key, now), now) + self._seconds
        too_early = full_at - now - self._burst * self._seconds
        if too_early > 0:
            return too_early
        self._full_at[key] = full_at
        self._full_at.move_to_end(key)
        if len(self._full_at) > self._keys:
            self._full_at.popitem(last=False)
        return 0.0

    def __len__(self) -> int:
        return len(self._full_at)


@dataclass(eq=False)
class Stream:
    """Know one open stream of events."""

    # Wakes the stream.
    bell: asyncio.Event
    # Somebody newer needs the place.
    over: bool = False

    def end(self) -> None:
        """Ask the stream to end."""
        self.over = True
        self.bell.set()


class Places:
    """Keep at most so many streams open for each key.

    The oldest gives way to the one too many: phones that lose the net leave dead streams behind, and it must be
    those that go, not the one that has just come back.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._open: defaultdict[str, deque[Stream]] = defaultdict(deque)

    @contextmanager
    def take(self, key: str, stream: Stream) -> Iterator[None]:
        """Hold a place while the stream is open."""
        streams = self._open[key]
        streams.append(stream)
        if len(streams) > self._most:
            streams.popleft().end()
        try:
            yield
        finally:
            if stream in streams:
                streams.remove(stream)
            if not streams:
                self._open.pop(key, None)

    def __len__(self) -> int:
        return len(self._open)


@dataclass(frozen=True, kw_only=True)
class Limits:
    """Hold every limit of the page; whole shelters share one address, so those are wide."""

    start_by_address: Limit = field(default_factory=lambda: Limit(burst=60, seconds=10))
    # Wrong words of one place must not use up what the whole house hears in an hour (bot.store.attempts).
    words_by_address: Limit = field(default_factory=lambda: Limit(burst=10, seconds=180))
    message_by_address: Limit = field(default_factory=lambda: Limit(burst=300, seconds=0.2))
    message_by_browser: Limit = field(default_factory=lambda: Limit(burst=30, seconds=2))
    file_by_address: Limit = field(default_factory=lambda: Limit(burst=40, seconds=5))
    # All that is kept about one person is much to put together.
    data_by_browser: Limit = field(default_factory=lambda: Limit(burst=20, seconds=15))
    stream_by_address: Limit = field(default_factory=lambda: Limit(burst=300, seconds=0.2))
    streams_of_address: Places = field(default_factory=lambda: Places(500))
    streams_of_browser: Places = field(default_factory=lambda: Places(6))


def address_key(host: str) -> str:
    """Name whom an address belongs to: a household gets a whole /64 of IPv6."""
    try:
        address = ip_address(host)
    except ValueError:
        return host
    if address.version == 4:
        return str(address)
    return str(address.ipv4_mapped or ip_network((address, 64), strict=False))
