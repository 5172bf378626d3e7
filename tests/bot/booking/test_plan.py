"""Who is free when: hours, languages, interpreters, rooms, closed days, both changes of the clock."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.booking.schedule import Away, Schedule, Weekly
from bot.store import resources
from tests.bot.booking.offices import (
    MONDAY,
    WEEKDAYS,
    at,
    counsellor,
    hours,
    interpreter,
    room,
    wanted,
    with_rules,
    written,
)  # fmt: skip

TUESDAY, WEDNESDAY = MONDAY + timedelta(days=1), MONDAY + timedelta(days=2)


@pytest.fixture
def free(books):
    """Give a function that writes the free times of a day."""

    def find(what, day=WEDNESDAY, **rules):
        books.office = with_rules(books.office, **{"step_minutes": 30, "buffer_minutes": 0, **rules})
        days = books.write(lambda book: dict(book.plan().days(what, day, day)))
        return written(days.get(day, []))

    return find


def test_a_talk_fits_into_the_hours_of_who_gives_it(books, free):
    books.give(counsellor(schedule=hours((9, 11), (13, 14))))
    assert free(wanted()) == ["09:00", "09:30", "10:00", "13:00"]
    # With three children it takes 65 minutes.
    assert free(wanted(children=3)) == ["09:00", "09:30"]


def test_nobody_is_booked_for_what_she_does_not_do(books, free):
    books.give(counsellor(services=frozenset({"volunteering"})))
    assert free(wanted()) == []
    assert free(wanted(service="companion")) == []
    assert free(wanted(service="unknown")) == []


def test_what_begins_too_soon_or_too_late_is_not_offered(books, free):
    books.give(counsellor())
    assert free(wanted(), MONDAY) == []
    # It is eight o'clock on Monday.
    assert free(wanted(), TUESDAY, notice_hours=26) == ["10:00", "10:30", "11:00"]
    assert free(wanted(), MONDAY + timedelta(days=61)) == []


def test_a_pause_lies_between_two_talks(books, free):
    books.give(counsellor(schedule=hours((9, 11))))
    party, people = books.family()
    books.office = with_rules(books.office, step_minutes=15, buffer_minutes=10)
    books.book(party, people, wanted(), at(WEDNESDAY, 9))
    assert free(wanted(), step_minutes=5, buffer_minutes=10) == ["09:55", "10:00", "10:05", "10:10", "10:15"]


def test_a_counsellor_who_speaks_the_language_needs_nobody_else(books, free):
    books.give(counsellor("Leyla", "ar"))
    assert free(wanted("interpreter", "ar"))[0] == "09:00"
    assert free(wanted("interpreter", "fa")) == []


def test_counsellor_and_interpreter_are_free_at_the_same_time(books, free):
    books.give(counsellor(schedule=hours((9, 12))), interpreter("Samira", "ar", schedule=hours((10, 11.5))))
    # With somebody who interprets it takes an hour.
    assert free(wanted("interpreter", "ar")) == ["10:00", "10:30"]
    # Somebody who brings an adult needs nobody.
    assert free(wanted("adult", "ar"))[0] == "09:00"


def test_one_interpreter_does_it_to_the_end(books, free):
    early, late = (
        interpreter("One", "ar", schedule=hours((9, 9.5))),
        interpreter("Two", "ar", schedule=hours((9.5, 10))),
    )
    books.give(counsellor(), early, late)
    assert free(wanted("interpreter", "ar")) == []


@pytest.mark.parametrize(
    ("changed", "wish", "found"),
    [
        ({"confidential": ""}, {}, False),
        ({"confidential": "2027-01-01"}, {}, False),
        ({"services": frozenset({"companion"})}, {}, False),
        ({"languages": frozenset({"fa"})}, {}, False),
        ({"woman": False}, {"woman": True}, False),
        ({"woman": True}, {"woman": True}, True),
        ({"elsewhere": False}, {"stranger": True}, False),
        ({"elsewhere": True}, {"stranger": True}, True),
        ({"lead_hours": 72}, {}, False),
        ({"only_phone": True}, {}, True),
        ({"state": "gone"}, {}, False),
    ],
)
def test_wishes_and_promises_decide_who_interprets(books, free, changed, wish, found):
    books.give(counsellor(woman=True), replace(interpreter("Samira", "ar"), **changed))
    assert bool(free(wanted("interpreter", "ar", **wish))) is found


def test_by_phone_only_who_does_it_by_phone(books, free):
    [_one, samira] = books.give(counsellor(), interpreter("Samira", "ar"))
    assert free(wanted("phone", "ar")) == []
    books.give(replace(samira, by_phone=True))
    assert free(wanted("phone", "ar")) != []


def test_a_woman_is_wanted_on_both_sides(books, free):
    books.give(counsellor(woman=False), interpreter("Samira", "ar"))
    assert free(wanted("interpreter", "ar", woman=True)) == []


def test_rooms_limit_how_many_talk_at_once(books, free):
    books.give(counsellor("A"), counsellor("B"), room("112", schedule=hours((9, 10))))
    assert free(wanted()) == ["09:00"]
    party, people = books.family()
    assert books.book(party, people, wanted(), at(WEDNESDAY, 9))
    assert free(wanted()) == []


def test_a_room_that_does_not_suit_is_not_taken(books, free):
    books.give(counsellor(), room(services=frozenset({"workshops"})))
    assert free(wanted()) == []


def test_the_companion_needs_no_counsellor(books, free):
    books.give(interpreter("Samira", "ar", schedule=hours((8, 10))))
    assert free(wanted("interpreter", "ar", "companion")) == ["08:00", "08:30"]


@pytest.mark.parametrize("day", [date(2026, 12, 25), date(2026, 12, 24)])
def test_nothing_on_holidays_and_closed_days(books, free, day):
    books.give(counsellor())
    assert free(wanted(), day) == []


def test_the_office_is_closed_for_a_day(books, free):
    books.give(counsellor())
    books.write(lambda book: resources.close_on(book.conn, WEDNESDAY, "Wasserrohrbruch"))
    assert free(wanted()) == []
    books.write(lambda book: resources.open_on(book.conn, WEDNESDAY))
    assert free(wanted()) != []


def test_every_second_week_single_days_and_absences(books, free):
    weekly = (Weekly(days=WEEKDAYS, opens=540, closes=600, every=2, since=MONDAY),)
    far = {"window_days": 90}
    [one] = books.give(counsellor(schedule=Schedule(weekly=weekly)))
    assert free(wanted(), WEDNESDAY, **far) == ["09:00"]
    assert free(wanted(), WEDNESDAY + timedelta(days=7), **far) == []
    assert free(wanted(), WEDNESDAY + timedelta(days=14), **far) == ["09:00"]
    other = Schedule(weekly=weekly, dates={WEDNESDAY: ((780, 840),), WEDNESDAY + timedelta(days=7): ((600, 660),)})
    books.give(replace(one, schedule=other))
    assert free(wanted(), WEDNESDAY, **far) == ["13:00"]
    assert free(wanted(), WEDNESDAY + timedelta(days=7), **far) == ["10:00"]
    books.give(replace(one, schedule=replace(other, away=(Away(since=TUESDAY, until=WEDNESDAY, reason="leave"),))))
    assert free(wanted(), WEDNESDAY, **far) == []


@pytest.mark.parametrize("sunday", [date(2026, 3, 29), date(2026, 10, 25)])
def test_nine_o_clock_stays_nine_o_clock_when_the_clock_changes(books, free, sunday):
    books.give(counsellor(schedule=hours((9, 10), days=(4, 0))))
    books.now = at(sunday - timedelta(days=9))
    for day in (sunday - timedelta(days=2), sunday + timedelta(days=1)):
        assert free(wanted(), day) == ["09:00"]


def test_the_night_of_the_change_has_its_real_length(books, free):
    night = date(2026, 3, 29)
    books.give(counsellor(schedule=hours((1, 4), days=(6,))))
    books.now = at(night - timedelta(days=3))
    # From one to four there are two hours: the clock goes on from two to three.
    assert free(wanted(), night) == ["01:00", "01:30", "03:00"]


@pytest.mark.parametrize("seed", range(3))
def test_free_days_are_those_on_which_somebody_can_be_picked(books, seed):
    chance = random.Random(seed)
    books.office = with_rules(books.office, step_minutes=15, buffer_minutes=10)
    books.give(*(_somebody(chance, number) for number in range(8)))
    books.write(lambda book: resources.close_on(book.conn, MONDAY + timedelta(days=3), "zu"))
    families = [books.family() for _family in range(3)]
    times = [at(WEDNESDAY + timedelta(days=day), hour / 2) for day in range(6) for hour in range(16, 30)]
    wishes = [wanted(), wanted("interpreter", "ar"), wanted("interpreter", "ar", woman=True), wanted("phone", "fa")]
    for _talk in range(25):
        books.book(*chance.choice(families), chance.choice(wishes), chance.choice(times))
    for wish in wishes:
        plan = books.write(lambda book: book.plan())
        found = [moment for _day, moments in plan.days(wish, MONDAY, MONDAY + timedelta(days=14)) for moment in moments]
        every = range(at(MONDAY, 0), at(MONDAY + timedelta(days=15), 0), 15 * 60_000)
        assert found == [moment for moment in every if plan.picks(wish, moment)]
        assert found or wish is not wishes[0]


def _somebody(chance, number):
    begin = chance.choice((8, 9, 9.5))
    usual = {"schedule": hours((begin, 12), (13, chance.choice((14, 15.25)))), "woman": chance.random() < 0.6}
    if number < 3:
        return counsellor(str(number), *chance.sample(["ar", "fa"], chance.randrange(2)), **usual)
    if number < 6:
        rare = {"lead_hours": chance.choice((0, 30, 60)), "by_phone": chance.random() < 0.5}
        return interpreter(str(number), "ar", "fa", **usual, **rare)
    return room(str(number), schedule=hours((8, 14)))
