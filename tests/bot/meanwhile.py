"""A family that is erased while she, a second adult and colleagues go on writing."""

from __future__ import annotations

import asyncio
import secrets
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from sqlalchemy import select

from bot.arrival import Arrival
from bot.errors import ErasedError, NotHeldError
from bot.handover import Handovers
from bot.runner import Runner
from bot.saying import Mouth
from bot.shelf import Shelf
from bot.store import conversations, erasing, files, households, links, messages, notes, placements, retention, staff
from bot.store.tables import METADATA
from bot.telegram.pace import Elsewhere
from bot.turn import Turns
from dialogs.incoming import Command, Pressed, Sent, Thing, Typed
from dialogs.registry import DIALOGS

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection

    from bot.store.conversations import Thread
    from bot.store.door import Door
    from bot.store.ledger import Ledger
    from bot.store.vault import Vault
    from dialogs.incoming import Incoming
    from knowledge.library import Library

NOW = 1_800_000_000_000
YEARS = int(timedelta(days=3 * 365) / timedelta(milliseconds=1))
BEFORE, MEANWHILE = "words of before", "words meanwhile"
GIVEN = {"you.name": "Amina", "house.children": 2, "child.1.age": 9, "child.2.age": 3}
# Rows that name nobody but by the number of who is gone.
LEDGERS = ("erasure", "audit")
# So far apart the steps of one round begin at most (seconds).
APART = 0.02


@dataclass(kw_only=True)
class Meanwhile:
    """Play rounds: something is erased while others write."""

    door: Door
    # The same database as another process sees it: the command line.
    beside: Door
    vault: Vault
    library: Library
    ledger: Ledger
    chance: Random
    # What erasing raised, and turns of the family that failed.
    faults: list[str] = field(default_factory=list)
    _round: int = 0

    def __post_init__(self) -> None:
        zone = ZoneInfo("Europe/Berlin")
        shelf = Shelf(self.library, door=self.door, clock=lambda: NOW, zone=zone)
        self.turns = Turns(
            vault=self.vault, shelf=shelf, dialogs=DIALOGS, zone=zone, kept_days=180,
            mouth=Mouth(boot=1, pace=Elsewhere()), clock=lambda: NOW,
        )  # fmt: skip
        self.runner = Runner(door=self.door, turns=self.turns, tell=lambda _outcome: None, ledger=self.ledger)
        about = {"login": "b@example.org", "name": "Berta", "teams": ["general"], "language": "de"}
        id = self.door.write_now(lambda conn: staff.add(conn, role=staff.Role.COUNSELLOR, now=NOW, **about))
        with self.door.read() as conn:
            self.colleague = staff.one(conn, id)

    async def round(self) -> None:
        """Let a family live, be erased and write at once; then look for what is left of her."""
        self._round += 1
        chat, browser, other = str(10**9 + self._round), secrets.token_hex(8), secrets.token_hex(8)
        old, home, children = await self._live(chat, browser, other)
        second = self._person("web", other)
        steps = [
            *self._erasers(chat, browser, old),
            self._turn("telegram", chat, Typed(MEANWHILE)),
            self._turn("web", browser, Typed(MEANWHILE)),
            self._turn("web", browser, Pressed("g:human")),
            self._turn("web", browser, Sent(Thing.PHOTO, kept=True), upload=files.Upload(kind="photo", content=b"x")),
            self._writes("telegram", chat, self._corrects),
            self._writes("telegram", chat, self._notes),
            self._colleague_claims(old),
            self._colleague_takes_a_step(home),
            self._leaves(other),
        ]
        self.chance.shuffle(steps)
        await asyncio.gather(*(self._later(step) for step in steps))
        if self._person("telegram", chat) == old or self._person("web", browser) == old:
            self.faults.append("she is still there")
        self.faults += self._left({old, second}, home, children)
        self.faults += self._of_before("telegram", chat) + self._of_before("web", browser)

    async def _live(self, chat: str, browser: str, other: str) -> tuple[int, int, set[int]]:
        """Let everything be kept about a family: in Telegram and on the page, of two adults, children, colleagues."""
        await self._turn("telegram", chat, Command("start"))
        await self._turn("telegram", chat, Typed(BEFORE))
        await self._turn("web", other, Command("start"))
        thread, second = self._thread("telegram", chat), self._thread("web", other)

        def write(conn: Connection) -> tuple[int, set[int]]:
            link = links.make(conn, thread.person_id, NOW)
            links.redeem(conn, self.vault, thread, link, browser)
            self._notes(conn, thread)
            files.keep(conn, thread.box, thread.person_id, files.Upload(kind="pdf", content=b"%PDF-"), NOW)
            home = households.save(conn, self.vault, thread.box, thread.person_id, GIVEN, NOW)
            households.join(conn, second.box, second.person_id, home.id, NOW)
            return home.id, {id for id, _about in households.children(conn, home).values()}

        home, children = self.door.write_now(write)
        # The last question before she is gone, in the one of her two places where she will answer it.
        await self._turn("telegram", chat, Command("mydata"))
        await self._turn("telegram", chat, Typed("Delete everything"))
        return thread.person_id, home, children

    def _erasers(self, chat: str, browser: str, old: int) -> list[Any]:
        """Return one or two ways in which she is erased at once."""
        ways = [
            lambda: self._turn("telegram", chat, Typed("Yes")),
            lambda: self._erased(self.beside, lambda conn: erasing.erase(conn, self.vault, old, NOW)),
            lambda: self._erased(
                self.door, lambda conn: retention.apply(conn, self.vault, retention.Kept(), NOW + YEARS)
            ),
        ]  # fmt: skip
        del browser
        # A word typed meanwhile may be heard before "Yes": then only the other way erases her.
        return [way() for way in {self.chance.choice(ways[1:]), self.chance.choice(ways)}]

    # What they do, each in a transaction of its own.

    async def _later(self, step: Any) -> None:
        await asyncio.sleep(self.chance.random() * APART)
        await step

    async def _turn(self, channel: str, place: str, incoming: Incoming, **more: Any) -> None:
        id = secrets.token_hex(8)
        arrival = Arrival(
            channel=channel, place=place, update_id=id, client_id=id, incoming=incoming, languages=("en",), **more
        )
        await self.runner.run(arrival, raw=lambda: b"")

    async def _erased(self, door: Door, fn: Callable[[Connection], Any]) -> None:
        try:
            await asyncio.to_thread(door.write_now, fn)
        except Exception as error:  # noqa: BLE001  (Whatever keeps her from being erased is what is looked for.)
            self.faults.append(f"erasing raised {type(error).__name__}: {error}"[:300])

    async def _writes(self, channel: str, place: str, fn: Callable[[Connection, Thread], None]) -> None:
        """Write about whoever has an address, as dialogs and colleagues do: with the conversation's row locked."""

        def write(conn: Connection) -> None:
            thread = conversations.load(conn, self.vault, self.vault.lookup(channel, place))
            if thread is not None:
                fn(conn, thread)
                conversations.save(conn, thread)

        await self.door.write(write, self.chance.randrange(4))

    def _corrects(self, conn: Connection, thread: Thread) -> None:
        households.save(conn, self.vault, thread.box, thread.person_id, {**GIVEN, "child.3.age": 1}, NOW)

    def _notes(self, conn: Connection, thread: Thread) -> None:
        notes.add(conn, thread.box, thread.person_id, self.colleague.id, "A note", NOW)

    async def _colleague_claims(self, person: int) -> None:
        handovers = Handovers(turns=self.turns)

        def claim(conn: Connection) -> None:
            handovers.claim(conn, self.colleague, person, epoch=1)

        with suppress(ErasedError, NotHeldError):
            await self.door.write(claim, self.chance.randrange(4))

    async def _colleague_takes_a_step(self, home_id: int) -> None:
        def take(conn: Connection) -> None:
            home = households.one(conn, self.vault, home_id)
            for found in placements.of(conn, home.box, home_id).values() if home else ():
                placements.step(conn, home.box, found, {"state": "sent", "on": "2026-11-26"}, NOW)

        await self.door.write(take, self.chance.randrange(4))

    async def _leaves(self, browser: str) -> None:
        """Let the second adult be erased as well: the household must go with whoever is the last."""
        person = self._person("web", browser)
        await self._erased(self.door, lambda conn: erasing.erase(conn, self.vault, person, NOW))

    # What is looked for.

    def _thread(self, channel: str, place: str) -> Thread | None:
        with self.door.read() as conn:
            return conversations.load(conn, self.vault, self.vault.lookup(channel, place), lock=False)

    def _person(self, channel: str, place: str) -> int:
        thread = self._thread(channel, place)
        return thread.person_id if thread else 0

    def _left(self, persons: set[int], home: int, children: set[int]) -> list[str]:
        """Return the tables in which something of those who are gone is left."""
        gone = {"person_id": persons, "household_id": {home}, "child_id": children}
        own = {"person": persons, "household": {home}, "child": children}
        found = []
        with self.door.read() as conn:
            for table in METADATA.sorted_tables:
                if table.name in LEDGERS:
                    continue
                sought = {name: ids for name, ids in gone.items() if name in table.c}
                sought |= {"id": own[table.name]} if table.name in own else {}
                for name, ids in sought.items():
                    if conn.execute(select(table).where(table.c[name].in_(ids)).limit(1)).first():
                        found.append(f"{table.name}.{name}")
            keys = conn.execute(select(METADATA.tables["due"].c.key)).scalars()
            found += [f"due {key}" for key in keys if any(str(id) in key for id in persons | {home})]
            if conn.execute(select(METADATA.tables["quarantine"].c.fault)).first():
                found.append("a turn that failed twice")
        return found

    def _of_before(self, channel: str, place: str) -> list[str]:
        """Return what a person who has begun anew still knows of the one before."""
        thread = self._thread(channel, place)
        if thread is None:
            return []
        with self.door.read() as conn:
            record = messages.after(conn, thread.box, thread.person_id, 0)
            home = households.of(conn, self.vault, thread.person_id)
            if home is not None:
                households.answers(conn, home, thread.box, thread.person_id)
        said = [str(message.body.get("t", "")) for message in record]
        return ["words of before"] if BEFORE in said else []
