"""The waiting list is fair: nobody blocks it, nobody is passed over, nothing stays taken that nobody wants."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.booking import offering, suiting
from bot.booking.suiting import Free
from bot.store import allocations, appointments, reminders
from tests.bot.booking.offices import BERLIN, HOUR, MONDAY, at, counsellor, hours, wanted, with_rules

TUESDAY, WEDNESDAY, THURSDAY = (MONDAY + timedelta(days=days) for days in (1, 2, 3))
NINE = at(WEDNESDAY, 9)
MINUTE = 60_000


@pytest.fixture(autouse=True)
def rules(books):
    books.office = with_rules(books.office, step_minutes=60, notice_hours=30, window_days=3, buffer_minutes=0)


def is_free(books, one, start):
    return books.write(lambda book: allocations.is_free(book.conn, one.id, start, start + HOUR, book.now))


def test_who_books_otherwise_does_not_keep_what_was_offered(books, waiting):
    [berta] = books.give(counsellor(schedule=hours((9, 10), days=(2,))))
    person = waiting.join()
    waiting.go()
    kept = waiting.offered(person)
    [anna] = books.give(counsellor("Anna", schedule=hours((14, 15), days=(2,))))
    assert books.book(person, [person], wanted(), at(WEDNESDAY, 14))
    assert is_free(books, berta, NINE)
    assert not is_free(books, anna, at(WEDNESDAY, 14))
    assert books.write(lambda book: appointments.one(book.conn, book.vault, kept.id)).state == "expired"
    assert [one.state for one in books.write(lambda book: reminders.of(book.conn, kept.id))] == ["void"]
    second = waiting.join()
    assert waiting.go() == 1
    assert waiting.offered(second).starts_at == NINE


def test_a_time_at_which_her_household_is_elsewhere_does_not_block_the_next_one(books, waiting):
    # Her other talk begins in the middle of what would be free first.
    books.office = with_rules(books.office, step_minutes=15)
    books.give(counsellor("Anna", services=frozenset({"change-school"}), schedule=hours((9.5, 10.5), days=(2,))))
    person = waiting.join()
    assert books.book(person, [person], wanted(service="change-school"), at(WEDNESDAY, 9.5))
    books.give(counsellor(schedule=hours((9, 10), (14, 15), days=(2,))))
    assert waiting.go() == 1
    assert waiting.offered(person).starts_at == at(WEDNESDAY, 14)


def test_a_time_she_only_holds_elsewhere_does_not_block_the_next_one(books, waiting):
    books.give(
        counsellor("Anna", services=frozenset({"change-school"}), schedule=hours((9, 10), days=(2,))),
        counsellor(schedule=hours((9, 10), (14, 15), days=(2,))),
    )
    person = waiting.join()
    assert books.write(lambda book: book.hold(person, wanted(service="change-school"), NINE, {}))
    assert waiting.go() == 1
    assert waiting.offered(person).starts_at == at(WEDNESDAY, 14)


@pytest.mark.parametrize("talk", [at(TUESDAY, 15), at(WEDNESDAY, 0.5), at(WEDNESDAY, 9)])
@pytest.mark.parametrize("hour", [8, 11.5, 16, 19.5])
def test_an_offer_never_ends_at_night(talk, hour):
    now = at(MONDAY, hour)
    end = suiting.end_of(talk, now, 12, BERLIN)
    assert now < end <= now + (talk - now) // 2
    minutes = (end - at(MONDAY, 0)) // MINUTE % (24 * 60)
    assert suiting.FROM * 60 <= minutes <= suiting.UNTIL * 60


def test_nobody_is_given_minutes_to_answer(books, waiting):
    # Half of the time until the talk would end in the night, so it would be kept until eight in the evening only.
    books.office = with_rules(books.office, notice_hours=1)
    person = waiting.join()
    books.now = at(MONDAY, 19.75)
    books.give(counsellor(schedule=hours((9, 10), days=(1,))))
    assert waiting.go() == 0
    books.now = at(TUESDAY, 8)
    books.give(counsellor("Anna", schedule=hours((12, 13), days=(1,))))
    assert waiting.go() == 1
    assert waiting.entry(person).until - books.now >= 30 * MINUTE


def test_who_waited_for_something_sooner_is_offered_later_times_when_that_is_over(books, waiting):
    person = waiting.join(before=at(TUESDAY, 9))
    books.give(counsellor(schedule=hours((9, 10))))
    # Nothing sooner can come any more: all that the office's notice allows is later than what she was shown.
    assert waiting.go() == 1
    assert waiting.offered(person).starts_at == NINE


def test_what_was_called_off_meanwhile_is_not_waited_for(books, waiting):
    books.give(counsellor(schedule=hours((9, 10), (14, 15), days=(2,))))
    person = waiting.join()
    waiting.go()
    kept = waiting.offered(person)
    books.write(lambda book: book.release(kept.id))
    assert waiting.go() == 1
    assert waiting.offered(person).starts_at == at(WEDNESDAY, 14)


def test_who_has_left_since_the_list_was_read_is_offered_nothing(books, waiting):
    person = waiting.join()
    [berta] = books.give(counsellor(schedule=hours((9, 10), days=(2,))))
    mine = waiting.entry(person)
    books.write(lambda book: book.off_list(person, mine.service))
    assert not books.write(lambda book: offering.offer(book, Free(book=book), mine))
    assert is_free(books, berta, NINE)


def test_who_takes_her_offer_in_its_last_moment_keeps_it(books, waiting):
    person = waiting.join()
    books.give(counsellor(schedule=hours((9, 10), (14, 15), days=(2,))))
    waiting.go()
    mine = waiting.entry(person)
    booked = books.write(lambda book: offering.take(book, mine))
    assert books.write(lambda book: offering.let_go(book, mine, silent=True)) is None
    assert books.write(lambda book: appointments.one(book.conn, book.vault, booked.id)).state == "booked"


def test_who_lets_three_offers_run_out_is_left_alone_for_a_week_and_keeps_her_place(books, waiting):
    books.office = with_rules(books.office, offer_hours=2, window_days=30)
    silent = waiting.join()
    books.give(counsellor(schedule=hours((9, 13))))
    for _offer in range(3):
        waiting.go()
        assert waiting.entry(silent).state == "offered"
        books.now = waiting.entry(silent).until
    second = waiting.join()
    waiting.go()
    assert (waiting.entry(silent).state, waiting.entry(silent).body["silent"]) == ("waiting", 3)
    assert waiting.entry(second).state == "offered"
    books.now += 8 * 24 * HOUR
    waiting.go()
    assert waiting.entry(silent).state == "offered"


def test_who_says_no_has_answered(books, waiting):
    books.office = with_rules(books.office, window_days=30)
    person = waiting.join()
    books.give(counsellor(schedule=hours((9, 13))))
    for _offer in range(4):
        assert waiting.go() == 1
        mine = waiting.entry(person)
        books.write(lambda book, mine=mine: offering.let_go(book, mine))
    assert (waiting.entry(person).body["silent"], len(waiting.entry(person).body["passed"])) == (0, 4)


def test_a_long_list_is_offered_a_few_at_a_time(books, waiting):
    people = [waiting.join() for _person in range(offering.MOST + 2)]
    books.give(*(counsellor(f"C{n}", schedule=hours((9, 11), days=(2,))) for n in range(6)))
    assert [waiting.go() for _round in range(3)] == [offering.MOST, 2, 0]
    assert {waiting.entry(person).state for person in people} == {"offered"}
