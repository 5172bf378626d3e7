"""An appointment book on both databases, and families whose appointments stand in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

from bot.booking.book import Book
from bot.store import conversations, households, resources
from tests.bot.booking.offices import BERLIN, NOW
from tests.bot.booking.waiting import Waiting

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass
class Books:
    """Open the book of one office, at whatever moment."""

    door: Any
    vault: Any
    office: Any
    now: int = NOW
    _families: int = 0

    def write(self, fn: Callable[[Book], Any], *, now: int | None = None) -> Any:
        """Do something with the book in a transaction of its own."""
        moment = self.now if now is None else now
        return self.door.write_now(
            lambda conn: fn(Book(conn=conn, vault=self.vault, office=self.office, zone=BERLIN, now=moment))
        )

    def give(self, *found: resources.Resource) -> list[resources.Resource]:
        """Let somebody or something be booked from now on."""
        for one in found:
            self.write(lambda book, one=one: resources.save(book.conn, self.vault, one))
        return list(found)

    def person(self) -> int:
        """Begin the conversation of a person and return her number."""
        self._families += 1
        place = str(self._families)
        return self.write(
            lambda book: conversations.begin(
                book.conn, self.vault, channel="telegram", place=place, language="ar", unmet="", now=NOW
            )
        ).person_id

    def family(self, adults: int = 1) -> tuple[int, list[int]]:
        """Begin a household and return its number and those of its adults."""
        people = [self.person() for _adult in range(adults)]

        def join(book: Book) -> int:
            threads = [conversations.load_person(book.conn, self.vault, one) for one in people]
            given = {"you.name": "Amina", "house.children": 1, "child.1.age": 9}
            home = households.save(book.conn, self.vault, threads[0].box, people[0], given, NOW)
            for thread in threads[1:]:
                households.join(book.conn, thread.box, thread.person_id, home.id, NOW)
            return home.id

        return self.write(join), people

    def book(self, party: int, people: list[int], wanted: Any, at: int, **more: Any) -> Any:
        """Hold and book in one go; None where the time is taken."""

        def both(book: Book) -> Any:
            held = book.hold(party, wanted, at, {"adults": 1, "children": [1]})
            return book.confirm(held.id, people, {}, **more) if held else None

        return self.write(both)


@pytest.fixture
def books(door, vault, library) -> Books:
    return Books(door, vault, library.office)


@pytest.fixture
def waiting(books) -> Waiting:
    return Waiting(books)
