"""What happened in a time: by language, so that the office sees whether every language is served equally."""

from __future__ import annotations

import csv
from collections import Counter
from datetime import date, timedelta
from io import StringIO
from typing import TYPE_CHECKING, Any

from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from bot.desk.charts import bars
from bot.desk.gates import Gate
from bot.desk.placements import medians
from bot.store import audit, backups, tallies
from bot.store.staff import Role
from bot.wall import day_of
from translations import LOCALES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection

    from bot.desk.desk import Desk
    from bot.desk.gates import Visit
    from bot.store.tallies import Count

# Fewer than so many in one cell of a cross-table could point at a family.
FEW = 5
# A table program would run what begins so (OWASP, "CSV Injection").
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def show(desk: Desk, visit: Visit) -> Response:
    first, last = _time(desk, visit)
    with desk.door.read() as conn:
        counts = tallies.between(conn, first, last)
        backup, since = backups.last(conn), backups.since(conn)
        days = medians(conn, desk.clock())
    late = since is not None and desk.clock() - since > backups.LATE
    beside = {"late": late, "backup": backup, "medians": days}
    values = _values(desk, counts) | {"funding": _funding(desk, counts), **beside}
    return desk.view.page("reports.html", visit, first=first, last=last, bars=bars, few=FEW, **values)


def export(desk: Desk, visit: Visit) -> Response:
    """Give everything that is counted as a table, true totals by day left out; who exported it is in the log."""
    first, last = _time(desk, visit)
    now = desk.clock()

    def read(conn: Connection) -> list[Count]:
        audit.write(conn, visit.who.id, "exported", now, detail=f"reports {first} {last}")
        return tallies.between(conn, first, last)

    found = desk.write(read)
    counts = Counter[tuple[str, str]]()
    for one in found:
        counts[one.what, one.language] += one.times
    table = StringIO()
    rows = csv.writer(table, delimiter=";")
    rows.writerow(["what", "language", "times"])
    rows.writerows([*formula_safe(key), _shown(times)] for key, times in sorted(counts.items()))
    rows.writerow([])
    rows.writerows([*formula_safe((title,)), "", str(times)] for title, times in _funding(desk, found))
    name = f"lotse-{first}-{last}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response("\ufeff" + table.getvalue(), media_type="text/csv; charset=utf-8", headers=headers)


def count(desk: Desk, visit: Visit) -> Response:
    """Count a call or a visit that needs no name: one tap."""
    what, language, topic = visit.field("what"), visit.field("language"), visit.field("topic")
    if what not in (tallies.PHONE, tallies.WALK_IN) or language not in (*LOCALES, "other"):
        raise HTTPException(422)
    known = topic if any(topic == one.id for one in desk.library.topics) else ""
    now = desk.clock()

    def write(conn: Connection) -> None:
        if visit.is_new(conn, now):
            tallies.count(conn, day_of(now, desk.zone), what, language, known)

    desk.write(write)
    return RedirectResponse("/desk/count?done=1", 303)


def show_count(desk: Desk, visit: Visit) -> Response:
    done = visit.request.query_params.get("done") == "1"
    return desk.view.page("count.html", visit, done=done, languages=[*LOCALES], topics=desk.library.topics)


GATES = (
    Gate(path="/desk/reports", method="GET", page=show, role=Role.LEAD),
    Gate(path="/desk/reports/table.csv", method="POST", page=export, role=Role.LEAD),
    Gate(path="/desk/count", method="GET", page=show_count, role=Role.COUNSELLOR),
    Gate(path="/desk/count", method="POST", page=count, role=Role.COUNSELLOR),
)


def _time(desk: Desk, visit: Visit) -> tuple[date, date]:
    """Read the days of a report; without any, the last thirty."""
    today = day_of(desk.clock(), desk.zone)
    given = [visit.field(name) or visit.request.query_params.get(name, "") for name in ("first", "last")]
    try:
        first, last = (date.fromisoformat(day) for day in given)
    except ValueError:
        first, last = today - timedelta(days=29), today
    return min(first, last), max(first, last)


def _funding(desk: Desk, counts: list[Count]) -> list[tuple[str, int]]:
    """Add up the columns of the funding report: true totals, whatever is hidden elsewhere."""
    total = Counter[str]()
    for one in counts:
        total[one.what] += one.times
    columns = desk.library.office.funding
    return [(one.title, round(sum(total[what] for what in one.counts) / one.divide)) for one in columns]


def _values(desk: Desk, counts: list[Count]) -> dict[str, Any]:
    """Add up what the page shows: true totals, and a table by language in which few stay hidden."""
    total, languages, topics = Counter[str](), Counter[str](), Counter[str]()
    crossed = Counter[tuple[str, str]]()
    for one in counts:
        total[one.what] += one.times
        crossed[one.language, one.what] += one.times
        if one.what in (tallies.CONTACT, tallies.PHONE, tallies.WALK_IN):
            languages[one.language] += one.times
        if one.topic:
            topics[one.topic] += one.times
    known = {topic.id for topic in desk.library.topics}
    return {
        "total": total,
        "languages": languages.most_common(),
        "topics": [(topic, times) for topic, times in topics.most_common(15) if topic in known],
        "crossed": {pair: _shown(times) for pair, times in crossed.items()},
        "missed": _missed(total, crossed),
        "waited": round(total["waited-days"] / max(1, total["came"] + total["came-reminded"]), 1),
        "waits": [(what, total[what]) for what in (*tallies.WITHIN, tallies.LATER)],
    }


def _missed(total: Counter[str], crossed: Counter[tuple[str, str]]) -> list[tuple[str, str, str]]:
    """Return (language, or how she was reminded; how many came; how many did not): who does not come, and why not."""
    rows = [("", total["came"], total["missed"]), ("reminded", total["came-reminded"], total["missed-reminded"])]
    for language in sorted({language for language, _what in crossed if language}):
        came, missed = (crossed[language, one] + crossed[language, f"{one}-reminded"] for one in ("came", "missed"))
        rows += [(language, came, missed)] if came or missed else []
    return [(name, _shown(came), _shown(missed)) for name, came, missed in rows]


def _shown(times: int) -> str:
    return str(times) if times >= FEW else f"< {FEW}"


def _plain(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def formula_safe(cells: Iterable[str]) -> list[str]:
    """Return cells that no table program runs."""
    return [_plain(cell) for cell in cells]
