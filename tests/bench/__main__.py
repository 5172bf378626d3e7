"""`python -m tests.bench`: every bot in interleaved runs, a table in docs/figures.md."""

from __future__ import annotations

import argparse
import random
import sys
from dataclasses import fields
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from tests.bench.bots import BARS, BOTS, Bot
from tests.bench.figures import commit, machine, write
from tests.bench.redis import SERVER
from tests.bench.trial import Trial, run

if TYPE_CHECKING:
    from collections.abc import Mapping

HEADING = "Bench: the whole bot against its peers"
ABOUT = """\
CPU of the bot's process on one core (user and system), black-box over the simulated Bot API on another; {users}
families in closed loop, at least {turns} measured turns in whole walks after one walk each to warm up (one walk each
after a turn each where every turn is pickled), medians of {runs} runs, the bots in an order of their own in each run
(seed {seed}). A turn is one update with everything that answers it, a press with its answerCallbackQuery. Lotse is
encrypted, durable (SQLite, synchronous=FULL), and acknowledges after the commit. The echoes answer one text, from
memory. A registration, and the form of the peers, is fifteen questions, pressed and typed by turns, each family once:
Lotse's is the real one, in Arabic, with its search for what a typed text may mean, and sent to the office. Redis writes
with appendfsync=always, on the other core, and is not counted."""
COLUMNS = {
    "CPU a turn, ms": "cpu",
    "turns a second": "rate",
    "p50, ms": "p50",
    "p99, ms": "p99",
    "peak memory, MB": "peak",
    "start until the first answer, s": "cold",
}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench")
    parser.add_argument("--users", type=int, default=200)
    parser.add_argument("--turns", type=int, default=5600, help="measured in each run, at least")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--seed", type=int, default=2026, help="of the order in which the bots run")
    parser.add_argument("--only", default="", help="only bots in whose names this stands; nothing is written down")
    asked = parser.parse_args()
    chance = random.Random(asked.seed)
    measured = [bot for bot in BOTS if asked.only in bot.name and not lacks(bot)]
    trials: dict[str, list[Trial]] = {bot.name: [] for bot in measured}
    for number in range(asked.runs):
        for bot in chance.sample(measured, len(measured)):
            trial = run(bot, users=asked.users, turns=asked.turns)
            trials[bot.name].append(trial)
            print(f"{number + 1}. {bot.name}: {trial.cpu:.2f} ms", file=sys.stderr, flush=True)
    middle = {name: _middle(some) for name, some in trials.items()}
    missing = {bot.name: lacks(bot) for bot in BOTS if lacks(bot)}
    ratios = [
        (lotse.name, peer.name, most, middle[lotse.name].cpu / middle[peer.name].cpu)
        for lotse, peer, most in BARS
        if lotse.name in middle and peer.name in middle
    ]
    shown = "\n".join([table(middle, missing), "", *(_ratio(*ratio) for ratio in ratios)])
    print(commit(), f"seed {asked.seed}", shown, sep="\n")
    if not asked.only:
        about = ABOUT.format(users=asked.users, turns=asked.turns, runs=asked.runs, seed=asked.seed)
        write(HEADING, f"{commit()}; {machine()}.\n\n{about}\n\n{shown}")
    sys.exit(any(ratio > most for _lotse, _peer, most, ratio in ratios))


def lacks(bot: Bot) -> str:
    """Say what is not there for a bot to be measured; empty where nothing is missing."""
    if not Path(bot.python).exists():
        return "no environment for the peers: `make bench` makes it"
    return "no redis-server" if bot.on_redis and not SERVER else ""


def table(middle: Mapping[str, Trial], missing: Mapping[str, str]) -> str:
    """Write a table in Markdown, a row a bot; what could not be measured says why."""
    lines = [["", *COLUMNS], ["---", *("---:" for _ in COLUMNS)]]
    lines += [[name, *(f"{getattr(one, column):.2f}" for column in COLUMNS.values())] for name, one in middle.items()]
    lines += [[name, f"not measured: {why}", *("" for _ in [*COLUMNS][1:])] for name, why in missing.items()]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _ratio(lotse: str, peer: str, most: float, ratio: float) -> str:
    held = "held" if ratio <= most else "**missed**"
    return f"- CPU a turn, {lotse} to {peer}: {ratio:.2f} (bar {most}: {held})"


def _middle(trials: list[Trial]) -> Trial:
    return Trial(**{one.name: median(getattr(trial, one.name) for trial in trials) for one in fields(Trial)})


if __name__ == "__main__":
    main()
