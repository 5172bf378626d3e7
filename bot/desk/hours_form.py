"""Hours as a colleague writes them into a form: rows that come again, single days, absences."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, time
from typing import TYPE_CHECKING

from bot.booking.schedule import SUDDEN, Away, Schedule, Weekly

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.desk.gates import Visit

# So many empty rows stand below those that are filled in.
EMPTY = 2
# Rows that are read at most.
MOST = 200
REASONS = ("leave", "sick", "training", SUDDEN, "other")
# The fields of each kind of row.
WEEKLY = ("days", "opens", "closes", "every", "since", "until")
DATES = ("date", "from", "to")
AWAY = ("first", "last", "reason")


@dataclass(kw_only=True)
class HoursForm:
    """What was written, and what is wrong with it: the names of fields."""

    weekly: list[dict[str, str]] = field(default_factory=list)
    dates: list[dict[str, str]] = field(default_factory=list)
    away: list[dict[str, str]] = field(default_factory=list)
    faults: set[str] = field(default_factory=set)
    # Fields of no row, as they were written.
    plain: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, schedule: Schedule, today: date) -> HoursForm:
        """Write hours into a form; days that are over are left out."""
        return cls(
            weekly=[
                {
                    "days": "".join(map(str, one.days)), "opens": _clock(one.opens), "closes": _clock(one.closes),
                    "every": str(one.every), "since": one.since.isoformat(),
                    "until": one.until.isoformat() if one.until else "",
                }
                for one in schedule.weekly
            ],
            dates=[
                {"date": day.isoformat(), "from": opens, "to": closes}
                for day, spans in sorted(schedule.dates.items()) if day >= today
                for opens, closes in [(_clock(start), _clock(end)) for start, end in spans] or [("", "")]
            ],
            away=[
                {"first": one.since.isoformat(), "last": one.until.isoformat(), "reason": one.reason}
                for one in schedule.away if one.until >= today
            ],
        )  # fmt: skip

    @classmethod
    def sent(cls, visit: Visit) -> HoursForm:
        """Read a form; rows without anything in them are left out."""
        return cls(
            weekly=_rows(visit, "w", WEEKLY), dates=_rows(visit, "d", DATES), away=_rows(visit, "a", AWAY),
        )  # fmt: skip

    def schedule(self, today: date) -> Schedule:
        """Return what the rows mean; a row with a fault is left out and noted."""
        weekly = [self._weekly(n, row, today) for n, row in enumerate(self.weekly)]
        dates: dict[date, tuple[tuple[int, int], ...]] = {}
        for n, row in enumerate(self.dates):
            day, span = _day(row["date"]), _span(row["from"], row["to"])
            closed = not row["from"] and not row["to"]
            if day is None or (span is None and not closed):
                self.faults.add(f"d{n}")
            else:
                dates[day] = (*dates.get(day, ()), *([span] if span else []))
        away = [self._away(n, row) for n, row in enumerate(self.away)]
        return Schedule(weekly=tuple(filter(None, weekly)), dates=dates, away=tuple(filter(None, away)))

    def _weekly(self, n: int, row: dict[str, str], today: date) -> Weekly | None:
        span, days = _span(row["opens"], row["closes"]), tuple(int(day) for day in row["days"] if day in "0123456")
        every = int(row["every"]) if row["every"] in list("123456789") else 0
        since, until = _day(row["since"]) or today, _day(row["until"])
        unread = any(row[name] and _day(row[name]) is None for name in ("since", "until"))
        if unread or span is None or not days or not every or (until is not None and until < since):
            self.faults.add(f"w{n}")
            return None
        return Weekly(days=days, opens=span[0], closes=span[1], every=every, since=since, until=until)

    def _away(self, n: int, row: dict[str, str]) -> Away | None:
        first = _day(row["first"])
        last = _day(row["last"]) or first
        if first is None or last is None or last < first or (row["last"] and _day(row["last"]) is None):
            self.faults.add(f"a{n}")
            return None
        return Away(since=first, until=last, reason=row["reason"] if row["reason"] in REASONS else "other")

    def with_empty(self) -> Iterator[tuple[str, list[dict[str, str]]]]:
        """Yield each kind of row with some empty ones below."""
        for letter, rows, names in (("w", self.weekly, WEEKLY), ("d", self.dates, DATES), ("a", self.away, AWAY)):
            yield letter, [*rows, *({**dict.fromkeys(names, ""), "every": "1"} for _n in range(EMPTY))]


def _rows(visit: Visit, letter: str, names: tuple[str, ...]) -> list[dict[str, str]]:
    rows = []
    for n in range(MOST):
        row = {name: "".join(visit.form.get(f"{letter}{n}-{name}", [])).strip() for name in names}
        # What always stands there says nothing: without days and times a row is emptied.
        if any(value for name, value in row.items() if name not in ("every", "since", "until", "reason")):
            rows.append(row)
    return rows


def _span(opens: str, closes: str) -> tuple[int, int] | None:
    try:
        start, end = time.fromisoformat(opens), time.fromisoformat(closes)
    except ValueError:
        return None
    # The office's clock needs no zone, and times with one and without cannot be compared.
    if start.tzinfo or end.tzinfo or start >= end:
        return None
    return start.hour * 60 + start.minute, end.hour * 60 + end.minute


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"
