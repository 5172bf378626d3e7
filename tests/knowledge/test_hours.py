"""When somebody answers: hours, weekends, holidays of North Rhine-Westphalia, closed days, both clock changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from knowledge.hours import answering, is_working_day
from knowledge.office import Hours, Opening

BERLIN = ZoneInfo("Europe/Berlin")
WEEK = Hours(
    openings=(
        Opening(days=(0, 1, 2, 3), opens=time(8, 30), closes=time(16)),
        Opening(days=(4,), opens=time(8, 30), closes=time(12, 30)),
    ),
    confirmed=True,
    source="a test",
)


@pytest.fixture
def office(library):
    return replace(library.office, desk=WEEK, closed=(date(2026, 12, 24),))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN)


@pytest.mark.parametrize(
    ("now", "open_now", "opens", "until"),
    [
        ("2026-11-25T10:00", True, "2026-11-25T10:00", "2026-11-25T16:00"),
        # In the last hour nobody is promised an answer on the same day.
        ("2026-11-25T15:01", True, "2026-11-25T15:01", "2026-11-26T16:00"),
        ("2026-11-25T07:00", False, "2026-11-25T08:30", "2026-11-25T16:00"),
        ("2026-11-25T16:00", False, "2026-11-26T08:30", "2026-11-26T16:00"),
        # Friday at noon, the weekend.
        ("2026-11-27T13:00", False, "2026-11-30T08:30", "2026-11-30T16:00"),
        ("2026-11-28T10:00", False, "2026-11-30T08:30", "2026-11-30T16:00"),
        # Christmas Eve is closed here, then come two holidays and a Sunday.
        ("2026-12-23T17:00", False, "2026-12-28T08:30", "2026-12-28T16:00"),
        # Corpus Christi (4 June 2026) is a holiday in North Rhine-Westphalia.
        ("2026-06-04T10:00", False, "2026-06-05T08:30", "2026-06-05T12:30"),
        # The clocks change in the night to Sunday; Monday opens by the clock on the wall.
        ("2026-10-24T10:00", False, "2026-10-26T08:30", "2026-10-26T16:00"),
        ("2026-03-28T10:00", False, "2026-03-30T08:30", "2026-03-30T16:00"),
    ],
)
def test_what_may_be_promised(office, now, open_now, opens, until):
    found = answering(office, at(now))
    assert (found.open_now, found.opens, found.until) == (open_now, at(opens), at(until))


def test_holidays_of_other_states_are_working_days(office):
    assert is_working_day(office, date(2026, 6, 5))
    assert is_working_day(office, date(2026, 1, 6)), "Epiphany is none in North Rhine-Westphalia"
    assert not is_working_day(office, date(2026, 11, 1))


def test_a_desk_that_never_opens_promises_nothing_but_an_end_of_the_day(office):
    closed = replace(office, desk=replace(WEEK, openings=()))
    found = answering(closed, at("2026-11-25T10:00"))
    assert not found.open_now
    assert found.until.date() == date(2026, 11, 25)
