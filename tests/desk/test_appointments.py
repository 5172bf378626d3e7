"""Colleagues book, move, cancel and note what came of it; the family reads each of it in her own language."""

from __future__ import annotations

import re

import pytest

from bot.booking.plan import MINUTE
from bot.booking.telling import wanted_of
from bot.store import conversations, waitlist
from bot.store.staff import Role
from tests.bot.booking.offices import at, interpreter
from tests.desk.appointments import NINE, TEN, THURSDAY, booked, busy_day, do, give, registered, state, talk, times

CALENDAR = f"/desk/calendar?view=day&day={THURSDAY.isoformat()}"
pytestmark = pytest.mark.usefixtures("monday")


def test_a_colleague_books_for_a_family_once(office, berta):
    give(office, busy_day(), interpreter("Samira", "ar"))
    family, _person = registered(office)
    case = berta.open_case()
    berta.get(f"{case}/book")
    berta.get(f"{case}/book?service=first-counselling&how=interpreter&adults=2&children=1")
    request, [first, *_others] = berta.hidden("request"), times(berta.page)
    form = {"service": "first-counselling", "language": "ar", "how": "interpreter", "adults": "2", "children": "1"}
    for _twice in range(2):
        berta.get(f"{case}/book?service=first-counselling")
        berta.post(f"{case}/book", request=request, at=first, **form)
    assert "Booked. The family has been told." in berta.page
    assert "Adults: 2 · Children: 1" in berta.page
    assert "Samira" in berta.page
    assert family.page.count("حجز مكتبنا موعدًا لكم.") == 1
    assert office.lotse.door.write_now(
        lambda conn: conn.exec_driver_sql("SELECT count(*) FROM appointment").scalar()
    ) == 1  # fmt: skip


@pytest.mark.parametrize(("wanted", "how"), [("yes", "interpreter"), ("no", "none")])
def test_whoever_wants_no_interpreter_is_given_none(office, berta, wanted, how):
    give(office, busy_day(), interpreter("Samira", "ar"))
    registered(office, interpreter=wanted)
    berta.get(f"{berta.open_case()}/book")
    assert re.findall(r'<option value="(interpreter|none)" selected', berta.page) == [how]


def test_a_time_that_is_gone_is_not_booked(office, berta):
    give(office, busy_day())
    registered(office)
    case = berta.open_case()
    other = registered(office)[1]
    berta.get(f"{case}/book?service=first-counselling&how=none")
    booked(office, other, NINE)
    berta.post(f"{case}/book", request="x", at=str(NINE), service="first-counselling", language="de", how="none")
    assert "This time is taken by now." in berta.page


def test_the_companion_is_booked_for_another_office(office, berta):
    give(office, interpreter("Samira", "ar"))
    registered(office)
    case = berta.open_case()
    berta.get(f"{case}/book?service=companion")
    form = {"service": "companion", "language": "ar", "how": "interpreter", "request": "y"}
    berta.post(f"{case}/book", local=f"{THURSDAY.isoformat()}T10:30", place="Gesundheitsamt", **form)
    assert "Gesundheitsamt" in berta.page
    assert "Samira" in berta.page


def test_the_calendar_names_a_family_only_to_who_may_see_her(office, berta):
    _family, found = talk(office)
    berta.get(CALENDAR)
    assert f"/desk/appointment/{found.id}" in berta.page
    stranger = office.colleague(Role.COUNSELLOR, "workshops", name="Carl")
    stranger.get(CALENDAR)
    assert "taken" in stranger.page
    assert "/desk/case/" not in stranger.page
    assert stranger.get(f"/desk/appointment/{found.id}").status_code == 404


@pytest.mark.parametrize("view", ["day", "week", "list"])
def test_every_view_and_one_calendar_alone(office, berta, view):
    one, other = busy_day("Anna"), busy_day("Zora")
    talk(office, one, other)
    shown = [
        "/desk/appointment/" in berta.get(f"/desk/calendar?view={view}&day={THURSDAY.isoformat()}&who={who.id}").text
        for who in (one, other)
    ]
    assert sorted(shown) == [False, True]


def test_came_and_did_not_come_by_one_click(office, after_the_talk, berta):
    family, found = talk(office)
    berta.get(CALENDAR)
    berta.post(f"/desk/appointment/{found.id}", do="missed", back=CALENDAR)
    assert state(office, found) == "missed"
    assert "هذا يحدث" in family.page
    berta.post(f"/desk/appointment/{found.id}", do="came")
    assert state(office, found) == "came"


def test_cancelling_tells_the_family_and_two_do_not_do_it_twice(office, berta):
    family, found = talk(office)
    berta.get(f"/desk/appointment/{found.id}")
    berta.post(f"/desk/appointment/{found.id}", do="cancel")
    assert state(office, found) == "cancelled"
    assert family.page.count("أُلغي هذا الموعد") == 1
    assert berta.post(f"/desk/appointment/{found.id}", do="cancel").status_code == 409


def test_moving_by_one_click(office, berta):
    family, found = talk(office)
    berta.get(f"/desk/appointment/{found.id}/move")
    berta.post(f"/desk/appointment/{found.id}/move", at=str(TEN))
    assert "Moved. The family has been told." in berta.page
    assert state(office, found) == "moved"
    assert "تغيّر وقت موعدكم" in family.page


def test_moving_by_half_an_hour(office, berta):
    _family, found = talk(office)
    half_past = NINE + 30 * MINUTE
    assert half_past < found.ends_at
    berta.get(f"/desk/appointment/{found.id}/move")
    assert str(half_past) in times(berta.page)
    assert str(NINE) not in times(berta.page)
    berta.post(f"/desk/appointment/{found.id}/move", at=str(half_past))
    assert "Moved. The family has been told." in berta.page
    assert state(office, found) == "moved"


def test_where_moving_comes_to_nothing_the_old_time_is_kept(office, berta):
    _family, found = talk(office)
    berta.get(f"/desk/appointment/{found.id}/move")
    for gone in (at(THURSDAY, 6), NINE):
        assert berta.post(f"/desk/appointment/{found.id}/move", at=str(gone)).status_code == 409
        assert state(office, found) == "booked"
        assert str(NINE) not in times(berta.page)
        _other, person = registered(office)
        assert do(office, lambda book, person=person: book.hold(person, wanted_of(found), NINE, {})) is None


def test_the_waiting_list_at_the_desk(office, berta):
    _family, person = registered(office)
    body = {
        "service": "first-counselling", "language": "ar", "how": "interpreter", "children": 1, "woman": False,
        "stranger": False, "days": [0, 3], "part": "morning",
    }  # fmt: skip

    def join(book):
        thread = conversations.load_person(book.conn, book.vault, person)
        waitlist.join(book.conn, thread.box, person, "first-counselling", body, book.now)

    do(office, join)
    berta.get("/desk/waitlist")
    assert "Mon, Thu" in berta.page
    id = re.search(r"/desk/waitlist/(\d+)", berta.page)[1]
    berta.post(f"/desk/waitlist/{id}")
    assert "Nobody waits." in berta.page
