"""What is known of an appointment, for who goes on with it: what may be said of it, and what talk it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.booking import showing
from bot.booking.plan import Wanted
from bot.store import appointments, conversations, households

if TYPE_CHECKING:
    from datetime import tzinfo

    from sqlalchemy import Connection

    from bot.store.appointments import Appointment
    from bot.store.conversations import Thread
    from bot.store.vault import Vault


def wanted_of(found: Appointment) -> Wanted:
    """Return what talk an appointment is, so that another time or somebody else can be found for it."""
    body = found.body
    how = body.get("how") or {"own": "interpreter"}.get(found.how, found.how)
    wishes = body.get("wishes", [])
    return Wanted(
        service=found.service, language=found.language, how=how, children=body.get("for", 1),
        woman="woman" in wishes, stranger="stranger" in wishes,
    )  # fmt: skip


def family_name(conn: Connection, vault: Vault, found: Appointment) -> str:
    """Return what one of the adults who take part is called, as she has said herself; empty where nobody has."""
    for one in appointments.attendances(conn, found.id):
        home = households.of(conn, vault, one.person_id)
        thread = conversations.load_person(conn, vault, one.person_id, lock=False)
        answers = households.answers(conn, home, thread.box, one.person_id) if home and thread else {}
        if isinstance(answers.get("you.name"), str):
            return str(answers["you.name"])
    return str(found.body.get("name", ""))


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
