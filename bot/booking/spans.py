"""Half-open spans of time, [start, end): sorted lists of pairs that do not touch, in whatever unit."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Span = tuple[int, int]

# Further away than any moment of any calendar.
ENDLESS = 1 << 60
_NEVER = (ENDLESS, ENDLESS)


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


@dataclass(frozen=True)
class Taken:
    """What somebody has to do: spans in order that do not overlap, their starts and their ends apart."""

    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)

    def gaps(self, length: int) -> list[Span]:
        """Return what is left of all time, where it is at least this long; a length is above zero."""
        opened, closed = [-ENDLESS, *self.ends], [*self.starts, ENDLESS]
        return [(start, end) for start, end in zip(opened, closed, strict=True) if end - start >= length]

    def spans(self) -> list[Span]:
        """Return what is taken."""
        return list(zip(self.starts, self.ends, strict=True))

    def without(self, start: int, end: int) -> Taken:
        """Return what is left to do where one of these spans falls away."""
        return Taken([one for one in self.starts if one != start], [one for one in self.ends if one != end])


NOTHING = Taken()


def both(one: list[Span], other: list[Span]) -> list[Span]:
    """Return what lies in both."""
    common: list[Span] = []
    rest = iter(other)
    begin, stop = next(rest, _NEVER)
    for start, end in one:
        while stop <= start:
            begin, stop = next(rest, _NEVER)
        # A comparison is cheaper than max() and min(), and there are thousands of them.
        while begin < end:
            common.append((start if start > begin else begin, end if end < stop else stop))  # noqa: FURB136
            if stop > end:
                break
            begin, stop = next(rest, _NEVER)
    return common


def starts(free: list[Span], length: int) -> list[Span]:
    """Return when something of this length may begin; the last moment is one it may still begin at."""
    return [(start, end - length + 1) for start, end in free if end - start >= length]


def on_grid(spans: list[Span], step: int) -> Iterator[int]:
    """Yield the multiples of a step that lie in the spans."""
    for start, end in spans:
        yield from range(-(-start // step) * step, end, step)
