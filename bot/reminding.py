"""Families hear about their appointments: what is due becomes a message, once, and only if it is still useful."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import structlog

from bot.booking.telling import told
from bot.store import appointments, conversations, faults, reminders
from bot.store.appointments import BOOKED, CANCELLED, HELD, MISSED
from bot.store.hot import savepoint
from bot.wall import day_of, local
from dialogs.reminding import notice

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection

    from bot.handover import Handovers
    from bot.store.appointments import Appointment
    from bot.store.conversations import Thread
    from bot.store.door import Door
    from bot.store.reminders import Reminder
    from bot.turn import Outcome

_log = structlog.get_logger()
# So many in one transaction: families that write do not wait for all of them.
MOST = 25
HOUR = 3_600_000
# Hours of the office's wall clock between which a reminder of the day before comes late, and how long before the talk
# it says anything new.
FROM, UNTIL, EARLIER = 8, 21, 3 * HOUR
# In which state an appointment must be, for each kind of what is told.
_STATES = {
    reminders.DAY: BOOKED, reminders.HOURS: BOOKED, reminders.TOLD_BOOKED: BOOKED, reminders.TOLD_MOVED: BOOKED,
    reminders.TOLD_CANCELLED: CANCELLED, reminders.TOLD_CLOSED: CANCELLED, reminders.MISSED: MISSED,
    reminders.OFFER: HELD,
}  # fmt: skip
# What says nothing any more when the talk has begun.
_BEFORE = (reminders.HOURS, reminders.TOLD_BOOKED, reminders.TOLD_MOVED)


@dataclass(frozen=True, kw_only=True)
class Reminders:
    """Tell what is due."""

    door: Door
    handovers: Handovers
    tell: Callable[[Outcome], None]

    async def tick(self) -> None:
        """Tell everything that is due; several processes may do so at once, each thing is told by one."""
        while True:
            outcomes, many = await self.door.write(self._some)
            for outcome in outcomes:
                self.tell(outcome)
            if many < MOST:
                return

    def _some(self, conn: Connection) -> tuple[list[Outcome], int]:
        due = reminders.claim(conn, self.handovers.turns.clock(), MOST)
        told_ = [self._one_alone(conn, one) for one in due]
        return [outcome for outcome in told_ if outcome is not None], len(due)

    def _one_alone(self, conn: Connection, due: Reminder) -> Outcome | None:
        """Tell one thing; what cannot be told stops no other, and its family is to be phoned."""
        try:
            with savepoint(conn):
                return self._one(conn, due)
        except Exception as error:
            if faults.is_down(error):
                raise
            _log.error("reminder not told", kind=due.kind, fault=type(error).__name__)
            reminders.settle(conn, due, reminders.FAILED)
            return None

    def _one(self, conn: Connection, due: Reminder) -> Outcome | None:
        """Turn one row into a message, or write down why not."""
        turns = self.handovers.turns
        thread = conversations.load_person(conn, turns.vault, due.person_id)
        found = appointments.one(conn, turns.vault, due.appointment_id)
        state = self._verdict(conn, due, thread, found)
        if state != reminders.SENT or thread is None or found is None:
            reminders.settle(conn, due, state)
            return None
        now, zone = turns.clock(), turns.zone
        until = local(found.held_until, zone).replace(tzinfo=None) if found.held_until else None
        message = notice(
            due.kind, told(conn, thread, found, zone=zone, now=now), turns.library.office, thread.talk.language,
            day_of(now, zone), until=until,
        )  # fmt: skip
        outcome = self.handovers.notify(conn, thread, message)
        reminders.settle(conn, due, state, thread.messages)
        return outcome

    def _verdict(self, conn: Connection, due: Reminder, thread: Thread | None, found: Appointment | None) -> str:
        """Decide what becomes of a row: sent, or why it is not."""
        if thread is None or found is None or found.state != _STATES[due.kind]:
            return reminders.VOID
        if not self._is_useful(conn, due, found):
            return reminders.LATE
        return reminders.SENT if thread.reachable == "ok" else reminders.UNREACHABLE

    def _is_useful(self, conn: Connection, due: Reminder, found: Appointment) -> bool:
        """Tell whether what is told, perhaps late, still helps."""
        now = self.handovers.turns.clock()
        if due.kind == reminders.DAY:
            return self._helps_a_day_before(conn, due, found, now)
        if due.kind == reminders.OFFER:
            return now < (found.held_until or 0)
        return due.kind not in _BEFORE or now < found.starts_at

    def _helps_a_day_before(self, conn: Connection, due: Reminder, found: Appointment, now: int) -> bool:
        others = reminders.of(conn, due.appointment_id)
        soon = any(
            one.kind == reminders.HOURS and one.person_id == due.person_id and one.due_at <= now for one in others
        )
        late = now - due.due_at > HOUR
        by_day = FROM <= local(now, self.handovers.turns.zone).hour < UNTIL
        return not soon and now < found.starts_at - EARLIER and (by_day or not late)
