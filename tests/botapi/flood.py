"""Count messages as Telegram's flood control does: over all chats, in one chat, in one group."""

from __future__ import annotations

import math
from collections import defaultdict, deque
from dataclasses import dataclass, field

from tests.botapi.rules import too_many

Window = tuple[int, float]  # so many messages in so many seconds


@dataclass(kw_only=True)
class Flood:
    overall: Window = (30, 1.0)
    chat: Window = (5, 5.0)  # one a second, in short bursts
    group: Window = (20, 60.0)
    _sent: dict[int, deque[float]] = field(default_factory=lambda: defaultdict(deque))

    def check(self, chat_id: int, now: float) -> None:
        """Count one message, or refuse it with 429 and the whole seconds to wait."""
        all_chats = 0
        windows = ((all_chats, self.overall), (chat_id, self.group if chat_id < 0 else self.chat))
        for key, (most, seconds) in windows:
            times = self._sent[key]
            while times and times[0] <= now - seconds:
                times.popleft()
            if len(times) >= most:
                raise too_many(math.ceil(times[0] + seconds - now))
        for key, _ in windows:
            self._sent[key].append(now)
