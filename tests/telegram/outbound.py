"""Play one failure of the Bot API or the network against what Lotse says, over real HTTP, while time stands still."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from aiohttp.abc import AbstractResolver
from sqlalchemy import func, select, update
from telegram.error import TelegramError

from bot.store import conversations, staff
from bot.store.messages import Speaker
from bot.store.staff import Role
from bot.store.tables import outbox
from bot.telegram.calls import call
from bot.turn import Outcome
from bot.wording import own_words
from dialogs.reply import Message, Part
from dialogs.sayings import ENDED
from tests.bot.running import TravelClock
from tests.botapi import Kind

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from tests.bot.running import House

# The seconds that Telegram names in its 429 here.
RETRY_AFTER = 7
BUSY_CHAT = 99
# What a call to the simulated Bot API can meet: the kind of fault, and more about it.
SERVED: dict[str, tuple[Kind, dict[str, Any]]] = {
    "reset before": (Kind.REFUSE, {}),
    "reset after": (Kind.RESET_AFTER, {}),
    "silence before": (Kind.HANG_BEFORE, {}),
    "silence after": (Kind.HANG_AFTER, {}),
    "cut body": (Kind.CUT_BODY, {}),
    "garbage": (Kind.GARBAGE, {}),
    "ok:false": (Kind.BARE_FAILURE, {}),
    "500": (Kind.SERVER_ERROR, {}),
    "502": (Kind.BAD_GATEWAY, {}),
    "409": (Kind.CONFLICT, {}),
    "429": (Kind.FLOOD, {"retry_after": RETRY_AFTER}),
    "429 bare": (Kind.BARE_FLOOD, {}),
    "401": (Kind.UNAUTHORIZED, {}),
    "403": (Kind.FORBIDDEN, {}),
    "400 not found": (Kind.BAD_REQUEST, {"description": "Bad Request: chat not found"}),
    "400": (Kind.BAD_REQUEST, {"description": "Bad Request: can't parse entities"}),
}
# What it can meet before it leaves.
BROKEN = ("no connection", "no name", "no room")


class Still(TravelClock):
    """Return a time that moves only by hand."""

    def __init__(self) -> None:
        super().__init__()
        self._now = super().__call__()

    def __call__(self) -> int:
        return self._now

    def travel(self, seconds: float) -> None:
        self._now += int(seconds * 1000)


class Names(AbstractResolver):
    """Know where the simulated Bot API is, or know nothing."""

    def __init__(self) -> None:
        self.away = False

    async def resolve(self, host: str, port: int = 0, family: Any = 0) -> list[Any]:
        del family
        if self.away:
            raise OSError(f"no such name: {host}")
        return [{"hostname": host, "host": "127.0.0.1", "port": port, "family": 2, "proto": 0, "flags": 0}]

    async def close(self) -> None:
        pass


@asynccontextmanager
async def broken(house: House, names: Names, fault: str) -> AsyncIterator[None]:
    """Break the network for a while: nobody listens, the name is not found, no connection is free."""
    if fault == "no connection":
        async with house.api.offline():
            yield
    elif fault == "no name":
        names.away = True
        house.lotse.telegram._bot._request[1]._session.connector.clear_dns_cache()
        async with house.api.offline():
            pass
        yield
        names.away = False
    else:
        async with _full(house):
            yield


@asynccontextmanager
async def _full(house: House) -> AsyncIterator[None]:
    """Let calls that hang hold every connection there may be."""
    bot, most = house.lotse.telegram._bot, 4
    connector = bot._request[1]._session.connector
    before, connector._limit = connector._limit, most
    house.api.fail("getChat", Kind.HANG_BEFORE, times=None)

    async def hang() -> None:
        with suppress(TelegramError):
            await call(bot, "getChat", {"chat_id": BUSY_CHAT}, read=1.5)

    # The poller may hold one of them.
    hanging = [asyncio.create_task(hang()) for _one in range(most)]
    async with asyncio.timeout(5):
        while len(connector._acquired) < most:  # noqa: ASYNC110  (aiohttp offers no event for it.)
            await asyncio.sleep(0.01)
    yield
    await asyncio.gather(*hanging)
    house.api.faults.clear()
    connector._limit = before


@dataclass(frozen=True)
class Cell:
    """One fault and one kind of message, in a chat of its own."""

    fault: str
    kind: str
    chat: int

    async def say(self, house: House) -> None:
        """Let Lotse say it."""
        outcome = await house.lotse.door.write(lambda conn: getattr(self, f"_{self.kind}")(house, conn))
        house.lotse.desk.tell(outcome)

    async def take_over(self, house: House) -> None:
        """Let a colleague hold the conversation."""

        def claim(conn: Any) -> Outcome:
            thread = self._thread(house, conn)
            return house.lotse.desk.handovers.claim(conn, colleague(conn), thread.person_id, epoch=thread.epoch)

        house.lotse.desk.tell(await house.lotse.door.write(claim))

    async def hand_back(self, house: House) -> None:
        """Let her give the conversation back to the bot."""

        def back(conn: Any) -> Outcome:
            return house.lotse.desk.handovers.hand_back(conn, colleague(conn), self._thread(house, conn).person_id)

        house.lotse.desk.tell(await house.lotse.door.write(back))

    def is_called(self, call: Any) -> bool:
        """Tell whether a call is for this chat."""
        return str(call.params.get("chat_id")) == str(self.chat)

    def made(self, house: House) -> int:
        """Return how often Telegram was called for this chat."""
        return sum(self.is_called(one) for one in house.api.log)

    def seen(self, house: House) -> int:
        """Return how many messages the family has."""
        return len(house.api.users[self.chat].inbox)

    def state(self, house: House) -> str:
        """Return what the outbox says of it."""
        person = house.thread(self.chat).person_id
        query = "SELECT state FROM outbox WHERE person_id = :person ORDER BY id DESC LIMIT 1"
        return str(house.rows(query, person=person)[0][0])

    def address(self, house: House) -> str:
        """Return how its address is marked."""
        person = house.thread(self.chat).person_id
        return str(house.rows("SELECT state FROM address WHERE person_id = :person", person=person)[0][0])

    async def put_in_hand(self, house: House) -> None:
        """Let the last call be in the hands of a process that is dead, which wrote down nothing more."""
        person = house.thread(self.chat).person_id
        newest = select(func.max(outbox.c.id)).where(outbox.c.person_id == person).scalar_subquery()
        dead = update(outbox).where(outbox.c.id == newest).values(state="sending", boot=1, attempts=0)
        await house.lotse.door.write(lambda conn: conn.execute(dead))

    def _answer(self, house: House, conn: Any) -> Outcome:
        return self._said(house, conn, Message(language="en", parts=(Part(text="Our office is open until five."),)))

    def _recording(self, house: House, conn: Any) -> Outcome:
        return self._said(house, conn, Message(language="en", parts=(Part(audio="contact/en"),)))

    def _notice(self, house: House, conn: Any) -> Outcome:
        return house.lotse.desk.handovers.tell(conn, self._thread(house, conn), ENDED)

    def _staff(self, house: House, conn: Any) -> Outcome:
        handovers, thread = house.lotse.desk.handovers, self._thread(house, conn)
        words, kept = own_words(colleague(conn), "de", "Guten Tag")
        return handovers.write(conn, colleague(conn), thread.person_id, words, kept, epoch=thread.epoch)

    def _said(self, house: House, conn: Any, message: Message) -> Outcome:
        thread, turns = self._thread(house, conn), house.lotse.runner.turns
        said = turns.mouth.say(conn, thread, message, place=str(self.chat), now=turns.clock(), speaker=Speaker.LOTSE)
        conversations.save(conn, thread)
        return Outcome(person_id=thread.person_id, calls=said.calls, queued=said.queued)

    def _thread(self, house: House, conn: Any) -> Any:
        vault = house.lotse.runner.turns.vault
        return conversations.load(conn, vault, vault.lookup("telegram", str(self.chat)))


def colleague(conn: Any) -> Any:
    """Return the colleague who writes to everybody."""
    there = staff.by_login(conn, "berta@example.org")
    if there is None:
        id = staff.add(conn, login="berta@example.org", name="Berta", role=Role.LEAD, teams=(), language="de", now=1)
        staff.change(conn, id, state="active")
        there = staff.by_login(conn, "berta@example.org")
    return there


def read(table: str, kinds: tuple[str, ...]) -> dict[Cell, str]:
    """Read a table of outcomes, a row a fault and a column a kind of message; each cell has a chat of its own."""
    cells, lines = {}, [line.split("|") for line in table.strip("\n").splitlines()]
    assert tuple(lines[0][1].split()) == kinds
    assert [line[0].strip() for line in lines[1:]] == [*BROKEN, *SERVED]
    for number, (fault, outcomes, _why) in enumerate(lines[1:]):
        for place, (kind, outcome) in enumerate(zip(kinds, outcomes.split(), strict=True)):
            cells[Cell(fault.strip(), kind, 1_000 + 10 * number + place)] = outcome
    return cells
