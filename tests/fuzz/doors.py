"""What is played with a whole house: updates that are posted, forms, and talks of a family."""

from __future__ import annotations

import asyncio
import random
from contextlib import AsyncExitStack, contextmanager
from dataclasses import replace
from itertools import count
from typing import TYPE_CHECKING, Any

import pytest

from bot import wiring
from bot.arrival import Arrival
from bot.runner import Runner
from bot.settings import Settings
from bot.store import conversations, messages
from bot.telegram import sender
from bot.web.limits import Limit
from dialogs.incoming import Command, Edited, Pressed, Sent, Thing, Typed
from tests import learnt
from tests.bot.booking.offices import at
from tests.bot.running import TravelClock
from tests.botapi import BotApi
from tests.cheap import cheap
from tests.desk.appointments import MONDAY, busy_day, give, travel_to
from tests.desk.conftest import Office
from tests.fuzz.bodies import body
from tests.fuzz.chance import FromBytes
from tests.fuzz.seeds import REPLIES
from tests.hostile.posting import posted, real
from tests.hostile.test_forms import Knocking
from translations import LOCALES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    Play = Callable[[bytes], str]

# After so many updates a good one must be answered; after so many forms a colleague may have signed herself out.
SPELL, SITTING = 25, 2_000
# What a family does at most in one talk.
ACTS = 16
_COMMANDS = ("start", "menu", "help", "language", "mydata", "back", "intake", "termin", "x")


@contextmanager
def brisk() -> Iterator[None]:
    """Let houses begin at once, with what is learnt already."""
    with cheap(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(wiring, "load_library", lambda *_: learnt.library())
        patch.setattr(sender, "IDLE", 0.02)
        patch.setattr(sender, "BUSY", 0.01)
        yield


@contextmanager
def webhook(url: str, folder: Path) -> Iterator[Play]:
    """Post updates with something wrong in them."""
    numbers, loop, stack = count(1), asyncio.new_event_loop(), AsyncExitStack()

    async def begin() -> tuple[Any, list[dict[str, Any]]]:
        telegram = await stack.enter_async_context(BotApi(token="123:TEST"))
        way = await stack.enter_async_context(posted(telegram, url, folder, TravelClock()))
        return way, await real(telegram)

    async def once(data: bytes) -> str:
        number = next(numbers)
        said = body(FromBytes(data), good, 1_000_000 + number)
        status = (await way.post(said)).status_code
        assert status in (200, 400, 413), (status, said)
        if number % SPELL == 0:
            await way.answers(1_000_000 + number)
        return str(status)

    with brisk():
        way, good = loop.run_until_complete(begin())
        try:
            yield lambda data: loop.run_until_complete(once(data))
        finally:
            loop.run_until_complete(stack.aclose())
            loop.close()


@contextmanager
def _office(url: str, folder: Path) -> Iterator[Office]:
    clock = TravelClock()
    with brisk():
        settings = Settings(_env_file=None, data_dir=folder, database_url=url, telegram_token="")
        office = Office(wiring.build(settings, clock=clock))
        travel_to(clock, at(MONDAY, 9))
        give(office, busy_day())
        yield office
        office.close()
        office.lotse.door.close()


@contextmanager
def forms(url: str, folder: Path) -> Iterator[Play]:
    """Send forms and ask for addresses, half right."""
    with _office(url, folder) as office, pytest.MonkeyPatch.context() as patch:
        knocking, numbers, sittings, wait = Knocking(office), count(), count(1), Limit.wait

        def play(data: bytes) -> str:
            if next(numbers) % SITTING == 0:
                # Whoever sits down comes from an address from which nobody has knocked yet.
                sitting = next(sittings)
                patch.setattr(Limit, "wait", lambda limit, key: wait(limit, f"{sitting} {key}"))
                knocking.chance = random.Random(1)
                knocking.sit_down()
            knocking.statuses.clear()
            knocking.chance = chance = FromBytes(data)
            knocking.knock(chance.choice(knocking.ways))
            assert not knocking.faults, (knocking.faults, knocking.asked)
            return str(next(iter(knocking.statuses), ""))

        yield play


@contextmanager
def talks(url: str, folder: Path) -> Iterator[Play]:
    """Let a new family press and type whatever the bytes say; no turn may fail."""
    with _office(url, folder) as office, pytest.MonkeyPatch.context() as patch:
        loop, numbers = asyncio.new_event_loop(), count(1)
        runner, vault = office.lotse.runner, office.lotse.desk.vault

        async def fail(_runner: Runner, arrival: Arrival, _lane: int, error: Exception, _raw: object) -> None:
            raise AssertionError(f"a turn fails: {arrival.incoming}") from error

        patch.setattr(Runner, "_apologise", fail)

        def buttons(place: str) -> list[str]:
            with office.lotse.door.read() as conn:
                thread = conversations.load(conn, vault, vault.lookup("telegram", place), lock=False)
                said = messages.after(conn, thread.box, thread.person_id, thread.messages - 1) if thread else []
            return [button[1] for one in said for row in one.body.get("r", ()) for button in row if button[1]]

        async def once(data: bytes) -> str:
            chance, place = FromBytes(data), str(next(numbers))
            first = Arrival(channel="telegram", place=place, update_id="", incoming=Command("start"))
            first = replace(first, languages=(chance.choice(LOCALES),))
            for act in range(ACTS):
                if act and not chance.left:
                    return f"{act // 4 * 4} acts and more"
                incoming = _act(chance, buttons(place)) if act else first.incoming
                arrival = replace(first, update_id=f"{place}-{act}", incoming=incoming)
                await runner.run(arrival, raw=lambda: b"")
            return f"{ACTS} acts"

        yield lambda data: loop.run_until_complete(once(data))
        loop.close()


def _act(chance: FromBytes, buttons: list[str]) -> Any:
    match chance.randrange(12):
        case 0:
            return Command(chance.choice(_COMMANDS))
        case 1:
            # A real button with another code on it: anybody can post one.
            return Pressed(f"{chance.choice(buttons or ['g:menu']).rpartition(':')[0]}:{chance.word()}")
        case 2:
            return Sent(chance.choice(tuple(Thing)), chance.word())
        case 3:
            return Edited(chance.word())
        case 4 | 5:
            return Typed(chance.word() or "?")
        case 6 | 7:
            return Typed(chance.choice(REPLIES))
    return Pressed(chance.choice(buttons) if buttons else "g:menu")


DOORS = {"webhook": webhook, "forms": forms, "talks": talks}
