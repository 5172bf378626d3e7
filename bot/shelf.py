"""The library as it is now: the files, and over them what colleagues have changed at the desk."""

from __future__ import annotations

import asyncio
import threading
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from bot.store import edits, learnt, whats_on
from bot.wall import day_of
from knowledge.edited import applied, overlay

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import tzinfo

    from bot.store.door import Door
    from knowledge.library import Library
# As in the audit log: no colleague, the house itself.
_HOUSE = 0
# Seconds after which whoever waits wants to know what for.
_MOMENT = 2.0


class Shelf:
    """Hold the library that counts now.

    Each process looks from time to time what others have changed, so that all of them say the same within a minute.
    """

    def __init__(self, files: Library, *, door: Door, clock: Callable[[], int], zone: tzinfo) -> None:
        self._files, self._door, self._clock, self._zone = files, door, clock, zone
        self.library = self._learning = files
        # What the library was made of.
        self._seen: Any = None
        self._lock = threading.Lock()

    @property
    def files(self) -> Library:
        """Return the library as the files alone have it."""
        return self._files

    def settle(self) -> None:
        """Let go of changes that have come back in the files, so that newer files are not hidden by them."""
        with self._door.read() as conn:
            standing = edits.standing(conn)
        for one in standing:
            file = self._files.articles.get((one.topic, one.lang))
            if file is not None and applied(file, one) == file:
                done = replace(one, given_up=True, staff_id=_HOUSE, at=max(self._clock(), one.at + 1))
                self._door.write_now(partial(edits.add, change=done))

    def refresh(self) -> threading.Thread | None:
        """Look what has changed; where something did, return the thread that teaches it to the search.

        Until that ends, the search knows what it knew before, so that no family has to wait for it.
        """
        today = day_of(self._clock(), self._zone)
        with self._lock, self._door.read() as conn:
            phrases = [phrase for _id, phrase in learnt.every(conn)]
            events = [event for _id, event in whats_on.coming(conn, today)]
            found = (edits.standing(conn), phrases, events)
            if found == self._seen:
                return None
            fresh, before = overlay(self._files, *found), self.library
            known = before.trained if self._seen is not None else None
            # A title that was changed is learnt at the next start.
            same = known is not None and fresh.phrases == before.phrases
            self._seen, self._learning = found, fresh
            self.library = replace(fresh, known=known) if known else fresh
        if same:
            return None
        teacher = threading.Thread(target=self._learn, args=(fresh,), daemon=True)
        teacher.start()
        return teacher

    def await_learnt(self, tell: Callable[[], None]) -> None:
        """Return when the search knows what it needs; tell is called where that takes longer than a moment."""
        impatient = threading.Timer(_MOMENT, tell)
        impatient.daemon = True
        impatient.start()
        try:
            _ = self.library.trained
        finally:
            impatient.cancel()

    async def tick(self) -> None:
        """Look from time to time."""
        await asyncio.to_thread(self.refresh)

    def _learn(self, fresh: Library) -> None:
        trained = fresh.trained
        with self._lock:
            # Meanwhile somebody may have changed it once more.
            if self._learning is fresh:
                self.library = replace(fresh, known=trained)
