"""Which of many free times a family is shown: few, on different days, or many of one day."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from bot.wall import local

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import tzinfo

NOON = 12
Day = tuple[date, list[int]]


def spread(days: Iterator[Day], most: int, zone: tzinfo) -> Iterator[Day]:
    """Yield the first time before and the first one after noon of each day, so many in all."""
    for day, times in days:
        halves: dict[bool, int] = {}
        for at in times:
            halves.setdefault(local(at, zone).hour < NOON, at)
        chosen = list(halves.values())[:most]
        yield day, chosen
        most -= len(chosen)
        if not most:
            return


def whole(days: Iterator[Day], most: int) -> Iterator[Day]:
    """Yield many times of the first day that has any, evenly over the day."""
    for day, times in days:
        yield day, times[:: -(-len(times) // most)]
        return


def written(at: int, zone: tzinfo) -> str:
    """Write a time as the clock on the wall shows it (ISO, to the minute)."""
    return f"{local(at, zone):%Y-%m-%dT%H:%M}"


def moment_of(written: str, zone: tzinfo) -> int | None:
    """Read a time of the wall clock (ISO) into milliseconds since 1970 UTC; None where it is none."""
    try:
        return int(datetime.fromisoformat(written).replace(tzinfo=zone).timestamp()) * 1000
    except ValueError:
        return None
