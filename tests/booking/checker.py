"""The checker: what must hold of the rows whoever did what, and of what clients were told."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from bot.booking.plan import MINUTE
from bot.store.tables import allocation, appointment, attendance, reminder

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

LIVE = ("held", "booked")
FOREVER = 2**63
KEPT = (*LIVE, "came", "missed")
NEEDED = {"household", "counsellor", "interpreter"}


@dataclass(frozen=True, kw_only=True)
class Told:
    """What a client was about to do, or was told after a commit."""

    # held, booked, cancelled, moved, released; before that cancelling, moving.
    what: str
    id: int
    # By a clock that all clients share, in nanoseconds.
    when: int = 0
    # Of what was booked: everybody and everything it takes up, and for which time.
    takes: tuple[tuple[int, int, int], ...] = ()


def faults(conn: Connection, told: list[Told], buffer: int) -> list[str]:
    """Return everything that is wrong with the rows, and with what clients were told."""
    rows = {row.id: row for row in conn.execute(select(appointment))}
    taken: dict[int, list[Any]] = {}
    for row in conn.execute(select(allocation)):
        taken.setdefault(row.appointment_id, []).append(row)
    wrong = [*_overlaps(taken), *_shapes(rows, taken, buffer), *_told(rows, told), *_reminded(conn, rows)]
    return [*wrong, *_at_once(told)]


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


def _told(rows: dict[int, Any], told: list[Told]) -> Iterator[str]:
    """Compare what clients were told with what is there; what was begun and never answered may have happened."""
    of: dict[int, list[str]] = {}
    for one in told:
        of.setdefault(one.id, []).append(one.what)
    for id, whats in of.items():
        if id not in rows:
            yield f"{id} was acknowledged ({whats}) and is not there"
            continue
        for what in ("held", "booked", "cancelled", "moved"):
            if whats.count(what) > 1:
                yield f"{id} was acknowledged twice: {whats}"
        if {"cancelled", "moved"} <= set(whats):
            yield f"{id} was given up twice: {whats}"
        may = {"booked", "cancelled", "moved"} if "cancelling" in whats or "moving" in whats else {"booked"}
        for what, states in (("cancelled", {"cancelled"}), ("moved", {"moved"}), ("booked", may)):
            if what in whats:
                if rows[id].state not in states:
                    yield f"{id} was {what} for a family and is {rows[id].state}"
                break


def _at_once(told: list[Told]) -> Iterator[str]:
    """Look for two that were both booked for certain at some moment, whatever became of them later."""
    # Told before another client began to give it up: in between nobody else may have been told the same time.
    ended: dict[int, int] = {}
    for one in told:
        if one.what in ("cancelling", "moving"):
            ended[one.id] = min(one.when, ended.get(one.id, one.when))
    taken: dict[int, list[tuple[int, int, Told]]] = {}
    for one in told:
        for resource, start, end in one.takes:
            taken.setdefault(resource, []).append((start, end, one))
    for resource, found in taken.items():
        for (start, end, one), (other_start, other_end, other) in combinations(found, 2):
            meets = start < other_end and other_start < end
            if meets and one.when < ended.get(other.id, FOREVER) and other.when < ended.get(one.id, FOREVER):
                yield f"{resource} was promised twice at {start}, by {one.id} and {other.id}"


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
