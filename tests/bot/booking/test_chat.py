"""A family in Telegram books a talk, moves it and cancels it; what stands in the store is what she saw."""

from __future__ import annotations

import re

import pytest

from bot.store import appointments, reminders, resources, waitlist
from tests.bot.booking.offices import counsellor, hours, interpreter

CHAT = 5


@pytest.fixture
def staffed(house):
    """Let a counsellor and an interpreter be there every day."""
    vault = house.lotse.runner.turns.vault
    every_day = hours((8, 18), days=(0, 1, 2, 3, 4))

    def write(conn):
        resources.save(conn, vault, counsellor("Berta", schedule=every_day))
        resources.save(conn, vault, interpreter("Samira", "ar", "en", schedule=every_day))

    house.lotse.door.write_now(write)
    return house


def hers(house):
    """Return all appointments of the family, the latest first."""
    vault = house.lotse.runner.turns.vault
    person = house.thread(CHAT).person_id
    with house.lotse.door.read() as conn:
        found = appointments.of_party(conn, vault, appointments.party_of(conn, person))
        return [(one.state, one.how) for one in found], [one.id for one in found]


def times(amina) -> list[str]:
    """Return the codes of the times under the newest message."""
    data = [button.data or "" for row in amina.chat.sent[-1].buttons for button in row]
    return [one for one in data if re.search(r":[0-9]+$", one)]


async def book(house, amina):
    await house.ask(amina.press_data("g:booking"))
    await house.ask(amina.press("first-counselling"))
    await house.ask(amina.press_data(times(amina)[0]))
    await house.ask(amina.press("me"))
    return await house.ask(amina.press("book"))


async def test_who_has_said_that_she_needs_no_interpreter_has_none(staffed, telegram):
    amina = telegram.user(CHAT, "Amina", "en")
    await staffed.ask(amina.send("/start"))
    await staffed.register(amina, "Amina", interpreter="no")
    assert "Your appointment is booked." in (await book(staffed, amina))[0]
    states, _ids = hers(staffed)
    assert states == [("booked", "none")]


async def test_who_is_on_the_waiting_list_is_told_so_and_may_change_her_days(house, telegram):
    amina = telegram.user(CHAT, "Amina", "en")
    await house.ask(amina.send("/start"))
    await house.register(amina, "Amina")
    for label, days in (("Put me on the waiting list", "any"), ("Change my answer", "2")):
        await house.ask(amina.press_data("g:booking"))
        said = await house.ask(amina.press("first-counselling"))
        shown = [button.text for row in amina.chat.sent[-1].buttons for button in row]
        assert any(label in one for one in shown)
        assert ("You are on the waiting list." in said[0]) == (label == "Change my answer")
        for code in ("list", days, "any"):
            await house.ask(amina.press(code))
    thread = house.thread(CHAT)
    with house.lotse.door.read() as conn:
        [entry] = waitlist.of_person(conn, thread.box, thread.person_id)
    assert entry.body["days"] == [2]


async def test_six_taps_book_and_reminders_stand_there(staffed, telegram):
    amina = telegram.user(CHAT, "Amina", "en")
    await staffed.ask(amina.send("/start"))
    await staffed.register(amina, "Amina")
    said = await book(staffed, amina)
    assert "Your appointment is booked." in said[0]
    states, [id] = hers(staffed)
    assert states == [("booked", "interpreter")]
    with staffed.lotse.door.read() as conn:
        kinds = {one.kind for one in reminders.of(conn, id)}
    assert kinds <= {"day", "hours"}
    assert "hours" in kinds


async def test_she_moves_and_cancels(staffed, telegram):
    amina = telegram.user(CHAT, "Amina", "en")
    await staffed.ask(amina.send("/start"))
    await staffed.register(amina, "Amina")
    await book(staffed, amina)
    _states, [id] = hers(staffed)
    await staffed.ask(amina.press_data(f"g:another.{id}"))
    await staffed.ask(amina.press_data(times(amina)[-1]))
    await staffed.ask(amina.press("me"))
    await staffed.ask(amina.press("book"))
    states, ids = hers(staffed)
    assert sorted(states) == [("booked", "interpreter"), ("moved", "interpreter")]
    booked = ids[states.index(("booked", "interpreter"))]
    said = await staffed.ask(amina.press_data(f"g:cannot.{booked}"))
    assert "cancelled" in said[0]
    assert sorted(hers(staffed)[0]) == [("cancelled", "interpreter"), ("moved", "interpreter")]


async def test_nobody_sees_or_cancels_what_is_somebody_elses(staffed, telegram):
    amina, dora = telegram.user(CHAT, "Amina", "en"), telegram.user(6, "Dora", "en")
    await staffed.ask(amina.send("/start"))
    await staffed.register(amina, "Amina")
    await book(staffed, amina)
    _states, [id] = hers(staffed)
    await staffed.ask(dora.send("/start"))
    for what in ("visit", "cannot", "coming", "another"):
        said = await staffed.ask(dora.press_data(f"g:{what}.{id}"))
        assert "First talk" not in said[0]
    assert hers(staffed)[0] == [("booked", "interpreter")]
