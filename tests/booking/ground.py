"""An office with twenty times for many families: two counsellors and two interpreters, five times a day on two days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import knowledge
from bot.booking.book import Book
from bot.store import conversations, households, resources
from bot.store.database import open_door
from bot.store.migrating import migrate
from bot.store.vault import open_vault
from knowledge.office_file import read_office
from tests.bot.booking.offices import BERLIN, MONDAY, NOW, at, counsellor, hours, interpreter, wanted, with_rules

if TYPE_CHECKING:
    from bot.store.door import Door
    from bot.store.vault import Vault
    from knowledge.office import Office

FAMILIES, HOUR = 30, 3_600_000
DAYS = (MONDAY + timedelta(days=2), MONDAY + timedelta(days=3))
# An hour each, and a pause: none of them is in the way of another.
STARTS = [at(day, hour) for day in DAYS for hour in (9, 10.25, 11.5, 12.75, 14)]
# Two counsellors at ten moments.
SLOTS = 2 * len(STARTS)
WANTED = wanted("interpreter", "ar")


@dataclass(frozen=True, kw_only=True)
class Ground:
    """Hold what a client needs."""

    door: Door
    vault: Vault
    office: Office

    def book(self, conn: Any, now: int = NOW) -> Book:
        return Book(conn=conn, vault=self.vault, office=self.office, zone=BERLIN, now=now)


def open_ground(url: str, keys: Path) -> Ground:
    """Open the database; the office gives talks that begin on the quarter."""
    office = read_office(Path(knowledge.__file__).parent / "office.toml", [])
    assert office is not None
    return Ground(
        door=open_door(url), vault=open_vault(keys, create=True), office=with_rules(office, step_minutes=15)
    )  # fmt: skip


def settle(ground: Ground) -> list[tuple[int, int]]:
    """Write the tables, the resources and the families; returns household and person of each."""
    migrate(ground.door.writer)
    open_all = hours((9, 15))
    people = [counsellor(name, schedule=open_all) for name in ("A", "B")]
    people += [interpreter(name, "ar", schedule=open_all) for name in ("S", "T")]

    def write(conn: Any) -> list[tuple[int, int]]:
        for one in people:
            resources.save(conn, ground.vault, one)
        families = []
        for number in range(FAMILIES):
            thread = conversations.begin(
                conn, ground.vault, channel="telegram", place=str(number), language="ar", unmet="", now=NOW
            )
            given = {"you.name": "A", "house.children": 1, "child.1.age": 9}
            home = households.save(conn, ground.vault, thread.box, thread.person_id, given, NOW)
            families.append((home.id, thread.person_id))
        return families

    return ground.door.write_now(write)
