"""A disk that fails: `python -m tests.crash.disk --points 500`.

A house over SQLite with its usual safety handles what families and a colleague send, while strace lets its n-th write
or sync of the database's files fail (EIO, ENOSPC), once or from then on. Then it is killed, a new house starts, and
everything comes again: nothing that was acknowledged may be missing, and nothing done twice.
"""

from __future__ import annotations

import argparse
import math
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

from bot.store import database
from tests.bench.figures import commit, machine, write
from tests.cheap import SYNCHRONOUS, cheap
from tests.crash.points import colleague, turns
from tests.crash.points.campaign import ready
from tests.crash.points.census import Census, census, half_done, told_apart
from tests.crash.points.ground import Ground
from tests.crash.points.process import apart
from tests.crash.points.stage import START, staged

if TYPE_CHECKING:
    from tests.crash.points.stage import Posted

CALLS = ("pwrite64", "fdatasync", "fsync", "write")
ERRORS = ("EIO", "ENOSPC")
HEADING = "Crash: a disk that fails"
ABOUT = """\
strace lets the n-th write or sync of SQLite's files fail, once or from then on, while a house handles {acts} acts of
families and a colleague; then it is killed, and a new house is brought everything again (seed {seed})."""


@dataclass(kw_only=True)
class Report:
    """What a campaign found, with its denominators."""

    points: int = 0
    # Points at which a call was really made to fail, and how many calls that were.
    hit: int = 0
    failed: int = 0
    acts: int = 0
    acknowledged: int = 0
    # Points at which something was wrong.
    bad: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    found: list[str] = field(default_factory=list)


def is_possible() -> str:
    """Say why calls cannot be made to fail here; empty where they can."""
    strace = shutil.which("strace")
    if strace is None:
        return "strace is not installed"
    tried = subprocess.run([strace, "-qq", "-e", "trace=fsync", "true"], capture_output=True, text=True, check=False)
    return tried.stderr.strip().partition("\n")[0] if tried.returncode else ""


def set_stage(ground: Ground, seed: int) -> tuple[list[Posted], Census]:
    """Bring a house to where several things are sent to it; return them, and what must come of them."""
    ground.clear()

    def prepare(_tell: Any) -> list[Posted]:
        with staged(ground.url, ground.work, START) as stage:
            chance = Random(seed)
            acts = [make(stage, chance) for make in (turns.asks, turns.presses, turns.begins, turns.asks)]
            acts += [colleague.replies(stage, chance), colleague.notes(stage, chance)]
            return acts  # type: ignore[return-value]

    ended = apart(prepare)
    if ended.fault:
        raise RuntimeError(ended.fault)
    ground.keep()
    acts = ended.returned

    def rehearse(_tell: Any) -> Census:
        with staged(ground.url, ground.work, acts[0].at) as stage:
            for act in acts:
                act.do(stage)
            return census(stage.lotse.door)

    expected = apart(rehearse)
    if expected.fault:
        raise RuntimeError(expected.fault)
    return acts, expected.returned


def fail(ground: Ground, acts: list[Posted], inject: str, *, acknowledges_first: bool = False) -> tuple[list[int], int]:
    """Let a house handle acts while a call fails; return which it acknowledged, and how many calls failed."""
    ground.put_back()
    files = [f"{ground.work}/lotse.db{end}" for end in ("", "-wal", "-shm")]
    noted = ground.folder / "strace.log"
    noted.unlink(missing_ok=True)

    def work(tell: Any) -> None:
        database.SYNCHRONOUS = SYNCHRONOUS
        with staged(ground.url, ground.work, acts[0].at) as stage:
            tracer = _trace(os.getpid(), inject, files, noted)
            for number, act in enumerate(acts):
                if acknowledges_first:
                    tell(number)
                with suppress(Exception):
                    act.do(stage)
                    tell(number)
            tracer.send_signal(signal.SIGTERM)
            tracer.wait()
            os.kill(os.getpid(), signal.SIGKILL)

    died = apart(work)
    if not died.killed:
        raise RuntimeError(died.fault or "It did not die.")
    failed = noted.read_text().count("(INJECTED)") if noted.exists() else 0
    return sorted(set(died.told)), failed


def check(ground: Ground, acts: list[Posted], acknowledged: list[int], expected: Census) -> list[str]:
    """Start a new house, look for what was acknowledged, and bring everything again; return what is wrong."""

    def again(_tell: Any) -> list[str]:
        with staged(ground.url, ground.work, acts[0].at) as stage:
            door = stage.lotse.door
            found = half_done(door)
            with door.read() as conn:
                whole = conn.exec_driver_sql("PRAGMA integrity_check").scalar()
                known = set(conn.exec_driver_sql("SELECT update_id FROM received").scalars())
                said = conn.exec_driver_sql("SELECT count(*) FROM message WHERE speaker = 'staff'").scalar()
                notes = conn.exec_driver_sql("SELECT count(*) FROM note").scalar()
            found += [f"the database is torn: {whole}"] if whole != "ok" else []
            there = [_id(act) in known for act in acts[:-2]] + [said == 1, notes == 1]
            found += [f"act {number} was acknowledged and is not there" for number in acknowledged if not there[number]]
            for act in acts:
                act.do(stage)
            wrong = told_apart(census(door), expected)
            return [*found, *([f"done again, then wrong: {wrong}"] if wrong else [])]

    ended = apart(again)
    return ended.returned if not ended.fault else [f"a new house: {ended.fault.strip().splitlines()[-1]}"]


def run(ground: Ground, *, points: int, seed: int, acknowledges_first: bool = False, until: float = math.inf) -> Report:
    """Let so many calls fail, one house after another."""
    report, chance = Report(), Random(seed)
    for number in range(points):
        if time.monotonic() > until:
            break
        if number % 50 == 0:
            acts, expected = set_stage(ground, seed + number)
        call, error, more = (
            chance.choice(CALLS[:2] * 9 + CALLS[2:]),
            chance.choice(ERRORS),
            chance.choice(("", "", "+")),
        )
        inject = f"inject={call}:error={error}:when={chance.randint(1, 40 if call == 'pwrite64' else 8)}{more}"
        acknowledged, failed = fail(ground, acts, inject, acknowledges_first=acknowledges_first)
        report.points += 1
        report.hit += bool(failed)
        report.failed += failed
        report.acts += len(acts)
        report.acknowledged += len(acknowledged)
        report.kinds[f"{call} {error}{more}"] += 1
        wrong = check(ground, acts, acknowledged, expected)
        report.bad += bool(wrong)
        report.found += [f"{inject} (point {number}): {one}" for one in wrong]
    return report


def _id(act: Posted) -> str:
    """Return the id by which a family's act is known."""
    return str(act.json.get("update_id") or act.json.get("id"))


def _trace(pid: int, inject: str, files: list[str], noted: Path) -> subprocess.Popen[bytes]:
    """Let strace sit between a process and its disk; returns when it does."""
    paths = [part for file in files for part in ("-P", file)]
    command = ["strace", "-f", "-p", str(pid), "-o", str(noted), "-e", f"trace={','.join(CALLS)}", "-e", inject, *paths]
    tracer = subprocess.Popen(command, stderr=subprocess.PIPE)
    for line in tracer.stderr or ():
        if b"attached" in line:
            return tracer
    raise RuntimeError("strace does not sit between.")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.crash.disk")
    parser.add_argument("--points", type=int, default=500)
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--minutes", type=float, default=600.0, help="stop after so long")
    asked = parser.parse_args()
    if why := is_possible():
        sys.exit(f"Calls cannot be made to fail here: {why}.")
    with cheap(), tempfile.TemporaryDirectory() as folder:
        ground = Ground(Path(folder) / "disk")
        ready(Path(folder) / "warm")
        report = run(ground, points=asked.points, seed=asked.seed, until=time.monotonic() + 60 * asked.minutes)
        control = run(ground, points=20, seed=asked.seed, acknowledges_first=True)
    for one in report.found:
        print(one)
    rows = {
        "points": report.points, "… at which a call failed": report.hit, "calls that failed": report.failed,
        "kinds of failure": len(report.kinds), "acts": report.acts, "… acknowledged": report.acknowledged,
        "**found**": len(report.found),
        "control, acknowledges before the commit: found / points": f"{control.bad} / {control.points}",
    }  # fmt: skip
    shown = "\n".join(["| | SQLite |", "| --- | ---: |", *(f"| {row} | {value} |" for row, value in rows.items())])
    print(shown)
    about = ABOUT.format(acts=6, seed=asked.seed)
    write(HEADING, f"{commit()}; {machine()}.\n\n{about}\n\n{shown}")
    sys.exit(bool(report.found) or not control.found)


if __name__ == "__main__":
    main()
