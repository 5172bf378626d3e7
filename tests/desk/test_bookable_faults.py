"""What could go wrong when hours change: holds in between, old holds in the way, forms that cannot be read."""

from __future__ import annotations

import pytest

from bot.store import appointments, resources
from tests.bot.booking.offices import at, hours, interpreter, wanted
from tests.desk.appointments import (
    MONDAY,
    NINE,
    THURSDAY,
    busy_day,
    do,
    give,
    registered,
    talk,
    travel_to,
)

ALL_DAY = {
    "w0-days": list("01234"), "w0-opens": "08:00", "w0-closes": "18:00", "w0-every": "1", "w0-since": "2026-01-01",
}  # fmt: skip
MONDAYS = {**ALL_DAY, "w0-days": ["0"]}
pytestmark = pytest.mark.usefixtures("monday")


def held(office, person):
    """Keep nine o'clock for a person."""
    body = {"adults": 1, "children": [1], "for": 1}
    return do(office, lambda book: book.hold(appointments.party_of(book.conn, person), wanted(), NINE, body))


def save(colleague, one, **form):
    colleague.get(f"/desk/bookable/{one.id}")
    return colleague.post(f"/desk/bookable/{one.id}", name=one.name, service=["first-counselling"], **form)


def test_what_is_held_is_not_booked_once_the_day_is_closed_or_the_hours_are_gone(office, lead):
    anna = busy_day("Anna")
    give(office, anna)
    (_one, first), (_other, second) = registered(office), registered(office)
    on_closed_day = held(office, first)
    lead.get("/desk/closing")
    lead.post("/desk/closing", day=THURSDAY.isoformat(), reason="x", do="close")
    assert do(office, lambda book: book.confirm(on_closed_day.id, [first], {})) is None
    lead.post("/desk/closing", day=THURSDAY.isoformat(), do="open")
    without_hours = held(office, second)
    save(lead, anna, **MONDAYS)
    assert do(office, lambda book: book.confirm(without_hours.id, [second], {})) is None


def test_an_old_hold_is_not_in_the_way_of_who_takes_over(office, lead, clock):
    give(office, busy_day("Zora"))
    held(office, registered(office)[1])
    anna = busy_day("Anna")
    _family, found = talk(office, anna)
    travel_to(clock, at(MONDAY, 9))
    save(lead, anna, **{f"orphan-{found.id}": "pass-on"}, **MONDAYS)
    assert "nobody else was free" not in lead.page


def test_nobody_has_two_calendars(office, lead):
    lead.get("/desk/bookable")
    for _twice in range(2):
        lead.post("/desk/bookable", kind="counsellor", staff=str(lead.id))
    assert len(do(office, lambda book: resources.everything(book.conn, book.vault))) == 1


@pytest.mark.parametrize(
    "form",
    [
        {"allowance": "zwölf"},
        {"allowance": "12,505"},
        {"confidential": "4.5.2026"},
        {"lead_hours": "zwei"},
        {"d0-from": "10:00", "d0-to": "11:00"},
        {"a0-last": "2027-02-05"},
        {"w1-closes": "12:00"},
        {"w0-since": "1.1.2027"},
        {"w0-until": "1.1.2028"},
        {"w0-every": "²"},
    ],
)
def test_what_cannot_be_read_is_not_kept_as_something_else(office, lead, form):
    samira = interpreter("Samira", "ar", allowance=1200, lead_hours=24)
    give(office, samira)
    usual = {"allowance": "12,00", "confidential": "2026-01-15", "lead_hours": "24", "language": ["ar"]}
    assert save(lead, samira, **{**usual, **ALL_DAY, **form}).status_code == 422
    [kept] = do(office, lambda book: resources.everything(book.conn, book.vault))
    assert (kept.allowance, kept.lead_hours, kept.confidential) == (1200, 24, "2026-01-15")


@pytest.mark.parametrize(("how", "form"), [("interpreter", {"confidential": ""}), ("phone", {"by_phone": ""})])
def test_an_interpreter_who_no_longer_fits_is_shown(office, lead, how, form):
    samira = interpreter("Samira", "ar", by_phone=True, schedule=hours((8, 18)))
    talk(office, busy_day(), samira, how=how, language="ar")
    usual = {"confidential": "2026-01-15", "by_phone": "1", "woman": "1", "language": ["ar"]}
    assert save(lead, samira, **{**usual, **ALL_DAY, **form}).status_code == 409


@pytest.mark.parametrize("closes", ["18:00+01:00", "eight", "07:00"])
def test_times_that_cannot_be_read_are_shown_again(office, lead, closes):
    anna = busy_day("Anna")
    give(office, anna)
    assert save(lead, anna, **{**MONDAYS, "w0-closes": closes}).status_code == 422
    assert f'value="{closes}"' in lead.page
