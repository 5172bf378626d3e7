"""How fast Telegram is written to: pure, by a clock that stands still until it is moved."""

from __future__ import annotations

import pytest

from bot.telegram.pace import BURST, PROMISE_MS, REMEMBERED, TokenPace


class Stopped:
    """Return a time that moves only by hand."""

    def __init__(self) -> None:
        self.now = 1_000_000

    def __call__(self) -> int:
        return self.now


@pytest.fixture
def time() -> Stopped:
    return Stopped()


@pytest.fixture
def pace(time) -> TokenPace:
    return TokenPace(rate=30.0, chat_rate=1.0, clock=time)


def _count(pace: TokenPace, address: int, most: int = 1_000) -> int:
    return next((n for n in range(most) if not pace.admits(address)), most)


def test_a_chat_takes_a_short_burst_and_then_one_a_second(pace, time):
    assert _count(pace, 1) == BURST
    time.now += 999
    assert _count(pace, 1) == 0
    time.now += 1
    assert _count(pace, 1) == 1
    time.now += 3_600_000
    assert _count(pace, 1) == BURST


def test_all_chats_together_take_thirty_a_second(pace, time):
    assert sum(pace.admits(address) for address in range(100)) == 30
    time.now += 500
    assert sum(pace.admits(address) for address in range(100, 200)) == 15
    time.now += 60_000
    assert sum(pace.admits(address) for address in range(200, 300)) == 30


def test_in_a_minute_no_chat_gets_more_than_a_minute_s_worth(pace, time):
    sent = 0
    for _step in range(600):
        time.now += 100
        sent += pace.admits(1)
    assert 60 <= sent <= 60 + BURST


def test_one_chat_that_is_full_leaves_room_for_the_others(pace):
    _count(pace, 1)
    assert _count(pace, 2) == BURST


def test_what_a_chat_asked_for_after_429_is_never_early(pace, time):
    pace.postpone(1, time.now + 30_000, 1)
    time.now += 29_999
    assert not pace.admits(1)
    assert not pace.admits_at_once(1)
    assert pace.admits(2)
    time.now += 1
    assert pace.admits(1)


def test_nothing_goes_at_once_past_what_waits(pace, time):
    while pace.admits_at_once(1):
        pass
    time.now += 10_000
    assert not pace.admits_at_once(1)
    for _waiting in range(2):
        assert pace.admits(1)
        # It may go, but is not in hand yet: nothing goes past it.
        assert not pace.admits_at_once(1)
        pace.in_hand(1)
    time.now += 10_000
    for _waiting in range(2):
        pace.in_hand(1)
    assert pace.admits_at_once(1)


def test_a_promise_of_a_turn_that_was_rolled_back_is_forgotten(pace, time):
    while pace.admits_at_once(1):
        pass
    time.now += PROMISE_MS
    assert not pace.admits_at_once(1)
    time.now += PROMISE_MS + 1
    assert pace.admits_at_once(1)


def test_a_long_wait_is_no_promise_forgotten(pace, time):
    pace.postpone(1, time.now + 10 * PROMISE_MS, 1)
    time.now += 10 * PROMISE_MS + 1
    assert not pace.admits_at_once(1)


def test_only_the_chats_that_wrote_last_are_remembered(pace, time):
    for address in range(REMEMBERED + 10):
        time.now += 1_000
        assert pace.admits_at_once(address)
    assert len(pace._chats) == REMEMBERED
