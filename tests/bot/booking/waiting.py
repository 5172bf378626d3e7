"""A waiting list on both databases, and an office that goes through it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from bot.booking import offering
from bot.store import appointments, conversations, waitlist
from tests.bot.booking.offices import BERLIN

if TYPE_CHECKING:
    from tests.bot.booking.conftest import Books

ANY = {
    "service": "first-counselling", "language": "de", "how": "none", "children": 1, "woman": False, "stranger": False,
    "days": [], "part": "any", "passed": [], "before": 0,
}  # fmt: skip


class Desk:
    """Stand for what offers need of the house."""

    def __init__(self, books):
        self.books = books
        self.turns = self
        self.vault, self.zone = books.vault, BERLIN
        self.library = self

    @property
    def office(self):
        return self.books.office

    def clock(self):
        return self.books.now


@dataclass
class Waiting:
    """Let people wait, and go through the list."""

    books: Books
    _joined: int = field(default=0, init=False)

    def __post_init__(self) -> None:
        self.offers = offering.Offers(door=self.books.door, handovers=Desk(self.books))

    def join(self, person: int | None = None, **more: Any) -> int:
        """Let a person wait, later than those before her; return her number."""
        her = person or self.books.person()
        body = {**ANY, **more}
        since = self.books.now + self._joined
        self._joined += 1

        def write(book):
            thread = conversations.load_person(book.conn, book.vault, her)
            waitlist.join(book.conn, thread.box, her, body["service"], body, since)

        self.books.write(write)
        return her

    def go(self) -> int:
        """Go through the list once; return how many offers were made."""
        return self.books.door.write_now(self.offers.round)

    def entry(self, person: int) -> waitlist.Entry | None:
        """Return what a person waits for."""

        def read(book):
            thread = conversations.load_person(book.conn, book.vault, person)
            found = waitlist.of_person(book.conn, thread.box, person)
            return found[0] if found else None

        return self.books.write(read)

    def offered(self, person: int) -> appointments.Appointment | None:
        """Return what is kept for a person."""
        found = self.entry(person)
        id = found.offered_id if found else None
        return self.books.write(lambda book: appointments.one(book.conn, book.vault, id)) if id else None
