"""Measure the search with queries that are not ours, and write the table: `make search`."""

from __future__ import annotations

import subprocess
from collections import Counter, defaultdict
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from time import perf_counter
from typing import TYPE_CHECKING

import knowledge
from knowledge.offer import written_in
from knowledge.search import search

if TYPE_CHECKING:
    from collections.abc import Iterable

    from knowledge.search import Found

ROOT = Path(__file__).parents[2]
QUERIES = ROOT.parent / "shared/eval/queries-dev.tsv"
REPORT = ROOT / "docs/search.md"
CARDS = ("emergency", "legal-advice", "human")
# (language, topic, kind, what was found)
Row = tuple[str, str, str, "Found"]


def measure() -> tuple[list[Row], dict[str, str]]:
    """Search every query; return the rows, and what training and searching cost after warm-up."""
    start = perf_counter()
    library = knowledge.load(Path(knowledge.__file__).parent)
    latin = library.trained.latin
    trained = perf_counter() - start
    queries = [line.split("\t") for line in QUERIES.read_text(encoding="utf-8").splitlines()[1:]]
    search(library, "warm up", "en")
    rows: list[Row] = []
    costs = []
    for lang, topic, kind, query in queries:
        start = perf_counter()
        rows.append((lang, topic, kind, search(library, query, lang)))
        costs.append((perf_counter() - start) * 1000)
    long = [(lang, kind, written_in(query, latin)) for lang, _topic, kind, query in queries if len(query.split()) > 3]
    missed = {
        name: [told is None for _lang, kind, told in long if (kind == "translit") == romanised]
        for name, romanised in (("in its own script", False), ("in Latin letters", True))
    }
    slow = sorted(costs)[len(costs) * 99 // 100]
    wrong = [told not in (lang, None) for lang, _kind, told in long]
    return rows, {
        "one search": f"{sum(costs) / len(costs):.2f} ms, 99 of 100 within {slow:.2f} ms",
        "reading and training": f"{trained:.0f} s",
        "memory at its highest, training included": f"{getrusage(RUSAGE_SELF).ru_maxrss // 1024} MB",
        **{f"language of four words or more missed {name}": _percent(sum(m), len(m)) for name, m in missed.items()},
        "taken for another language": _percent(sum(wrong), len(wrong)),
    }


def ranks(rows: Iterable[Row]) -> str:
    """Write how many, how many right ones stand first, and among the first three."""
    counted = Counter[str]()
    for _lang, topic, _kind, found in rows:
        first = [id for id, _score in found.topics[:3]]
        counted.update(["all", *(["first"] if first[:1] == [topic] else []), *(["three"] if topic in first else [])])
    shares = (_percent(counted[name], counted["all"]) for name in ("first", "three"))
    return " | ".join([str(counted["all"]), *shares])


def report() -> str:
    """Return the whole page."""
    rows, costs = measure()
    asked = [row for row in rows if row[1] not in (*CARDS, "none")]
    grouped: defaultdict[str, list[Row]] = defaultdict(list)
    for row in asked:
        grouped[f"language {row[0]}"].append(row)
    for row in asked:
        grouped[f"kind {row[2]}"].append(row)
    sure = [row for row in asked if row[3].confident]
    right = sum(row[3].topics[0][0] == row[1] for row in sure)
    none = [row for row in rows if row[1] == "none"]
    asked_git = ["git", "rev-parse", "--short", "HEAD"]
    commit = subprocess.run(asked_git, cwd=ROOT, capture_output=True, text=True, check=False).stdout.strip()
    lines = [
        "# How well the search finds",
        "",
        f"Written by `make search` at commit {commit}, with {len(rows)} queries that are not ours.",
        "",
        "| queries | number | right one first | among three |",
        "| --- | ---: | ---: | ---: |",
        f"| all | {ranks(asked)} |",
        *(f"| {name} | {ranks(some)} |" for name, some in grouped.items()),
        "",
        f"- answered at once: {_percent(len(sure), len(asked))}, of these right: {_percent(right, len(sure))}",
        f"- of what is none of ours, answered at once: {_percent(sum(row[3].confident for row in none), len(none))}",
        *(_card(rows, card) for card in CARDS),
        *(f"- {name}: {cost}" for name, cost in costs.items()),
    ]
    return "\n".join(lines) + "\n"


def _card(rows: list[Row], card: str) -> str:
    hers = [row[3].card == card for row in rows if row[1] == card]
    other = [row[3].card == card for row in rows if row[1] != card]
    return f"- card {card}: shown {_percent(sum(hers), len(hers))}, shown wrongly {_percent(sum(other), len(other))}"


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} %" if whole else "–"


if __name__ == "__main__":
    REPORT.write_text(report(), encoding="utf-8")
    print(REPORT.read_text(encoding="utf-8"))
