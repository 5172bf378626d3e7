"""One database, one running house, and everybody who wants something of it."""

from __future__ import annotations

import asyncio
import itertools
import json
import random
import re
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from aiohttp import ClientError

from bot.store.tables import METADATA
from tests import learnt
from tests.bench.bots import LOTSE, settings
from tests.bench.processes import Process
from tests.botapi import BotApi
from tests.crash.databases import look
from tests.soak import page
from tests.soak.colleague import Colleague, settle
from tests.soak.families import Crowd
from tests.soak.pace import Pace
from tests.soak.verdict import Sample

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

CALLS = "SELECT state, coalesce(reason, ''), count(*) FROM outbox GROUP BY 1, 2"
ROWS = "SELECT " + " + ".join(f'(SELECT count(*) FROM "{name}")' for name in METADATA.tables)
# Families in the chat, browsers before the page, and seconds between two shifts of the colleague.
FAMILIES, BROWSERS, PAUSE = 24, 4, 5.0
FIRST_FAMILY = 20_000_000


@dataclass(frozen=True, kw_only=True)
class Soaked:
    """What was seen, with its denominators."""

    samples: list[Sample]
    seen: Counter[str]
    # Lines of the log that complain.
    errors: list[str]
    # What was said where no answer came, and how far all calls have come.
    missed: list[str]
    calls: list[tuple[str, str, int]]


async def run(url: str, folder: Path, *, seconds: float, rate: float, every: float, seed: int) -> Soaked:
    """Let so many turns a second come for so long; raises RuntimeError where Lotse does not start."""
    settle(url, folder)
    learnt.give(folder)
    log = folder / "errors.log"
    async with BotApi() as api:
        env = settings(api.url, folder, LOTSE_DATABASE_URL=url, LOTSE_TELEGRAM_INTAKE="chat", LOTSE_LOG="json",
                       LOTSE_LOG_LEVEL="WARNING")  # fmt: skip
        with Process(LOTSE.command(), env=env, log=log) as lotse:
            said = await asyncio.to_thread(lotse.line, "Chat page:", 60)
            address = re.search(r"http://\S+:\d+", said)
            assert address is not None
            crowd = Crowd(api, Pace(rate), random.Random(seed))
            busy = [asyncio.create_task(one) for one in _everybody(address[0], crowd)]
            samples = await _watch(lotse, url, crowd, seconds=seconds, every=every, busy=busy)
            for task in busy:
                task.cancel()
            await asyncio.gather(*busy, return_exceptions=True)
            await asyncio.to_thread(lotse.stop)
    return Soaked(
        samples=samples, seen=crowd.seen, errors=complaints(log.read_text(encoding="utf-8")), missed=crowd.missed,
        calls=look(url, CALLS),
    )  # fmt: skip


def complaints(log: str) -> list[str]:
    """Return what a log says that is an error; a line that is no event is one, too."""
    found = []
    for line in filter(None, log.splitlines()):
        with suppress(ValueError):
            if json.loads(line).get("level") in ("debug", "info", "warning"):
                continue
        found.append(line)
    return found


def _everybody(address: str, crowd: Crowd) -> list[Awaitable[None]]:
    numbers = itertools.count(FIRST_FAMILY)

    async def works() -> None:
        async with page.browser(address) as client:
            colleague = Colleague(client, crowd.seen)
            while True:
                await colleague.shift(lambda: page.look(client, crowd.chance, crowd.seen))
                await asyncio.sleep(PAUSE)

    return [
        *(crowd.come(lambda: next(numbers)) for _family in range(FAMILIES)),
        *(_again(lambda: page.come(address, crowd), crowd) for _browser in range(BROWSERS)),
        works(),
    ]


async def _again(doing: Callable[[], Awaitable[None]], crowd: Crowd) -> None:
    while True:
        try:
            await doing()
        except ClientError as error:
            crowd.seen[f"page: {type(error).__name__}"] += 1
            crowd.seen["refused"] += 1
        await asyncio.sleep(crowd.chance.uniform(0, 1))


async def _watch(
    lotse: Process, url: str, crowd: Crowd, *, seconds: float, every: float, busy: list[asyncio.Task[None]]
) -> list[Sample]:
    """Look every few seconds; raises what stopped one of those who are busy."""
    began, samples = time.monotonic(), []
    while (at := time.monotonic() - began) < seconds:
        done, _pending = await asyncio.wait(busy, timeout=min(every, seconds - at), return_when=asyncio.FIRST_EXCEPTION)
        for task in done:
            task.result()
        [(rows,)] = await asyncio.to_thread(look, url, ROWS)
        samples.append(
            Sample(
                at=time.monotonic() - began, memory=lotse.memory, files=lotse.files, threads=lotse.threads, rows=rows,
                waits=crowd.taken(),
            )
        )  # fmt: skip
    return samples
