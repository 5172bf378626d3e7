"""What families are to be told about an appointment, and when: rows written in the transaction that causes them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select, update

from bot.store.tables import conversation, reminder

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import ColumnElement, Connection

PLANNED, SENT, VOID, LATE, UNREACHABLE, FAILED = "planned", "sent", "void", "late", "unreachable", "failed"
# Before a talk.
DAY, HOURS = "day", "hours"
# What somebody else has done with it, and what follows when she did not come.
TOLD_BOOKED, TOLD_MOVED, TOLD_CANCELLED, TOLD_CLOSED, MISSED, OFFER = (
    "booked", "moved", "off", "closed", "missed", "offer",
)  # fmt: skip
# What a colleague has told her on the phone, as the chat does not reach her.
PHONE, PHONED = "phone", "phoned"


@dataclass(frozen=True, kw_only=True)
class Reminder:
    """One thing to tell one adult about one appointment; times are milliseconds since 1970 UTC."""

    appointment_id: int
    person_id: int
    kind: str
    due_at: int
    state: str = PLANNED
    # The message in which it was told.
    number: int | None = None


def plan(conn: Connection, new: Iterable[Reminder]) -> None:
    """Write down what is to be told; what was planned under the same name is replaced."""
    for one in new:
        conn.execute(delete(reminder).where(_is(one)))
        conn.execute(insert(reminder).values(**vars(one)))


def void(conn: Connection, appointment_id: int, kinds: Iterable[str] = (DAY, HOURS)) -> None:
    """Take back what is still planned about an appointment."""
    where = (reminder.c.appointment_id == appointment_id) & (reminder.c.state == PLANNED)
    conn.execute(update(reminder).where(where, reminder.c.kind.in_(list(kinds))).values(state=VOID))


def claim(conn: Connection, now: int, most: int) -> list[Reminder]:
    """Lock what is due, the earliest first; another process that looks now skips it.

    Whose conversation somebody holds just now is told at the next tick: whoever waits for her there would hold what
    she may be about to take back.
    """
    query = (
        select(reminder)
        .join(conversation, conversation.c.person_id == reminder.c.person_id)
        .where(reminder.c.state == PLANNED, reminder.c.due_at <= now)
    )
    query = query.order_by(reminder.c.due_at, reminder.c.appointment_id, reminder.c.person_id).limit(most)
    rows = conn.execute(query.with_for_update(skip_locked=True, of=(reminder, conversation)))
    return [Reminder(**row._mapping) for row in rows]  # noqa: SLF001  (SQLAlchemy's public name.)


def settle(conn: Connection, one: Reminder, state: str, number: int | None = None) -> None:
    """Write down what has become of it, and in which message of hers it was told."""
    conn.execute(update(reminder).where(_is(one)).values(state=state, number=number))


def of(conn: Connection, appointment_id: int) -> list[Reminder]:
    """Return everything that was or is to be told about an appointment."""
    query = select(reminder).where(reminder.c.appointment_id == appointment_id)
    rows = conn.execute(query.order_by(reminder.c.due_at, reminder.c.kind, reminder.c.person_id))
    return [Reminder(**row._mapping) for row in rows]  # noqa: SLF001  (SQLAlchemy's public name.)


def in_state(conn: Connection, state: str, since: int) -> list[Reminder]:
    """Return what came to this end and was due from a time on."""
    query = select(reminder).where(reminder.c.state == state, reminder.c.due_at >= since)
    return [Reminder(**row._mapping) for row in conn.execute(query.order_by(reminder.c.due_at))]  # noqa: SLF001


def _is(one: Reminder) -> ColumnElement[bool]:
    return (
        (reminder.c.appointment_id == one.appointment_id)
        & (reminder.c.person_id == one.person_id)
        & (reminder.c.kind == one.kind)
    )
