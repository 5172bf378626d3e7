"""`python -m tests.soak`: each database at work for half the time, then a table in docs/figures.md."""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from tests.bench.figures import commit, machine, write
from tests.crash.databases import DATABASES
from tests.soak.campaign import BROWSERS, FAMILIES, Soaked, run
from tests.soak.verdict import judge, quarter, waits

if TYPE_CHECKING:
    from collections.abc import Mapping

HEADING = "Soak: half an hour at work"
ABOUT = """\
`lotse run` as a process over the simulated Bot API, {minutes:g} minutes on each database, {rate:g} turns a second:
{families} families at a time (of ten visits three read, two ask, two book and cancel, one registers, one changes the
language, one calls a person), {browsers} browsers that open the chat page's stream, write and close it, and a
colleague who signs in, opens every page of the desk, answers who waits, and signs out, again and again (seed {seed}).
The first quarter warms up. The bars: memory grows by at most 5 % and p99 to at most 1.3 times from the second quarter
to the last, no handles leak, no error in the log."""


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.soak")
    parser.add_argument("--minutes", type=float, default=30.0, help="in all; each database gets its share")
    parser.add_argument("--rate", type=float, default=20.0, help="turns a second")
    parser.add_argument("--every", type=float, default=10.0, help="seconds between two looks")
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--database", choices=sorted(DATABASES), help="only this one; nothing is written down then")
    asked = parser.parse_args()
    names = [asked.database] if asked.database else list(DATABASES)
    minutes = asked.minutes / len(names)
    found: dict[str, Soaked] = {}
    for name in names:
        with DATABASES[name]() as url, tempfile.TemporaryDirectory() as folder:
            found[name] = asyncio.run(
                run(url, Path(folder), seconds=minutes * 60, rate=asked.rate, every=asked.every, seed=asked.seed)
            )
        print(*(_line(found[name], number) for number in range(1, 5)), *found[name].errors[:20], sep="\n", flush=True)
        print(*found[name].missed, found[name].calls, sep="\n", flush=True)
    shown = table(found)
    about = ABOUT.format(minutes=minutes, rate=asked.rate, seed=asked.seed, families=FAMILIES, browsers=BROWSERS)
    print(shown)
    if not asked.database:
        write(HEADING, f"{commit()}; {machine()}.\n\n{about}\n\n{shown}")
    sys.exit(any(map(faults, found.values())))


def faults(soaked: Soaked) -> list[str]:
    """Return what is not as it must be."""
    return judge(
        soaked.samples, errors=len(soaked.errors), unanswered=soaked.seen["unanswered"] + soaked.seen["refused"]
    )


def table(found: Mapping[str, Soaked]) -> str:
    """Write a table in Markdown, a column a database."""
    columns = [_column(soaked) for soaked in found.values()]
    lines = [["", *found], ["---", *("---:" for _ in found)]]
    lines += [[row, *(column[row] for column in columns)] for row in columns[0]]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _column(soaked: Soaked) -> dict[str, str]:
    quarters, seen = [quarter(soaked.samples, number) for number in range(1, 5)], soaked.seen

    def course(name: str) -> str:
        return " → ".join(f"{median(getattr(one, name) for one in some):.0f}" for some in quarters)

    kinds = ("ask", "read", "language", "register", "book", "call")
    return {
        "turns (a second)": f"{seen['turns']} ({seen['turns'] / soaked.samples[-1].at:.1f})",
        "visits: " + ", ".join(kinds): ", ".join(str(seen[kind]) for kind in kinds),
        "talks booked and cancelled": str(seen["cancelled"]),
        "ways that ended elsewhere": str(seen["strayed"]),
        "streams of the page, of the desk": f"{seen['streams']}, {seen['desk streams']}",
        "pages of the desk, families answered there": f"{seen['desk pages']}, {seen['answered by a colleague']}",
        "rows at the end": str(soaked.samples[-1].rows),
        "memory, MB, by quarter": course("memory"),
        "open files, by quarter": course("files"),
        "threads, by quarter": course("threads"),
        "p50, ms, by quarter": " → ".join(f"{waits(some, 0.5):.1f}" for some in quarters),
        "p99, ms, by quarter": " → ".join(f"{waits(some, 0.99):.0f}" for some in quarters),
        "**not answered in the chat, on the page; refused**": (
            f"{seen['unanswered']}, {seen['unheard']}, {seen['refused']}"
        ),
        "**errors in the log**": str(len(soaked.errors)),
        "**verdict**": "; ".join(faults(soaked)) or "held",
    }


def _line(soaked: Soaked, number: int) -> str:
    some = quarter(soaked.samples, number)
    return f"quarter {number}: " + "; ".join(f"{one.at:.0f} s {one.memory:.1f} MB" for one in some)


if __name__ == "__main__":
    main()
