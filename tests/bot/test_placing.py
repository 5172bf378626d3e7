"""Every 14 days a family hears where it stands with the school place: each adult once, by day, whatever happened."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.store import dues, erasing, holding, households, placements
from bot.wiring import Role, build
from dialogs.placement import standing, word
from tests.bot.running import DAY, running, settings_for
from translations import render

BERLIN = ZoneInfo("Europe/Berlin")
# A Monday, at ten.
MONDAY = datetime(2027, 1, 11, 10, tzinfo=BERLIN)
HOUR = 60 * 60
PHONE = "02151/86-2502"
NAMES = ("Amina", "Karim", "Sara", "Omar")
CHILDREN = {"house.children": 2, "child.1.name": "Sara", "child.1.age": 9, "child.2.name": "Omar", "child.2.age": 17}
ONE = {"house.children": 1, "child.1.name": "Sara", "child.1.age": 9}


def travel_to(clock, moment):
    clock.travel((moment.timestamp() * 1000 - clock()) / 1000)


@pytest.fixture(autouse=True)
def monday(clock):
    travel_to(clock, MONDAY)


def write(house, fn):
    return house.lotse.door.write_now(fn)


async def register(house, telegram, given=ONE, *, chat=5, name="Amina", language="ar"):
    """Let an adult begin in her language, with her household."""
    user = telegram.user(chat, name, language)
    await house.ask(user.send("/start"))
    thread, vault = house.thread(chat), house.lotse.desk.vault
    answers = {"you.name": name, **given}
    home = write(house, lambda conn: households.save(conn, vault, thread.box, thread.person_id, answers, house.clock()))
    return user, home


async def join(house, telegram, home, *, chat=6, name="Karim", language="uk"):
    """Let another adult belong to a household."""
    user = telegram.user(chat, name, language)
    await house.ask(user.send("/start"))
    thread = house.thread(chat)
    write(house, lambda conn: households.join(conn, thread.box, thread.person_id, home.id, house.clock()))
    return user


def step(house, home, child, state, **more):
    """Write down a step of the search of a child, by its number."""

    def take(conn):
        id, _about = households.children(conn, home)[child]
        found = placements.of(conn, home.box, home.id)[id]
        taken = {"state": state, "on": "2027-01-11", "school": "", "authority": "", "by": 1, **more}
        placements.step(conn, home.box, found, taken, house.clock())

    write(house, take)


async def tick(house):
    """Return what is said by a tick."""
    return await house.ask(house.lotse.ticking.fortnightly.tick())


def planned(house):
    return house.count("due WHERE kind = 'placement'")


def written(language, *lines):
    """Return the whole word about a child, or several, as a family reads it."""
    said = word(dict(enumerate(lines, start=1)), PHONE, alone=len(lines) == 1)
    return "\n\n".join(render(text, language) for text in said)


async def test_a_family_hears_every_14_days_where_it_stands(house, telegram, clock):
    _user, home = await register(house, telegram, language="en")
    clock.travel(13 * DAY)
    assert await tick(house) == []
    clock.travel(DAY)
    [said] = await tick(house)
    assert said == (
        "Where things stand with the school place:\n\n"
        "We have your answers. Next comes the talk with you.\n\n"
        f"You do not have to do anything now. If you have a question, write to us here or call us: {PHONE}."
    )
    assert await tick(house) == []
    assert house.record(5)[-1].body["p"][1] == ["We have your answers. Next comes the talk with you.", ""]
    clock.travel(10 * DAY)
    step(house, home, 1, "sent", authority="schulamt")
    clock.travel(13 * DAY)
    assert await tick(house) == [], "whoever takes a step tells her then: 14 days begin anew"
    clock.travel(DAY)
    assert await tick(house) == [written("en", standing("sent"))]


@pytest.mark.parametrize(
    ("begun", "said_at"),
    [
        # An evening, a morning; the spring and the autumn in which the clocks change in between.
        (datetime(2027, 1, 11, 20, 30, tzinfo=BERLIN), datetime(2027, 1, 26, 9, tzinfo=BERLIN)),
        (datetime(2027, 1, 12, 6, tzinfo=BERLIN), datetime(2027, 1, 26, 9, tzinfo=BERLIN)),
        (datetime(2027, 3, 15, 17, 30, tzinfo=BERLIN), datetime(2027, 3, 30, 9, tzinfo=BERLIN)),
        (datetime(2027, 10, 18, 9, 30, tzinfo=BERLIN), datetime(2027, 11, 1, 9, tzinfo=BERLIN)),
    ],
)
async def test_nobody_is_written_to_at_night(house, telegram, clock, begun, said_at):
    travel_to(clock, begun)
    await register(house, telegram)
    # Far from the full hour: the clock of a slow machine goes on.
    for before in (timedelta(hours=12), timedelta(minutes=10)):
        travel_to(clock, said_at - before)
        assert await tick(house) == []
    travel_to(clock, said_at)
    assert len(await tick(house)) == 1


async def test_after_an_outage_it_comes_once_and_14_days_later_again(house, telegram, clock):
    await register(house, telegram)
    clock.travel(14 * DAY + 72 * HOUR)
    assert len(await tick(house)) == 1
    assert await tick(house) == []
    clock.travel(14 * DAY - HOUR)
    assert await tick(house) == []
    clock.travel(2 * HOUR)
    assert len(await tick(house)) == 1


async def test_two_adults_read_it_each_in_her_own_language_and_no_name(house, telegram, clock):
    amina, home = await register(house, telegram, CHILDREN)
    karim = await join(house, telegram, home)
    step(house, home, 1, "offered", school="Schule am Park")
    step(house, home, 2, "sent", authority="bezirksregierung")
    before = [len(user.inbox) for user in (amina, karim)]
    clock.travel(14 * DAY)
    assert len(await tick(house)) == 2
    states = standing("offered", school="Schule am Park"), standing("sent", authority="bezirksregierung")
    for user, language, count in zip((amina, karim), ("ar", "uk"), before, strict=True):
        [message] = user.inbox[count:]
        assert message.text == written(language, *states)
        assert not [name for name in NAMES if name in message.text]
    assert set(house.rows("SELECT kind FROM outbox ORDER BY id DESC LIMIT 2")) == {("notice",)}


async def test_who_has_blocked_us_is_not_written_to_and_the_other_adult_is(house, telegram, clock):
    amina, home = await register(house, telegram)
    karim = await join(house, telegram, home)
    await amina.block()
    await house.quiet()
    before = len(karim.inbox), len(house.record(5))
    clock.travel(14 * DAY)
    assert len(await tick(house)) == 1
    assert (len(karim.inbox), len(house.record(5))) == (before[0] + 1, before[1])
    assert planned(house) == 1


async def test_it_comes_whoever_holds_the_conversation(house, telegram, clock):
    await register(house, telegram)
    thread = house.thread(5)
    write(house, lambda conn: holding.claim(conn, thread.person_id, 9, epoch=thread.epoch))
    clock.travel(14 * DAY)
    assert len(await tick(house)) == 1


async def test_it_ends_when_the_last_child_has_started(house, telegram, clock):
    _user, home = await register(house, telegram, CHILDREN)
    step(house, home, 1, "started", school="Schule am Park")
    clock.travel(14 * DAY)
    [said] = await tick(house)
    assert render(standing("started"), "ar") not in said
    assert render(standing("waiting"), "ar") in said
    step(house, home, 2, "started", school="Schule am Park")
    clock.travel(14 * DAY)
    assert await tick(house) == []
    assert planned(house) == 0


async def test_what_is_due_for_a_household_that_is_gone_is_dropped(house, telegram, clock):
    await register(house, telegram)
    vault, person = house.lotse.desk.vault, house.thread(5).person_id
    write(house, lambda conn: erasing.erase(conn, vault, person, clock()))
    assert planned(house) == 0
    write(house, lambda conn: dues.plan(conn, placements.due_of(77), placements.WORD, clock()))
    assert await tick(house) == []
    assert planned(house) == 0


async def test_a_restart_loses_and_repeats_nothing(telegram, database_url, tmp_path, clock, brisk):
    async with running(telegram, database_url, tmp_path, clock) as house:
        await register(house, telegram)
    clock.travel(14 * DAY)
    async with running(telegram, database_url, tmp_path, clock) as house:
        assert len(await tick(house)) == 1
    async with running(telegram, database_url, tmp_path, clock) as house:
        assert await tick(house) == []
        clock.travel(14 * DAY)
        assert len(await tick(house)) == 1


async def test_two_processes_that_tick_at_once_say_it_once(house, telegram, database_url, tmp_path, clock):
    for chat in (5, 6, 7):
        await register(house, telegram, chat=chat)
    other = build(settings_for(telegram, database_url, tmp_path), Role.CLOCK, clock=clock)
    clock.travel(14 * DAY)
    said = await house.ask(asyncio.gather(house.lotse.ticking.fortnightly.tick(), other.ticking.fortnightly.tick()))
    # Whoever came too late leaves what is left to the next minute.
    said += await tick(house)
    other.door.close()
    assert len(said) == 3
