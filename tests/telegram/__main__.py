"""`python -m tests.telegram`: every failure with every kind of message on both databases, then docs/figures.md."""

from __future__ import annotations

import os
import sys

import pytest

from tests.bench.figures import commit, machine, write
from tests.telegram import test_fault_mirror, test_fault_table

HEADING = "Outbound: every failure of a call, and what becomes of the message"
PLAYED = ("test_fault_table.py", "test_fault_mirror.py", "test_faults.py")
ABOUT = """\
Each cell is played over HTTP against the simulated Bot API, on SQLite and on PostgreSQL, in a chat of its own, while
the house's time stands still: how often Telegram was called, how often the family has it, what the outbox says, before
and after a restart, just before the wait is over and just after it. {cells} cells on each database, all as declared.

later: it surely was not done; once, when the wait is over. again: nobody knows; at once, a second and last time. lost:
nobody knows; never again. never: refused for good. late: no connection was free; then as usual."""


def main() -> None:
    os.environ["LOTSE_ALL_FAULTS"] = "1"
    failed = pytest.main(["--timeout", "0", "-q", *(f"tests/telegram/{name}" for name in PLAYED)])
    if not failed:
        tables = (test_fault_table, test_fault_mirror)
        about = ABOUT.format(cells=sum(len(one.CELLS) for one in tables))
        shown = "\n\n".join(markdown(one.TABLE) for one in tables)
        write(HEADING, f"{commit()}; {machine()}.\n\n{about}\n\n{shown}")
    sys.exit(failed)


def markdown(table: str) -> str:
    """Write a table of outcomes in Markdown."""
    rows = []
    for line in table.strip("\n").splitlines():
        fault, outcomes, why = line.split("|")
        rows.append([fault.strip(), *outcomes.split(), why.strip()])
    rows.insert(1, ["---"] * len(rows[0]))
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


if __name__ == "__main__":
    main()
