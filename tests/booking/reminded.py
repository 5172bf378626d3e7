"""Reminders over two months: three processes, some stopped in mid-tick, a clock change, an outage of three days.

Each reminder must end as sent (one notice), too late to be of use, or taken back; none may be lost, none told twice.
"""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from itertools import count
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from bot import wiring
from bot.settings import Settings
from bot.store import conversations, resources
from bot.store.tables import appointment, outbox, reminder
from bot.wiring import Lotse, Role, build
from tests import learnt
from tests.bot.booking.offices import HOUR, MONDAY, at, counsellor, hours, wanted

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from pathlib import Path

PROCESSES, DAYS = 3, 45
MINUTE = 60_000


@dataclass(frozen=True, kw_only=True)
class Report:
    """What became of all reminders."""

    planned: int
    sent: int
    late: int
    taken_back: int
    stops: int
    # Due, still of use, and never told; or told more than once.
    lost: int
    doubled: int


class Clock:
    def __init__(self, now: int) -> None:
        self.now = now

    def __call__(self) -> int:
        return self.now


def run(url: str, folder: Path, *, appointments: int, seed: int, first: date = MONDAY) -> Report:
    """Book so many talks in the days after the first one, and let the processes tick through them."""
    chance, clock = random.Random(seed), Clock(at(first, 8))
    settings = Settings(_env_file=None, data_dir=folder, database_url=url, telegram_token="123:TEST")
    library = learnt.library()
    wiring.load_library = lambda *_args: library
    houses = [build(settings, Role.CLOCK, clock=clock) for _process in range(PROCESSES)]
    houses[0].door.write_now(lambda conn: _fill(conn, houses[0], chance, appointments, clock.now))
    stops = asyncio.run(_live(houses, chance, clock, lambda: build(settings, Role.CLOCK, clock=clock), first))
    with houses[0].door.read() as conn:
        report = _audit(conn, clock.now, stops)
    for house in houses:
        house.door.close()
    return report


async def _live(
    houses: list[Lotse], chance: random.Random, clock: Clock, anew: Callable[[], Lotse], first: date
) -> int:
    """Tick every half hour; on the tenth day nothing runs for three days."""
    stops, outage = 0, at(first + timedelta(days=10), 3)
    end = at(first + timedelta(days=DAYS + 2), 8)
    while clock.now < end:
        clock.now += 30 * MINUTE
        if outage <= clock.now < outage + 72 * HOUR:
            continue
        ticks = [asyncio.create_task(house.ticking.reminders.tick()) for house in houses]
        if chance.random() < 0.02:
            # One is stopped wherever it is just now, and another one takes its place.
            stops += 1
            victim = chance.randrange(PROCESSES)
            await asyncio.sleep(0)
            ticks[victim].cancel()
            await asyncio.gather(*ticks, return_exceptions=True)
            houses[victim].door.close()
            houses[victim] = anew()
        else:
            await asyncio.gather(*ticks)
    return stops


def _fill(conn: Any, house: Lotse, chance: random.Random, many: int, now: int) -> None:
    desk = house.desk
    for name in "ABCD":
        resources.save(conn, desk.vault, counsellor(name, schedule=hours((7, 19))))
    book, made, places = desk.book(conn), 0, count()
    days = [day for day, _times in book.plan().days(wanted(), book.today, book.today + timedelta(days=DAYS))]
    while made < many:
        thread = conversations.begin(
            conn, desk.vault, channel="telegram", place=str(next(places)), language="en", unmet="", now=now
        )
        start = at(chance.choice(days), chance.choice((7.5, 9, 10.25, 12, 15, 18)))
        held = book.hold(thread.person_id, wanted(), start, {"adults": 1})
        if held is None:
            continue
        booked = book.confirm(held.id, [thread.person_id], {})
        made += 1
        if booked is not None and chance.random() < 0.15:
            book.cancel(booked.id)


def _audit(conn: Any, now: int, stops: int) -> Report:
    rows = conn.execute(select(reminder, appointment.c.state.label("of")).join(appointment)).all()
    states = Counter(row.state for row in rows)
    told = Counter(row.person_id for row in conn.execute(select(outbox.c.person_id).where(outbox.c.kind == "notice")))
    sent = Counter(row.person_id for row in rows if row.state == "sent")
    people = {row.person_id for row in rows}
    due = [row for row in rows if row.due_at <= now and row.of == "booked"]
    lost = sum(row.state in ("planned", "failed") for row in due)
    return Report(
        planned=len(rows), sent=states["sent"], late=states["late"], taken_back=states["void"], stops=stops,
        lost=lost + sum(max(0, sent[one] - told[one]) for one in people),
        doubled=sum(max(0, told[one] - sent[one]) for one in people),
    )  # fmt: skip
