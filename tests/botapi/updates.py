"""Keep updates until the bot confirms them.

An update stays pending until getUpdates comes with a higher offset, or the webhook answered 2xx. What was redelivered
or released in another order has an id below the offset and would be dropped unseen, so it stays until given once.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import orjson

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from tests.botapi.state import Json

KEPT = 200_000  # updates remembered for redelivery
NOT_BY_DEFAULT = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
NOBODY = 0


@dataclass(slots=True, kw_only=True)
class Entry:
    update_id: int
    raw: bytes
    chat_id: int = NOBODY
    sticky: bool = False  # stays below the offset until it was given
    given: bool = False


class Updates:
    def __init__(self, first_id: int, wake: Callable[[], None]) -> None:
        self.pending: deque[Entry] = deque()
        self.allowed: frozenset[str] | None = None
        self.made = 0
        self._next = first_id
        self._wake = wake
        self._known: dict[int, Entry] = {}
        self._held: list[Entry] | None = None
        self._sticky = False

    def add(self, kind: str, body: Json, chat_id: int) -> Json:
        """Queue one update of this kind and return it whole."""
        update = {"update_id": self._next, kind: body}
        self._next += 1
        if kind not in self.allowed if self.allowed is not None else kind in NOT_BY_DEFAULT:
            return update
        self._put(Entry(update_id=update["update_id"], raw=orjson.dumps(update), chat_id=chat_id))
        return update

    def push_raw(self, raw: Json | bytes) -> int:
        """Queue whatever it is and give the id that confirms it; a dict without update_id gets one."""
        update_id = self._next
        self._next += 1
        if isinstance(raw, dict):
            raw = {"update_id": update_id, **raw}
            if isinstance(raw["update_id"], int):
                update_id = raw["update_id"]
                self._next = max(self._next, update_id + 1)
            raw = orjson.dumps(raw)
        self._put(Entry(update_id=update_id, raw=raw))
        return update_id

    def redeliver(self, update_ids: Iterable[int]) -> None:
        """Queue these again in this order, confirmed or not."""
        for update_id in update_ids:
            self._put(replace(self._known[update_id], sticky=True, given=False))

    def hold(self) -> None:
        """Keep back what people do from now on."""
        self._held = []

    def release(self, update_ids: Iterable[int] | None = None) -> None:
        """Let out what was held: as it came, or exactly these ids in this order, repeated ones twice."""
        held, self._held = self._held or [], None
        if update_ids is not None:
            by_id = {entry.update_id: entry for entry in held}
            held = [replace(by_id[update_id], sticky=True) for update_id in update_ids]
        for entry in held:
            self._put(entry)

    def take(self, offset: int, limit: int) -> list[Entry]:
        """Confirm everything below the offset and give the next ones; a negative offset counts from the end."""
        if offset < 0:
            while len(self.pending) > -offset:
                self.pending.popleft()
            offset = 0
        if offset:
            self._confirm(offset)
        taken = [entry for entry, _ in zip(self.pending, range(limit), strict=False)]
        for entry in taken:
            entry.given = True
        return taken

    def done(self, entry: Entry) -> None:
        """Confirm one that the webhook took, or that setWebhook dropped."""
        for place, waiting in enumerate(self.pending):
            if waiting is entry:
                del self.pending[place]
                return

    def is_pending(self, update_id: int) -> bool:
        return any(entry.update_id == update_id for entry in self.pending)

    def _confirm(self, offset: int) -> None:
        if self._sticky:
            self.pending = deque(e for e in self.pending if e.update_id >= offset or (e.sticky and not e.given))
            self._sticky = any(entry.sticky for entry in self.pending)
            return
        pending = self.pending
        while pending and pending[0].update_id < offset:
            pending.popleft()

    def _put(self, entry: Entry) -> None:
        if self._held is not None:
            self._held.append(entry)
            return
        self.made += 1
        self._sticky = self._sticky or entry.sticky
        self._known[entry.update_id] = entry
        if len(self._known) > KEPT:
            del self._known[next(iter(self._known))]
        self.pending.append(entry)
        self._wake()


def allowed_updates(value: Any, before: frozenset[str] | None) -> frozenset[str] | None:
    """Read allowed_updates: absent keeps what was set before, an empty list means the default."""
    if not isinstance(value, list):
        return before
    return frozenset(str(kind).lower() for kind in value) or None
