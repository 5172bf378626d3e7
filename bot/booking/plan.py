"""Who is free when: rules, absences and what is booked, put together; nothing here is decided by looking first.

What this finds may be taken a moment later: bot.booking.taking takes it, and the database refuses a second time.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import reduce
from typing import TYPE_CHECKING

from bot.booking.schedule import DAY, moment
from bot.booking.spans import NOTHING, Span, Taken, both, merged, on_grid, starts
from bot.store import allocations, resources
from bot.store.resources import Kind, Resource
from bot.wall import day_of
from knowledge.hours import is_closed
from knowledge.services import COMPANION

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import tzinfo

    from sqlalchemy import Connection

    from bot.store.vault import Vault
    from knowledge.office import Office
    from knowledge.services import Service

Days = tuple[date, ...]

MINUTE = 60_000
HOUR = 60 * MINUTE


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Say what talk a family wants."""

    service: str
    # The one she speaks.
    language: str
    # none (she speaks German), adult (she brings one who interprets), interpreter, or phone (one who does it by phone).
    how: str
    # How many are to be spoken of: the talk is longer with several.
    children: int = 1
    # A woman; nobody she may know.
    woman: bool = False
    stranger: bool = False


@dataclass(frozen=True, kw_only=True)
class Pick:
    """Say who and what makes a talk at one time."""

    # own, interpreter, phone, adult or none.
    how: str
    # Minutes.
    length: int
    counsellor: Resource | None
    interpreter: Resource | None = None
    room: Resource | None = None

    @property
    def all(self) -> list[Resource]:
        """Return everybody and everything that is needed."""
        return [one for one in (self.counsellor, self.interpreter, self.room) if one is not None]


@dataclass(frozen=True, kw_only=True)
class _Way:
    """One counsellor, and whoever may interpret for her: one of them must be free at the same time."""

    how: str
    length: int
    counsellor: Resource | None
    interpreters: tuple[Resource, ...] = ()
    # One of them is needed; none where the office has entered none.
    rooms: tuple[Resource, ...] = ()


@dataclass(kw_only=True)
class Plan:
    """Know everything that decides about free times; times are milliseconds since 1970 UTC."""

    office: Office
    zone: tzinfo
    now: int
    resources: list[Resource]
    # Days on which the office is closed (ISO).
    closed: frozenset[str]
    # By resource.
    busy: dict[int, Taken]
    # What is booked already is put elsewhere: the office's notice does not count.
    urgent: bool = False
    _begin: dict[tuple[int, Days, int, int], list[Span]] = field(default_factory=dict, init=False)

    def days(self, wanted: Wanted, first: date, last: date) -> Iterator[tuple[date, list[int]]]:
        """Yield each day from one to another that has free times, with the moments at which a talk may begin."""
        every = (first + timedelta(days=number) for number in range((last - first).days + 1))
        days = tuple(day for day in every if not self._is_closed(day))
        found = self._starts(self._ways(wanted), days)
        for day in days:
            begin, end = (bisect_left(found, moment(day, minutes, self.zone)) for minutes in (0, DAY))
            if begin < end:
                yield day, found[begin:end]

    def picks(self, wanted: Wanted, at: int) -> list[Pick]:
        """Return what can make a talk that begins at a moment: who speaks her language first, who has little to do."""
        # A time far outside of all calendars has no day: what may not begin is not looked at further.
        if not self._may_begin(at) or self._is_closed(day := day_of(at, self.zone)):
            return []
        found = [pick for way in self._ways(wanted) for pick in self._picks(way, day, at)]
        order = {how: place for place, how in enumerate(("own", "none", "adult", "interpreter", "phone"))}
        return sorted(found, key=lambda pick: (order[pick.how], *(self._load(one, day) for one in pick.all)))

    def hours(self, one: Resource, day: date) -> list[Span]:
        """Return when somebody is there on a day, whatever is booked."""
        return [] if self._is_closed(day) else one.schedule.spans(day, self.zone)

    def _picks(self, way: _Way, day: date, at: int) -> Iterator[Pick]:
        if way.counsellor is not None and not self._can_begin(way.counsellor, way.length, day, at, self._pause):
            return
        free = [room for room in way.rooms if self._can_begin(room, way.length, day, at)]
        if way.rooms and not free:
            return
        room = free[0] if free else None
        if not way.interpreters:
            yield Pick(how=way.how, length=way.length, counsellor=way.counsellor, room=room)
        for one in way.interpreters:
            if at >= self.now + one.lead_hours * HOUR and self._can_begin(one, way.length, day, at):
                yield Pick(how=way.how, length=way.length, counsellor=way.counsellor, interpreter=one, room=room)

    def _starts(self, ways: Iterable[_Way], days: Days) -> list[int]:
        alike: dict[tuple[int, ...], list[_Way]] = {}
        for way in ways:
            alike.setdefault((id(way.rooms), id(way.interpreters), way.length), []).append(way)
        spans = merged(span for some in alike.values() for span in self._spans(some, days))
        return [at for at in on_grid(spans, self.office.appointments.step_minutes * MINUTE) if self._may_begin(at)]

    def _spans(self, ways: list[_Way], days: Days) -> list[Span]:
        """Return when a talk of one of these ways may begin; they differ by the counsellor alone."""
        one = ways[0]
        counsellors = [way.counsellor for way in ways if way.counsellor is not None]
        groups = ((counsellors, self._pause), (one.rooms, 0), (one.interpreters, 0))
        found = [self._begins(group, pause, one.length, days) for group, pause in groups if group]
        return reduce(both, found)

    def _begins(self, group: Iterable[Resource], pause: int, length: int, days: Days) -> list[Span]:
        """Return when one of a group may begin."""
        found: list[Span] = []
        for one in group:
            lead = self.now + one.lead_hours * HOUR
            spans = self._starts_of(one, days, length, pause)
            found += [(max(start, lead), end) for start, end in spans] if one.lead_hours else spans
        return merged(found)

    def _can_begin(self, one: Resource, length: int, day: date, at: int, pause: int = 0) -> bool:
        return any(start <= at < end for start, end in self._starts_of(one, (day,), length, pause))

    def _starts_of(self, one: Resource, days: Days, length: int, pause: int) -> list[Span]:
        """Return when one may begin on days that are not closed; a pause may lie after the end of her hours."""
        key = (one.id, days, length, pause)
        found = self._begin.get(key)
        if found is None:
            whole = (length + pause) * MINUTE
            # Most of a full calendar's gaps are too short for a talk: they are left out before anything is compared.
            free = self.busy.get(one.id, NOTHING).gaps(whole)
            there = [(start, end + pause * MINUTE) for day in days for start, end in one.schedule.spans(day, self.zone)]
            found = self._begin[key] = starts(both(free, there), whole)
        return found

    def _may_begin(self, at: int) -> bool:
        rules = self.office.appointments
        notice = 0 if self.urgent else rules.notice_hours * HOUR
        return self.now + notice <= at <= self.now + rules.window_days * 24 * HOUR

    def _is_closed(self, day: date) -> bool:
        return day.isoformat() in self.closed or is_closed(self.office, day)

    def _load(self, one: Resource, day: date) -> int:
        """Return how many minutes of a day are taken already."""
        first = self.hours(one, day)
        return sum(end - start for start, end in both(self.busy.get(one.id, NOTHING).spans(), first)) // MINUTE

    @property
    def _pause(self) -> int:
        return self.office.appointments.buffer_minutes

    def _ways(self, wanted: Wanted) -> Iterator[_Way]:
        service = self.office.service(wanted.service)
        if service is None:
            return
        if service.id == COMPANION:
            length = service.length(wanted.children, interpreted=False)
            if interpreters := self._interpreters(wanted, phone=False):
                yield _Way(how="interpreter", length=length, counsellor=None, interpreters=interpreters)
            return
        every = [one for one in self.resources if one.kind is Kind.ROOM]
        rooms = tuple(one for one in every if not one.services or service.id in one.services)
        if every and not rooms:
            return
        ways = ("phone",) if wanted.how == "phone" else ("interpreter", "phone")
        others = {how: self._interpreters(wanted, phone=how == "phone") for how in ways}
        for one in self.resources:
            if one.kind is Kind.COUNSELLOR and service.id in one.services and (one.woman or not wanted.woman):
                yield from self._ways_with(one, service, wanted, rooms, others)

    def _ways_with(
        self, counsellor: Resource, service: Service, wanted: Wanted, rooms: tuple[Resource, ...],
        others: dict[str, tuple[Resource, ...]],
    ) -> Iterator[_Way]:  # fmt: skip
        plain = service.length(wanted.children, interpreted=False)
        if wanted.how in ("none", "adult"):
            yield _Way(how=wanted.how, length=plain, counsellor=counsellor, rooms=rooms)
        elif wanted.language in counsellor.languages:
            yield _Way(how="own", length=plain, counsellor=counsellor, rooms=rooms)
        else:
            length = service.length(wanted.children, interpreted=True)
            for how, found in others.items():
                if found:
                    yield _Way(how=how, length=length, counsellor=counsellor, interpreters=found, rooms=rooms)

    def _interpreters(self, wanted: Wanted, *, phone: bool) -> tuple[Resource, ...]:
        today = day_of(self.now, self.zone).isoformat()
        return tuple(
            one
            for one in self.resources
            if one.kind is Kind.INTERPRETER
            and wanted.language in one.languages
            and wanted.service in one.services
            # Who has not promised to tell nobody is not asked.
            and "" < one.confidential <= today
            and (one.by_phone or one.only_phone if phone else not one.only_phone)
            and (one.woman or not wanted.woman)
            and (one.elsewhere or not wanted.stranger)
        )


def load(  # noqa: PLR0913  (What decides about free times.)
    conn: Connection, vault: Vault, office: Office, zone: tzinfo, now: int, *, without: int = 0
) -> Plan:
    """Read everything that decides about free times; without is an appointment that is to be moved."""
    until = now + (office.appointments.window_days + 1) * 24 * HOUR
    taken = allocations.busy(conn, now, until, now)
    for share in allocations.of(conn, [without]).get(without, []) if without else ():
        if share.resource_id in taken:
            taken[share.resource_id] = taken[share.resource_id].without(share.starts_at, share.ends_at)
    return Plan(
        office=office, zone=zone, now=now, resources=resources.everything(conn, vault),
        closed=frozenset(resources.closures(conn)), busy=taken,
    )  # fmt: skip
