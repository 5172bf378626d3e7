"""`python -m tests.fuzz`: every target in a process of its own, led by what it covers; a table in docs/figures.md."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from tests import learnt
from tests.bench.figures import commit, machine, write
from tests.crash.databases import DATABASES
from tests.fuzz.seeds import SEEDS
from tests.fuzz.trial import Trial, play

if TYPE_CHECKING:
    from collections.abc import Sequence

# What needs a house, and is played on each database.
HOUSED = ("webhook", "forms", "talks")
PLAYED = [(target, database) for target in SEEDS for database in (DATABASES if target in HOUSED else ("",))]
HEADING = "Fuzzing with coverage"
ABOUT = """\
Each target in a process of its own for {seconds} s (atheris, seed {seed}), with `bot`, `dialogs`, `knowledge` and
`translations` instrumented: an input that comes to a place where none has come before is kept, and changed further. A
fault is an exception, an answer of 500 or above, a good update that is not answered, a tag that is not allowed, a
minute for one input, or {memory} MB.

reader: an update becomes an arrival. typed: a text is searched for. replies: a text answers a question of the intake,
in each language. files: a file is made harmless. articles: an article is checked and shown on the page and in Telegram.
webhook: updates of every kind, with something wrong, are posted to the running house. forms: forms and addresses of
page and desk, half right, by a colleague who may do everything. talks: a new family presses what stands there, and
types and sends anything.

Found by earlier passes, and mended: numbers of many digits, and days of other centuries, typed where a number or a day
is asked for; a "no" of hundreds of letters; a phone number of sixteen digits. Found while the targets
were written, and mended: a button of a time with a code of twenty digits; an update of lists in lists, nearly as deep
as JSON is read."""


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz")
    parser.add_argument("--seconds", type=int, default=120, help="for each target")
    parser.add_argument("--only", default="", help="only targets in whose names this stands; nothing is written down")
    parser.add_argument("--seed", type=int, default=2026)
    asked = parser.parse_args()
    # Learnt here, where nothing slows it.
    learnt.library()
    trials = []
    for name, database in PLAYED:
        if asked.only not in f"{name} {database}":
            continue
        trials.append(play(name, database, seconds=asked.seconds, seed=asked.seed))
        print(_line(trials[-1]), *trials[-1].faults, sep="\n", flush=True)
    if not asked.only:
        write(HEADING, f"{commit()}; {machine()}.\n\n{_told(trials, asked.seconds, asked.seed)}")
    sys.exit(any(trial.faults for trial in trials))


def _told(trials: Sequence[Trial], seconds: int, seed: int) -> str:
    about = ABOUT.format(seconds=seconds, seed=seed, memory=Trial.MEMORY)
    columns = ("target", "inputs", "began with", "kept", "places covered", "seconds", "faults", "what came of them")
    head = f"| {' | '.join(columns)} |\n|" + " --- |" + " ---: |" * 6 + " --- |"
    return "\n".join((about, "", head, *map(_line, trials)))


def _line(trial: Trial) -> str:
    """Write one target as a row."""
    name = f"{trial.name}, {trial.database}" if trial.database else trial.name
    cells = (name, trial.inputs, trial.began, trial.kept, trial.covered, trial.seconds, len(trial.faults), trial.came)
    return f"| {' | '.join(map(str, cells))} |"


if __name__ == "__main__":
    main()
