"""Counsellors, interpreters and rooms: what they are called, what they can do, and when they are there."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import orjson
from sqlalchemy import delete, insert, select, update

from bot.booking.schedule import Schedule
from bot.store.tables import closure, resource

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import Connection

    from bot.store.masters import Masters
    from bot.store.vault import Vault


class Kind(StrEnum):
    """Say what cannot be in two places at once."""

    HOUSEHOLD = "household"
    COUNSELLOR = "counsellor"
    INTERPRETER = "interpreter"
    ROOM = "room"


@dataclass(frozen=True, kw_only=True)
class Resource:
    """One counsellor, interpreter (a language companion, too) or room."""

    id: int = field(default_factory=lambda: secrets.randbits(53))
    kind: Kind
    name: str
    # A counsellor's account.
    staff_id: int | None = None
    # active or gone.
    state: str = "active"
    # The hash of the secret address of her calendar.
    feed: bytes | None = None
    # Which talks; of an interpreter for which she may be asked; of a room which it suits.
    services: frozenset[str] = frozenset()
    # Beside German for a counsellor; those she interprets for an interpreter.
    languages: frozenset[str] = frozenset()
    woman: bool = False
    # An interpreter who also does it by phone, or who does it only so.
    by_phone: bool = False
    only_phone: bool = False
    # She knows no family here: for who wants nobody she knows.
    elsewhere: bool = False
    # She must be asked so many hours before.
    lead_hours: int = 0
    # The day on which she promised to tell nobody (ISO); without it she is not booked.
    confidential: str = ""
    # How colleagues reach her.
    reach: str = ""
    # What she is paid for an hour (cents).
    allowance: int = 0
    schedule: Schedule = field(default_factory=Schedule)


# What stands in the sealed body.
_SETS, _FIELDS = ("services", "languages"), (
    "name", "woman", "by_phone", "only_phone", "elsewhere", "lead_hours", "confidential", "reach", "allowance",
)  # fmt: skip


def everything(conn: Connection, vault: Vault, *, gone: bool = False) -> list[Resource]:
    """Return all that can be booked, by kind and name; with those that are gone where asked for."""
    query = select(resource)
    rows = conn.execute(query if gone else query.where(resource.c.state == "active"))
    return sorted((_resource(vault, row) for row in rows), key=lambda one: (one.kind, one.name, one.id))


def one(conn: Connection, vault: Vault, id: int) -> Resource | None:
    """Return a resource by its id."""
    row = conn.execute(select(resource).where(resource.c.id == id)).first()
    return _resource(vault, row) if row else None


def of_staff(conn: Connection, vault: Vault, staff_id: int) -> Resource | None:
    """Return a colleague as a counsellor; None where she gives no talks."""
    query = select(resource).where(resource.c.staff_id == staff_id, resource.c.state == "active")
    row = conn.execute(query).first()
    return _resource(vault, row) if row else None


def save(conn: Connection, vault: Vault, new: Resource) -> None:
    """Write a resource, new or changed."""
    values = {
        "kind": new.kind.value, "staff_id": new.staff_id, "state": new.state, "feed": new.feed,
        "body": vault.house.seal(f"resource|body|{new.id}", orjson.dumps(_body(new))),
    }  # fmt: skip
    if not conn.execute(update(resource).where(resource.c.id == new.id).values(values)).rowcount:
        conn.execute(insert(resource).values(id=new.id, **values))


def lock(conn: Connection, ids: list[int]) -> None:
    """Let nobody else book any of these meanwhile; in one order, so that two who want the same wait for one another."""
    conn.execute(select(resource.c.id).where(resource.c.id.in_(ids)).order_by(resource.c.id).with_for_update()).all()


def new_feed(conn: Connection, vault: Vault, id: int) -> str:
    """Return a new secret address of a calendar; the old one stops working. Empty where there is no such resource."""
    found, token = one(conn, vault, id), secrets.token_urlsafe(24)
    if found is None:
        return ""
    save(conn, vault, replace(found, feed=_hash(token)))
    return token


def by_feed(conn: Connection, vault: Vault, token: str) -> Resource | None:
    """Return whose calendar has this secret address."""
    row = conn.execute(select(resource).where(resource.c.feed == _hash(token), resource.c.state == "active")).first()
    return _resource(vault, row) if row else None


def closures(conn: Connection) -> dict[str, str]:
    """Return the days on which the office is closed (ISO), each with its reason."""
    return {row.day: row.reason for row in conn.execute(select(closure).order_by(closure.c.day))}


def close_on(conn: Connection, day: date, reason: str) -> None:
    """Close the office on a day."""
    open_on(conn, day)
    conn.execute(insert(closure).values(day=day.isoformat(), reason=reason))


def open_on(conn: Connection, day: date) -> None:
    """Take back that the office is closed on a day."""
    conn.execute(delete(closure).where(closure.c.day == day.isoformat()))


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()


def _body(new: Resource) -> dict[str, Any]:
    sets = {name: sorted(getattr(new, name)) for name in _SETS}
    return {**sets, **{name: getattr(new, name) for name in _FIELDS}, "schedule": new.schedule.dump()}


def _resource(vault: Vault, row: Any) -> Resource:
    feed = bytes(row.feed) if row.feed else None
    return _opened(vault.house, row.id, row.kind, row.staff_id, row.state, feed, bytes(row.body))


@lru_cache(maxsize=500)
def _opened(  # noqa: PLR0913  (The columns of a row.)
    house: Masters, id: int, kind: str, staff_id: int | None, state: str, feed: bytes | None, sealed: bytes
) -> Resource:  # fmt: skip
    """Open a resource once: whoever looks for a free time reads all of them."""
    body = orjson.loads(house.open(f"resource|body|{id}", sealed))
    schedule = Schedule.load(body.pop("schedule"))
    body |= {name: frozenset(body[name]) for name in _SETS}
    return Resource(
        id=id, kind=Kind(kind), staff_id=staff_id, state=state, feed=feed, schedule=schedule, **body,
    )  # fmt: skip
