"""An appointment as a file for the family's own calendar program (RFC 5545)."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from icalendar import Alarm, Calendar, Event

if TYPE_CHECKING:
    from datetime import timedelta

# Programs know an event again by this and its number, so that a moved one takes the place of the first.
DOMAIN = "lotse"


def calendar(*events: Event) -> bytes:
    """Write events as one file."""
    whole = Calendar()
    whole.add("prodid", "-//Lotse//DE")
    whole.add("version", "2.0")
    whole.add("method", "PUBLISH")
    for event in events:
        whole.add_component(event)
    written: bytes = whole.to_ical()
    return written


def event(  # noqa: PLR0913  (What a calendar program wants to know.)
    *, root: int, sequence: int, starts_at: int, ends_at: int, changed_at: int, summary: str, location: str = "",
    description: str = "", cancelled: bool = False,
) -> Event:  # fmt: skip
    """Describe one appointment; times are milliseconds since 1970 UTC and stay so, whatever the reader's zone is."""
    one = Event()
    values: dict[str, Any] = {
        "uid": f"{root}@{DOMAIN}", "sequence": sequence, "dtstart": _utc(starts_at), "dtend": _utc(ends_at),
        "dtstamp": _utc(changed_at), "last-modified": _utc(changed_at), "summary": summary, "location": location,
        "description": description, "status": "CANCELLED" if cancelled else "CONFIRMED",
    }  # fmt: skip
    for name, value in values.items():
        if value != "":
            one.add(name, value)
    return one


def remind(one: Event, before: timedelta, summary: str) -> None:
    """Let the program remind of an event."""
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", -before)
    alarm.add("description", summary)
    one.add_component(alarm)


def _utc(at: int) -> datetime:
    return datetime.fromtimestamp(at / 1000, UTC)
