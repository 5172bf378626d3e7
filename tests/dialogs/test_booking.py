"""A family books a talk in the chat, moves it, cancels it, prepares for it; whoever was faster, nothing is lost."""

from __future__ import annotations

from datetime import date

import pytest

from dialogs.booking.times import Times
from dialogs.registry import DIALOGS
from dialogs.typed import Unread
from tests.dialogs.diary import Diary, minutes
from tests.dialogs.family import Family
from translations import Text

NINE, TEN, THREE = (f"2026-11-25T{hour}:00" for hour in ("09", "10", "15"))
AT_NINE = str(minutes(NINE))


@pytest.fixture
def family(library):
    """Give a function that lets a family begin to book."""

    def begin(talks_in: str = "ar", **known) -> Family:
        family = Family(library, DIALOGS)
        family.calendar.diary = Diary(language=talks_in, **known)
        return family.command("menu")

    return begin


def booked(family: Family) -> list[dict]:
    return [talk for talk in family.calendar.diary.talks.values() if talk["state"] == "booked"]


def test_who_is_known_books_in_six_taps(family):
    amina = family()
    taps = ("booking", "first-counselling", AT_NINE, "me-children", "book")
    for tap in taps:
        amina.press(tap)
    assert len(taps) <= 6
    [talk] = booked(amina)
    assert (talk["starts"], talk["adults"], talk["children"], talk["how"]) == (NINE, 1, [1, 2], "interpreter")
    assert "Your appointment is booked." in amina.said
    assert "Wednesday, 25 November 2026" in amina.said or "Wednesday, November 25, 2026" in amina.said
    assert "Please bring the children." in amina.said
    assert "Somebody will interpret for you: Arabic." in amina.said


def test_who_has_said_nothing_of_an_interpreter_needs_one_tap_more(family):
    amina = family(interpreter=None)
    taps = ("booking", "first-counselling", "interpreter", AT_NINE, "me", "book")
    for tap in taps:
        amina.press(tap)
    assert len(taps) == 6
    assert booked(amina)


def test_who_is_new_answers_the_five_questions_first(family):
    amina = family(known=False, interpreter=None, children=[])
    amina.press("booking").press("first-counselling")
    assert "five short questions" in amina.said
    assert amina.conversation.active.dialog == "intake"


def test_a_volunteer_says_her_name_and_how_many_come(family):
    zoe = family(known=False, children=[], interpreter=None, talks_in="de")
    zoe.press("booking").press("volunteering").type("Zoe Example").press(AT_NINE).press("2").press("book")
    [talk] = booked(zoe)
    assert (talk["name"], talk["adults"], talk["how"]) == ("Zoe Example", 2, "none")


def test_the_next_good_times_come_first_then_sooner_other_days_and_a_month(family):
    amina = family().press("booking").press("first-counselling")
    assert [code for code in amina.codes if code.isdigit()] == [
        str(minutes(one)) for one in (NINE, "2026-11-25T15:00", "2026-11-26T09:00", "2026-11-26T15:00")
    ]
    amina.press("sooner")
    assert [code for code in amina.codes if code.isdigit()] == [
        str(minutes(one)) for one in (NINE, TEN, "2026-11-25T15:00")
    ]
    amina.press("other")
    assert str(minutes("2026-11-26T09:00")) in amina.codes
    amina.press("month")
    assert [code for code in amina.codes if code.startswith("20")] == ["2026-11-25", "2026-11-26", "2026-12"]
    amina.press("2026-12").press("2027-01").press("2027-01-12")
    assert [code for code in amina.codes if code.isdigit()] == [
        str(minutes(f"2027-01-12T{hour}:00")) for hour in ("09", "10", "15")
    ]


def test_a_day_can_be_typed(family):
    amina = family().press("booking").press("first-counselling").type("1.12.")
    assert str(minutes("2026-12-01T10:00")) in amina.codes


@pytest.mark.parametrize(
    ("typed", "how", "woman", "stranger"),
    [
        ("woman", "interpreter", True, False),
        ("stranger", "interpreter", False, True),
        ("phone", "phone", False, False),
        ("adult", "adult", False, False),
        ("none", "none", False, False),
    ],
)
def test_wishes_about_who_interprets(family, typed, how, woman, stranger):
    amina = family().press("booking").press("first-counselling").press("wishes").press(typed)
    amina.press(AT_NINE).press("me").press("book")
    [talk] = booked(amina)
    assert (talk["how"], talk["woman"], talk["stranger"]) == (how, woman, stranger)


def test_several_wishes_at_once(family):
    amina = family().press("booking").press("first-counselling").press("wishes")
    amina.type("A woman interprets for me, Somebody who does not know me")
    amina.press(AT_NINE).press("me").press("book")
    assert [(talk["woman"], talk["stranger"]) for talk in booked(amina)] == [(True, True)]


def test_somebody_was_faster_before_she_chose(family):
    amina = family().press("booking").press("first-counselling")
    amina.calendar.diary.taken.add(NINE)
    amina.press(AT_NINE)
    assert "Somebody was faster" in amina.said
    assert AT_NINE not in amina.codes
    amina.press(str(minutes(TEN))).press("me").press("book")
    assert [talk["starts"] for talk in booked(amina)] == [TEN]


def test_somebody_was_faster_at_the_last_moment(family):
    amina = family().press("booking").press("first-counselling").press(AT_NINE).press("me-children")
    amina.calendar.diary.snatched.add(NINE)
    amina.press("book")
    assert "Somebody was faster" in amina.said
    assert booked(amina) == []
    amina.press(str(minutes(TEN))).press("me-children").press("book")
    assert [talk["starts"] for talk in booked(amina)] == [TEN]


def test_more_time_another_time_and_going_back_hold_one_time_only(family):
    amina = family().press("booking").press("first-counselling").press(AT_NINE).press("me")
    amina.press("longer")
    assert "10:40" in amina.said
    amina.press("other")
    assert amina.calendar.diary.talks == {}
    amina.press(str(minutes(THREE)))
    assert [talk["starts"] for talk in amina.calendar.diary.talks.values()] == [THREE]
    amina.press("back")
    assert amina.calendar.diary.talks == {}


def test_a_question_in_between_keeps_the_time(family):
    amina = family().press("booking").press("first-counselling").press(AT_NINE).press("me")
    amina.command("help")
    amina.press("book")
    assert booked(amina)


def test_nothing_is_free_and_the_waiting_list_takes_her(family):
    amina = family(full=True).press("booking").press("first-counselling")
    assert "No time is free at the moment." in amina.said
    amina.press("list").type("Monday, Thursday").press("morning")
    [wish] = amina.calendar.diary.listed
    assert (wish["days"], wish["part"], wish["service"]) == ("03", "morning", "first-counselling")


def test_no_time_suits_and_a_person_helps(family):
    amina = family().press("booking").press("first-counselling").press("list").press("human")
    assert amina.conversation.active.dialog == "human"


def test_who_has_an_appointment_sees_it_and_moves_it(family):
    amina = family()
    for tap in ("booking", "first-counselling", AT_NINE, "me", "book", "booking"):
        amina.press(tap)
    [talk] = booked(amina)
    amina.press(str(talk["id"]))
    assert "First talk" in amina.said
    amina.press("another").press(str(minutes(THREE))).press("me").press("book")
    assert [one["starts"] for one in booked(amina)] == [THREE]
    assert amina.calendar.diary.talks[talk["id"]]["state"] == "moved"


def test_one_tap_cancels_and_another_time_is_offered(family):
    amina = family()
    for tap in ("booking", "first-counselling", AT_NINE, "me", "book"):
        amina.press(tap)
    [talk] = booked(amina)
    amina.press(f"cannot.{talk['id']}")
    assert booked(amina) == []
    assert "cancelled" in amina.said
    amina.press("yes")
    assert AT_NINE in amina.codes


def test_buttons_under_a_reminder_work_long_after(family):
    amina = family()
    for tap in ("booking", "first-counselling", AT_NINE, "me", "book"):
        amina.press(tap)
    [talk] = booked(amina)
    amina.send_press(f"g:coming.{talk['id']}")
    assert talk["id"] in amina.calendar.diary.talks
    assert amina.calendar.diary.talks[talk["id"]]["coming"]
    amina.send_press("g:coming.4711")
    assert "no such appointment" in amina.said


def test_her_own_list_is_ticked_off_by_one_tap_each(family):
    amina = family()
    for tap in ("booking", "first-counselling", AT_NINE, "me", "book"):
        amina.press(tap)
    [talk] = booked(amina)
    amina.send_press(f"g:visit.{talk['id']}").press("list").press("passport").press("measles").press("passport")
    assert amina.calendar.diary.talks[talk["id"]]["ticks"] == ["measles"]
    amina.press("done")


def test_somebody_comes_along_to_the_health_office(family):
    amina = family().press("booking").press("companion").type("Gesundheitsamt, Gartenstraße")
    amina.type("3.12.").type("10:30").press("me-children")
    [talk] = booked(amina)
    assert (talk["starts"], talk["place"]) == ("2026-12-03T10:30", "Gesundheitsamt, Gartenstraße")
    assert "comes along" in amina.said


def test_nobody_is_free_to_come_along(family):
    amina = family()
    amina.calendar.diary.taken.add("2026-12-03T10:30")
    amina.press("booking").press("companion").type("Gesundheitsamt").type("3.12.").type("10.30").press("me")
    amina.press("human")
    assert amina.conversation.active.dialog == "human"


def test_an_offer_is_taken_let_go_or_the_list_is_left(family):
    amina = family()
    for tap in ("booking", "first-counselling", AT_NINE, "me", "book"):
        amina.press(tap)
    [talk] = booked(amina)
    amina.calendar.diary.offered = talk["id"]
    assert "booked" in amina.send_press(f"g:take.{talk['id']}").said
    assert "keep your place" in amina.send_press("g:take.77").said
    assert "keep your place" in amina.send_press("g:pass.77").said
    assert "were not on the waiting list" in amina.send_press("g:unlist.77").said


def test_a_time_that_no_clock_shows_is_none_of_ours():
    times = Times(text=Text("When?"), times=(), ways=(), today=date(2026, 11, 25))
    assert times.press(AT_NINE) == AT_NINE
    for code in ("9" * 18, "9" * 60, "²"):
        assert times.press(code) is Unread.UNREAD
