"""The waiting list: a time that has become free is offered in turn, with an end, to who waits longest."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.booking import offering, suiting
from bot.store import appointments, reminders
from tests.bot.booking.offices import BERLIN, HOUR, MONDAY, NOW, at, counsellor, hours, wanted, with_rules

WEDNESDAY = MONDAY + timedelta(days=2)
NINE = at(WEDNESDAY, 9)


@pytest.fixture
def list_(books, waiting):
    """Give functions that let a person wait, and that let the list be gone through."""
    books.office = with_rules(books.office, step_minutes=60, notice_hours=30, window_days=3)
    return waiting.join, waiting.go, waiting.entry


def offered(books, entry):
    return books.write(lambda book: appointments.one(book.conn, book.vault, entry.offered_id))


def test_who_waits_longest_is_offered_first(books, list_):
    join, go, entry = list_
    first, second = join(), join()
    assert go() == 0
    books.give(counsellor(schedule=hours((9, 10))))
    assert go() == 1
    assert offered(books, entry(first)).starts_at == NINE
    assert entry(second).state == "waiting"
    assert go() == 0


def test_what_nobody_takes_goes_to_the_next(books, list_):
    join, go, entry = list_
    first, second = join(), join()
    books.office = with_rules(books.office, notice_hours=20)
    books.give(counsellor(schedule=hours((9, 10), days=(2,))))
    go()
    # It ends at eight in the evening; in the morning it is the next one's.
    assert entry(first).until == at(MONDAY, 20)
    books.now = at(MONDAY + timedelta(days=1), 8)
    assert go() == 1
    assert (entry(first).state, entry(first).body["passed"]) == ("waiting", [NINE])
    assert offered(books, entry(second)).starts_at == NINE


def test_who_takes_it_leaves_the_list(books, list_):
    join, go, entry = list_
    first = join()
    books.give(counsellor(schedule=hours((9, 10))))
    go()
    mine = entry(first)
    booked = books.write(lambda book: offering.take(book, mine))
    assert (booked.state, entry(first)) == ("booked", None)
    assert [one.kind for one in books.write(lambda book: reminders.of(book.conn, booked.id))].count("offer") == 1


def test_who_books_otherwise_leaves_the_list(books, list_):
    join, _go, entry = list_
    person = join()
    books.give(counsellor(schedule=hours((9, 10))))
    assert books.book(person, [person], wanted(), NINE)
    assert entry(person) is None


@pytest.mark.parametrize(
    ("wish", "found"),
    [
        ({"days": [2]}, NINE),
        ({"days": [0, 1, 3]}, None),
        ({"part": "morning"}, NINE),
        ({"part": "afternoon"}, at(WEDNESDAY, 14)),
        ({"passed": [NINE]}, at(WEDNESDAY, 14)),
        ({"before": NINE}, None),
        ({"language": "ar", "how": "interpreter"}, None),
    ],
)
def test_only_what_suits_is_offered(books, list_, wish, found):
    join, go, entry = list_
    books.give(counsellor(schedule=hours((9, 10), (14, 15), days=(2,))))
    person = join(**wish)
    go()
    mine = entry(person)
    assert (offered(books, mine).starts_at if mine.offered_id else None) == found


def test_nobody_is_woken_at_night(books, list_):
    join, go, entry = list_
    person = join()
    books.now = at(MONDAY, 21)
    books.give(counsellor(schedule=hours((9, 10))))
    books.office = with_rules(books.office, notice_hours=20, window_days=4)
    assert go() == 0
    books.now = at(MONDAY + timedelta(days=1), 8)
    assert go() == 1
    assert entry(person).state == "offered"


def test_an_offer_ends_by_day_and_long_before_the_talk():
    # From four in the afternoon twelve hours of days last until eight and from eight to four.
    far = NOW + 14 * 24 * HOUR
    assert suiting.end_of(far, at(MONDAY, 16), 12, BERLIN) == at(MONDAY + timedelta(days=1), 16)
    assert suiting.end_of(at(WEDNESDAY, 9), at(MONDAY, 9), 12, BERLIN) == at(MONDAY + timedelta(days=1), 9)


def test_several_rounds_never_offer_one_time_twice(books, list_):
    join, go, entry = list_
    people = [join() for _person in range(6)]
    books.give(counsellor("A", schedule=hours((9, 11))), counsellor("B", schedule=hours((9, 10))))
    for _round in range(3):
        go()
    times = [offered(books, mine) for person in people if (mine := entry(person)).offered_id]
    assert len(times) == 3
    assert [entry(person).state for person in people] == ["offered"] * 3 + ["waiting"] * 3
