"""A colleague is away from this morning on until a day: cases, talks and what families are offered follow it."""

from __future__ import annotations

import asyncio
import re
from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.booking.schedule import Away
from bot.store import allocations, audit, resources, staff
from bot.store.staff import Role
from bot.wall import day_of
from tests.bot.booking.offices import BERLIN, at, counsellor, hours, interpreter, wanted
from tests.desk.appointments import THURSDAY, booked, busy_day, do, give, registered, state, talk, times, travel_to

FRIDAY, MONDAY, TUESDAY, WEDNESDAY = (THURSDAY + timedelta(days=days) for days in (1, 4, 5, 6))


@pytest.fixture(autouse=True)
def thursday(clock):
    travel_to(clock, at(THURSDAY, 7.5))


@pytest.fixture
def hers(office, berta):
    """Let Berta give talks on every working day."""
    mine = counsellor("Berta", staff_id=berta.id, schedule=hours((8, 18)))
    give(office, mine)
    return mine


def is_away(office, colleague) -> bool:
    """Tell whether somebody is away, once the clock has ticked."""
    asyncio.run(office.lotse.ticking.expire())
    return do(office, lambda book: staff.one(book.conn, colleague.id)).away


def with_whom(office, found) -> set[int]:
    return {one.resource_id for one in do(office, lambda book: allocations.of(book.conn, [found.id]))[found.id]}


def free_days(office) -> list[date]:
    """Return on which days a family could have a talk within a week."""
    plan = do(office, lambda book: book.plan())
    return [day for day, _times in plan.days(wanted(), THURSDAY, THURSDAY + timedelta(days=7))]


def leave(colleague, until: date | str = "", **form):
    colleague.get("/desk/closing")
    return colleague.post("/desk/away", until=str(until), **form)


def test_ill_until_tuesday(office, berta, hers, clock):
    families = [registered(office) for _each in range(3)]
    today, monday, wednesday = (
        booked(office, person, at(day, 9))
        for (_family, person), day in zip(families, (THURSDAY, MONDAY, WEDNESDAY), strict=True)
    )
    zora = replace(busy_day("Zora"), schedule=hours((9, 10), days=(0,)))
    give(office, zora)
    case = berta.open_case()
    berta.post(f"{case}/claim")
    leave(berta, TUESDAY)
    assert "Noted until Tuesday, January 19, 2027" in berta.page
    assert [state(office, found) for found in (today, monday, wednesday)] == ["cancelled", "booked", "booked"]
    assert zora.id in with_whom(office, monday)
    assert hers.id in with_whom(office, wednesday)
    told = [family.page.count("أُلغي هذا الموعد") for family, _person in families]
    assert told == [1, 0, 0]
    with office.lotse.door.read() as conn:
        assert conn.exec_driver_sql('SELECT count(*) FROM "case" WHERE assignee_id IS NOT NULL').scalar() == 0


def test_families_are_offered_no_time_of_hers_until_she_is_back(office, berta, hers):
    family, _found = talk(office, interpreter("Samira", "ar"))
    leave(berta, TUESDAY)
    assert free_days(office) == [WEDNESDAY, THURSDAY + timedelta(days=7)]
    family.send(press=re.search(r"g:another\.\d+", family.page)[0])
    offered = [day_of(int(minute) * 60_000, BERLIN) for minute in re.findall(r'data-press="\S+:(\d{8})"', family.page)]
    assert min(offered) == WEDNESDAY
    case = berta.open_case()
    berta.get(f"{case}/book?service=first-counselling&how=none")
    assert day_of(int(times(berta.page)[0]), BERLIN) == WEDNESDAY


def test_the_absence_ends_with_its_last_day(office, berta, hers, clock):
    leave(berta, FRIDAY)
    assert "Noted until Friday, January 15, 2027" in berta.get("/desk/me").text
    travel_to(clock, at(FRIDAY, 23.9))
    assert is_away(office, berta)
    travel_to(clock, at(FRIDAY + timedelta(days=1), 0))
    assert not is_away(office, berta)
    with office.lotse.door.read() as conn:
        assert ("back", str(berta.id)) in [(one.action, one.detail) for one in audit.lines(conn)]


def test_without_a_day_she_is_away_today(office, berta, hers, clock):
    leave(berta)
    assert THURSDAY not in free_days(office)
    assert FRIDAY in free_days(office)
    assert f'value="{THURSDAY.isoformat()}"' in berta.page
    travel_to(clock, at(FRIDAY, 0))
    assert not is_away(office, berta)


@pytest.mark.parametrize("until", [THURSDAY - timedelta(days=1), "nonsense", "9999-12-31", THURSDAY.replace(year=2029)])
def test_a_day_that_cannot_be_meant_is_refused(office, berta, hers, until):
    _family, found = talk(office, hers)
    assert leave(berta, until).status_code == 422
    assert "please choose today or a later day" in berta.page
    assert f'value="{until}" aria-invalid="true"' in berta.page
    assert (state(office, found), is_away(office, berta)) == ("booked", False)


def test_who_is_back_sooner_can_be_booked_again(office, berta, hers):
    leave(berta, WEDNESDAY)
    do(office, lambda book: resources.save(book.conn, book.vault, with_holiday(book, hers)))
    berta.get("/desk/me")
    berta.post("/desk/me", away="1", language="de")
    assert free_days(office) == [THURSDAY + timedelta(days=7)]
    berta.post("/desk/me", language="de")
    assert not is_away(office, berta)
    assert "Vermerkt bis" not in berta.page
    assert free_days(office) == [FRIDAY, MONDAY, TUESDAY, THURSDAY + timedelta(days=7)]


def with_holiday(book, hers):
    """Return her calendar as it is now, with a day of leave that was planned long ago."""
    now = resources.one(book.conn, book.vault, hers.id)
    holiday = Away(since=WEDNESDAY, until=WEDNESDAY, reason="leave")
    return replace(now, schedule=replace(now.schedule, away=(*now.schedule.away, holiday)))


def test_who_corrects_the_day_has_not_noted_two_absences(office, berta, hers, clock):
    leave(berta, WEDNESDAY)
    leave(berta, FRIDAY)
    assert free_days(office)[0] == MONDAY
    mine = do(office, lambda book: resources.one(book.conn, book.vault, hers.id))
    assert mine.schedule.away == (Away(since=THURSDAY, until=FRIDAY, reason="sudden"),)
    travel_to(clock, at(MONDAY, 0))
    assert not is_away(office, berta)


def test_what_was_left_alone_on_a_later_day_stays_so(office, berta, hers):
    found = booked(office, registered(office)[1], at(MONDAY, 9))
    shorter = replace(hers, schedule=hours((8, 18), days=(3, 4)))
    do(office, lambda book: resources.save(book.conn, book.vault, shorter))
    leave(berta, FRIDAY)
    assert state(office, found) == "booked"


def test_who_gives_no_talks_is_away_as_well(office, berta, clock):
    leave(berta, FRIDAY)
    assert is_away(office, berta)
    travel_to(clock, at(MONDAY, 0))
    assert not is_away(office, berta)


def test_a_lead_notes_that_somebody_else_is_away(office, lead, berta, hers):
    nine, friday = (booked(office, registered(office)[1], at(day, 9)) for day in (THURSDAY, FRIDAY))
    assert leave(lead, "nonsense", staff=str(berta.id)).status_code == 422
    assert f'<option value="{berta.id}" selected>' in lead.page
    leave(lead, THURSDAY, staff=str(berta.id))
    assert [state(office, found) for found in (nine, friday)] == ["cancelled", "booked"]
    assert is_away(office, berta)
    assert leave(berta, staff=str(lead.id)).status_code == 403


def test_who_stands_in_has_her_cases_and_who_is_away_herself_has_none(office, berta, hers):
    deputy = office.colleague(Role.COUNSELLOR, "general", "school-placement", name="Zora")
    berta.post("/desk/me", deputy=str(deputy.id), language="en")
    for expected in (deputy.id, None):
        registered(office)
        case = berta.open_case()
        berta.post(f"{case}/claim")
        leave(berta, TUESDAY)
        with office.lotse.door.read() as conn:
            query = 'SELECT assignee_id FROM "case" ORDER BY opened_at DESC, id DESC LIMIT 1'
            assert conn.exec_driver_sql(query).scalar() == expected
        leave(deputy, TUESDAY)


def test_who_leaves_for_good_leaves_no_family_alone(office, berta, hers):
    families = [registered(office) for _each in range(2)]
    monday, wednesday = (
        booked(office, person, at(day, 9)) for (_family, person), day in zip(families, (MONDAY, WEDNESDAY), strict=True)
    )
    zora = replace(busy_day("Zora"), schedule=hours((9, 10), days=(0,)))
    give(office, zora)
    family = families[0][0]
    family.send(press="g:human")
    case = berta.open_case()
    berta.post(f"{case}/claim")
    admin, other = office.colleague(Role.ADMINISTRATOR), office.colleague(Role.COUNSELLOR, "general", name="Carl")
    admin.get("/desk/staff")
    admin.post(f"/desk/staff/{berta.id}", do="disable")
    assert [state(office, found) for found in (monday, wednesday)] == ["booked", "cancelled"]
    assert with_whom(office, monday) & {zora.id, hers.id} == {zora.id}
    assert [one.page.count("أُلغي هذا الموعد") for one, _person in families] == [0, 1]
    assert do(office, lambda book: resources.of_staff(book.conn, book.vault, berta.id)) is None
    with office.lotse.door.read() as conn:
        [put_back] = [line.staff_id for line in audit.lines(conn) if line.action == "released"]
    assert put_back == admin.id, "she has not done it herself"
    assert case in other.get("/desk").text, "it waits for somebody again"
    other.get(case)
    other.post(f"{case}/claim")
    assert "Carl" in other.get(case).text
    hers_now = admin.get("/desk/staff").text.partition(f'action="/desk/staff/{berta.id}"')[2].partition("</li>")[0]
    assert 'value="link"' in hers_now
    assert 'value="disable"' not in hers_now
