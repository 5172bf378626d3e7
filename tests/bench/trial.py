"""One bot through one run: cold start, a warm-up lap, measured laps."""

from __future__ import annotations

import tempfile
import time
from contextlib import ExitStack
from dataclasses import dataclass
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING

from tests import learnt
from tests.bench.bots import settings
from tests.bench.processes import Process
from tests.bench.redis import redis
from tests.bench.remote import Remote

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.bench.bots import Bot

BOT_CORE, TELEGRAM_CORE = 0, 1
# Seconds within which something must happen.
PATIENCE = 300.0
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


def run(bot: Bot, *, users: int, turns: int, prepare: Callable[[Path], None] | None = None) -> Trial:
    """Measure one bot once, on a fresh simulation and a fresh database, over at least so many turns in whole walks.

    prepare puts something into the bot's folder first. Raises RuntimeError where it does not answer, or answers
    wrongly.
    """
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        if prepare:
            prepare(folder)
        telegram = stack.enter_context(Remote(core=TELEGRAM_CORE))
        places = {"url": telegram.url, "folder": str(folder)}
        if bot.on_redis:
            places["redis"] = stack.enter_context(redis(folder, core=TELEGRAM_CORE))
        log = folder / "errors.log"
        learnt.give(folder)
        telegram.post("act", user=FIRST, act="send", **{"with": {"text": "/start"}})
        env = settings(telegram.url, folder, **bot.env)
        process = stack.enter_context(
            Process(bot.command(**places), program=bot.python, env=env, core=BOT_CORE, log=log)
        )
        if not telegram.until(lambda: telegram.get("inbox", user=FIRST["id"]), timeout=PATIENCE, every=0.01):
            raise RuntimeError(f"{bot.name} does not answer: {log.read_text()[-2000:]}")
        cold = time.perf_counter() - process.started
        laps = 1 if bot.fresh else 0
        walk, methods = list(bot.walk), list(bot.methods)
        telegram.post("load/start", users=users, walk=walk, laps=laps, fresh=bot.fresh, methods=methods)
        lap = users * len(walk)
        _wait(telegram, users if bot.slow else lap)
        telegram.post("load/mark")
        before = process.cpu
        _wait(telegram, lap if bot.slow else ceil(turns / lap) * lap)
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
