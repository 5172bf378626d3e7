"""The checker: what must hold of the rows whoever did what, and of what clients were told."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from bot.booking.plan import MINUTE
from bot.store.tables import allocation, appointment, attendance, reminder

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

LIVE = ("held", "booked")
KEPT = (*LIVE, "came", "missed")
NEEDED = {"household", "counsellor", "interpreter"}


def faults(conn: Connection, told: list[tuple[str, int]], buffer: int) -> list[str]:
    """Return everything that is wrong; told are (what, appointment) as clients were told after a commit."""
    rows = {row.id: row for row in conn.execute(select(appointment))}
    taken: dict[int, list[Any]] = {}
    for row in conn.execute(select(allocation)):
        taken.setdefault(row.appointment_id, []).append(row)
    return [*_overlaps(taken), *_shapes(rows, taken, buffer), *_told(rows, told), *_reminded(conn, rows)]


def _overlaps(taken: dict[int, list[Any]]) -> Iterator[str]:
    spans: dict[int, list[Any]] = {}
    for row in (one for shares in taken.values() for one in shares):
        if row.state in LIVE:
            spans.setdefault(row.resource_id, []).append((row.starts_at, row.ends_at))
    for resource, found in spans.items():
        found.sort()
        for (_start, end), (start, _end) in pairwise(found):
            if start < end:
                yield f"{resource} is taken twice at {start}"


def _shapes(rows: dict[int, Any], taken: dict[int, list[Any]], buffer: int) -> Iterator[str]:
    for id, row in rows.items():
        shares = [one for one in taken.get(id, []) if one.state in LIVE]
        if row.state not in KEPT:
            if shares:
                yield f"{id} is {row.state} and still takes up {len(shares)}"
            continue
        if {one.kind for one in shares} != NEEDED:
            yield f"{id} takes up {sorted(one.kind for one in shares)}"
        for one in shares:
            end = row.ends_at + (buffer * MINUTE if one.kind == "counsellor" else 0)
            if (one.starts_at, one.ends_at) != (row.starts_at, end):
                yield f"{id} takes up {one.kind} for another time"


def _told(rows: dict[int, Any], told: list[tuple[str, int]]) -> Iterator[str]:
    """Compare what clients were told with what is there; what was begun and never answered may have happened."""
    last: dict[int, list[str]] = {}
    for what, id in told:
        last.setdefault(id, []).append(what)
    for id, whats in last.items():
        if id not in rows:
            yield f"{id} was acknowledged ({whats}) and is not there"
            continue
        if whats.count("booked") > 1 or whats.count("cancelled") > 1:
            yield f"{id} was acknowledged twice: {whats}"
        may = {"booked", "cancelled", "moved"} if "cancelling" in whats or "moving" in whats else {"booked"}
        if "booked" in whats and "cancelled" not in whats and "moved" not in whats and rows[id].state not in may:
            yield f"{id} was booked for a family and is {rows[id].state}"
        if "cancelled" in whats and rows[id].state != "cancelled":
            yield f"{id} was cancelled and is {rows[id].state}"
        if "moved" in whats and rows[id].state != "moved":
            yield f"{id} was moved and is {rows[id].state}"


def _reminded(conn: Connection, rows: dict[int, Any]) -> Iterator[str]:
    there = {(row.appointment_id, row.person_id) for row in conn.execute(select(attendance))}
    planned = set()
    for row in conn.execute(select(reminder).where(reminder.c.kind.in_(("day", "hours")))):
        if row.state == "planned" and rows[row.appointment_id].state != "booked":
            yield f"{row.appointment_id} is {rows[row.appointment_id].state} and still reminds"
        if row.state == "planned":
            planned.add((row.appointment_id, row.person_id))
    for id, person in there:
        if rows[id].state == "booked" and (id, person) not in planned:
            yield f"{id} is booked and reminds nobody"
