"""A Monday in an office that gives talks: who can be booked, and families whose appointments stand in the calendar."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from bot.booking.book import Book
from bot.store import appointments, conversations, households, resources
from tests.bot.booking.offices import BERLIN, at, counsellor, hours, wanted

if TYPE_CHECKING:
    from bot.store.appointments import Appointment
    from bot.store.resources import Resource
    from tests.desk.conftest import Family, Office

MONDAY = date(2027, 1, 11)
THURSDAY = MONDAY + timedelta(days=3)
NINE, TEN = at(THURSDAY, 9), at(THURSDAY, 10)


def travel_to(clock: Any, moment: int) -> None:
    clock.travel((moment - clock()) / 1000)


def book_of(office: Office, conn: Any) -> Book:
    desk = office.lotse.desk
    return Book(conn=conn, vault=desk.vault, office=desk.library.office, zone=BERLIN, now=desk.clock())


def do(office: Office, fn: Any) -> Any:
    return office.lotse.door.write_now(lambda conn: fn(book_of(office, conn)))


def give(office: Office, *found: Resource) -> None:
    for one in found:
        do(office, lambda book, one=one: resources.save(book.conn, book.vault, one))


def busy_day(name: str = "Berta", **more: Any) -> Resource:
    """Return a counsellor who is there all day, every day."""
    return counsellor(name, schedule=hours((8, 18), days=tuple(range(7))), **more)


def newest(office: Office) -> int:
    """Return the person who began last."""
    with office.lotse.door.read() as conn:
        return conn.exec_driver_sql("SELECT id FROM person ORDER BY created_at DESC, id LIMIT 1").scalar()


def registered(office: Office, language: str = "ar", interpreter: str = "yes") -> tuple[Family, int]:
    """Let a family begin and register; returns her and her number."""
    family = office.family(language)
    person = newest(office)

    def write(book: Book) -> None:
        thread = conversations.load_person(book.conn, book.vault, person)
        given = {"you.name": "Amina", "you.language": [language, ""], "you.interpreter": interpreter}
        children = {"house.children": 1, "child.1.age": 9}
        households.save(book.conn, book.vault, thread.box, person, {**given, **children}, book.now)

    do(office, write)
    family.send(press="g:human")
    return family, person


def booked(office: Office, person: int, starts: int = NINE, **more: Any) -> Appointment:
    """Book a talk for a person, some days before."""

    def write(book: Book) -> Appointment:
        book = replace(book, now=at(MONDAY, 8))
        party = appointments.party_of(book.conn, person)
        held = book.hold(party, wanted(**more), starts, {"adults": 1, "children": [1], "for": 1})
        return book.confirm(held.id, [person], {})

    return do(office, write)


def talk(office: Office, *given: Resource, starts: int = NINE, **more: Any) -> tuple[Family, Appointment]:
    """Let a family register and book with who is given, or with Berta; returns her and her talk."""
    give(office, *given or (busy_day(),))
    family, person = registered(office)
    return family, booked(office, person, starts, **more)


def state(office: Office, found: Appointment) -> str:
    return do(office, lambda book: appointments.one(book.conn, book.vault, found.id)).state


def times(page: str) -> list[str]:
    """Return the times that a page offers."""
    return re.findall(r'name="at" value="(\d+)"', page)
