"""Reminders: at the right hour, in her language, once, never a child's name; and nothing that helps nobody any more."""

from __future__ import annotations

import asyncio
import threading
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import update

from bot.store import appointments, conversations, households, reminders, resources, unreached, waitlist
from bot.store.tables import appointment
from bot.wiring import Role, build
from tests.bot.booking.offices import HOUR, at, counsellor, hours, wanted
from tests.bot.running import PATIENCE, running, settings_for
from tests.botapi import Kind
from tests.botapi.family import BLOCKED

BERLIN = ZoneInfo("Europe/Berlin")
MONDAY = date(2027, 1, 11)
THURSDAY = MONDAY + timedelta(days=3)
NINE = at(THURSDAY, 9)
DAY = 24 * HOUR


def travel_to(clock, moment: int) -> None:
    clock.travel((moment - clock()) / 1000)


@pytest.fixture(autouse=True)
def monday(clock):
    travel_to(clock, at(MONDAY, 10))


def write(house, fn):
    """Do something with the appointment book."""
    return house.lotse.door.write_now(lambda conn: fn(house.lotse.desk.book(conn)))


def booked(house, *chats: int, starts: int = NINE):
    """Let the adults of these chats have an appointment together."""
    vault = house.lotse.desk.vault
    threads = [house.thread(chat) for chat in chats]

    def book_it(book):
        conn = book.conn
        if not resources.everything(conn, vault):
            resources.save(conn, vault, counsellor(schedule=hours((1, 23), days=tuple(range(7)))))
        if households.of(conn, vault, threads[0].person_id) is None:
            given = {"you.name": "Amina", "child.1.name": "Sara", "child.1.age": 9}
            home = households.save(conn, vault, threads[0].box, threads[0].person_id, given, house.clock())
            for thread in threads[1:]:
                households.join(conn, thread.box, thread.person_id, home.id, house.clock())
        held = book.hold(appointments.party_of(conn, threads[0].person_id), wanted(), starts, {"children": [1]})
        return book.confirm(held.id, [thread.person_id for thread in threads], {})

    return write(house, book_it)


async def family(house, telegram, chat: int = 5, language: str = "en"):
    user = telegram.user(chat, "Amina", language)
    await house.ask(user.send("/start"))
    return user


async def tick(house) -> list[str]:
    return await house.ask(house.lotse.ticking.reminders.tick())


def states(house, found) -> dict[str, str]:
    with house.lotse.door.read() as conn:
        return {one.kind: one.state for one in reminders.of(conn, found.id)}


async def test_a_day_before_and_two_hours_before(house, telegram, clock):
    await family(house, telegram)
    found = booked(house, 5)
    travel_to(clock, at(THURSDAY - timedelta(days=1), 16.9))
    assert await tick(house) == []
    travel_to(clock, at(THURSDAY - timedelta(days=1), 17))
    [said] = await tick(house)
    assert "tomorrow" in said
    assert "Sara" not in said
    assert await tick(house) == []
    travel_to(clock, NINE - 2 * HOUR)
    [said] = await tick(house)
    assert "today" in said
    assert states(house, found) == {"day": "sent", "hours": "sent"}


async def test_each_adult_in_her_own_language(house, telegram, clock):
    await family(house, telegram)
    await family(house, telegram, 6, "de")
    booked(house, 5, 6)
    travel_to(clock, NINE - 2 * HOUR)
    said = await tick(house)
    assert len(said) == 2
    assert sum("Erinnerung" in one for one in said) == 1


async def test_the_buttons_under_a_reminder(house, telegram, clock):
    amina = await family(house, telegram)
    found = booked(house, 5)
    travel_to(clock, NINE - 2 * HOUR)
    await tick(house)
    [said] = await house.ask(amina.press(f"coming.{found.id}"))
    assert "look forward" in said
    with house.lotse.door.read() as conn:
        assert [one.reply for one in appointments.attendances(conn, found.id)] == ["coming"]
    await house.ask(amina.press(f"cannot.{found.id}"))
    with house.lotse.door.read() as conn:
        assert appointments.one(conn, house.lotse.desk.vault, found.id).state == "cancelled"


async def test_what_was_cancelled_reminds_nobody(house, telegram, clock):
    amina = await family(house, telegram)
    found = booked(house, 5)
    await house.ask(amina.press_data(f"g:cannot.{found.id}"))
    travel_to(clock, NINE - 2 * HOUR)
    assert await tick(house) == []
    assert states(house, found) == {"day": "void", "hours": "void"}


@pytest.mark.parametrize(
    ("when", "told", "day", "hours_"),
    [
        # The office's machine stood still: what still helps comes late, and only once.
        (at(THURSDAY - timedelta(days=1), 20), 1, "sent", "planned"),
        (at(THURSDAY, 5), 0, "late", "planned"),
        (at(THURSDAY, 7.5), 1, "late", "sent"),
        (at(THURSDAY, 9), 0, "late", "late"),
        (at(THURSDAY + timedelta(days=3), 9), 0, "late", "late"),
    ],
)
async def test_after_an_outage(house, telegram, clock, when, told, day, hours_):
    await family(house, telegram)
    found = booked(house, 5)
    travel_to(clock, when)
    assert len(await tick(house)) == told
    assert states(house, found) == {"day": day, "hours": hours_}


async def test_who_has_blocked_us_is_phoned(house, telegram, clock):
    amina = await family(house, telegram)
    found = booked(house, 5)
    amina.chat.refusal = BLOCKED
    travel_to(clock, at(THURSDAY - timedelta(days=1), 17))
    await tick(house)
    travel_to(clock, NINE - 2 * HOUR)
    await tick(house)
    assert states(house, found)["hours"] == "unreachable"


async def test_what_telegram_refuses_is_told_on_the_phone(house, telegram, clock):
    await family(house, telegram)
    found = booked(house, 5)
    travel_to(clock, at(THURSDAY - timedelta(days=1), 17))
    telegram.fail("sendMessage", Kind.BAD_REQUEST)
    await tick(house)
    assert states(house, found)["day"] == "sent"
    with house.lotse.door.read() as conn:
        assert unreached.between(conn, house.clock(), NINE + 1) == [(found.id, house.thread(5).person_id)]
    travel_to(clock, NINE - 2 * HOUR)
    await tick(house)
    with house.lotse.door.read() as conn:
        assert unreached.between(conn, house.clock(), NINE + 1) == []


@pytest.mark.parametrize("sunday", [date(2027, 3, 28), date(2027, 10, 31)])
async def test_both_changes_of_the_clock(house, telegram, clock, sunday):
    await family(house, telegram)
    travel_to(clock, at(sunday - timedelta(days=5), 10))
    # On Easter Monday and All Saints nobody is there.
    found = booked(house, 5, starts=at(sunday + timedelta(days=2), 9))
    with house.lotse.door.read() as conn:
        due = {one.kind: one.due_at for one in reminders.of(conn, found.id)}
    assert datetime.fromtimestamp(due["day"] / 1000, BERLIN) == datetime.combine(
        sunday + timedelta(days=1), time(17), BERLIN
    )
    assert due["hours"] == found.starts_at - 2 * HOUR


async def test_several_processes_tell_it_once(house, telegram, clock, database_url, tmp_path):
    for chat in range(5, 9):
        await family(house, telegram, chat)
        booked(house, chat, starts=NINE + (chat - 5) * HOUR)
    other = build(settings_for(telegram, database_url, tmp_path), Role.CLOCK, clock=clock)
    travel_to(clock, at(THURSDAY - timedelta(days=1), 17))
    said = await house.ask(asyncio.gather(*(one.ticking.reminders.tick() for one in (house.lotse, other, other))))
    other.door.close()
    assert len(said) == 4


async def test_nobody_waits_for_another_when_a_family_cancels_just_now(house, telegram, clock, database_url):
    """Whoever cancels holds her conversation and wants the reminder; what ticks must not hold it and want hers."""
    if database_url.startswith("sqlite"):
        pytest.skip("SQLite has one writer at a time.")
    await family(house, telegram)
    found, person = booked(house, 5), house.thread(5).person_id
    travel_to(clock, at(THURSDAY - timedelta(days=1), 17))
    begun, ticked = threading.Event(), threading.Event()

    def cancel(conn):
        conversations.load_person(conn, house.lotse.desk.vault, person)
        begun.set()
        assert ticked.wait(PATIENCE)
        return house.lotse.desk.book(conn).cancel(found.id)

    cancelling = house.lotse.door.submit(cancel, lane=1)
    await asyncio.to_thread(begun.wait, PATIENCE)
    try:
        await asyncio.wait_for(house.lotse.ticking.reminders.tick(), PATIENCE / 3)
    finally:
        ticked.set()
    assert (await asyncio.wrap_future(cancelling)).id == found.id
    assert await tick(house) == []
    assert states(house, found) == {"day": "void", "hours": "void"}


async def test_reminders_survive_a_restart(telegram, clock, database_url, tmp_path, brisk):
    async with running(telegram, database_url, tmp_path, clock) as house:
        await family(house, telegram)
        found = booked(house, 5)
    travel_to(clock, NINE - 2 * HOUR)
    async with running(telegram, database_url, tmp_path, clock) as house:
        assert len(await tick(house)) == 1
        assert states(house, found) == {"day": "late", "hours": "sent"}


async def test_what_cannot_be_told_stops_no_other(house, telegram, clock):
    await family(house, telegram)
    await family(house, telegram, 6)
    broken, found = booked(house, 5), booked(house, 6, starts=NINE + HOUR)
    spoil = update(appointment).where(appointment.c.id == broken.id).values(body=b"not sealed by us")
    house.lotse.door.write_now(lambda conn: conn.execute(spoil))
    travel_to(clock, at(THURSDAY - timedelta(days=1), 17))
    assert len(await tick(house)) == 1
    assert states(house, found)["day"] == "sent"
    assert states(house, broken)["day"] == "failed"


@pytest.mark.parametrize("kind", ["booked", "moved"])
async def test_news_of_a_talk_that_is_over_helps_nobody(house, telegram, clock, kind):
    await family(house, telegram)
    found = booked(house, 5)
    write(house, lambda book: book.tell(found, kind))
    travel_to(clock, NINE + HOUR)
    assert await tick(house) == []
    assert states(house, found)[kind] == "late"


@pytest.mark.parametrize(("later", "told", "state"), [(1, 1, "sent"), (3, 0, "late")])
async def test_an_offer_is_told_only_while_the_time_is_kept(house, telegram, clock, later, told, state):
    await family(house, telegram)
    booked(house, 5)
    thread = house.thread(5)
    until = house.clock() + 2 * HOUR

    def offer(book):
        party = appointments.party_of(book.conn, thread.person_id)
        held = book.hold(party, wanted(), NINE + 2 * HOUR, {}, by="list", until=until)
        waitlist.join(book.conn, thread.box, thread.person_id, "first-counselling", {}, book.now)
        [entry] = waitlist.of_person(book.conn, thread.box, thread.person_id)
        waitlist.offer(book.conn, entry.id, held.id, until)
        book.tell(held, "offer", [thread.person_id])
        return held

    held = write(house, offer)
    clock.travel(later * 3600)
    assert len(await tick(house)) == told
    assert states(house, held)["offer"] == state
