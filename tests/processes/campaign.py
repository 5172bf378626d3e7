"""Families write to several processes; they are replaced one after another, and killed."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from tests.bench.bots import LOTSE
from tests.bench.remote import Remote
from tests.crash.audit import audit
from tests.crash.databases import IN_HAND, UNSENT, look
from tests.processes.group import Group

if TYPE_CHECKING:
    from pathlib import Path

# Seconds in which everything that is still open must be answered at the end.
PATIENCE = 60.0
FIRST_PERSON = 10_000_000
# What the audit counts that is no fault.
NO_FAULT = ("acts", "messages", "doubled_ambiguous")


@dataclass(frozen=True, kw_only=True)
class Load:
    """What families of a closed loop saw."""

    processes: int
    turns_per_second: float
    p50: float
    p99: float
    updates: int
    # Confirmed to Telegram and not answered, not confirmed, or anything that the audit does not like.
    faults: int


@dataclass(frozen=True, kw_only=True)
class Replaced:
    """What came of replacing, or killing, one process after another."""

    rounds: int
    updates: int
    faults: int
    # Sent twice where a kill left it unknown whether the first one had arrived.
    doubled_ambiguous: int
    # Seconds in which nothing was sent after a kill of the sender, in order.
    silent: tuple[float, ...] = ()
    # Seconds that each took to end when it was asked to, the last ones of the campaign too.
    stopping: tuple[float, ...] = ()


def load(url: str, folder: Path, *, processes: int, users: int, seconds: float) -> Load:
    """Let families write to so many processes behind one address."""
    with Remote() as telegram, Group(telegram, url, folder) as group:
        for _process in range(processes):
            group.start()
        _begin(telegram, users)
        time.sleep(seconds / 4)
        telegram.post("load/mark")
        time.sleep(seconds)
        seen = telegram.get("load")
        faults, updates, _doubled = _end(telegram, url, folder, users, Counter())
    return Load(
        processes=processes, turns_per_second=seen["turns_per_second"], p50=seen["p50_ms"], p99=seen["p99_ms"],
        updates=updates, faults=faults,
    )  # fmt: skip


def replace(url: str, folder: Path, *, rounds: int, users: int, kill: bool, processes: int = 3) -> Replaced:
    """Replace the process that sends, again and again, while families write: by stopping it, or by a kill."""
    held: Counter[tuple[int, int]] = Counter()
    silent = []
    with Remote() as telegram, Group(telegram, url, folder) as group:
        for _process in range(processes):
            group.start()
        _begin(telegram, users)
        for _round in range(rounds):
            telegram.until(group.sender, timeout=30)
            time.sleep(1)
            group.stop(group.sender(), kill=kill)
            if kill:
                held.update(look(url, IN_HAND))
                silent.append(_silence(telegram))
            group.start()
        faults, updates, doubled = _end(telegram, url, folder, users, held)
    return Replaced(
        rounds=rounds, updates=updates, faults=faults, doubled_ambiguous=doubled, silent=tuple(sorted(silent)),
        stopping=tuple(sorted(group.stopping)),
    )  # fmt: skip


def _begin(telegram: Remote, users: int) -> None:
    telegram.until(lambda: "setWebhook" in telegram.get("counters")["calls"], timeout=30)
    telegram.post("load/start", users=users, walk=list(LOTSE.walk))


def _silence(telegram: Remote) -> float:
    """Return the seconds until something is sent again."""
    began, before = time.monotonic(), telegram.get("load")["messages"]
    telegram.until(lambda: telegram.get("load")["messages"] > before, timeout=30, every=0.02)
    return time.monotonic() - began


def _end(
    telegram: Remote, url: str, folder: Path, users: int, held: Counter[tuple[int, int]]
) -> tuple[int, int, int]:  # fmt: skip
    """Wait until everybody is answered; return the faults, the updates, and what was sent twice, unknown at a kill."""
    telegram.post("load/stop")
    telegram.until(lambda: not telegram.get("load")["waiting"] and not look(url, UNSENT), timeout=PATIENCE)
    seen: dict[str, Any] = telegram.get("load")
    calls = telegram.get("log", method="sendMessage")["calls"]
    chats = range(FIRST_PERSON, FIRST_PERSON + users)
    found = asdict(audit(url, folder / "keys.json", chats, calls, held))
    lost = len(seen["unanswered_confirmed"]) + len(seen["unanswered_pending"]) + len(look(url, UNSENT))
    wrong = lost + sum(many for name, many in found.items() if name not in NO_FAULT)
    if wrong:
        print("  ", lost, "not answered;", {name: many for name, many in found.items() if many})
    return wrong, seen["updates"], found["doubled_ambiguous"]
