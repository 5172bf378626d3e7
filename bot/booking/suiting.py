"""Which free time suits who waits, and how long it is kept for her."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from bot.booking.plan import HOUR, MINUTE, Wanted
from bot.booking.schedule import moment
from bot.store import allocations
from bot.wall import local

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, tzinfo

    from bot.booking.book import Book
    from bot.booking.plan import Plan

# Offers begin and end between these hours of the office's wall clock.
FROM, UNTIL = 8, 20
NOON = 12
# What a talk must be like, by its names in the entry.
WANTED = ("service", "language", "how", "children", "woman", "stranger")


@dataclass(kw_only=True)
class Free:
    """Know what is free at one moment; many who wait for the same have it looked up once."""

    book: Book
    _plan: Plan | None = field(default=None, init=False)
    _days: dict[Wanted, list[tuple[date, list[int]]]] = field(default_factory=dict, init=False)

    def times(self, body: dict[str, Any], party_id: int) -> Iterator[int]:
        """Yield the times that suit who waits, the first one first: on her days, new to her, her household free."""
        book, wanted = self.book, wanted_of(body)
        away = allocations.of_household(book.conn, party_id, book.now, ("held", "booked"))
        for day, times in self._of(wanted):
            if body["days"] and day.weekday() not in body["days"]:
                continue
            for at in times:
                new = at not in body.get("passed", ())
                if new and self._is_hers(at, body) and (not away or self._fits(wanted, at, away)):
                    yield at

    def forget(self) -> None:
        """Look everything up again: a time has been taken."""
        self._plan = None
        self._days.clear()

    def _of(self, wanted: Wanted) -> list[tuple[date, list[int]]]:
        if wanted not in self._days:
            last = self.book.today + timedelta(days=self.book.office.appointments.window_days)
            self._days[wanted] = list(self._read().days(wanted, self.book.today, last))
        return self._days[wanted]

    def _read(self) -> Plan:
        self._plan = self._plan or self.book.plan()
        return self._plan

    def _is_hers(self, at: int, body: dict[str, Any]) -> bool:
        """Tell whether it is her part of the day, and sooner than what she was shown when she came on the list."""
        morning = local(at, self.book.zone).hour < NOON
        part = {"morning": morning, "afternoon": not morning}.get(body["part"], True)
        before = body.get("before") or 0
        # When nothing sooner can come any more, whatever comes is better than nothing.
        over = before <= self.book.now + self.book.office.appointments.notice_hours * HOUR
        return part and (over or at < before)

    def _fits(self, wanted: Wanted, at: int, away: list[tuple[int, int]]) -> bool:
        """Tell whether one of the talks that can be then overlaps nothing the household has."""
        ends = (at + pick.length * MINUTE for pick in self._read().picks(wanted, at))
        return any(all(end <= since or until <= at for since, until in away) for end in ends)


def wanted_of(body: dict[str, Any]) -> Wanted:
    """Return what talk somebody waits for."""
    return Wanted(**{name: body[name] for name in WANTED})


def end_of(at: int, now: int, hours: int, zone: tzinfo) -> int:
    """Return until when an offer of a time is kept: so many hours of days, and no longer than half of what is left.

    It never ends at night: what would is kept until the evening before.
    """
    end, left = now, hours * HOUR
    for _day in range(hours + 2):
        opens, closes = _open(end, zone)
        start = max(end, opens)
        if start + left <= closes:
            end = start + left
            break
        left -= max(0, closes - start)
        end = _open(end, zone, days=1)[0]
    return _by_day(min(end, now + (at - now) // 2), zone)


def _by_day(end: int, zone: tzinfo) -> int:
    opens, closes = _open(end, zone)
    return min(end, closes) if end >= opens else _open(end, zone, days=-1)[1]


def _open(at: int, zone: tzinfo, days: int = 0) -> tuple[int, int]:
    """Return when offers may begin and end on the day of a time, or so many days later."""
    day = local(at, zone).date() + timedelta(days=days)
    return moment(day, FROM * 60, zone), moment(day, UNTIL * 60, zone)
