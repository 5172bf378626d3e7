"""Who can be booked, and when: social workers enter it themselves, and nobody who is booked is left alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from icalendar import Calendar
from sqlalchemy import select

from bot.store import appointments, resources
from bot.store.resources import Kind
from bot.store.staff import Role
from bot.store.tables import audit
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
    travel_to,
)

HOURS = {
    "w0-days": ["0", "1", "2", "3"], "w0-opens": "09:00", "w0-closes": "12:00", "w0-every": "1",
    "w0-since": MONDAY.isoformat(), "w0-until": "",
}  # fmt: skip
# She is there on Mondays only.
ANNA = {"name": "Anna", "service": ["first-counselling"], **HOURS, "w0-days": ["0"]}
pytestmark = pytest.mark.usefixtures("monday")


def everything(office):
    return do(office, lambda book: resources.everything(book.conn, book.vault))


def test_a_counsellor_with_her_hours_can_be_booked(office, lead):
    lead.get("/desk/bookable")
    assert "Nobody can be booked yet." in lead.page
    lead.post("/desk/bookable", kind="counsellor", staff=str(lead.id))
    [mine] = everything(office)
    lead.post(f"/desk/bookable/{mine.id}", name="Leyla", service=["first-counselling"], language=["ar"], **HOURS)
    assert "Kept." in lead.page
    [mine] = everything(office)
    assert (mine.kind, mine.staff_id, mine.languages) == (Kind.COUNSELLOR, lead.id, frozenset({"ar"}))
    assert mine.schedule.minutes(THURSDAY) == [(540, 720)]
    assert mine.schedule.minutes(THURSDAY + timedelta(days=1)) == []


def test_what_cannot_be_read_is_marked_and_nothing_typed_is_lost(office, lead):
    lead.post("/desk/bookable", kind="room", name="Raum 112")
    [room] = everything(office)
    answer = lead.post(f"/desk/bookable/{room.id}", name="Raum 113", **{**HOURS, "w0-closes": "08:00"})
    assert answer.status_code == 422
    assert "Some rows could not be read" in lead.page
    assert 'value="09:00"' in lead.page
    assert "Raum 113" in lead.page
    assert everything(office)[0].name == "Raum 112"


def test_an_interpreter_with_all_that_is_known_of_her(office, lead):
    lead.post("/desk/bookable", kind="interpreter", name="Samira")
    [samira] = everything(office)
    lead.get(f"/desk/bookable/{samira.id}")
    form = {
        "name": "Samira", "service": ["first-counselling", "companion"], "language": ["ar", "ku"], "woman": "1",
        "by_phone": "1", "lead_hours": "48", "confidential": "2026-05-04", "reach": "0171 3920099",
        "allowance": "12,50", "a0-first": "2027-02-01", "a0-last": "2027-02-05", "a0-reason": "leave",
        "d0-date": THURSDAY.isoformat(), "d0-from": "", "d0-to": "",
    }  # fmt: skip
    lead.post(f"/desk/bookable/{samira.id}", **form, **HOURS)
    [samira] = everything(office)
    assert (samira.lead_hours, samira.allowance, samira.confidential) == (48, 1250, "2026-05-04")
    assert samira.woman
    assert samira.by_phone
    assert samira.schedule.minutes(THURSDAY) == []
    assert samira.schedule.away[0].reason == "leave"


def test_a_counsellor_changes_only_herself(office, lead):
    berta = office.colleague(Role.COUNSELLOR, "school-placement", name="Berta")
    give(office, busy_day("Berta", staff_id=berta.id), busy_day("Zora"))
    [mine, other] = everything(office)
    assert berta.get(f"/desk/bookable/{mine.id}").status_code == 200
    assert berta.get(f"/desk/bookable/{other.id}").status_code == 403


@pytest.mark.parametrize(
    ("decision", "others", "left"),
    [("call-off", 0, "cancelled"), ("leave", 0, "booked"), ("pass-on", 1, "booked"), ("pass-on", 0, "booked")],
)
def test_who_would_be_left_alone_is_shown_before_anything_is_kept(office, lead, decision, others, left):
    one, other = busy_day("Anna"), busy_day("Zora")
    family, found = talk(office, one)
    give(office, *[other][:others])
    lead.get(f"/desk/bookable/{one.id}")
    answer = lead.post(f"/desk/bookable/{one.id}", **ANNA)
    assert answer.status_code == 409
    assert "These appointments would be left alone" in lead.page
    assert do(office, lambda book: resources.one(book.conn, book.vault, one.id)).schedule.minutes(THURSDAY) != []
    lead.post(f"/desk/bookable/{one.id}", **{f"orphan-{found.id}": decision}, **ANNA)
    assert state(office, found) == left
    assert ("أُلغي هذا الموعد" in family.page) == (decision == "call-off")
    taken = do(office, lambda book: appointments.of_resource(book.conn, book.vault, other.id, 0))
    assert bool(taken) == bool(others)
    assert ("nobody else was free" in lead.page) == (decision == "pass-on" and not others)


def test_what_was_booked_meanwhile_is_shown_again(office, lead):
    one = busy_day("Anna")
    _family, found = talk(office, one)
    lead.get(f"/desk/bookable/{one.id}")
    lead.post(f"/desk/bookable/{one.id}", **ANNA)
    booked(office, registered(office)[1], TEN)
    answer = lead.post(f"/desk/bookable/{one.id}", **{f"orphan-{found.id}": "call-off"}, **ANNA)
    assert answer.status_code == 409
    assert state(office, found) == "booked"


def test_each_of_them_has_a_decision_of_its_own(office, lead):
    one = busy_day("Anna")
    give(office, one)
    nine, ten = booked(office, registered(office)[1]), booked(office, registered(office)[1], TEN)
    lead.get(f"/desk/bookable/{one.id}")
    lead.post(f"/desk/bookable/{one.id}", **ANNA)
    lead.post(f"/desk/bookable/{one.id}", **{f"orphan-{nine.id}": "call-off", f"orphan-{ten.id}": "leave"}, **ANNA)
    assert (state(office, nine), state(office, ten)) == ("cancelled", "booked")
    log = do(office, lambda book: book.conn.execute(select(audit.c.action, audit.c.detail)).all())
    assert ("appointment call-off", f"appointment {nine.id}") in log


def test_closed_today_tells_everybody_in_her_language(office, lead):
    family, found = talk(office)
    lead.get(f"/desk/closing?day={THURSDAY.isoformat()}")
    assert f"/desk/appointment/{found.id}" in lead.page
    lead.post("/desk/closing", day=THURSDAY.isoformat(), reason="Wasserrohrbruch", do="close")
    assert state(office, found) == "cancelled"
    assert "مكتبنا مغلق في ذلك اليوم" in family.page
    lead.post("/desk/closing", day=THURSDAY.isoformat(), do="open")
    assert do(office, lambda book: resources.closures(book.conn)) == {}


def test_her_calendar_in_another_program(office, lead, monkeypatch):
    _family, found = talk(office, busy_day("Leyla", staff_id=lead.id))
    lead.get("/desk/me")
    lead.post("/desk/me/calendar", do="make")
    address = lead.page.partition("<code>")[2].partition("</code>")[0]
    path = address.partition("/calendar/")[2]
    program = office.browser()
    events = Calendar.from_ical(program.get(f"/calendar/{path}").text).walk("VEVENT")
    assert [event["dtstart"].dt.timestamp() * 1000 for event in events] == [NINE]
    assert "Amina" not in program.get(f"/calendar/{path}").text
    desk = office.lotse.desk
    rules = replace(desk.library.office.appointments, names_in_feed=True)
    named = replace(desk.library, office=replace(desk.library.office, appointments=rules))
    monkeypatch.setattr(type(desk), "library", property(lambda _desk: named))
    assert "Amina" in program.get(f"/calendar/{path}").text
    do(office, lambda book: book.cancel(found.id))
    [event] = Calendar.from_ical(program.get(f"/calendar/{path}").text).walk("VEVENT")
    assert event["status"] == "CANCELLED"
    lead.get("/desk/me")
    lead.post("/desk/me/calendar", do="revoke")
    assert program.get(f"/calendar/{path}").status_code == 404


def test_the_allowance_of_an_interpreter(office, clock):
    travel_to(clock, TEN + 3_600_000)
    lead = office.colleague(Role.LEAD, name="Leyla")
    samira = interpreter("Samira", "ar", allowance=1200)
    _family, found = talk(office, busy_day(), samira, how="interpreter", language="ar")
    do(office, lambda book: book.mark(found.id, "came"))
    lead.get(f"/desk/allowance/{samira.id}?month=2027-01")
    assert "12" in lead.page
    table = lead.get(f"/desk/allowance/{samira.id}?month=2027-01&csv=1").text
    assert "2027-01-14;60;ar;12,00" in table
