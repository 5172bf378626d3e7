"""The appointment book, opened in the transaction of a turn."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.booking.book import Book
from bot.booking.telling import told
from bot.store import appointments

if TYPE_CHECKING:
    from bot.house import TurnHouse
    from bot.store.appointments import Appointment


def book_of(house: TurnHouse) -> Book:
    """Open the book."""
    return Book(conn=house.conn, vault=house.vault, office=house.office, zone=house.zone, now=house.now)


def party_of(house: TurnHouse) -> int:
    """Return whose appointments she makes."""
    return appointments.party_of(house.conn, house.thread.person_id)


def told_in(house: TurnHouse, found: Appointment) -> dict[str, Any]:
    """Return what may be said to her of an appointment."""
    return told(house.conn, house.thread, found, zone=house.zone, now=house.now)
