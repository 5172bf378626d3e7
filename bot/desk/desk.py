"""What every page of the desk needs."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from anyio import from_thread

from bot.booking.book import Book
from bot.desk.bells import Bells
from bot.store import staff
from bot.store.audit import Chain
from bot.turn import Outcome

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine
    from datetime import tzinfo

    from sqlalchemy import Connection

    from bot.counter import Counter
    from bot.desk.openid import Provider
    from bot.desk.view import View
    from bot.handover import Handovers
    from bot.hands import Hands
    from bot.machine.machine import Machine
    from bot.shelf import Shelf
    from bot.store.door import Door
    from bot.store.vault import Vault
    from knowledge.library import Library

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class Desk:
    """Hold the parts that meet on the desk's pages."""

    door: Door
    vault: Vault
    shelf: Shelf
    handovers: Handovers
    view: View
    # Told after every commit whose conversation has something new.
    tell: Callable[[Outcome], None]
    # Does what follows when a family was erased: out of the database's files, too, and into the ledger beside it.
    settle: Callable[[], Coroutine[Any, Any, None]]
    # Tells families at once what was done with their appointments.
    remind: Callable[[], Coroutine[Any, Any, None]]
    # Returns milliseconds since 1970 UTC.
    clock: Callable[[], int]
    zone: tzinfo
    # Whether browsers reach the desk by https: then its cookie travels nowhere else.
    https: bool
    # What the desk is reached by, without a slash at the end.
    url: str
    # Talks for who has no chat.
    counter: Counter
    # Who types just now.
    hands: Hands
    # Whether colleagues have a group in Telegram.
    staff_group: bool = False
    # The city's account server, where colleagues sign in with what they have already.
    provider: Provider | None = None
    # Translates, where the office wants it.
    machine: Machine | None = None
    bells: Bells = field(default_factory=Bells)
    # How far the audit log was found whole.
    chain: Chain = field(default_factory=Chain)

    @property
    def library(self) -> Library:
        """Return the knowledge as it is now."""
        return self.shelf.library

    def act(self, fn: Callable[[Connection], Outcome]) -> Outcome:
        """Carry out what a colleague does with a conversation, and let all hear of it; called in a page's thread."""
        outcome = self.door.write_now(fn)
        if outcome.farewell:
            from_thread.run(self.settle)
        from_thread.run_sync(self.tell, outcome)
        return outcome

    def book(self, conn: Connection) -> Book:
        """Open the appointment book."""
        return Book(conn=conn, vault=self.vault, office=self.library.office, zone=self.zone, now=self.clock())

    def appoint(self, fn: Callable[[Book], T]) -> T:
        """Do something with the appointment book, and let families and colleagues hear of it; in a page's thread."""
        done = self.door.write_now(lambda conn: fn(self.book(conn)))
        from_thread.run(self.remind)
        from_thread.run_sync(self.tell, Outcome(for_staff=True))
        return done

    def names(self, conn: Connection) -> list[str]:
        """Return what colleagues are called, word by word: no machine outside needs to know."""
        return [word for one in staff.everybody(conn) for word in (*one.name.split(), *one.shown_as.split())]

    def write(self, fn: Callable[[Connection], T]) -> T:
        """Write something that no family hears of."""
        return self.door.write_now(fn)
