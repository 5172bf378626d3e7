"""`python -m tests.crash --points 300`: both databases, then a table in docs/figures.md."""

from __future__ import annotations

import argparse
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from tests.bench.figures import commit, machine, write
from tests.crash.campaign import Report, run
from tests.crash.databases import DATABASES

if TYPE_CHECKING:
    from collections.abc import Mapping

HEADING = "Crash: killed with SIGKILL at random points"
ABOUT = """\
Lotse runs as a process on a closed load of {users} families over the simulated Bot API. It is killed at a random moment
between 5 ms and 1 s after it says that it is ready, and started again, {points} times on each database (seed {seed}).
"In hand" are calls that were at Telegram, or about to be, when the plug was pulled: only those may come twice. After a
start Lotse first handles what families wrote meanwhile, and only then decides about calls in hand; the families here
answer at once, so that hardly any message that arrived is still unanswered then."""
ROWS = {
    "kills": "points",
    "… with calls in hand": "points_in_hand",
    "calls in hand, each counted once": "calls_in_hand",
    "updates": "updates",
    "**updates lost** (confirmed, never answered)": "lost",
    "updates never handled": "pending",
    "**acts recorded twice**": "acts_doubled",
    "acts missing in the record": "acts_missing",
    "**talks advanced twice** (two answers to one act)": "answers_doubled",
    "talks not advanced": "answers_missing",
    "helpful counts wrong": "helpful_wrong",
    "updates noted wrongly as handled": "received_wrong",
    "messages": "messages",
    "messages never sent": "unsent",
    "calls left over at the end": "left",
    "**messages doubled, not ambiguous**": "doubled_certain",
    "messages doubled, the send itself ambiguous": "doubled_ambiguous",
    "start until ready, s (median)": "start",
}
# What must be 0.
BAD = ("lost", "pending", "left", "acts_doubled", "acts_missing", "answers_doubled", "answers_missing", "helpful_wrong",
       "received_wrong", "unsent", "doubled_certain")  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.crash")
    parser.add_argument("--points", type=int, default=300, help="kills on each database")
    parser.add_argument("--users", type=int, default=20)
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--database", choices=sorted(DATABASES), help="only this one; nothing is written down then")
    asked = parser.parse_args()
    names = [asked.database] if asked.database else list(DATABASES)

    def campaign(name: str) -> Report:
        with DATABASES[name]() as url, tempfile.TemporaryDirectory() as folder:
            return run(url, Path(folder), points=asked.points, users=asked.users, seed=asked.seed)

    with ThreadPoolExecutor() as pool:
        # Most of a campaign is waiting for starts.
        reports = dict(zip(names, pool.map(campaign, names), strict=True))
    shown = table(reports)
    about = ABOUT.format(users=asked.users, points=asked.points, seed=asked.seed)
    print(shown)
    if not asked.database:
        write(HEADING, f"{commit()}; {machine()}.\n\n{about}\n\n{shown}")
    sys.exit(any(figure(report, name) for report in reports.values() for name in BAD))


def table(reports: Mapping[str, Report]) -> str:
    """Write a table in Markdown, a column a database."""
    lines = [["", *reports], ["---", *("---:" for _ in reports)]]
    lines += [[row, *(f"{figure(report, name):g}" for report in reports.values())] for row, name in ROWS.items()]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def figure(report: Report, name: str) -> float:
    """Return one figure of a report, or of what its audit found."""
    return round(getattr(report, name, None) or getattr(report.found, name, 0), 2)


if __name__ == "__main__":
    main()
