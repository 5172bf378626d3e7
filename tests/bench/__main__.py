"""`python -m tests.bench`: three bots, three interleaved runs, a table in docs/figures.md."""

from __future__ import annotations

import argparse
import sys
from dataclasses import fields
from statistics import median
from typing import TYPE_CHECKING

from tests.bench.bots import AIOHTTP, BOTS, DEFAULT, LOTSE
from tests.bench.figures import commit, machine, write
from tests.bench.trial import Trial, run

if TYPE_CHECKING:
    from collections.abc import Mapping

HEADING = "Bench: the whole bot against python-telegram-bot"
ABOUT = """\
CPU of the bot's process on one core, black-box over the simulated Bot API on another; {users} families in closed loop,
{turns} measured turns after a warm-up, medians of {runs} interleaved runs. A turn is one update with everything that
answers it: of Lotse's walk, 12 of 15 are presses, which call answerCallbackQuery beside sendMessage; it is encrypted,
durable (SQLite, synchronous=FULL), and acknowledged after the commit. The peers echo one text, from memory."""
ROWS = {
    "CPU a turn, ms": "cpu",
    "turns a second": "rate",
    "p50, ms": "p50",
    "p99, ms": "p99",
    "peak memory, MB": "peak",
    "start until the first answer, s": "cold",
}
# What Lotse may cost at most, of either peer's turn.
BARS = {DEFAULT.name: 0.2, AIOHTTP.name: 1.0}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench")
    parser.add_argument("--users", type=int, default=200)
    parser.add_argument("--turns", type=int, default=5600, help="measured in each run")
    parser.add_argument("--runs", type=int, default=3)
    asked = parser.parse_args()
    trials: dict[str, list[Trial]] = {bot.name: [] for bot in BOTS}
    for number in range(asked.runs):
        for bot in BOTS:
            trial = run(bot, users=asked.users, turns=asked.turns)
            trials[bot.name].append(trial)
            print(f"{number + 1}. {bot.name}: {trial.cpu:.2f} ms", file=sys.stderr, flush=True)
    middle = {name: _middle(some) for name, some in trials.items()}
    ratios = {name: middle[LOTSE.name].cpu / middle[name].cpu for name in BARS}
    shown = "\n".join([table(middle), "", *(_ratio(name, ratio) for name, ratio in ratios.items())])
    about = ABOUT.format(users=asked.users, turns=asked.turns, runs=asked.runs)
    print(shown)
    write(HEADING, f"{commit()}; {machine()}.\n\n{about}\n\n{shown}")
    sys.exit(any(ratio > BARS[name] for name, ratio in ratios.items()))


def table(middle: Mapping[str, Trial]) -> str:
    """Write a table in Markdown, a column a bot."""
    lines = [["", *middle], ["---", *("---:" for _ in middle)]]
    lines += [[row, *(f"{getattr(trial, name):.2f}" for trial in middle.values())] for row, name in ROWS.items()]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _ratio(name: str, ratio: float) -> str:
    held = "held" if ratio <= BARS[name] else "**missed**"
    return f"- CPU a turn, Lotse to {name}: {ratio:.2f} (bar {BARS[name]}: {held})"


def _middle(trials: list[Trial]) -> Trial:
    return Trial(**{one.name: median(getattr(trial, one.name) for trial in trials) for one in fields(Trial)})


if __name__ == "__main__":
    main()
