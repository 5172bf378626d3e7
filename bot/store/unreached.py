"""Adults whom the chat does not reach before an appointment of theirs: whom nobody has told, and nobody has phoned."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import exists, or_, select

from bot.store import reminders
from bot.store.appointments import BOOKED, CANCELLED
from bot.store.outbox import State
from bot.store.tables import address, appointment, attendance, conversation, outbox, reminder

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Connection

    from bot.store.reminders import Reminder

# What a family must not come in vain for, and what a call about an appointment says, too.
_OFF = (reminders.TOLD_CANCELLED, reminders.TOLD_CLOSED)
_BEFORE = (reminders.DAY, reminders.HOURS)


def between(conn: Connection, since: int, until: int) -> list[tuple[int, int]]:
    """Return (appointment, adult) of what begins in a time and must be told on the phone, in order.

    What is cancelled is among it as long as she may still come for it.
    """
    people = select(attendance.c.appointment_id, attendance.c.person_id, appointment.c.state, address.c.state)
    people = (
        people.join(appointment, appointment.c.id == attendance.c.appointment_id)
        .join(conversation, conversation.c.person_id == attendance.c.person_id)
        .outerjoin(address, _hers())
        .where(appointment.c.starts_at >= since, appointment.c.starts_at < until)
        .where(appointment.c.state.in_((BOOKED, CANCELLED)))
        .where(or_(address.c.state.is_(None), address.c.state != "ok", _went_wrong()))
        .order_by(appointment.c.starts_at, appointment.c.id, attendance.c.person_id)
    )
    found = []
    for id, person, state, reachable in conn.execute(people):
        rows = [one for one in reminders.of(conn, id) if one.person_id == person]
        if state == CANCELLED and not any(one.kind in _OFF for one in rows):
            continue
        if not _is_phoned(rows) and (reachable != "ok" or _last_went_wrong(conn, rows)):
            found.append((id, person))
    return found


def _hers() -> ColumnElement[bool]:
    """Join the address she wrote from last, as long as it is hers."""
    return (address.c.id == conversation.c.address_id) & (address.c.person_id == conversation.c.person_id)


def _went_wrong() -> ColumnElement[bool]:
    """Tell whether something about the appointment could not be told her, whatever came afterwards."""
    here = (reminder.c.appointment_id == attendance.c.appointment_id) & (reminder.c.person_id == attendance.c.person_id)
    call = (outbox.c.person_id == reminder.c.person_id) & (outbox.c.number == reminder.c.number)
    lost = exists().where(call, outbox.c.state == State.FAILED.value)
    return exists().where(here, or_(reminder.c.state.in_((reminders.UNREACHABLE, reminders.FAILED)), lost))


def _is_phoned(rows: list[Reminder]) -> bool:
    """Tell whether she was phoned after the last news; a reminder says no more than the call did."""
    phoned = max((one.due_at for one in rows if one.kind == reminders.PHONE), default=None)
    news = (one.due_at for one in rows if one.kind not in (reminders.PHONE, *_BEFORE))
    return phoned is not None and phoned >= max(news, default=0)


def _last_went_wrong(conn: Connection, rows: list[Reminder]) -> bool:
    """Tell whether what was told last did not reach her: what came later says the same and more."""
    told = [one for one in rows if one.state in (reminders.SENT, reminders.UNREACHABLE, reminders.FAILED)]
    if not told:
        return False
    last = max(told, key=lambda one: one.due_at)
    if last.state != reminders.SENT:
        return True
    call = (outbox.c.person_id == last.person_id) & (outbox.c.number == last.number)
    return conn.execute(select(outbox.c.id).where(call, outbox.c.state == State.FAILED.value)).first() is not None
