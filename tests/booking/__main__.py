"""`python -m tests.booking`: rivals, histories and seeded faults on both databases, and the search for free times."""

from __future__ import annotations

import argparse
import sys
import tempfile
from dataclasses import asdict, astuple
from datetime import date
from pathlib import Path

from bot.store.database import open_door
from bot.store.migrating import migrate
from bot.store.vault import open_vault
from tests.bench.figures import commit, machine, write
from tests.booking import flood, histories, reminded, rivals, speed
from tests.booking.ground import SLOTS
from tests.crash.databases import DATABASES

HEADING = "Appointments: rivals, histories, seeded faults, free times"
ABOUT = """\
Rivals: four processes try {attempts} times in all to hold, book, cancel and move {slots} times with a counsellor, an
interpreter and a household each, some of them killed with SIGKILL; without the guard (no constraint, no looking first,
no locks) the same checker must find overlaps. Histories: {histories}, four threads each, at random; a seeded fault must
be found within {some} of them. Free times: 20 counsellors, 10 interpreters, 20 rooms, 5,000 appointments, 300 runs
(seed {seed})."""


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.booking")
    parser.add_argument("--attempts", type=int, default=2_000)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--histories", type=int, default=500)
    parser.add_argument("--seed", type=int, default=2026)
    asked = parser.parse_args()
    lines, bad = [], 0
    for name, database in DATABASES.items():
        for guarded in (True, False):
            with database() as url, tempfile.TemporaryDirectory() as folder:
                report = rivals.run(
                    url, Path(folder), attempts=asked.attempts, kills=asked.kills if guarded else 0, seed=asked.seed,
                    guarded=guarded,
                )  # fmt: skip
            told = ", ".join(f"{key} {round(value)}" for key, value in asdict(report).items())
            lines.append(f"| rivals, {name}{'' if guarded else ', **without the guard**'} | {told} |")
            bad += report.faults + report.errors if guarded else not report.faults
            print(lines[-1], flush=True)
        with database() as url, tempfile.TemporaryDirectory() as folder:
            found = histories.run(url, Path(folder), many=asked.histories, seed=asked.seed)
            lines.append(f"| histories, {name} | {asked.histories} histories, {found} with a fault |")
            bad += found
            print(lines[-1], flush=True)
        for fault in histories.FAULTS:
            with database() as url, tempfile.TemporaryDirectory() as folder:
                after = histories.hunt(url, Path(folder), fault, seed=asked.seed)
            lines.append(
                f"| seeded fault, {name}: {fault} | {f'found in history {after}' if after else '**missed**'} |"
            )
            bad += not after
            print(lines[-1], flush=True)
        for first in (date(2026, 3, 2), date(2026, 10, 5)):
            with database() as url, tempfile.TemporaryDirectory() as folder:
                kept = reminded.run(url, Path(folder), appointments=300, seed=asked.seed, first=first)
            told = ", ".join(f"{key} {value}" for key, value in asdict(kept).items())
            lines.append(f"| reminders from {first} on, {name}: three processes, an outage of 72 hours | {told} |")
            bad += kept.lost + kept.doubled
            print(lines[-1], flush=True)
        with database() as url, tempfile.TemporaryDirectory() as folder:
            door = open_door(url)
            migrate(door.writer)
            vault = open_vault(Path(folder) / "keys.json", create=True)
            seen = flood.run(door, vault, reminders=2_000, families=100, seed=asked.seed)
            door.close()
            told = (
                f"{seen.sent - len(seen.waits)} sent in {seen.lasted / 1000:.0f} s, at most {seen.fastest} in a second"
            )
            lines.append(
                f"| 2,000 reminders at once, {name} (simulated time) | {told}; {len(seen.waits)} families who wrote"
                f" meanwhile waited at most {max(seen.waits)} ms |"
            )
            bad += seen.sent != 2_000 + len(seen.waits) or max(seen.waits) > 1_000
            print(lines[-1], flush=True)
    with DATABASES["SQLite"]() as url, tempfile.TemporaryDirectory() as folder:
        for days, spent in speed.run(url, Path(folder), asked.seed).items():
            told = ", ".join(f"{name} {ms:.1f} ms" for name, ms in zip(speed.NAMES, astuple(spent), strict=True))
            lines.append(f"| free times, SQLite, {days} days | {told} |")
            print(lines[-1], flush=True)
    about = ABOUT.format(
        attempts=asked.attempts, slots=SLOTS, histories=asked.histories, some=histories.SOME, seed=asked.seed
    )
    table = "\n".join(["| campaign | found |", "| --- | --- |", *lines])
    write(HEADING, f"{commit()}; {machine()}.\n\n{about}\n\n{table}")
    sys.exit(bool(bad))


if __name__ == "__main__":
    main()
