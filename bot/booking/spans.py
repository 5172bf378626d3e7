"""Half-open spans of time, [start, end): sorted lists of pairs that do not touch, in whatever unit."""

from __future__ import annotations

from bisect import bisect
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

Span = tuple[int, int]


def merged(spans: Iterable[Span]) -> list[Span]:
    """Return the spans in order, those that overlap or touch as one."""
    whole: list[Span] = []
    for start, end in sorted(spans):
        if start >= end:
            continue
        if whole and start <= whole[-1][1]:
            whole[-1] = (whole[-1][0], max(end, whole[-1][1]))
        else:
            whole.append((start, end))
    return whole


def without(spans: list[Span], taken: Sequence[tuple[int, ...]]) -> list[Span]:
    """Return what is left of some spans; both are in order, none of one list overlaps another one of it."""
    left: list[Span] = []
    for start, end in spans:
        first, last = bisect(taken, (start,)), bisect(taken, (end,))
        if first and taken[first - 1][1] > start:
            first -= 1
        begin = start
        for one in taken[first:last]:
            if one[0] > begin:
                left.append((begin, one[0]))
            begin = one[1]
        if begin < end:
            left.append((begin, end))
    return left


def both(one: Sequence[tuple[int, ...]], other: list[Span]) -> list[Span]:
    """Return what lies in both."""
    common: list[Span] = []
    a = b = 0
    while a < len(one) and b < len(other):
        start, end = max(one[a][0], other[b][0]), min(one[a][1], other[b][1])
        if start < end:
            common.append((start, end))
        if one[a][1] <= other[b][1]:
            a += 1
        else:
            b += 1
    return common


def starts(free: list[Span], length: int) -> list[Span]:
    """Return when something of this length may begin; the last moment is one it may still begin at."""
    return [(start, end - length + 1) for start, end in free if end - start >= length]


def on_grid(spans: list[Span], step: int) -> Iterator[int]:
    """Yield the multiples of a step that lie in the spans."""
    for start, end in spans:
        yield from range(-(-start // step) * step, end, step)
