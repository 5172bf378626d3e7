"""Spans of time: whatever is computed with them agrees with counting the moments one by one."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from bot.booking.spans import Taken, both, merged, on_grid, starts

LAST = 60
SPANS = st.lists(st.tuples(st.integers(0, LAST), st.integers(0, LAST)), max_size=8)


def moments(spans):
    return {moment for start, end in spans for moment in range(start, end)}


def taken_up(spans):
    whole = merged(spans)
    return Taken([start for start, _end in whole], [end for _start, end in whole])


@given(SPANS)
def test_merged_spans_hold_the_same_moments_and_do_not_touch(spans):
    whole = merged(spans)
    assert moments(whole) == moments(spans)
    assert all(one[1] < other[0] for one, other in pairwise(whole))
    assert all(start < end for start, end in whole)


@given(SPANS, SPANS)
def test_what_is_taken_away_is_gone_and_nothing_else(spans, taken):
    assert moments(both(merged(spans), taken_up(taken).gaps(1))) == moments(spans) - moments(taken)


@given(SPANS, SPANS, st.integers(1, 20))
def test_gaps_that_are_too_short_are_not_missed(spans, taken, length):
    hours, busy = merged(spans), taken_up(taken)
    assert starts(both(busy.gaps(length), hours), length) == starts(both(busy.gaps(1), hours), length)


@given(SPANS, SPANS)
def test_what_lies_in_both_lies_in_each(one, other):
    assert moments(both(merged(one), merged(other))) == moments(one) & moments(other)


@given(SPANS, st.integers(1, 20))
def test_something_may_begin_where_it_ends_in_time(spans, length):
    free = merged(spans)
    fits = {at for at in range(LAST) if any(start <= at and at + length <= end for start, end in free)}
    assert moments(starts(free, length)) == fits


@given(SPANS, st.integers(1, 20))
def test_moments_on_a_grid_are_all_multiples(spans, step):
    free = merged(spans)
    assert list(on_grid(free, step)) == sorted(moment for moment in moments(free) if moment % step == 0)
