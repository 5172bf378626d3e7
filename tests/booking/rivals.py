"""Rivals: several processes book, cancel and move the same few times at once, and some are killed meanwhile."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.bench.processes import ROOT
from tests.booking.checker import Told, faults
from tests.booking.ground import STARTS, WANTED, open_ground, settle
from tests.bot.booking.offices import NOW

if TYPE_CHECKING:
    from tests.booking.ground import Ground

PROCESSES = 4
# How the guard is taken away on each database.
UNGUARDED = {
    "sqlite": ("DROP TRIGGER allocation_overlap_insert", "DROP TRIGGER allocation_overlap_update"),
    "postgresql": ("ALTER TABLE allocation DROP CONSTRAINT allocation_overlap",),
}
DAY = 24 * 60 * 60_000


@dataclass(frozen=True, kw_only=True)
class Report:
    """What a campaign has found."""

    # Begun and ended; begun and cut off by a kill.
    attempts: int
    cut: int
    kills: int
    held: int
    booked: int
    moved: int
    cancelled: int
    refused: int
    # Holds that nobody confirmed and that ended by themselves.
    expired: int
    # Transactions that lost against another and were tried again, unseen by any client.
    again: int
    # Errors of the database that a client saw: deadlocks, serialisation, a locked file.
    errors: int
    faults: int
    seconds: float


def run(url: str, folder: Path, *, attempts: int, kills: int, seed: int, guarded: bool = True) -> Report:
    """Let four processes try so often in all, kill some, and check what is left."""
    began, chance = time.monotonic(), random.Random(seed)
    ground = open_ground(url, folder / "keys.json")
    families = settle(ground)
    if not guarded:
        ground.door.write_now(lambda conn: [conn.exec_driver_sql(sql) for sql in UNGUARDED[conn.dialect.name]])
    killed, number = 0, 0
    running: dict[Path, subprocess.Popen[bytes]] = {}
    # How often each that runs is to try.
    shares: dict[Path, int] = {}
    while running or _ended(folder) < attempts:
        # What was cut off by a kill is tried again by whoever comes next.
        left = attempts - _ended(folder) - sum(shares[log] - _ended(log.parent, log.name) for log in running)
        if len(running) < PROCESSES and left > 0:
            log = folder / f"log-{number}"
            shares[log] = min(left, max(1, attempts // (PROCESSES * 3)))
            given = {"url": url, "folder": str(folder), "log": str(log), "families": families, "seed": seed + number,
                     "attempts": shares[log], "guarded": guarded, "began": time.time()}  # fmt: skip
            command = [sys.executable, "-m", "tests.booking.client", json.dumps(given)]
            running[log] = subprocess.Popen(command, cwd=ROOT)
            number += 1
        at_work = [log for log in running if log.exists()]
        if killed < kills and at_work and _ended(folder) > killed * attempts // (kills + 1):
            time.sleep(chance.uniform(0, 0.05))
            victim = running[chance.choice(at_work)]
            killed += victim.poll() is None
            victim.kill()
        time.sleep(0.05)
        running = {log: one for log, one in running.items() if one.poll() is None}
    told = [Told(**line) for line in _lines(folder) if line["id"]]
    with ground.door.read() as conn:
        found = faults(conn, told, ground.office.appointments.buffer_minutes)
        expired = conn.exec_driver_sql("SELECT count(*) FROM appointment WHERE state = 'expired'").scalar() or 0
    found += _freed(ground, families) if guarded else []
    ground.door.close()
    for fault in found[:5] if guarded else []:
        print("  ", fault, file=sys.stderr)
    count = Counter(line["what"] for line in _lines(folder))
    return Report(
        attempts=count["ended"], cut=count["attempt"] - count["ended"], kills=killed, held=count["held"],
        booked=count["booked"], moved=count["moved"], cancelled=count["cancelled"], refused=count["refused"],
        expired=expired, again=count["again"], errors=count["error"], faults=len(found),
        seconds=time.monotonic() - began,
    )  # fmt: skip


def _lines(folder: Path) -> list[dict[str, Any]]:
    """Read what clients have noted; a kill may have cut off a line."""
    found = []
    for path in sorted(folder.glob("log-*")):
        for line in path.read_text().splitlines(keepends=True):
            if line.endswith("\n"):
                found.append(json.loads(line))
    return found


def _ended(folder: Path, name: str = "log-*") -> int:
    return sum(path.read_text().count('"ended"') for path in folder.glob(name))


def _freed(ground: Ground, families: list[tuple[int, int]]) -> list[str]:
    """Give up everything, let every hold end, and find out whether each time can be booked again."""

    def write(conn: Any) -> list[str]:
        book = ground.book(conn, NOW + DAY // 2)
        for id in conn.exec_driver_sql("SELECT id FROM appointment WHERE state = 'booked'").scalars().all():
            book.cancel(id)
        wrong = []
        for number, start in enumerate(STARTS * 2):
            party, person = families[number % len(families)]
            held = book.hold(party, WANTED, start, {})
            if held is None or book.confirm(held.id, [person], {}) is None:
                wrong.append(f"a time at {start} was given up and is not free")
        if any(book.hold(families[-1][0], WANTED, start, {}) for start in STARTS):
            wrong.append("more can be booked than there is")
        return wrong

    return ground.door.write_now(write)
