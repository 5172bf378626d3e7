"""Days by the office's wall clock."""

from __future__ import annotations

from datetime import UTC, date, datetime, tzinfo


def local(at: int, zone: tzinfo) -> datetime:
    """Return a time, in milliseconds since 1970 UTC, as the clock on the wall of a zone shows it."""
    return datetime.fromtimestamp(at / 1000, UTC).astimezone(zone)


def day_of(at: int, zone: tzinfo) -> date:
    """Return the day of a time by the wall clock of a zone."""
    return local(at, zone).date()
