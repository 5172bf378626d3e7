"""Kill and start again, many times in one load."""

from __future__ import annotations

import random
import statistics
import time
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tests import learnt
from tests.bench.bots import LOTSE, settings
from tests.bench.processes import Process
from tests.bench.remote import Remote
from tests.crash.audit import Found, audit
from tests.crash.databases import IN_HAND, UNSENT, look

if TYPE_CHECKING:
    from pathlib import Path

# Seconds after the start is told at which the plug is pulled, at the earliest and at the latest.
EARLIEST, LATEST = 0.005, 1.0
# Messages a second in one chat: slow enough that some wait in the outbox when the plug is pulled.
CHAT_RATE = "5"
# Seconds in which everything that is still open must be answered at the end.
PATIENCE = 60.0
# The walkers' ids count up from here (tests/botapi/load.py).
FIRST_PERSON = 10_000_000


@dataclass(frozen=True, kw_only=True)
class Report:
    """What a campaign found, with its denominators."""

    points: int
    # Kills at which at least one call was in hand, and how many different calls that were in all.
    points_in_hand: int
    calls_in_hand: int
    updates: int
    # Confirmed to Telegram and never answered.
    lost: int
    # Not even confirmed when everything was over.
    pending: int
    # Calls that are still queued or in hand then.
    left: int
    found: Found
    # Seconds from a start until it is told, the middle one.
    start: float


def run(url: str, folder: Path, *, points: int, users: int, seed: int) -> Report:
    """Kill Lotse so many times on one database and audit what is left.

    Raises RuntimeError where it does not start, or ends by itself.
    """
    chance = random.Random(seed)
    held: Counter[tuple[int, int]] = Counter()
    starts: list[float] = []
    full = 0
    learnt.give(folder)
    with Remote() as telegram:
        env = settings(
            telegram.url, folder, LOTSE_DATABASE_URL=url, LOTSE_TELEGRAM_CHAT_RATE=CHAT_RATE, LOTSE_LOG_LEVEL="WARNING"
        )
        telegram.post("load/start", users=users, walk=list(LOTSE.walk))
        for _point in range(points):
            with _start(env, folder, starts) as lotse:
                if lotse.ends_within(chance.uniform(EARLIEST, LATEST)):
                    raise RuntimeError(f"Lotse ended by itself; see {folder / 'errors.log'}")
                lotse.kill()
            in_hand = look(url, IN_HAND)
            held.update(in_hand)
            full += bool(in_hand)
        with _start(env, folder, starts):
            telegram.post("load/stop")
            telegram.until(lambda: not telegram.get("load")["waiting"] and not look(url, UNSENT), timeout=PATIENCE)
        load = telegram.get("load")
        calls = telegram.get("log", method="sendMessage")["calls"]
    chats = range(FIRST_PERSON, FIRST_PERSON + users)
    return Report(
        points=points,
        points_in_hand=full,
        calls_in_hand=len(held),
        updates=load["updates"],
        lost=len(load["unanswered_confirmed"]),
        pending=len(load["unanswered_pending"]),
        left=len(look(url, UNSENT)),
        found=audit(url, folder / "keys.json", chats, calls, held),
        start=statistics.median(starts),
    )


def _start(env: dict[str, Any], folder: Path, starts: list[float]) -> Process:
    lotse = Process(LOTSE.command(), env=env, log=folder / "errors.log")
    lotse.line("Chat page:")
    starts.append(time.perf_counter() - lotse.started)
    return lotse
