"""In real time: Telegram asks some chats to wait, again and again, while families write in the others."""

from __future__ import annotations

import time
from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from tests import learnt
from tests.bench.bots import LOTSE, settings
from tests.bench.processes import Process
from tests.bench.remote import Remote

if TYPE_CHECKING:
    from pathlib import Path

# Ids of the chats that are told to wait: nobody of the load has them.
FIRST = 500
TOO_MANY = 429


@dataclass(frozen=True, kw_only=True)
class Flooded:
    """What came of it."""

    # How often Telegram asked to wait.
    asked: int
    # Of the seconds between such an answer and the next call for its chat, the fewest.
    earliest: float
    # Milliseconds that the families of the other chats waited for an answer: of 99 in 100, and of all.
    p99: float
    most: float
    turns: int


def run(url: str, folder: Path, *, chats: int = 20, families: int = 50, wait: int = 3, seconds: int = 20) -> Flooded:
    """Let every first, second and third call for some chats be refused; the pace of our own is no limit here."""
    learnt.give(folder)
    with Remote() as telegram:
        env = settings(telegram.url, folder, LOTSE_DATABASE_URL=url)
        with Process(["-m", "bot", "run"], env=env, log=folder / "errors.log"):
            telegram.post("load/start", users=families, walk=list(LOTSE.walk))
            telegram.until(lambda: telegram.get("load")["turns"] > families, timeout=60)
            telegram.post("load/mark")
            for chat in range(FIRST, FIRST + chats):
                telegram.post("faults", kind="flood", method="sendMessage", chat_id=chat, times=3, retry_after=wait)
                telegram.post(
                    "act", user={"id": chat, "language_code": "ar"}, act="send", **{"with": {"text": "/start"}}
                )
            time.sleep(seconds)
            seen = telegram.post("load/stop")
            calls = telegram.get("log", method="sendMessage")["calls"]
    made = defaultdict(list)
    for call in calls:
        if FIRST <= int(call["params"]["chat_id"]) < FIRST + chats:
            made[call["params"]["chat_id"]].append(call)
    gaps = [
        later["at"] - call["at"] for one in made.values() for call, later in pairwise(one) if call["status"] == TOO_MANY
    ]
    if any(one[-1]["status"] == TOO_MANY for one in made.values()) or len(made) < chats:
        raise RuntimeError("Somebody who was asked to wait is never answered.")
    return Flooded(
        asked=len(gaps), earliest=min(gaps), p99=seen["p99_ms"], most=seen["most_ms"], turns=seen["turns"]
    )  # fmt: skip
