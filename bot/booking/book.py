"""The appointment book: hold, book, move, cancel; each step in the caller's transaction, none of them twice."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from bot.booking import plan
from bot.booking.plan import HOUR, MINUTE
from bot.booking.schedule import moment
from bot.errors import TakenError
from bot.store import allocations, appointments, reminders, resources, tallies, waitlist
from bot.store.allocations import Share
from bot.store.appointments import BOOKED, CAME, CANCELLED, EXPIRED, HELD, MISSED, MOVED, Appointment
from bot.store.reminders import Reminder
from bot.store.resources import Kind
from bot.wall import day_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import tzinfo

    from sqlalchemy import Connection

    from bot.booking.plan import Pick, Plan, Wanted
    from bot.store.vault import Vault
    from knowledge.office import Office

# What is counted for the reports.
BEFORE = (reminders.DAY, reminders.HOURS)
TALK, COUNTED = "appointment", {CAME: "came", MISSED: "missed", CANCELLED: "cancelled", MOVED: "moved"}


@dataclass(frozen=True, kw_only=True)
class Book:
    """Read and write appointments at one moment."""

    conn: Connection
    vault: Vault
    office: Office
    zone: tzinfo
    # Milliseconds since 1970 UTC.
    now: int

    @property
    def today(self) -> date:
        """Return the day by the office's wall clock."""
        return day_of(self.now, self.zone)

    def plan(self, *, without: int = 0) -> Plan:
        """Read who is free when; without is an appointment that is to be moved."""
        return plan.load(self.conn, self.vault, self.office, self.zone, self.now, without=without)

    def hold(  # noqa: PLR0913  (Who wants what, when, and what is known of it.)
        self, party_id: int, wanted: Wanted, at: int, body: dict[str, Any], *, by: str = "family",
        until: int | None = None, request: str | None = None,
    ) -> Appointment | None:  # fmt: skip
        """Keep a time for a party, for as long as the office has set; None where it is taken.

        The same request returns what it has led to, however often it comes.
        """
        if request and (known := appointments.by_request(self.conn, self.vault, request)):
            return known
        found = self.plan().picks(wanted, at)
        id = secrets.randbits(53)
        kept = until or self.now + self.office.appointments.hold_minutes * MINUTE
        resources.lock(self.conn, sorted({one.id for pick in found for one in pick.all}))
        for pick in found:
            new = Appointment(
                id=id, party_id=party_id, service=wanted.service, language=wanted.language, how=pick.how, state=HELD,
                starts_at=at, ends_at=at + pick.length * MINUTE, held_until=kept, request=request, root_id=id,
                sequence=0, created_at=self.now, changed_at=self.now, by=by, body=body,
            )  # fmt: skip
            if self._take(new, pick):
                return new
        return appointments.by_request(self.conn, self.vault, request) if request else None

    def keep(self, id: int) -> Appointment | None:
        """Keep a time longer, counted from now; None where it is no longer hers."""
        found = appointments.one(self.conn, self.vault, id, lock=True)
        until = self.now + self.office.appointments.hold_minutes * MINUTE
        kept = appointments.change(self.conn, id, HELD, was=(HELD,), by="family", now=self.now, held_until=until)
        return replace(found, held_until=until) if found is not None and kept else None

    def confirm(
        self,
        id: int,
        persons: Iterable[int],
        body: dict[str, Any],
        *,
        by: str = "family",
        instead_of: int | None = None,
    ) -> Appointment | None:
        """Book what is held, also a little late if nobody was faster; the one it replaces is given up with it.

        None where the time is gone. Reminders are planned in the same transaction.
        """
        found = appointments.one(self.conn, self.vault, id, lock=True)
        # Whoever took it meanwhile has let the hold expire: as long as it is held, it is hers.
        if found is None or not appointments.change(self.conn, id, BOOKED, was=(HELD,), by=by, now=self.now):
            return None
        old = appointments.one(self.conn, self.vault, instead_of, lock=True) if instead_of else None
        booked = replace(found, state=BOOKED, held_until=None, by=by, body={**found.body, **body})
        people = list(persons)
        # She may have booked the old one before her household was known.
        hers = old is not None and old.party_id in (found.party_id, *people)
        if old is not None and hers and self._give_up(old, MOVED, by):
            booked = replace(booked, root_id=old.root_id, sequence=old.sequence + 1)
            people += [one.person_id for one in appointments.attendances(self.conn, old.id)]
        appointments.rewrite(self.conn, self.vault, booked)
        appointments.attend(self.conn, id, dict.fromkeys(people))
        self._remind(booked)
        for person in dict.fromkeys(people):
            self.off_list(person, booked.service)
        tallies.count(self.conn, self.today, TALK, booked.language, booked.service)
        return booked

    def release(self, id: int) -> None:
        """Give up a time that is only held."""
        appointments.change(self.conn, id, EXPIRED, was=(HELD,), by="family", now=self.now)

    def off_list(self, person_id: int, service: str) -> bool:
        """Let an adult wait for a talk no longer, and free what is kept for her; False where she did not wait."""
        kept = waitlist.leave(self.conn, person_id, service)
        for id in (one for one in kept if one is not None):
            self.release(id)
            reminders.void(self.conn, id, (reminders.OFFER,))
        return bool(kept)

    def cancel(self, id: int, *, by: str = "family") -> Appointment | None:
        """Cancel what is booked; None where it is not, or not any more."""
        found = appointments.one(self.conn, self.vault, id, lock=True)
        return found if found is not None and self._give_up(found, CANCELLED, by) else None

    def mark(self, id: int, state: str, *, by: str = "staff") -> Appointment | None:
        """Note that somebody came or did not come; it can be corrected. None where there is no such appointment."""
        found = appointments.one(self.conn, self.vault, id, lock=True)
        if found is None or found.state not in (BOOKED, CAME, MISSED) or state not in (BOOKED, CAME, MISSED):
            return None
        if found.state != state:
            appointments.change(self.conn, id, state, was=(found.state,), by=by, now=self.now)
            self._count(found, -1)
            self._count(replace(found, state=state), 1)
        return replace(found, state=state)

    def tell(self, found: Appointment, kind: str, persons: Iterable[int] = ()) -> None:
        """Let the adults who take part, or some of them, hear at once what was done with an appointment."""
        people = list(persons) or [one.person_id for one in appointments.attendances(self.conn, found.id)]
        reminders.plan(
            self.conn,
            (Reminder(appointment_id=found.id, person_id=one, kind=kind, due_at=self.now) for one in people),
        )

    def shares(self, found: Appointment, pick: Pick) -> list[Share]:
        """Return what an appointment takes up: the pause of a counsellor after it, and the household's own time."""
        pause = self.office.appointments.buffer_minutes * MINUTE
        ends = {one.id: found.ends_at + (pause if one.kind is Kind.COUNSELLOR else 0) for one in pick.all}
        shares = [
            Share(kind=one.kind, resource_id=one.id, starts_at=found.starts_at, ends_at=ends[one.id])
            for one in pick.all
        ]
        # A household cannot be in two places at once either.
        home = Share(kind=Kind.HOUSEHOLD, resource_id=found.party_id, starts_at=found.starts_at, ends_at=found.ends_at)
        return [*shares, home]

    def _take(self, new: Appointment, pick: Pick) -> bool:
        shares = self.shares(new, pick)
        appointments.expire(self.conn, self.now, [share.resource_id for share in shares])
        free = (allocations.is_free(self.conn, one.resource_id, one.starts_at, one.ends_at, self.now) for one in shares)
        if not all(free):
            return False
        try:
            with allocations.all_or_nothing(self.conn):
                appointments.add(self.conn, self.vault, new)
                allocations.take(self.conn, new.id, shares, new.state)
        except TakenError:
            return False
        return True

    def _give_up(self, found: Appointment, state: str, by: str) -> bool:
        if not appointments.change(self.conn, found.id, state, was=(BOOKED,), by=by, now=self.now):
            return False
        reminders.void(self.conn, found.id)
        tallies.count(self.conn, self.today, COUNTED[state], found.language, found.service)
        return True

    def _remind(self, booked: Appointment) -> None:
        people = [one.person_id for one in appointments.attendances(self.conn, booked.id)]
        reminders.plan(
            self.conn,
            (
                Reminder(appointment_id=booked.id, person_id=person, kind=kind, due_at=due)
                for person in people
                for kind, due in self.due(booked.starts_at).items()
            ),
        )

    def _count(self, found: Appointment, times: int) -> None:
        """Count how a talk went, on its own day, so that a correction can be taken back there."""
        if found.state not in (CAME, MISSED):
            return
        reminded = any(one.state == reminders.SENT for one in reminders.of(self.conn, found.id) if one.kind in BEFORE)
        day, what = day_of(found.starts_at, self.zone), COUNTED[found.state]
        counts = {f"{what}-reminded" if reminded else what: 1}
        if found.state == CAME:
            counts["waited-days"] = max(0, (day - day_of(found.created_at, self.zone)).days)
        if found.state == CAME and found.how in ("interpreter", "phone"):
            counts["interpreted-minutes"] = (found.ends_at - found.starts_at) // MINUTE
        for name, many in counts.items():
            tallies.count(self.conn, day, name, found.language, found.service, many * times)

    def due(self, starts_at: int) -> dict[str, int]:
        """Return when a talk is to be reminded of; what would come too late or at once with another is left out.

        On the day before by the clock on the wall, whatever the clock does that night; hours before in real time.
        """
        rules = self.office.appointments
        local = datetime.fromtimestamp(starts_at / 1000, UTC).astimezone(self.zone)
        minutes = rules.remind_at.hour * 60 + rules.remind_at.minute
        found = {
            reminders.DAY: moment(local.date() - timedelta(days=1), minutes, self.zone),
            reminders.HOURS: starts_at - rules.remind_hours * HOUR,
        }
        return {kind: due for kind, due in found.items() if due > self.now + HOUR}
