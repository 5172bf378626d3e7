"""When somebody is there: weekly hours, single days that differ, absences; by the office's wall clock."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from bot.booking.spans import merged

if TYPE_CHECKING:
    from datetime import tzinfo

    from bot.booking.spans import Span

# Minutes of a day.
DAY = 24 * 60
# The reason of who says in the morning that she is not there: whether she is ill is nobody's to write down.
SUDDEN = "sudden"


@dataclass(frozen=True, kw_only=True)
class Weekly:
    """Hours that come again, each week or each few weeks."""

    # 0 is Monday.
    days: tuple[int, ...]
    # Minutes after midnight on the wall; end excluded.
    opens: int
    closes: int
    # Every so many weeks, counted from the week of the first day.
    every: int = 1
    since: date
    # The last day; None where there is none.
    until: date | None = None

    def holds(self, day: date) -> bool:
        """Tell whether these hours hold on a day."""
        if day.weekday() not in self.days or day < self.since or (self.until is not None and day > self.until):
            return False
        return self.every == 1 or ((_monday(day) - _monday(self.since)).days // 7) % self.every == 0


@dataclass(frozen=True, kw_only=True)
class Away:
    """Days on which somebody is not there, the last one included."""

    since: date
    until: date
    # leave, sick, training, sudden or other: for colleagues.
    reason: str = "other"


@dataclass(frozen=True, kw_only=True)
class Schedule:
    """Say when somebody or something is there."""

    weekly: tuple[Weekly, ...] = ()
    # A day that differs: its only hours, in minutes after midnight; none where nobody comes.
    dates: dict[date, tuple[Span, ...]] = field(default_factory=dict)
    away: tuple[Away, ...] = ()
    # What was worked out already: a house that runs asks for the same days again and again.
    _known: dict[tuple[date, tzinfo], list[Span]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def back_from(self, day: date) -> Schedule:
        """Return these hours where who was suddenly away is back on a day: what was noted ended on the day before."""
        eve = day - timedelta(days=1)
        ended = (
            replace(one, until=min(one.until, eve)) if one.reason == SUDDEN and one.since <= day else one
            for one in self.away
        )  # fmt: skip
        return replace(self, away=tuple(one for one in ended if one.since <= one.until))

    def minutes(self, day: date) -> list[Span]:
        """Return the hours of a day, in minutes after midnight on the wall."""
        if self.away and any(one.since <= day <= one.until for one in self.away):
            return []
        if day in self.dates:
            return merged(self.dates[day])
        return merged([(one.opens, one.closes) for one in self.weekly if one.holds(day)])

    def spans(self, day: date, zone: tzinfo) -> list[Span]:
        """Return the hours of a day in milliseconds since 1970 UTC."""
        key = (day, zone)
        if key not in self._known:
            spans = ((moment(day, opens, zone), moment(day, closes, zone)) for opens, closes in self.minutes(day))
            self._known[key] = merged(spans)
        return self._known[key]

    def dump(self) -> dict[str, Any]:
        """Return plain JSON."""
        return {
            "weekly": [
                [list(w.days), w.opens, w.closes, w.every, w.since.isoformat(), w.until.isoformat() if w.until else ""]
                for w in self.weekly
            ],
            "dates": {day.isoformat(): [list(span) for span in spans] for day, spans in self.dates.items()},
            "away": [[one.since.isoformat(), one.until.isoformat(), one.reason] for one in self.away],
        }

    @classmethod
    def load(cls, body: dict[str, Any]) -> Schedule:
        """Read what dump wrote."""
        return cls(
            weekly=tuple(
                Weekly(
                    days=tuple(days), opens=opens, closes=closes, every=every, since=date.fromisoformat(since),
                    until=date.fromisoformat(until) if until else None,
                )
                for days, opens, closes, every, since, until in body["weekly"]
            ),
            dates={
                date.fromisoformat(day): tuple((opens, closes) for opens, closes in spans)
                for day, spans in body["dates"].items()
            },
            away=tuple(
                Away(since=date.fromisoformat(since), until=date.fromisoformat(until), reason=reason)
                for since, until, reason in body["away"]
            ),
        )  # fmt: skip


@lru_cache(maxsize=5_000)
def moment(day: date, minutes: int, zone: tzinfo) -> int:
    """Return when the clock on the wall shows so many minutes after midnight (milliseconds since 1970 UTC).

    An hour that the clock leaves out in spring begins when it goes on; one that it shows twice in autumn is the first.
    """
    days, rest = divmod(minutes, DAY)
    wall = datetime(day.year, day.month, day.day, rest // 60, rest % 60, tzinfo=zone) + timedelta(days=days)
    return int(wall.timestamp()) * 1000


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
