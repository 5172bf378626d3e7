"""What may be said of an appointment to one adult who takes part: plain JSON, as dialogs.booking.wishes.SeeVisit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.booking import showing
from bot.store import appointments

if TYPE_CHECKING:
    from datetime import tzinfo

    from sqlalchemy import Connection

    from bot.store.appointments import Appointment
    from bot.store.conversations import Thread


def told(conn: Connection, thread: Thread, found: Appointment, *, zone: tzinfo, now: int) -> dict[str, Any]:
    """Return what a dialog or a notice may say of an appointment."""
    return {
        "id": found.id, "state": found.state, "service": found.service, "language": found.language, "how": found.how,
        "starts": showing.written(found.starts_at, zone), "ends": showing.written(found.ends_at, zone),
        "root": found.root_id, "sequence": found.sequence, "changed_at": found.changed_at,
        "starts_at": found.starts_at, "ends_at": found.ends_at, "adults": found.body.get("adults", 1),
        "children": found.body.get("children", []), "place": found.body.get("place", ""),
        "over": found.starts_at <= now,
        "ticks": appointments.ticks(conn, thread.box, found.id, thread.person_id),
    }  # fmt: skip
