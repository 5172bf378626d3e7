"""The appointment book: what is held, booked, moved and cancelled, and that nothing is given twice."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import text

from bot.store import allocations, appointments, erasing, reminders
from tests.bot.booking.offices import HOUR, MONDAY, NOW, at, counsellor, interpreter, wanted

WEDNESDAY = MONDAY + timedelta(days=2)
NINE, TEN = at(WEDNESDAY, 9), at(WEDNESDAY, 10)
MINUTE = 60_000


def planned(books, found):
    return {
        (one.kind, one.person_id): one.due_at
        for one in books.write(lambda book: reminders.of(book.conn, found.id))
        if one.state == reminders.PLANNED
    }


def test_what_is_held_is_hers_and_nobody_elses(books):
    books.give(counsellor())
    (one, people), (other, _) = books.family(), books.family()
    held = books.write(lambda book: book.hold(one, wanted(), NINE, {"adults": 1}))
    assert held.state == "held"
    assert held.ends_at - held.starts_at == 45 * MINUTE
    assert books.write(lambda book: book.hold(other, wanted(), NINE, {})) is None
    booked = books.write(lambda book: book.confirm(held.id, people, {"children": [1]}))
    assert (booked.state, booked.body) == ("booked", {"adults": 1, "children": [1]})
    assert books.write(lambda book: book.hold(other, wanted(), NINE + 30 * MINUTE, {})) is None
    assert books.write(lambda book: appointments.of_person(book.conn, book.vault, people[0], NOW)) == [
        books.write(lambda book: appointments.one(book.conn, book.vault, held.id))
    ]


def test_a_hold_ends_and_is_somebody_elses(books):
    books.give(counsellor())
    (one, people), (other, others) = books.family(), books.family()
    held = books.write(lambda book: book.hold(one, wanted(), NINE, {}))
    later = NOW + 21 * MINUTE
    taken = books.write(lambda book: book.hold(other, wanted(), NINE, {}), now=later)
    assert taken is not None
    assert books.write(lambda book: book.confirm(held.id, people, {}), now=later) is None
    assert books.write(lambda book: book.confirm(taken.id, others, {}), now=later).state == "booked"


def test_a_hold_that_nobody_took_can_be_booked_late(books):
    books.give(counsellor())
    one, people = books.family()
    held = books.write(lambda book: book.hold(one, wanted(), NINE, {}))
    assert books.write(lambda book: book.confirm(held.id, people, {}), now=NOW + HOUR).state == "booked"


def test_a_hold_is_kept_longer_by_one_tap(books):
    books.give(counsellor())
    (one, _people), (other, _) = books.family(), books.family()
    held = books.write(lambda book: book.hold(one, wanted(), NINE, {}))
    kept = books.write(lambda book: book.keep(held.id), now=NOW + 15 * MINUTE)
    assert kept.held_until == NOW + 35 * MINUTE
    assert books.write(lambda book: book.hold(other, wanted(), NINE, {}), now=NOW + 30 * MINUTE) is None


def test_who_goes_back_gives_the_time_up(books):
    books.give(counsellor())
    (one, people), (other, _) = books.family(), books.family()
    held = books.write(lambda book: book.hold(one, wanted(), NINE, {}))
    books.write(lambda book: book.release(held.id))
    assert books.write(lambda book: book.confirm(held.id, people, {})) is None
    assert books.write(lambda book: book.keep(held.id)) is None
    assert books.write(lambda book: book.hold(other, wanted(), NINE, {}))


def test_a_household_is_not_in_two_places_at_once(books):
    books.give(counsellor("A"), counsellor("B"))
    party, people = books.family()
    assert books.book(party, people, wanted(), NINE)
    assert books.book(party, people, wanted(service="change-school"), NINE + 15 * MINUTE) is None
    assert books.book(party, people, wanted(service="change-school"), TEN)


def test_the_interpreter_is_booked_with_the_talk_or_nothing_is(books):
    [_a, _b, samira] = books.give(counsellor("A"), counsellor("B"), interpreter("Samira", "ar"))
    (one, people), (other, others) = books.family(), books.family()
    found = books.book(one, people, wanted("interpreter", "ar"), NINE)
    assert found.how == "interpreter"
    shares = books.write(lambda book: allocations.of(book.conn, [found.id]))[found.id]
    assert [share.kind for share in shares] == ["counsellor", "household", "interpreter"]
    assert [share.resource_id for share in shares if share.kind == "interpreter"] == [samira.id]
    # The other counsellor is free, but nobody interprets.
    assert books.book(other, others, wanted("interpreter", "ar"), NINE) is None
    assert books.book(other, others, wanted("none"), NINE)


def test_who_speaks_the_language_is_taken_first(books):
    books.give(counsellor("Berta"), counsellor("Leyla", "ar"), interpreter("Samira", "ar"))
    party, people = books.family()
    assert books.book(party, people, wanted("interpreter", "ar"), NINE).how == "own"


def test_talks_are_spread_over_the_counsellors(books):
    both = {one.id for one in books.give(counsellor("A"), counsellor("B"))}
    booked = [books.book(*books.family(), wanted(), moment) for moment in (NINE, TEN)]
    shares = books.write(lambda book: allocations.of(book.conn, [one.id for one in booked]))
    assert {share.resource_id for found in shares.values() for share in found if share.kind == "counsellor"} == both


def test_moving_books_the_new_time_and_frees_the_old_one(books):
    books.give(counsellor())
    (party, people), other = books.family(), books.family()
    old = books.book(party, people, wanted(), NINE)
    new = books.book(party, [], wanted(), TEN, instead_of=old.id)
    assert (new.root_id, new.sequence) == (old.id, 1)
    assert books.write(lambda book: appointments.one(book.conn, book.vault, old.id)).state == "moved"
    assert planned(books, old) == {}
    # Who took part in the old one takes part in the new one.
    assert {person for _kind, person in planned(books, new)} == set(people)
    assert books.book(*other, wanted(), NINE)


def test_nobody_moves_what_belongs_to_others(books):
    books.give(counsellor())
    (party, people), (other, others) = books.family(), books.family()
    theirs = books.book(other, others, wanted(), NINE)
    mine = books.book(party, people, wanted(), TEN, instead_of=theirs.id)
    assert mine.sequence == 0
    assert books.write(lambda book: appointments.one(book.conn, book.vault, theirs.id)).state == "booked"


def test_what_is_cancelled_is_free_and_reminds_nobody(books):
    books.give(counsellor())
    party, people = books.family()
    found = books.book(party, people, wanted(), NINE)
    assert books.write(lambda book: book.cancel(found.id)).id == found.id
    assert books.write(lambda book: book.cancel(found.id)) is None
    assert planned(books, found) == {}
    assert books.book(*books.family(), wanted(), NINE)


def test_reminders_stand_there_with_the_booking(books):
    books.give(counsellor())
    party, people = books.family(adults=2)
    found = books.book(party, people, wanted(), NINE)
    day_before = at(WEDNESDAY - timedelta(days=1), 17)
    assert planned(books, found) == {
        (kind, one): due for one in people for kind, due in {"day": day_before, "hours": NINE - 2 * HOUR}.items()
    }


def test_one_request_books_once(books):
    books.give(counsellor(), counsellor("B"))
    party, _people = books.family()
    held = [
        books.write(lambda book: book.hold(party, wanted(), NINE, {}, request="form-1", by="staff")) for _ in range(2)
    ]
    assert held[0].id == held[1].id


def test_what_came_of_it_can_be_corrected_and_is_counted_once(books):
    books.give(counsellor())
    party, people = books.family()
    found = books.book(party, people, wanted(), NINE)
    for state in ("missed", "came", "came"):
        assert books.write(lambda book, state=state: book.mark(found.id, state)).state == state
    counted = books.write(lambda book: dict(book.conn.execute(text("SELECT what, times FROM tally")).all()))
    assert (counted["came"], counted["missed"], counted["waited-days"]) == (1, 0, 2)


def test_erasing_a_household_frees_its_times(books):
    books.give(counsellor())
    party, people = books.family()
    books.book(party, people, wanted(), NINE)
    books.write(lambda book: erasing.erase(book.conn, book.vault, people[0], NOW))
    for table in ("appointment", "allocation", "attendance", "reminder"):
        assert books.write(lambda book, t=table: book.conn.execute(text(f"SELECT count(*) FROM {t}")).scalar()) == 0
    assert books.book(*books.family(), wanted(), NINE)


def test_one_of_two_adults_leaves_and_the_other_one_keeps_the_appointment(books):
    books.give(counsellor())
    party, people = books.family(adults=2)
    found, alone = books.book(party, people, wanted(), NINE), books.book(party, people[:1], wanted(), TEN)
    books.write(lambda book: erasing.erase(book.conn, book.vault, people[0], NOW))
    left = books.write(lambda book: appointments.of_party(book.conn, book.vault, party))
    assert [one.id for one in left] == [found.id]
    assert alone.id != found.id
