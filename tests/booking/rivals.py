"""Rivals: several processes book, cancel and move the same few times at once, and some are killed meanwhile."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.booking import plan
from bot.store import allocations, resources
from tests.bench.processes import ROOT
from tests.booking.checker import faults
from tests.booking.ground import STARTS, WANTED, open_ground, settle

if TYPE_CHECKING:
    from tests.booking.ground import Ground

PROCESSES = 4
# How the guard is taken away on each database.
UNGUARDED = {
    "sqlite": ("DROP TRIGGER allocation_overlap_insert", "DROP TRIGGER allocation_overlap_update"),
    "postgresql": ("ALTER TABLE allocation DROP CONSTRAINT allocation_overlap",),
}


@dataclass(frozen=True, kw_only=True)
class Report:
    """What a campaign has found."""

    attempts: int
    kills: int
    booked: int
    cancelled: int
    refused: int
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
    left, killed, number = attempts, 0, 0
    running: list[subprocess.Popen[bytes]] = []
    while left > 0 or running:
        while len(running) < PROCESSES and left > 0:
            many = min(left, max(1, attempts // (PROCESSES * 3)))
            given = [url, str(folder), json.dumps(families), str(many), str(seed + number), str(int(guarded))]
            running.append(subprocess.Popen([sys.executable, "-m", "tests.booking.rivals", *given], cwd=ROOT))
            left, number = left - many, number + 1
        if killed < kills and chance.random() < 0.5:
            time.sleep(chance.uniform(0.6, 1.6))
            chance.choice(running).kill()
            killed += 1
        time.sleep(0.05)
        running = [one for one in running if one.poll() is None]
    lines = [json.loads(line) for path in folder.glob("log*") for line in path.read_text().splitlines()]
    told = [(what, id) for what, id in lines if what != "error" and id]
    with ground.door.read() as conn:
        found = faults(conn, told, ground.office.appointments.buffer_minutes)
    ground.door.close()
    for fault in found[:5]:
        print("  ", fault, file=sys.stderr)
    count = [what for what, _id in lines].count
    return Report(
        attempts=count("attempt"), kills=killed, booked=count("booked"), cancelled=count("cancelled"),
        refused=count("refused"), errors=count("error"), faults=len(found), seconds=time.monotonic() - began,
    )  # fmt: skip


def client(url: str, folder: Path, families: list[tuple[int, int]], attempts: int, seed: int, guarded: bool) -> None:
    """Try so often to book, and sometimes cancel or move; each answer is written down once it is committed."""
    if not guarded:
        _look_away()
    chance, ground = random.Random(seed), open_ground(url, folder / "keys.json")
    mine: list[tuple[int, int, int]] = []
    with (folder / f"log-{seed}").open("a", buffering=1) as log:

        def note(what: str, id: int = 0) -> None:
            log.write(json.dumps([what, id]) + "\n")

        for _attempt in range(attempts):
            party, person = chance.choice(families)
            note("attempt")
            try:
                _try(ground, chance, (party, person), mine, note)
            except Exception as error:  # noqa: BLE001  (Whatever a client sees is counted.)
                note("error")
                print(type(error).__name__, str(error)[:120], file=sys.stderr)
    ground.door.close()


def _try(ground: Ground, chance: random.Random, who: tuple[int, int], mine: list[Any], note: Any) -> None:
    party, person = who
    if mine and chance.random() < 0.35:
        id, *_others = mine.pop(chance.randrange(len(mine)))
        note("cancelling", id)
        note("cancelled" if ground.door.write_now(lambda conn: ground.book(conn).cancel(id)) else "refused", id)
        return
    instead = mine.pop(chance.randrange(len(mine))) if mine and chance.random() < 0.2 else None
    if instead:
        note("moving", instead[0])
        party, person = instead[1:]
    start = chance.choice(STARTS)
    held = ground.door.write_now(lambda conn: ground.book(conn).hold(party, WANTED, start, {"adults": 1}))
    if held is None:
        note("refused")
        mine += [instead] if instead else []
        return
    if chance.random() < 0.1:
        ground.door.write_now(lambda conn: ground.book(conn).release(held.id))
        mine += [instead] if instead else []
        return

    def confirm(conn: Any) -> Any:
        return ground.book(conn).confirm(held.id, [person], {}, instead_of=instead[0] if instead else None)

    booked = ground.door.write_now(confirm)
    note("booked" if booked else "refused", held.id)
    if booked:
        mine.append((held.id, party, person))
        if instead and booked.sequence:
            note("moved", instead[0])


def _look_away() -> None:
    """Neither look first nor wait for one another: only the database could refuse now."""
    allocations.is_free = lambda *_args: True
    allocations.busy = lambda *_args: {}
    resources.lock = lambda *_args: None
    plan.allocations.busy = allocations.busy


if __name__ == "__main__":
    url, folder, families, attempts, seed, guarded = sys.argv[1:]
    client(url, Path(folder), json.loads(families), int(attempts), int(seed), bool(int(guarded)))
