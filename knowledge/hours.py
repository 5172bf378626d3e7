"""When somebody sits at the desk, and what may be promised to a family (pure rules)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import TYPE_CHECKING

import holidays

if TYPE_CHECKING:
    from knowledge.office import Office, Opening

# Who writes later than this before closing is answered on the next day.
LAST = timedelta(minutes=60)
# A desk that opens on none of so many days never opens.
MOST_DAYS = 60
# Where nobody has entered hours that open: the day is not known, and nothing is promised.
_END = time(23, 59)


@dataclass(frozen=True, kw_only=True)
class Answering:
    """Say when a family that asks now is answered; all times by the office's wall clock."""

    open_now: bool
    # When somebody is there next; now where the desk is open.
    opens: datetime
    # Until when an answer is promised: the end of a day on which somebody is there.
    until: datetime


def answering(office: Office, now: datetime) -> Answering:
    """Find out when somebody answers; now is an aware time of the office's zone."""
    open_now = any(start <= now < end for start, end in _spans(office, now.date(), now))
    opens = now if open_now else None
    for days in range(MOST_DAYS):
        for start, end in _spans(office, now.date() + timedelta(days=days), now):
            if opens is None and start > now:
                opens = start
            if end - now >= LAST and opens is not None:
                return Answering(open_now=open_now, opens=opens, until=end)
    return Answering(open_now=open_now, opens=opens or now, until=datetime.combine(now.date(), _END, now.tzinfo))


def is_working_day(office: Office, day: date) -> bool:
    """Tell whether somebody is there on a day: a weekday with hours, no public holiday, not closed."""
    return not is_closed(office, day) and bool(_openings(office, day))


def is_closed(office: Office, day: date) -> bool:
    """Tell whether the office is closed on a day: a public holiday, or a day that it has entered."""
    return day in office.closed or day in _holidays(day.year)


def _spans(office: Office, day: date, now: datetime) -> list[tuple[datetime, datetime]]:
    if not is_working_day(office, day):
        return []
    zone = now.tzinfo
    return sorted(
        (datetime.combine(day, opening.opens, zone), datetime.combine(day, opening.closes, zone))
        for opening in _openings(office, day)
    )


def _openings(office: Office, day: date) -> list[Opening]:
    return [opening for opening in office.desk.openings if day.weekday() in opening.days]


@cache
def _holidays(year: int) -> frozenset[date]:
    """Return the public holidays of North Rhine-Westphalia (Feiertagsgesetz NW)."""
    return frozenset(holidays.country_holidays("DE", subdiv="NW", years=year, language="de"))
