"""`python -m tests.crash.points --points 10000`: both databases, then a table in docs/figures.md."""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from tests.bench.figures import commit, machine, write
from tests.cheap import cheap
from tests.crash.databases import DATABASES
from tests.crash.points import faults
from tests.crash.points.campaign import KINDS, Report, ready, run
from tests.crash.points.ground import Ground

if TYPE_CHECKING:
    from collections.abc import Mapping

HEADING = "Crash: killed at one statement after another"
ABOUT = """\
A process does what a family, a colleague, the clock or the operator does ({kinds} kinds), and kills itself with SIGKILL
just before or just after its n-th statement or COMMIT, or after it has acknowledged (seeds from {seed} on, one state of
the house each; `--points {points}` on each database, at most {minutes:g} minutes). A new house then opens the database,
and it is done again. "Found" are things lost, done twice, done by halves, or acknowledged and not there."""


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.crash.points")
    parser.add_argument("--points", type=int, default=10_000, help="on each database")
    parser.add_argument("--minutes", type=float, default=600.0, help="stop a database's part after so long")
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--every", type=int, default=1, help="only each so-manieth place of a scene")
    parser.add_argument("--kind", choices=sorted(KINDS), action="append", help="only this one; nothing is written down")
    parser.add_argument("--database", choices=sorted(DATABASES), help="only this one; nothing is written down then")
    asked = parser.parse_args()
    names = [asked.database] if asked.database else list(DATABASES)
    reports, controls = {}, {}
    with cheap(), tempfile.TemporaryDirectory() as folder:
        for name in names:
            with DATABASES[name]() as url:
                ground = Ground(Path(folder) / name, "" if url.startswith("sqlite:") else url)
                ground.hurry()
                ready(Path(folder) / "warm")
                ends = time.monotonic() + 60 * asked.minutes
                reports[name] = run(
                    ground, points=asked.points, seed=asked.seed, kinds=asked.kind or KINDS, every=asked.every,
                    until=ends,
                )  # fmt: skip
                controls[name] = faults.found(ground, every=min(asked.every, 4))
            for one in [*reports[name].found, *reports[name].unset]:
                print(f"{name}: {one}")
    shown = table(reports, controls)
    print(shown)
    if not asked.database and not asked.kind:
        about = ABOUT.format(kinds=len(KINDS), points=asked.points, seed=asked.seed, minutes=asked.minutes)
        write(HEADING, f"{commit()}; {machine()}.\n\n{about}\n\n{shown}")
    sys.exit(any(report.found for report in reports.values()) or any(not n for n in all_of(controls)))


def all_of(controls: Mapping[str, Mapping[str, tuple[int, int]]]) -> list[int]:
    """Return how often each seeded fault was found."""
    return [found for one in controls.values() for found, _points in one.values()]


def table(reports: Mapping[str, Report], controls: Mapping[str, Mapping[str, tuple[int, int]]]) -> str:
    """Write a table in Markdown, a column a database."""
    rows = {
        "points": [one.points for one in reports.values()],
        "… of which acknowledged before": [one.acknowledged for one in reports.values()],
        "kinds of what is done": [len(one.points_of) for one in reports.values()],
        "states of the house": [one.scenes for one in reports.values()],
        "different places in the code's own order": [len(one.places) for one in reports.values()],
        "states that could not be set": [len(one.unset) for one in reports.values()],
        "**found**": [len(one.found) for one in reports.values()],
    }
    for fault in faults.FAULTS:
        rows[f"control, {fault}: found / points"] = [  # type: ignore[assignment]
            "{} / {}".format(*one[fault]) for one in controls.values()
        ]
    lines = [["", *reports], ["---", *("---:" for _ in reports)]]
    lines += [[row, *map(str, values)] for row, values in rows.items()]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


if __name__ == "__main__":
    main()
