"""Appointments: one talk of one party, a household or a person who belongs to none, sealed with its key."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any

import orjson
from sqlalchemy import delete, exists, insert, select, update

from bot.errors import ErasedError
from bot.store import allocations
from bot.store.tables import adult, allocation, appointment, attendance, household, person, reminder

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from sqlalchemy import Connection

    from bot.store.vault import Box, Vault

HELD, BOOKED, CAME, MISSED = "held", "booked", "came", "missed"
CANCELLED, MOVED, EXPIRED = "cancelled", "moved", "expired"
# What took place, or was to take place: its time stays taken.
KEPT = (HELD, BOOKED, CAME, MISSED)
COMING = "coming"


@dataclass(frozen=True, kw_only=True)
class Appointment:
    """One appointment, opened; times are milliseconds since 1970 UTC."""

    id: int
    party_id: int
    service: str
    language: str
    # own, interpreter, phone, adult or none.
    how: str
    state: str
    starts_at: int
    ends_at: int
    held_until: int | None
    request: str | None = None
    root_id: int
    sequence: int
    created_at: int
    changed_at: int
    # family, staff, list or house.
    by: str
    # adults (how many), children (their numbers in the household), wishes (codes), place (elsewhere, in her words).
    body: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Attendance:
    """An adult who takes part."""

    person_id: int
    # coming, or empty.
    reply: str


def party_of(conn: Connection, person_id: int) -> int:
    """Return whose appointments she makes: her household's, or her own where she has none."""
    home = conn.execute(select(adult.c.household_id).where(adult.c.person_id == person_id)).scalar()
    return home if home is not None else person_id


def persons_of(conn: Connection, party_id: int) -> list[int]:
    """Return the adults behind a party."""
    query = select(adult.c.person_id).where(adult.c.household_id == party_id)
    return list(conn.execute(query.order_by(adult.c.joined_at, adult.c.person_id)).scalars()) or [party_id]


def add(conn: Connection, vault: Vault, new: Appointment) -> None:
    """Write a new appointment; raises ErasedError where the party is gone."""
    values = {one.name: getattr(new, one.name) for one in fields(Appointment)}
    values["body"] = _box(conn, vault, new.party_id).seal(_place(new.id), orjson.dumps(new.body))
    conn.execute(insert(appointment).values(values))


def one(conn: Connection, vault: Vault, id: int, *, lock: bool = False) -> Appointment | None:
    """Return an appointment; locked, nobody else changes it meanwhile."""
    query = select(appointment).where(appointment.c.id == id)
    rows = _opened(conn, vault, conn.execute(query.with_for_update() if lock else query))
    return rows[0] if rows else None


def by_request(conn: Connection, vault: Vault, request: str) -> Appointment | None:
    """Return what a request has led to already."""
    rows = _opened(conn, vault, conn.execute(select(appointment).where(appointment.c.request == request)))
    return rows[0] if rows else None


def of_party(conn: Connection, vault: Vault, party_id: int) -> list[Appointment]:
    """Return all appointments of a party, the latest first."""
    query = select(appointment).where(appointment.c.party_id == party_id, appointment.c.state != EXPIRED)
    return _opened(conn, vault, conn.execute(query.order_by(appointment.c.starts_at.desc())))


def of_person(conn: Connection, vault: Vault, person_id: int, now: int) -> list[Appointment]:
    """Return the booked appointments that an adult takes part in and that are not over, the next one first."""
    query = select(appointment).join(attendance, attendance.c.appointment_id == appointment.c.id)
    query = query.where(attendance.c.person_id == person_id, appointment.c.state == BOOKED, appointment.c.ends_at > now)
    return _opened(conn, vault, conn.execute(query.order_by(appointment.c.starts_at)))


def attended(conn: Connection, vault: Vault, person_id: int) -> list[tuple[Appointment, str]]:
    """Return all appointments of an adult, the latest first, and what she said of each."""
    mine = select(attendance.c.appointment_id, attendance.c.reply).where(attendance.c.person_id == person_id)
    replies = {row.appointment_id: row.reply for row in conn.execute(mine)}
    query = select(appointment).where(appointment.c.id.in_(list(replies))).order_by(appointment.c.starts_at.desc())
    return [(one, replies[one.id]) for one in _opened(conn, vault, conn.execute(query))]


def between(
    conn: Connection, vault: Vault, since: int, until: int, states: Collection[str] = (BOOKED, CAME, MISSED)
) -> list[Appointment]:
    """Return the appointments that begin in a time, in order."""
    query = select(appointment).where(appointment.c.starts_at >= since, appointment.c.starts_at < until)
    query = query.where(appointment.c.state.in_(states))
    return _opened(conn, vault, conn.execute(query.order_by(appointment.c.starts_at, appointment.c.id)))


def of_resource(conn: Connection, vault: Vault, resource_id: int, since: int, state: str = BOOKED) -> list[Appointment]:
    """Return the booked appointments, or those in another state, from a time on that take up a resource, in order."""
    ids = select(allocation.c.appointment_id).where(
        allocation.c.resource_id == resource_id, allocation.c.state == state, allocation.c.ends_at > since
    )
    query = select(appointment).where(appointment.c.id.in_(ids), appointment.c.state == state)
    return _opened(conn, vault, conn.execute(query.order_by(appointment.c.starts_at)))


def change(  # noqa: PLR0913  (What becomes what, by whom.)
    conn: Connection, id: int, state: str, *, was: Collection[str], by: str, now: int, held_until: int | None = None
) -> bool:
    """Let an appointment come into another state; False where it is none of those it was to be."""
    where = (appointment.c.id == id) & appointment.c.state.in_(was)
    values = {"state": state, "by": by, "changed_at": now, "held_until": held_until}
    if not conn.execute(update(appointment).where(where).values(values)).rowcount:
        return False
    allocations.mark(conn, id, {HELD: HELD}.get(state, BOOKED) if state in KEPT else allocations.FREE)
    return True


def rewrite(conn: Connection, vault: Vault, changed: Appointment) -> None:
    """Write down again who comes, who interprets, and what it follows."""
    body = _box(conn, vault, changed.party_id).seal(_place(changed.id), orjson.dumps(changed.body))
    values = {"body": body, **{name: getattr(changed, name) for name in ("root_id", "sequence", "request", "how")}}
    conn.execute(update(appointment).where(appointment.c.id == changed.id).values(values))


def expire(conn: Connection, now: int, resource_ids: Iterable[int] | None = None) -> int:
    """Give up what was held and is kept no longer, of some resources or of all; return how many that were."""
    over = (appointment.c.state == HELD) & (appointment.c.held_until <= now)
    if resource_ids is not None:
        held = select(allocation.c.appointment_id).where(
            allocation.c.resource_id.in_(list(resource_ids)), allocation.c.state == HELD
        )
        over &= appointment.c.id.in_(held)
    query = select(appointment.c.id).where(over).order_by(appointment.c.id).with_for_update()
    ids = list(conn.execute(query).scalars())
    return sum(change(conn, id, EXPIRED, was=(HELD,), by="house", now=now) for id in ids)


def sweep(conn: Connection, before: int) -> int:
    """Remove what was held once and came to nothing; return how many rows that were."""
    over = (appointment.c.state == EXPIRED) & (appointment.c.changed_at < before)
    return _remove(conn, list(conn.execute(select(appointment.c.id).where(over)).scalars()))


def attend(conn: Connection, id: int, persons: Iterable[int]) -> None:
    """Let adults take part."""
    there = {one.person_id for one in attendances(conn, id)}
    rows = [{"appointment_id": id, "person_id": person, "reply": ""} for person in persons if person not in there]
    if rows:
        conn.execute(insert(attendance), rows)


def attendances(conn: Connection, id: int) -> list[Attendance]:
    """Return the adults who take part."""
    rows = conn.execute(select(attendance).where(attendance.c.appointment_id == id).order_by(attendance.c.person_id))
    return [Attendance(person_id=row.person_id, reply=row.reply) for row in rows]


def reply(conn: Connection, id: int, person_id: int, said: str) -> bool:
    """Note what an adult has said; False where she does not take part."""
    where = (attendance.c.appointment_id == id) & (attendance.c.person_id == person_id)
    return bool(conn.execute(update(attendance).where(where).values(reply=said)).rowcount)


def ticks(conn: Connection, box: Box, id: int, person_id: int) -> list[str]:
    """Return what an adult has ticked off on her own list."""
    where = (attendance.c.appointment_id == id) & (attendance.c.person_id == person_id)
    sealed = conn.execute(select(attendance.c.ticks).where(where)).scalar()
    found: list[str] = orjson.loads(box.open(_ticks(id, person_id), bytes(sealed))) if sealed else []
    return found


def tick(conn: Connection, box: Box, id: int, person_id: int, codes: list[str]) -> bool:
    """Keep what an adult has ticked off; False where she does not take part."""
    where = (attendance.c.appointment_id == id) & (attendance.c.person_id == person_id)
    sealed = box.seal(_ticks(id, person_id), orjson.dumps(codes))
    return bool(conn.execute(update(attendance).where(where).values(ticks=sealed)).rowcount)


def erase(conn: Connection, party_id: int) -> int:
    """Remove all appointments of a party, and free their times; return how many rows that were."""
    return _remove(
        conn, list(conn.execute(select(appointment.c.id).where(appointment.c.party_id == party_id)).scalars())
    )


def leave(conn: Connection, person_id: int) -> int:
    """Part an adult from her appointments; those that nobody attends any more go."""
    hers = list(conn.execute(select(attendance.c.appointment_id).where(attendance.c.person_id == person_id)).scalars())
    rows = sum(
        conn.execute(delete(table).where(table.c.person_id == person_id)).rowcount for table in (attendance, reminder)
    )
    alone = select(appointment.c.id).where(
        appointment.c.id.in_(hers), ~exists().where(attendance.c.appointment_id == appointment.c.id)
    )
    return rows + _remove(conn, list(conn.execute(alone).scalars())) + erase(conn, person_id)


def _remove(conn: Connection, ids: list[int]) -> int:
    rows = 0
    for table in (reminder, attendance, allocation):
        rows += conn.execute(delete(table).where(table.c.appointment_id.in_(ids))).rowcount
    return rows + conn.execute(delete(appointment).where(appointment.c.id.in_(ids))).rowcount


def _place(id: int) -> str:
    return f"appointment|body|{id}"


def _ticks(id: int, person_id: int) -> str:
    return f"attendance|ticks|{id}|{person_id}"


def _box(conn: Connection, vault: Vault, party_id: int) -> Box:
    for table, box in ((household, vault.household), (person, vault.person)):
        wrapped = conn.execute(select(table.c.wrapped_key).where(table.c.id == party_id)).scalar()
        if wrapped is not None:
            return box(party_id, bytes(wrapped))
    raise ErasedError("Whose appointment this is has deleted everything.")


def _opened(conn: Connection, vault: Vault, rows: Iterable[Any]) -> list[Appointment]:
    boxes: dict[int, Box] = {}
    found = []
    for row in rows:
        box = boxes.get(row.party_id) or _box(conn, vault, row.party_id)
        boxes[row.party_id] = box
        body = orjson.loads(box.open(_place(row.id), bytes(row.body)))
        found.append(Appointment(**{**row._mapping, "body": body}))  # noqa: SLF001  (SQLAlchemy's public name.)
    return found
