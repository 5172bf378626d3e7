"""What was seen every few seconds, and what it says: memory that grows, handles that leak, answers that slow down."""

from __future__ import annotations

from dataclasses import dataclass, field
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

# Of what it was in the second quarter, in the last one: the first one warms up.
MEMORY, SLOWER = 1.05, 1.3
# More open files or threads than in the second quarter, because pages are opened and closed all the time.
HANDLES, THREADS = 15, 5
# Milliseconds: below these, what a busy machine adds by chance is more than the answer itself.
STEADY = 25.0


@dataclass(frozen=True, kw_only=True)
class Sample:
    """One look at the running house."""

    # Seconds since the load began.
    at: float
    # MB of memory that is resident; open files, sockets among them; threads.
    memory: float
    files: int
    threads: int
    # Rows of all tables.
    rows: int
    # Milliseconds from what a family did until the first message that answered it, since the look before.
    waits: tuple[float, ...] = field(repr=False)


def quarter(samples: Sequence[Sample], number: int) -> Sequence[Sample]:
    """Return one of four equal parts of the time, counted from 1."""
    length = len(samples) / 4
    return samples[round((number - 1) * length) : round(number * length)]


def waits(samples: Iterable[Sample], share: float) -> float:
    """Return how long so many of all answers took at most."""
    ordered = sorted(one for sample in samples for one in sample.waits)
    return ordered[min(int(len(ordered) * share), len(ordered) - 1)] if ordered else 0.0


def judge(samples: Sequence[Sample], *, errors: int, unanswered: int) -> list[str]:
    """Name everything that is not as it must be; nothing where all is well."""
    if len(samples) < 4:
        return ["too few looks"]
    second, last = quarter(samples, 2), quarter(samples, 4)
    found = []
    grown = median(one.memory for one in last) / median(one.memory for one in second)
    if grown > MEMORY:
        found.append(f"memory grew by {grown - 1:.1%}")
    for name, more in (("files", HANDLES), ("threads", THREADS)):
        before, after = (median(getattr(one, name) for one in some) for some in (second, last))
        if after > before + more:
            found.append(f"{name} leak: {before:g}, then {after:g}")
    before, after = waits(second, 0.99), waits(last, 0.99)
    if after > max(SLOWER * before, STEADY):
        found.append(f"answers slowed down: p99 {before:.0f} ms, then {after:.0f} ms")
    if not any(one.waits for one in last):
        found.append("nobody was answered at the end")
    return [*found, *([f"{errors} errors in the log"] if errors else []),
            *([f"{unanswered} were not answered"] if unanswered else [])]  # fmt: skip
