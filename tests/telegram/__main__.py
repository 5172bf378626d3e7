"""`python -m tests.telegram`: every failure with every kind of message on both databases, then docs/figures.md."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

import pytest

from tests.bench.figures import commit, machine, write
from tests.crash.databases import DATABASES
from tests.telegram import flooded, test_fault_mirror, test_fault_table

HEADING = "Outbound: every failure of a call, and what becomes of the message"
PLAYED = ("test_fault_table.py", "test_fault_mirror.py", "test_faults.py")
ABOUT = """\
Each cell is played over HTTP against the simulated Bot API, on SQLite and on PostgreSQL, in a chat of its own, while
the house's time stands still: how often Telegram was called, how often the family has it, what the outbox says, before
and after a restart, just before the wait is over and just after it. {cells} cells on each database, all as declared.

later: it surely was not done; once, when the wait is over. again: nobody knows; at once, a second and last time. lost:
nobody knows; never again. never: refused for good. late: no connection was free; then as usual.

In real time, `lotse run` as a process: Telegram asks twenty chats to wait for {wait} s, three times each, while fifty
families go on in the others."""
# Seconds that Telegram asks to wait for; seconds that the others may wait because of it.
WAIT, LATE = 3, 2.0


def main() -> None:
    os.environ["LOTSE_ALL_FAULTS"] = "1"
    failed = pytest.main(["--timeout", "0", "-q", *(f"tests/telegram/{name}" for name in PLAYED)])
    with_waits = [_in_real_time(name) for name in DATABASES] if not failed else []
    if not failed:
        tables = (test_fault_table, test_fault_mirror)
        about = ABOUT.format(cells=sum(len(one.CELLS) for one in tables), wait=WAIT)
        about += "\n\n" + "\n".join(told for told, _held in with_waits)
        shown = "\n\n".join(markdown(one.TABLE) for one in tables)
        write(HEADING, f"{commit()}; {machine()}.\n\n{about}\n\n{shown}")
    sys.exit(failed or not all(held for _told, held in with_waits))


def _in_real_time(name: str) -> tuple[str, bool]:
    """Say how chats that had to wait, and the others, fared on a database, and whether that is within the bars."""
    with DATABASES[name]() as url, tempfile.TemporaryDirectory() as folder:
        seen = flooded.run(url, Path(folder), wait=WAIT)
    told = (
        f"- {name}: asked {seen.asked} times; the next call came at the earliest after {seen.earliest:.2f} s; the"
        f" others waited {seen.p99:.0f} ms (99 of 100), at most {seen.most:.0f} ms, in {seen.turns} turns"
    )
    print(told, flush=True)
    return told, seen.earliest >= WAIT and seen.most <= LATE * 1000


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
