"""Looks are fresh while their question is open; an act happens once, and what it held is booked or released."""

from __future__ import annotations

import pytest

from dialogs.questions import Words, yes_no
from tests.dialogs.practice import Book, Cancel, FreeSlots, HoldSlot, ReleaseSlot
from tests.dialogs.small import playing
from translations import Text

DAYS = ["mon", "tue", "wed"]


@pytest.fixture
def choosing(family):
    """Stand before the choice of a day."""
    return family.command("practice").press("talk").type("1").type("Ali")


@pytest.fixture
def sure(choosing):
    """Stand before the booking."""
    return choosing.press("mon").type("Nothing")


def days_offered(family):
    return [code for code in family.codes if code in DAYS]


def test_a_look_is_fresh_while_its_question_is_open(choosing):
    assert days_offered(choosing) == DAYS
    choosing.calendar.days["mon"] = "taken"
    assert days_offered(choosing.command("help")) == ["tue", "wed"]


def test_a_look_is_stored_with_the_answer(choosing):
    choosing.press("mon")
    looked = choosing.calendar.looks["FreeSlots"]
    choosing.type("Nothing").command("help")
    assert choosing.calendar.looks["FreeSlots"] == looked
    assert choosing.conversation.active.entries["free.talk.1"].value[0] == ["mon", "2026-11-30"]


def test_going_back_looks_again(choosing):
    choosing.press("mon")
    choosing.calendar.days["tue"] = "taken"
    assert days_offered(choosing.press("back")) == ["mon", "wed"]


def test_changing_looks_again(choosing):
    choosing.press("mon").type("Nothing")
    choosing.calendar.days["wed"] = "taken"
    choosing.tap(choosing.first_button("tue")).press("tue")
    assert choosing.conversation.active.entries["free.talk.1"].value == [["mon", "2026-11-30"], ["tue", "2026-12-01"]]
    assert choosing.calendar.days == {"wed": "taken", "tue": "held"}


def test_a_day_that_somebody_took_is_asked_anew(choosing):
    button = choosing.button("mon")
    choosing.calendar.days["mon"] = "taken"
    assert "This button is old" in choosing.tap(button).said
    assert days_offered(choosing) == ["tue", "wed"]


def test_an_act_that_was_refused_leads_to_the_next_attempt(sure):
    sure.calendar.snatched.add("mon")
    assert "Somebody was faster." in sure.press("yes").said
    assert days_offered(sure) == ["tue", "wed"]
    sure.press("tue").type("Nothing").press("yes")
    assert sure.calendar.days == {"mon": "taken", "tue": "booked"}


def test_going_back_releases_what_was_held(sure):
    assert sure.calendar.days == {"mon": "held"}
    assert sure.press("back").press("back").calendar.days == {}
    assert sure.calendar.count(ReleaseSlot) == 1


def test_a_talk_that_ends_without_booking_releases_what_it_held(sure):
    assert sure.press("no").calendar.days == {}


def test_a_booked_day_stays_booked_when_the_talk_is_over(sure):
    sure.press("yes").press("no")
    assert sure.calendar.days == {"mon": "booked"}
    assert sure.calendar.holds == {}


def test_what_is_held_stays_held_while_she_does_something_else(sure):
    sure.command("menu").press("answers").press("law")
    assert sure.calendar.days == {"mon": "held"}


def test_back_stops_at_what_is_done_and_offers_what_mends_it(sure):
    sure.press("yes").press("back")
    assert "You cannot change it here" in sure.said
    assert "cancelling" in sure.codes
    sure.press("cancelling").press("mon").press("yes")
    assert (sure.calendar.days, sure.calendar.count(Cancel)) == ({}, 1)


def test_change_stops_at_what_is_done(sure):
    tue = sure.first_button("tue")
    sure.press("yes").tap(tue).press("tue")
    assert "You cannot change it here" in sure.said
    assert sure.calendar.days == {"mon": "booked"}
    assert sure.calendar.count(Book) == 1


async def looks_then_acts(talk):
    free = await talk.wish("free", FreeSlots("talk"))
    if len(free) == len(DAYS):
        await talk.wish("held", HoldSlot("mon"))
    await talk.ask("name", Words(text=Text("Who are you?")))
    await talk.ask("sure", yes_no(Text("Shall I go on?")))


def test_what_an_act_rests_on_is_not_looked_up_again(library):
    """The look said that all days are free; after the hold it would not, and the talk would take another way."""
    family = playing(library, looks_then_acts).command("small").type("Ali").press("yes")
    (talk,) = family.over("small")
    assert list(talk.entries) == ["free", "name", "sure"]
    assert talk.entries["free"].value[0][0] == "mon"
    assert (family.calendar.count(HoldSlot), family.calendar.looks["FreeSlots"]) == (1, 1)
