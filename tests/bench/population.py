"""`python -m tests.bench.population`: what a turn costs with a hundred, ten thousand and a million persons stored."""

from __future__ import annotations

import argparse
import sqlite3
import sys
from functools import partial
from pathlib import Path
from statistics import median

from tests import learnt
from tests.bench.bots import LOTSE, settings
from tests.bench.figures import commit, machine, write
from tests.bench.processes import Process
from tests.bench.remote import Remote
from tests.bench.trial import FIRST, PATIENCE, run

HEADING = "Bench: a turn of Lotse by how many persons are stored"
ABOUT = """\
Lotse's menu walk as above on SQLite, {users} families in closed loop, at least {turns} measured turns, medians of
{runs} runs. Each stored person has a person's, an address's and a conversation's row and {messages} messages, copied
from one who was here, under ids that are spread as random ones are. No seed: nothing is drawn."""
# Of the cost with the fewest.
BAR = 1.3
# What the model says: so many messages of hers and of Lotse's are copied.
SAID = ("/start", "/menu")
# Ids are random numbers of 53 bits; whoever comes new falls between those who are there.
_ID = f"i * ({2**53} / :persons)"
_COPIED = {
    "person": {"id": _ID},
    "address": {"id": _ID, "person_id": _ID, "lookup": "randomblob(32)"},
    "conversation": {"person_id": _ID, "address_id": _ID},
    "message": {"person_id": _ID},
}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.population")
    parser.add_argument("persons", type=int, nargs="*", default=[100, 10_000, 1_000_000])
    parser.add_argument("--users", type=int, default=200)
    parser.add_argument("--turns", type=int, default=5600)
    parser.add_argument("--runs", type=int, default=3)
    asked = parser.parse_args()
    costs: dict[int, float] = {}
    for persons in asked.persons:
        stored = partial(fill, persons=persons)
        trials = [run(LOTSE, users=asked.users, turns=asked.turns, prepare=stored) for _ in range(asked.runs)]
        costs[persons] = median(trial.cpu for trial in trials)
        print(f"{persons}: {costs[persons]:.2f} ms", file=sys.stderr, flush=True)
    least = costs[asked.persons[0]]
    lines = ["| persons stored | CPU a turn, ms | of the first |", "| ---: | ---: | ---: |"]
    lines += [f"| {persons:,} | {cost:.2f} | {cost / least:.2f} |" for persons, cost in costs.items()]
    held = all(cost <= BAR * least for cost in costs.values())
    verdict = f"- within {BAR} of the first: {'held' if held else '**missed**'}"
    about = ABOUT.format(users=asked.users, turns=asked.turns, runs=asked.runs, messages=2 * len(SAID))
    shown = "\n".join([*lines, "", verdict])
    print(commit(), shown, sep="\n")
    write(HEADING, f"{commit()}; {machine()}.\n\n{about}\n\n{shown}")
    sys.exit(not held)


def fill(folder: Path, *, persons: int) -> None:
    """Let Lotse make a database and serve one person; then copy her so many times."""
    learnt.give(folder)
    with Remote() as telegram:
        env = settings(telegram.url, folder, **LOTSE.env)
        with Process(LOTSE.command(url=telegram.url), env=env, log=folder / "errors.log"):
            for number, text in enumerate(SAID, start=1):
                telegram.post("act", user=FIRST, act="send", **{"with": {"text": text}})
                answered = partial(_answered, telegram, number)
                if not telegram.until(answered, timeout=PATIENCE):
                    raise RuntimeError("Lotse does not answer the one who is copied")
    with sqlite3.connect(folder / "lotse.db") as conn:
        # The next simulation counts its updates from the same number.
        conn.execute("DELETE FROM received")
        for table, other in _COPIED.items():
            copy(conn, table, other, persons)
    conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    conn.close()


def copy(conn: sqlite3.Connection, table: str, other: dict[str, str], persons: int) -> None:
    """Copy the rows of the only person in a table so many times, some columns aside."""
    columns = [row[1] for row in conn.execute(f"PRAGMA table_info({table})")]
    chosen = ", ".join(other.get(column, f"model.{column}") for column in columns)
    conn.execute(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :persons)"
        f" INSERT INTO {table} ({', '.join(columns)}) SELECT {chosen} FROM n,"
        f" (SELECT * FROM {table} LIMIT {len(SAID) * 2}) AS model",
        {"persons": persons},
    )


def _answered(telegram: Remote, number: int) -> bool:
    return len(telegram.get("inbox", user=FIRST["id"])) >= number


if __name__ == "__main__":
    main()
