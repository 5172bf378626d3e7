"""How long it takes to find every free time: twenty counsellors, sixty days, five thousand appointments."""

from __future__ import annotations

import random
import secrets
import time
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import insert

from bot.memory import calm_memory
from bot.store import resources
from bot.store.resources import Kind
from bot.store.tables import allocation, appointment
from tests.booking.ground import Ground, open_ground, settle
from tests.bot.booking.offices import MONDAY, at, counsellor, hours, interpreter, room, wanted, with_rules

COUNSELLORS, INTERPRETERS, ROOMS, APPOINTMENTS, RUNS = 20, 10, 20, 5_000, 300
DAYS = (15, 30, 60, 120)
WANTED = wanted("interpreter", "ar")


NAMES = ("p50", "p99", "p50 of the processor alone", "p99 of the processor alone")


@dataclass(frozen=True, kw_only=True)
class Spent:
    """Milliseconds for one look at all free times: by the clock on the wall, and of the processor alone."""

    half: float
    most: float
    half_cpu: float
    most_cpu: float


def run(url: str, folder: Path, seed: int) -> dict[int, Spent]:
    """Return the p50 and p99 for each number of days."""
    ground = open_ground(url, folder / "keys.json")
    settle(ground)
    ground.door.write_now(lambda conn: _fill(conn, ground, random.Random(seed)))
    calm_memory()
    figures = {}
    for days in DAYS:
        office = with_rules(ground.office, step_minutes=15, window_days=max(60, days))
        some = Ground(door=ground.door, vault=ground.vault, office=office)
        walls, cpus = (sorted(each) for each in zip(*(_once(some, days) for _run in range(RUNS)), strict=True))
        half, most = RUNS // 2, RUNS * 99 // 100
        figures[days] = Spent(half=walls[half], most=walls[most], half_cpu=cpus[half], most_cpu=cpus[most])
    ground.door.close()
    return figures


def _once(ground: Ground, days: int) -> tuple[float, float]:
    wall, cpu = time.perf_counter(), time.thread_time()
    with ground.door.read() as conn:
        book = ground.book(conn)
        assert list(book.plan().days(WANTED, MONDAY, MONDAY + timedelta(days=days - 1)))
    return (time.perf_counter() - wall) * 1000, (time.thread_time() - cpu) * 1000


def _fill(conn: Any, ground: Ground, chance: random.Random) -> None:
    for one in resources.everything(conn, ground.vault):
        conn.exec_driver_sql("DELETE FROM resource WHERE id = " + str(one.id))
    people = [counsellor(str(n), schedule=hours((8, 12), (13, 17))) for n in range(COUNSELLORS)]
    people += [interpreter(str(n), "ar", "fa") for n in range(INTERPRETERS)] + [room(str(n)) for n in range(ROOMS)]
    for one in people:
        resources.save(conn, ground.vault, one)
    slots = [
        (one.id, at(MONDAY + timedelta(days=day), hour))
        for one in people[:COUNSELLORS] for day in range(60) if (MONDAY + timedelta(days=day)).weekday() < 5
        for hour in (8, 9, 10, 11, 13, 14, 15, 16)
    ]  # fmt: skip
    rows, shares = [], []
    left: dict[int, tuple[list[int], list[int]]] = {}
    for counsellor_id, start in chance.sample(slots, APPOINTMENTS):
        id, end = secrets.randbits(53), start + 45 * 60_000
        values = {"party_id": id, "service": "first-counselling", "language": "ar", "how": "own", "by": "family"}
        numbers = {"sequence": 0, "created_at": 0, "changed_at": 0, "starts_at": start, "ends_at": end}
        rows.append({"id": id, "state": "booked", "root_id": id, "body": b"", **values, **numbers})
        rooms, interpreters = left.setdefault(start, _others(people))
        taken = [("counsellor", counsellor_id), ("household", id), ("room", rooms.pop())]
        # Somebody interprets in every other talk.
        taken += [("interpreter", interpreters.pop())] if interpreters and chance.random() < 0.5 else []
        shares += [
            {
                "id": secrets.randbits(53), "appointment_id": id, "kind": kind, "resource_id": resource,
                "starts_at": start, "ends_at": end, "state": "booked",
            }
            for kind, resource in taken
        ]  # fmt: skip
    conn.execute(insert(appointment), rows)
    conn.execute(insert(allocation), shares)


def _others(people: list[resources.Resource]) -> tuple[list[int], list[int]]:
    rooms, interpreters = ([one.id for one in people if one.kind is kind] for kind in (Kind.ROOM, Kind.INTERPRETER))
    return rooms, interpreters
