"""Histories: threads do at random what families and colleagues do; a checker looks at each, and finds seeded faults."""

from __future__ import annotations

import random
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

from sqlalchemy import delete
from sqlalchemy.exc import DBAPIError

from bot.booking.book import Book
from bot.store import allocations, appointments, reminders
from bot.store.resources import Kind
from bot.store.tables import allocation, appointment, attendance, reminder
from tests.booking.checker import Told, faults
from tests.booking.ground import STARTS, WANTED, Ground, open_ground, settle
from tests.booking.rivals import UNGUARDED
from tests.bot.booking.offices import NOW

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

THREADS, STEPS = 4, 8
# A seeded fault must be found within so many histories.
SOME = 60
MINUTE = 60_000


@dataclass
class History:
    """What clients were told, and what they have."""

    told: list[Told] = field(default_factory=list)
    mine: list[tuple[int, int, int]] = field(default_factory=list)
    # What one request has led to.
    requests: dict[str, set[int]] = field(default_factory=dict)
    # The clock of all clients: it only goes on.
    now: int = NOW
    # What a client saw instead of an answer.
    errors: list[str] = field(default_factory=list)

    def note(self, what: str, id: int) -> None:
        """Write down what a client was told, or is about to try."""
        self.told.append(Told(what=what, id=id, when=time.monotonic_ns()))


def run(url: str, folder: Path, *, many: int, seed: int) -> int:
    """Play so many histories and return in how many the checker found something."""
    ground = open_ground(url, folder / "keys.json")
    families = settle(ground)
    bad = 0
    for number in range(many):
        found = _play(ground, families, random.Random(seed + number))
        bad += bool(found)
        for fault in found[:3]:
            print("  ", fault)
    ground.door.close()
    return bad


def hunt(url: str, folder: Path, fault: str, *, seed: int) -> int:
    """Seed a fault and return in which history it is found; nought where it is missed."""
    ground = open_ground(url, folder / "keys.json")
    families = settle(ground)
    with ExitStack() as stack:
        FAULTS[fault](stack, ground)
        for number in range(1, SOME + 1):
            if _play(ground, families, random.Random(seed + number)):
                ground.door.close()
                return number
    ground.door.close()
    return 0


def _play(ground: Ground, families: list[tuple[int, int]], chance: random.Random) -> list[str]:
    """Play one history from an empty book, and return what is wrong afterwards."""
    ground.door.write_now(_empty)
    history = History()
    seeds = [chance.randrange(10**9) for _thread in range(THREADS)]
    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(lambda one: _thread(ground, families, random.Random(one), history), seeds))
    with ground.door.read() as conn:
        found = faults(conn, history.told, ground.office.appointments.buffer_minutes)
    found += [f"one request led to {ids}" for ids in history.requests.values() if len(ids) > 1]
    return found + history.errors + _adjacent(ground, families, history.now)


def _thread(ground: Ground, families: list[tuple[int, int]], chance: random.Random, history: History) -> None:
    for _step in range(STEPS):
        try:
            _step_of(ground, families, chance, history)
        except DBAPIError as error:
            history.errors.append(f"a client saw {type(error).__name__}")


def _step_of(ground: Ground, families: list[tuple[int, int]], chance: random.Random, history: History) -> None:
    def do(fn: Callable[[Book], Any]) -> Any:
        return ground.door.write_now(lambda conn: fn(ground.book(conn, history.now)))

    what = chance.choice(("book", "book", "book", "cancel", "move", "late", "twice"))
    party, person = chance.choice(families[:4])
    start, old = chance.choice(STARTS[:4]), history.mine.pop() if history.mine and what in ("cancel", "move") else None
    if what == "cancel" and old:
        history.note("cancelling", old[0])
        if do(lambda book: book.cancel(old[0])):
            history.note("cancelled", old[0])
        return
    if what == "move" and old:
        party, person = old[1:]
        history.note("moving", old[0])
    request = f"{party}-{start}" if what == "twice" else None
    held = do(lambda book: book.hold(party, WANTED, start, {"adults": 1}, request=request))
    if held is None:
        return
    if request:
        again = do(lambda book: book.hold(party, WANTED, start, {"adults": 1}, request=request))
        history.requests.setdefault(request, set()).add(held.id)
        if again is None or again.id != held.id:
            history.errors.append(f"the request {request} was not known again")
    if what == "late":
        # Her hold is over, and somebody else may have it by now.
        history.now += 25 * MINUTE
        other = chance.choice(families[:4])[0]
        do(lambda book: book.hold(other, WANTED, start, {}))
    booked = do(lambda book: book.confirm(held.id, [person], {}, instead_of=old[0] if old else None))
    if booked is None and not request and history.now < (held.held_until or 0):
        history.errors.append(f"{held.id} was lost before its hold was over")
    if booked is not None and not any(id == booked.id for id, *_who in history.mine):
        history.note("booked", booked.id)
        history.mine.append((booked.id, party, person))
        if old and booked.sequence:
            history.note("moved", old[0])


def _adjacent(ground: Ground, families: list[tuple[int, int]], now: int) -> list[str]:
    """Find out whether a talk may still begin when another has ended, and what was cancelled is free again."""

    def try_it(conn: Any) -> list[str]:
        # Every hold is over by then.
        book = ground.book(conn, now + 30 * MINUTE)
        appointments.expire(conn, book.now)
        ids = conn.execute(appointment.select().where(appointment.c.state == "booked")).all()
        for row in ids:
            book.cancel(row.id)
        free = book.hold(families[-1][0], WANTED, STARTS[0], {})
        wrong = [] if free else ["what was given up is not free again"]
        _empty(conn)
        one = families[-1][0]
        first = book.hold(one, replace(WANTED, how="none", language="de"), STARTS[0], {})
        if first is None:
            return [*wrong, "an empty book gives no time"]
        # The household is free again the moment the talk ends; the counsellor after her pause.
        end = first.ends_at
        if not allocations.is_free(conn, one, end, end + MINUTE, book.now):
            wrong.append("a household is not free when its talk has ended")
        return wrong

    return ground.door.write_now(try_it)


def _empty(conn: Any) -> None:
    for table in (reminder, attendance, allocation, appointment):
        conn.execute(delete(table))


# Seeded faults: each is something that could be forgotten or broken by a later change.


def _no_guard(stack: ExitStack, ground: Ground) -> None:
    ground.door.write_now(lambda conn: [conn.exec_driver_sql(sql) for sql in UNGUARDED[conn.dialect.name]])
    stack.enter_context(patch.object(allocations, "is_free", lambda *_args: True))
    stack.enter_context(patch.object(allocations, "busy", lambda *_args: {}))


def _told_before_commit(stack: ExitStack, ground: Ground) -> None:
    real, chance = ground.door.write_now, random.Random(1)

    def write(fn: Callable[[Any], Any]) -> Any:
        kept: list[Any] = []

        def lose(conn: Any) -> None:
            kept.append(fn(conn))
            raise LookupError

        if chance.random() < 0.1:
            try:
                real(lose)
            except LookupError:
                return kept[0]
        return real(fn)

    stack.enter_context(patch.object(ground.door, "write_now", write))


def _replaced(target: Any, name: str, new: Any) -> Callable[[ExitStack, Ground], None]:
    def seed(stack: ExitStack, ground: Ground) -> None:
        del ground
        stack.enter_context(patch.object(target, name, new))

    return seed


_mark, _shares, _change, _expire, _free = (
    allocations.mark, Book.shares, appointments.change, appointments.expire, allocations.is_free,
)  # fmt: skip
FAULTS: dict[str, Callable[[ExitStack, Ground], None]] = {
    "no constraint, and nobody looks first": _no_guard,
    "told before the commit": _told_before_commit,
    "holds end too early": _replaced(
        appointments, "expire", lambda conn, now, ids=None: _expire(conn, now + 10**9, ids)
    ),
    "what is cancelled stays taken": _replaced(
        allocations, "mark", lambda conn, id, state: None if state == "free" else _mark(conn, id, state)
    ),
    "moving keeps the old one, too": _replaced(Book, "_give_up", lambda self, found, state, by: True),
    "booked although the hold was lost": _replaced(
        appointments,
        "change",
        lambda conn, id, state, was, by, now, held_until=None: _change(
            conn, id, state, was=("held", "expired", "booked"), by=by, now=now, held_until=held_until
        ),
    ),
    "the interpreter is left out": _replaced(
        Book, "shares", lambda self, found, pick: [s for s in _shares(self, found, pick) if s.kind != Kind.INTERPRETER]
    ),
    "the household is left out": _replaced(
        Book, "shares", lambda self, found, pick: [s for s in _shares(self, found, pick) if s.kind != Kind.HOUSEHOLD]
    ),
    "reminders are not taken back": _replaced(reminders, "void", lambda *_args: None),
    "spans are closed at their end": _replaced(
        allocations, "is_free", lambda conn, id, start, end, now: _free(conn, id, start - 1, end + 1, now)
    ),
    "the pause of a counsellor is forgotten": _replaced(
        Book,
        "shares",
        lambda self, found, pick: [replace(s, ends_at=found.ends_at) for s in _shares(self, found, pick)],
    ),
    "a request is not known again": _replaced(appointments, "by_request", lambda *_args: None),
    "nobody is reminded": _replaced(Book, "_remind", lambda self, booked: None),
}
