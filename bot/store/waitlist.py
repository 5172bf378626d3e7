"""The waiting list: who waits for which talk since when; a free time is offered to one after another."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import orjson
from sqlalchemy import delete, insert, select, update

from bot.store import conversations
from bot.store.tables import waitlist

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from bot.store.vault import Box, Vault

WAITING, OFFERED = "waiting", "offered"


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One wish of one person, opened; times are milliseconds since 1970 UTC."""

    id: int
    person_id: int
    service: str
    state: str
    since: int
    # The appointment that is kept for her, and until when.
    offered_id: int | None = None
    until: int | None = None
    # As bot.booking.plan.Wanted; and days (0 is Monday), part (morning, afternoon or any), passed (moments she let go).
    body: dict[str, Any] = field(default_factory=dict)


def join(  # noqa: PLR0913  (Who waits for what.)
    conn: Connection, box: Box, person_id: int, service: str, body: dict[str, Any], now: int
) -> None:
    """Let a person wait for a talk; whoever waits for it already keeps her place, with the new wishes."""
    mine = (waitlist.c.person_id == person_id) & (waitlist.c.service == service)
    id = conn.execute(select(waitlist.c.id).where(mine)).scalar()
    if id is None:
        id = secrets.randbits(53)
        values = {"id": id, "person_id": person_id, "service": service, "state": WAITING, "since": now}
        conn.execute(insert(waitlist).values(body=_sealed(box, id, body), **values))
    else:
        conn.execute(update(waitlist).where(waitlist.c.id == id).values(body=_sealed(box, id, body)))


def leave(conn: Connection, person_id: int, service: str) -> list[int | None]:
    """Let a person wait no longer; return what was kept for her, if anything, and an empty list if she did not wait."""
    mine = (waitlist.c.person_id == person_id) & (waitlist.c.service == service)
    return list(conn.execute(delete(waitlist).where(mine).returning(waitlist.c.offered_id)).scalars())


def is_waiting(conn: Connection, id: int) -> bool:
    """Tell whether somebody still waits for an offer; if so, she cannot leave before this transaction ends."""
    query = select(waitlist.c.id).where(waitlist.c.id == id, waitlist.c.state == WAITING)
    return conn.execute(query.with_for_update(skip_locked=True)).first() is not None


def of_person(conn: Connection, box: Box, person_id: int) -> list[Entry]:
    """Return what a person waits for."""
    rows = conn.execute(select(waitlist).where(waitlist.c.person_id == person_id).order_by(waitlist.c.since))
    return [_entry(box, row) for row in rows]


def everybody(conn: Connection, vault: Vault) -> list[Entry]:
    """Return all who wait, who waits longest first."""
    found = []
    for row in conn.execute(select(waitlist).order_by(waitlist.c.since, waitlist.c.id)):
        thread = conversations.load_person(conn, vault, row.person_id, lock=False)
        if thread is not None:
            found.append(_entry(thread.box, row))
    return found


def offer(conn: Connection, id: int, appointment_id: int | None, until: int | None) -> bool:
    """Keep an appointment for one who waits, or none any more; False where she waits no longer."""
    values = {"state": OFFERED if appointment_id else WAITING, "offered_id": appointment_id, "until": until}
    return bool(conn.execute(update(waitlist).where(waitlist.c.id == id).values(values)).rowcount)


def rewrite(conn: Connection, box: Box, changed: Entry) -> None:
    """Write the wishes of one who waits down again."""
    conn.execute(
        update(waitlist).where(waitlist.c.id == changed.id).values(body=_sealed(box, changed.id, changed.body))
    )


def _sealed(box: Box, id: int, body: dict[str, Any]) -> bytes:
    return box.seal(f"waitlist|body|{id}", orjson.dumps(body))


def _entry(box: Box, row: Any) -> Entry:
    body = orjson.loads(box.open(f"waitlist|body|{row.id}", bytes(row.body)))
    return Entry(**{**row._mapping, "body": body})  # noqa: SLF001  (SQLAlchemy's public name.)
