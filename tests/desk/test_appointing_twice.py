"""Nothing is done twice: a double click, a page that is old, two colleagues at once."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape

import pytest
from sqlalchemy import select

from bot.store import audit, conversations, tallies, waitlist
from bot.store.tables import appointment
from tests.bot.booking.offices import interpreter
from tests.desk.appointments import (
    MONDAY,
    NINE,
    TEN,
    THURSDAY,
    booked,
    busy_day,
    do,
    give,
    registered,
    state,
    talk,
    times,
)

pytestmark = pytest.mark.usefixtures("monday")


def counted(office, what):
    found = do(office, lambda book: tallies.between(book.conn, MONDAY - timedelta(days=9), THURSDAY))
    return sum(one.times for one in found if one.what == what)


def join(office, person, service, body):
    def write(book):
        box = conversations.load_person(book.conn, book.vault, person).box
        waitlist.join(book.conn, box, person, service, body, book.now)

    do(office, write)


def form_of(**fields):
    return {"service": "first-counselling", "how": "interpreter", "adults": "1"} | fields


def all_states(office):
    return sorted(do(office, lambda book: list(book.conn.execute(select(appointment.c.state)).scalars())))


def test_who_did_not_come_hears_it_once(office, after_the_talk, berta):
    family, found = talk(office)
    berta.get(f"/desk/appointment/{found.id}")
    for _twice in range(2):
        berta.post(f"/desk/appointment/{found.id}", do="missed")
    assert family.page.count("هذا يحدث") == 1
    assert counted(office, "missed") == 1


def test_a_talk_that_has_not_begun_was_not_missed(office, berta):
    family, found = talk(office)
    berta.get(f"/desk/appointment/{found.id}")
    assert berta.post(f"/desk/appointment/{found.id}", do="missed").status_code == 409
    assert state(office, found) == "booked"
    assert "هذا يحدث" not in family.page


def test_moving_twice_moves_once_and_shows_the_new_one(office, berta):
    family, found = talk(office)
    berta.get(f"/desk/appointment/{found.id}/move")
    csrf = berta.csrf
    for _twice in range(2):
        assert berta.post(f"/desk/appointment/{found.id}/move", csrf=csrf, at=str(TEN)).status_code == 200
        assert "Moved. The family has been told." in berta.page
    assert all_states(office) == ["booked", "moved"]
    assert family.page.count("تغيّر وقت موعدكم") == 1


def test_what_was_cancelled_meanwhile_is_not_moved(office, berta):
    give(office, busy_day())
    _family, person = registered(office)
    found = booked(office, person)
    berta.get(f"/desk/appointment/{found.id}/move")
    csrf = berta.csrf
    body = {"service": found.service, "language": "ar", "how": "none", "children": 1, "woman": False, "stranger": False}
    do(office, lambda book: book.cancel(found.id))
    join(office, person, found.service, body | {"days": [0], "part": "any"})
    answer = berta.post(f"/desk/appointment/{found.id}/move", csrf=csrf, at=str(TEN))
    assert answer.status_code == 409
    assert "this appointment has changed meanwhile" in berta.page
    assert all_states(office) == ["cancelled"]
    assert (counted(office, "appointment"), counted(office, "cancelled")) == (1, 1)
    assert len(do(office, lambda book: waitlist.everybody(book.conn, book.vault))) == 1


def test_only_what_was_done_stands_in_the_log(office, berta):
    _family, found = talk(office)
    berta.get(f"/desk/appointment/{found.id}")
    for _twice in range(2):
        berta.post(f"/desk/appointment/{found.id}", do="cancel")
    with office.lotse.door.read() as conn:
        done = [one.action for one in audit.lines(conn)]
    assert done.count("appointment cancel") == 1


@pytest.mark.parametrize(
    "query", ["who=²", "day=9999-12-31", "day=0001-01-01", "day=9999-12-31&view=list", "who=99999999999999999"]
)
def test_odd_addresses_show_a_calendar(office, berta, query):
    assert berta.get(f"/desk/calendar?{query}").status_code == 200


@pytest.mark.parametrize("field", [{"service": "nothing"}, {"at": "²"}, {"at": "99999999999999999"}])
def test_odd_forms_book_nothing(office, berta, field):
    give(office, busy_day())
    registered(office)
    case = berta.open_case()
    berta.get(f"{case}/book")
    form = {"service": "first-counselling", "language": "ar", "how": "none", "at": str(NINE), "request": "z"} | field
    assert berta.post(f"{case}/book", **form).status_code in (409, 422)
    assert all_states(office) == []


@pytest.mark.parametrize("language", ["x" * 40, "xx", "²"])
def test_a_language_that_there_is_not_is_her_own(office, berta, language):
    give(office, busy_day())
    registered(office)
    case = berta.open_case()
    berta.get(f"{case}/book?service=first-counselling&how=none&language={language}")
    assert berta.hidden("language") == "ar"


def test_she_speaks_another_language_and_comes_later(office, berta):
    give(office, busy_day(), interpreter("Olena", "uk"))
    registered(office)
    case = berta.open_case()
    berta.get(f"{case}/book?service=first-counselling&how=interpreter&language=uk")
    few, link = times(berta.page), re.search(r'href="([^"]*later=1)"', berta.page)[1]
    berta.get(unescape(link))
    assert len(times(berta.page)) > len(few) > 0
    assert "later=1" not in berta.page
    berta.post(f"{case}/book", at=times(berta.page)[-1], request="z", **form_of(language="uk"))
    assert "Booked. The family has been told." in berta.page
    assert "Olena" in berta.page


@pytest.mark.parametrize("local", ["", "nonsense", "2020-01-01T10:00", "9999-12-31T23:59", "0001-01-01T00:00"])
def test_odd_times_of_another_office(office, berta, local):
    give(office, interpreter("Samira", "ar"))
    registered(office)
    case = berta.open_case()
    berta.get(f"{case}/book")
    form = form_of(service="companion", language="ar", request="z", place="x", local=local)
    assert berta.post(f"{case}/book", **form).status_code == 409
