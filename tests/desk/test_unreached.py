"""The phone list before an appointment: whom nobody could tell, with her own number, until a colleague has phoned."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import update

from bot.desk.unreached import how_many
from bot.store import conversations, households, outbox, reminders, staff
from bot.store.outbox import Kind, Result, State
from bot.store.reminders import Reminder
from bot.store.staff import Role
from bot.store.tables import address
from tests.bot.booking.offices import at, wanted
from tests.desk.appointments import MONDAY, NINE, THURSDAY, booked, busy_day, do, give, registered, travel_to

LIST = "/desk/cases/unreachable"
NUMBER = "+491713920099"


@pytest.fixture(autouse=True)
def the_day_before(office, clock):
    travel_to(clock, at(THURSDAY - timedelta(days=1), 10))
    give(office, busy_day())


def stands(colleague, found) -> bool:
    colleague.get(LIST)
    return f"/desk/appointment/{found.id}" in colleague.page


def count(office, colleague) -> int:
    desk = office.lotse.desk
    with desk.door.read() as conn:
        return how_many(desk, staff.one(conn, colleague.id), conn)


def block(office, person: int) -> None:
    do(office, lambda book: book.conn.execute(
        update(address).where(address.c.person_id == person).values(state="blocked")
    ))  # fmt: skip


def reach(colleague, found) -> None:
    """Press the button beside an appointment."""
    colleague.get(LIST)
    person = re.search(rf'appointment/{found.id}/phoned".*?name="person" value="(\d+)"', colleague.page)[1]
    assert colleague.post(f"/desk/appointment/{found.id}/phoned", person=person).status_code == 200


def told(office, found, person: int, state: str, number: int | None = None) -> None:
    """Write down what became of the reminder of the day before."""
    kind = reminders.DAY
    do(office, lambda book: reminders.settle(
        book.conn, Reminder(appointment_id=found.id, person_id=person, kind=kind, due_at=0), state, number
    ))  # fmt: skip


def call(office, person: int, number: int, state: State) -> None:
    """Let a call to Telegram end in some way."""

    def write(book):
        row = outbox.put(
            book.conn, person_id=person, number=number, address_id=1, kind=Kind.NOTICE, epoch=1, boot=1, at_once=True,
            now=book.now,
        )  # fmt: skip
        outbox.finish(book.conn, [Result(id=row.id, state=state)])

    do(office, write)


def test_who_is_reached_on_the_phone_leaves_the_list(office, berta):
    person = registered(office)[1]
    found = booked(office, person)
    assert (stands(berta, found), count(office, berta)) == (False, 0)
    block(office, person)
    assert (stands(berta, found), count(office, berta)) == (True, 1)
    reach(berta, found)
    assert (stands(berta, found), count(office, berta)) == (False, 0)
    assert "We phoned" in berta.get(f"/desk/appointment/{found.id}").text


def test_another_team_neither_sees_nor_ends_it(office, berta):
    person = registered(office)[1]
    found = booked(office, person)
    block(office, person)
    carl = office.colleague(Role.COUNSELLOR, "workshops", name="Carl")
    assert (stands(carl, found), count(office, carl)) == (False, 0)
    carl.post(f"/desk/appointment/{found.id}/phoned", person=person)
    assert stands(berta, found)


@pytest.mark.parametrize(
    ("state", "sent", "there"),
    [
        ("unreachable", None, True),
        ("failed", None, True),
        ("sent", State.FAILED, True),
        ("sent", State.SENT, False),
        ("planned", None, False),
    ],
)
def test_whoever_was_not_told_is_phoned(office, berta, state, sent, there):
    person = registered(office)[1]
    found = booked(office, person)
    told(office, found, person, state, number=77 if sent else None)
    if sent:
        call(office, person, 77, sent)
    assert stands(berta, found) is there


def test_who_came_back_and_was_told_later_is_not_phoned(office, berta):
    person = registered(office)[1]
    found = booked(office, person)
    told(office, found, person, "unreachable")
    later = Reminder(appointment_id=found.id, person_id=person, kind=reminders.HOURS, due_at=NINE, state="sent")
    do(office, lambda book: reminders.plan(book.conn, [later]))
    assert not stands(berta, found)


def test_what_is_called_off_is_told_on_the_phone_even_to_whom_was_phoned_before(office, berta, clock):
    person = registered(office)[1]
    found = booked(office, person)
    block(office, person)
    reach(berta, found)
    clock.travel(60)
    berta.get(f"/desk/appointment/{found.id}")
    berta.post(f"/desk/appointment/{found.id}", do="cancel")
    assert stands(berta, found)
    assert "will not take place" in berta.page
    reach(berta, found)
    assert not stands(berta, found)


def test_what_she_cancelled_herself_needs_no_call(office, berta):
    person = registered(office)[1]
    found = booked(office, person)
    block(office, person)
    do(office, lambda book: book.cancel(found.id))
    assert not stands(berta, found)


def test_of_two_adults_the_one_is_phoned_whom_nothing_reaches(office, berta):
    """The other one's number would be of no use, and not hers to give."""
    one, other = registered(office)[1], registered(office)[1]

    def write(book):
        book = replace(book, now=at(MONDAY, 8))
        threads = [conversations.load_person(book.conn, book.vault, person) for person in (one, other)]
        home = households.of(book.conn, book.vault, one)
        given = households.answers(book.conn, home, threads[0].box, one)
        households.save(book.conn, book.vault, threads[0].box, one, given | {"you.phone": "+491713920011"}, book.now)
        held = book.hold(home.id, wanted(), NINE, {"adults": 2})
        return book.confirm(held.id, [one, other], {})

    def number(book):
        thread = conversations.load_person(book.conn, book.vault, other)
        home = households.of(book.conn, book.vault, other)
        given = households.answers(book.conn, home, thread.box, other) | {"you.phone": NUMBER}
        households.save(book.conn, book.vault, thread.box, other, given, book.now)

    found = do(office, write)
    do(office, number)
    block(office, other)
    assert stands(berta, found)
    assert f"tel:{NUMBER}" in berta.page
    assert "tel:+491713920011" not in berta.page
