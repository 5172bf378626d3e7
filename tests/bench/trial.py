"""One bot through one run: cold start, a warm-up lap, measured laps."""

from __future__ import annotations

import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tests import learnt
from tests.bench.bots import settings
from tests.bench.processes import Process
from tests.bench.remote import Remote

if TYPE_CHECKING:
    from tests.bench.bots import Bot

BOT_CORE, TELEGRAM_CORE = 0, 1
# Seconds within which something must happen.
PATIENCE = 120.0
FIRST = {"id": 5, "first_name": "Amina", "language_code": "ar"}


@dataclass(frozen=True, kw_only=True)
class Trial:
    """What one run of one bot says."""

    # Milliseconds of CPU a turn, turns a second, milliseconds from update to answer.
    cpu: float
    rate: float
    p50: float
    p99: float
    # MB at most; seconds from the start of the process until its first answer.
    peak: float
    cold: float
    turns: int


def run(bot: Bot, *, users: int, turns: int) -> Trial:
    """Measure one bot once, on a fresh simulation and a fresh database.

    Raises RuntimeError where it does not answer, or answers wrongly.
    """
    with tempfile.TemporaryDirectory() as folder, Remote(core=TELEGRAM_CORE) as telegram:
        log = Path(folder) / "errors.log"
        learnt.give(Path(folder))
        telegram.post("act", user=FIRST, act="send", **{"with": {"text": "/start"}})
        env = settings(telegram.url, Path(folder))
        with Process(bot.command(telegram.url), env=env, core=BOT_CORE, log=log) as process:
            if not telegram.until(lambda: telegram.get("inbox", user=FIRST["id"]), timeout=PATIENCE, every=0.01):
                raise RuntimeError(f"{bot.name} does not answer: {log.read_text()[-2000:]}")
            cold = time.perf_counter() - process.started
            telegram.post("load/start", users=users, walk=list(bot.walk))
            _wait(telegram, users * len(bot.walk))
            telegram.post("load/mark")
            before = process.cpu
            _wait(telegram, turns)
            spent = process.cpu - before
            figures = telegram.post("load/stop")
            peak = process.peak
    if figures["doubled"] or figures["strayed"]:
        raise RuntimeError(f"{bot.name} answered wrongly: {figures}")
    return Trial(
        cpu=spent / figures["turns"] * 1000,
        rate=figures["turns_per_second"],
        p50=figures["p50_ms"],
        p99=figures["p99_ms"],
        peak=peak,
        cold=cold,
        turns=figures["turns"],
    )


def _wait(telegram: Remote, turns: int) -> None:
    if not telegram.until(lambda: telegram.get("load")["turns"] >= turns, timeout=PATIENCE, every=0.1):
        raise RuntimeError(f"the load stands still: {telegram.get('load')}")
