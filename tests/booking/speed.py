"""How long it takes to find every free time: twenty counsellors, sixty days, five thousand appointments."""

from __future__ import annotations

import gc
import random
import secrets
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import insert

from bot.serve import GARBAGE
from bot.store import resources
from bot.store.tables import allocation, appointment
from tests.booking.ground import Ground, open_ground, settle
from tests.bot.booking.offices import MONDAY, at, counsellor, hours, interpreter, room, wanted, with_rules

COUNSELLORS, INTERPRETERS, ROOMS, APPOINTMENTS, RUNS = 20, 10, 12, 5_000, 300
DAYS = (15, 30, 60, 120)
WANTED = wanted("interpreter", "ar")


def run(url: str, folder: Path, seed: int) -> dict[int, tuple[float, float]]:
    """Return the p50 and p99 in milliseconds for each number of days."""
    ground = open_ground(url, folder / "keys.json")
    settle(ground)
    ground.door.write_now(lambda conn: _fill(conn, ground, random.Random(seed)))
    # As a house that runs has it (bot.serve).
    gc.freeze()
    gc.set_threshold(GARBAGE, 20, 20)
    figures = {}
    for days in DAYS:
        office = with_rules(ground.office, step_minutes=15, window_days=max(60, days))
        some = Ground(door=ground.door, vault=ground.vault, office=office)
        spent = sorted(_once(some, days) for _run in range(RUNS))
        figures[days] = (spent[RUNS // 2], spent[RUNS * 99 // 100])
    ground.door.close()
    return figures


def _once(ground: Ground, days: int) -> float:
    began = time.perf_counter()
    with ground.door.read() as conn:
        book = ground.book(conn)
        list(book.plan().days(WANTED, MONDAY, MONDAY + timedelta(days=days)))
    return (time.perf_counter() - began) * 1000


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
    chosen = chance.sample(slots, min(APPOINTMENTS, len(slots)))
    free: dict[int, list[int]] = {}
    rows, shares = [], []
    for counsellor_id, start in chosen:
        id, end = secrets.randbits(53), start + 45 * 60_000
        values = {"party_id": id, "service": "first-counselling", "language": "ar", "how": "own", "by": "family"}
        numbers = {"sequence": 0, "created_at": 0, "changed_at": 0, "starts_at": start, "ends_at": end}
        rows.append({"id": id, "state": "booked", "root_id": id, "body": b"", **values, **numbers})
        others = free.setdefault(start, [one.id for one in people[COUNSELLORS:]])
        taken = [("counsellor", counsellor_id), ("household", id)] + ([("interpreter", others.pop())] if others else [])
        shares += [
            {
                "id": secrets.randbits(53), "appointment_id": id, "kind": kind, "resource_id": resource,
                "starts_at": start, "ends_at": end, "state": "booked",
            }
            for kind, resource in taken
        ]  # fmt: skip
    conn.execute(insert(appointment), rows)
    conn.execute(insert(allocation), shares)
