"""Who gives talks in the offices of the tests, and what a family may want there."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from bot.booking.plan import Wanted
from bot.booking.schedule import Schedule, Weekly, moment
from bot.store.resources import Kind, Resource

BERLIN = ZoneInfo("Europe/Berlin")
# A Monday without a holiday near; at eight o'clock in the morning.
MONDAY = date(2026, 11, 23)
HOUR = 3_600_000


def at(day: date, hour: float = 8) -> int:
    """Return a time of Berlin's wall clock in milliseconds since 1970 UTC."""
    return moment(day, int(hour * 60), BERLIN)


NOW = at(MONDAY)
WEEKDAYS = (0, 1, 2, 3, 4)


def hours(*spans: tuple[float, float], days: tuple[int, ...] = WEEKDAYS, **more) -> Schedule:
    """Return the same hours on each of some days of the week."""
    rule = {"since": date(2026, 1, 1), **more}
    return Schedule(weekly=tuple(Weekly(days=days, opens=int(o * 60), closes=int(c * 60), **rule) for o, c in spans))


def counsellor(name: str = "Berta", *languages: str, **more) -> Resource:
    usual = {"services": frozenset({"first-counselling", "change-school"}), "schedule": hours((9, 12))}
    return Resource(kind=Kind.COUNSELLOR, name=name, languages=frozenset(languages), **{**usual, **more})


def interpreter(name: str = "Samira", *languages: str, **more) -> Resource:
    usual = {
        "services": frozenset({"first-counselling", "change-school", "companion"}), "schedule": hours((8, 18)),
        "confidential": "2026-01-15", "woman": True,
    }  # fmt: skip
    return Resource(
        kind=Kind.INTERPRETER, name=name, languages=frozenset(languages or ("ar",)), **{**usual, **more}
    )  # fmt: skip


def room(name: str = "Raum 112", **more) -> Resource:
    return Resource(kind=Kind.ROOM, name=name, **{"schedule": hours((7, 20)), **more})


def wanted(how: str = "none", language: str = "de", service: str = "first-counselling", **more) -> Wanted:
    return Wanted(service=service, language=language, how=how, **more)


def with_rules(office, **rules):
    """Return the office with other rules for booking."""
    return replace(office, appointments=replace(office.appointments, **rules))


def written(moments: list[int]) -> list[str]:
    """Write moments as the clock on the wall in Berlin shows them."""
    return [f"{datetime.fromtimestamp(one / 1000, UTC).astimezone(BERLIN):%H:%M}" for one in moments]
