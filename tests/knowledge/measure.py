"""Measure the search with queries that are not ours, and write the table: `make search`.

Topics that have no article yet are left out of the first table; how often they are answered confidently is told.
"""

from __future__ import annotations

import subprocess
from collections import Counter, defaultdict
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

import knowledge
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


def measure() -> tuple[list[Row], set[str], float]:
    """Search every query; return the rows, our topics, and milliseconds a search after warm-up."""
    library = knowledge.load(Path(knowledge.__file__).parent)
    queries = [line.split("\t") for line in QUERIES.read_text(encoding="utf-8").splitlines()[1:]]
    search(library, "warm up", "en")
    start = perf_counter()
    rows: list[Row] = [(lang, topic, kind, search(library, query, lang)) for lang, topic, kind, query in queries]
    return rows, {topic.id for topic in library.topics}, (perf_counter() - start) * 1000 / len(rows)


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
    rows, ours, milliseconds = measure()
    asked = [row for row in rows if row[1] in ours - set(CARDS)]
    grouped: defaultdict[str, list[Row]] = defaultdict(list)
    for row in asked:
        grouped[f"language {row[0]}"].append(row)
    for row in asked:
        grouped[f"kind {row[2]}"].append(row)
    sure = [row for row in asked if row[3].confident]
    right = sum(row[3].topics[0][0] == row[1] for row in sure)
    none = [row for row in rows if row[1] == "none"]
    others = [row for row in rows if row[1] not in ours | {"none", "human"}]
    asked_git = ["git", "rev-parse", "--short", "HEAD"]
    commit = subprocess.run(asked_git, cwd=ROOT, capture_output=True, text=True, check=False).stdout.strip()
    articles = f"{len(ours)} of 44 topics have articles, of which {len(ours - set(CARDS))} are no cards."
    unwritten = _percent(sum(row[3].confident for row in others), len(others))
    lines = [
        "# How well the search finds",
        "",
        f"Written by `make search` at commit {commit}, with {len(rows)} queries that are not ours; {articles}",
        "",
        "| queries | number | right one first | among three |",
        "| --- | ---: | ---: | ---: |",
        f"| all | {ranks(asked)} |",
        *(f"| {name} | {ranks(some)} |" for name, some in grouped.items()),
        "",
        f"- answered at once: {_percent(len(sure), len(asked))}, of these right: {_percent(right, len(sure))}",
        f"- of what is none of ours, answered at once: {_percent(sum(row[3].confident for row in none), len(none))}",
        f"- of topics without an article, answered at once: {unwritten}",
        *(_card(rows, card) for card in CARDS),
        f"- one search: {milliseconds:.2f} ms",
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
