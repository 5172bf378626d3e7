"""Who holds a conversation: every change raises its epoch, so that answers computed before are dropped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select, update

from bot.errors import NotHeldError
from bot.store.tables import conversation
from dialogs.conversation import Holder, Phase

if TYPE_CHECKING:
    from sqlalchemy import Connection


def claim(conn: Connection, person_id: int, staff_id: int, *, epoch: int) -> int:
    """Take over a conversation by compare-and-set and return its new epoch.

    Raises NotHeldError where it moved on since the epoch was read.
    """
    return _move(conn, person_id, epoch, Holder.STAFF, Phase.WAITING_STAFF, staff_id)


def call_person(conn: Connection, person_id: int, *, epoch: int) -> int:
    """Put a conversation into the queue and return its new epoch; raises NotHeldError like claim."""
    return _move(conn, person_id, epoch, Holder.QUEUE, Phase.WAITING_STAFF, None)


def hand_back(conn: Connection, person_id: int, *, epoch: int) -> int:
    """Give a conversation back to the bot and return its new epoch; raises NotHeldError like claim."""
    return _move(conn, person_id, epoch, Holder.BOT, Phase.ACTIVE, None)


def close(conn: Connection, person_id: int, *, epoch: int) -> int:
    """End a conversation until the family writes again, and return its new epoch; raises NotHeldError like claim."""
    return _move(conn, person_id, epoch, Holder.BOT, Phase.CLOSED, None)


def close_silent(conn: Connection, before: int) -> int:
    """Close what no family wrote in since a time; return how many."""
    silent = (conversation.c.heard_at < before) & (conversation.c.phase != Phase.CLOSED.value)
    done = conn.execute(
        update(conversation)
        .where(silent)
        .values(holder=Holder.BOT.value, phase=Phase.CLOSED.value, staff_id=None, epoch=conversation.c.epoch + 1)
    )
    return done.rowcount


def epoch_of(conn: Connection, person_id: int) -> int | None:
    """Return the epoch of a conversation; None where the person is gone."""
    return conn.execute(select(conversation.c.epoch).where(conversation.c.person_id == person_id)).scalar()


def _move(  # noqa: PLR0913  (One row of the state machine.)
    conn: Connection, person_id: int, epoch: int, holder: Holder, phase: Phase, staff_id: int | None
) -> int:
    moved = conn.execute(
        update(conversation)
        .where(conversation.c.person_id == person_id, conversation.c.epoch == epoch)
        .values(holder=holder.value, phase=phase.value, staff_id=staff_id, epoch=epoch + 1)
    )
    if moved.rowcount != 1:
        raise NotHeldError("Somebody was faster, or the conversation has moved on.")
    return epoch + 1
