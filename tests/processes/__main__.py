"""`python -m tests.processes`: families write to one, two and four processes, which are replaced and killed."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from tests.bench.figures import commit, machine, write
from tests.crash.databases import postgres
from tests.processes.campaign import Replaced, load, replace

HEADING = "Several processes on one PostgreSQL"
ABOUT = """\
Processes of the role all behind one address, with webhooks; {users} families in a closed loop over the simulated Bot
API, which runs on the same cores, as PostgreSQL does. Then three processes, of which the one that sends is stopped and
a new one started, {rounds} times; then it is killed with SIGKILL, {rounds} times. A fault is an update that was
confirmed and not answered or not confirmed at all, an act recorded twice or not at all, an answer made twice, a message
not sent or sent twice without a kill having left it unknown. Families are silent from a kill until the next process
sends (bar: 5 s)."""
MOST_SILENT = 5.0


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.processes")
    parser.add_argument("--users", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--rounds", type=int, default=20)
    asked = parser.parse_args()
    lines, bad = [], 0
    for many in (1, 2, 4):
        with postgres() as url, tempfile.TemporaryDirectory() as folder:
            seen = load(url, Path(folder), processes=many, users=asked.users, seconds=asked.seconds)
        bad += seen.faults
        lines.append(
            f"| {many} | {seen.turns_per_second:.0f} turns/s, p50 {seen.p50:.0f} ms, p99 {seen.p99:.0f} ms;"
            f" {seen.updates} updates, {seen.faults} faults |"
        )
        print(lines[-1], flush=True)
    for kill in (False, True):
        with postgres() as url, tempfile.TemporaryDirectory() as folder:
            found = replace(url, Path(folder), rounds=asked.rounds, users=20, kill=kill)
        bad += found.faults + sum(seconds > MOST_SILENT for seconds in found.silent)
        lines.append(f"| 3, the sender {'killed' if kill else 'replaced'} | {_told(found)} |")
        print(lines[-1], flush=True)
    about = ABOUT.format(users=asked.users, rounds=asked.rounds)
    table = "\n".join(["| processes | found |", "| --- | --- |", *lines])
    write(HEADING, f"{commit()}; {machine()}.\n\n{about}\n\n{table}")
    sys.exit(bool(bad))


def _told(found: Replaced) -> str:
    told = f"{found.rounds} times, {found.updates} updates, {found.faults} faults"
    if found.silent:
        middle, most = found.silent[len(found.silent) // 2], found.silent[-1]
        told += (
            f", {found.doubled_ambiguous} sent twice (unknown at the kill); silent {middle:.1f} s, at most {most:.1f} s"
        )
    return f"{told}; {found.stopping[len(found.stopping) // 2]:.1f} s to end, at most {found.stopping[-1]:.1f} s"


if __name__ == "__main__":
    main()
