"""What appointments take up; two that overlap are refused by the database itself (design §5)."""

from __future__ import annotations

import secrets
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

import orjson
from sqlalchemy import delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from bot.booking.spans import Taken
from bot.errors import StoreError, TakenError
from bot.store.hot import Hot, savepoint
from bot.store.resources import Kind
from bot.store.tables import allocation, appointment

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sqlalchemy import Connection, Insert, Update

LIVE = ("held", "booked")
FREE = "free"
# What is held and no longer kept is as good as free, even before somebody writes that down.
# CROSS JOIN lets SQLite begin with the few appointments that are held, instead of with everything that is taken.
_TAKEN = (
    "SELECT resource_id, starts_at, ends_at FROM allocation"
    " WHERE state = 'booked' AND ends_at > :since AND starts_at < :until AND kind <> 'household'"
    " UNION ALL"
    " SELECT a.resource_id, a.starts_at, a.ends_at FROM appointment p CROSS JOIN allocation a"
    " WHERE a.appointment_id = p.id AND p.state = 'held' AND p.held_until > :now"
    " AND a.state = 'held' AND a.kind <> 'household'"
)
# One row of numbers for each resource: thousands of rows take longer to hand over than to find.
_LISTED = f"SELECT resource_id, {{0}}, {{1}} FROM ({_TAKEN}) AS taken GROUP BY resource_id"  # noqa: S608  (Our names.)
_BUSY = Hot(
    _LISTED.format("group_concat(starts_at)", "group_concat(ends_at)"),
    on_postgres=_LISTED.format("string_agg(CAST(starts_at AS text), ',')", "string_agg(CAST(ends_at AS text), ',')"),
)


@dataclass(frozen=True, kw_only=True)
class Share:
    """One resource taken for one half-open span of time (milliseconds since 1970 UTC)."""

    kind: Kind
    resource_id: int
    starts_at: int
    ends_at: int


def busy(conn: Connection, since: int, until: int, now: int) -> dict[int, Taken]:
    """Return what is taken, by resource."""
    rows = _BUSY(conn, since=since, until=until, now=now).fetchall()
    # Spans of one resource never overlap: the first start belongs to the first end, and so on.
    return {id: Taken(_numbers(begins), _numbers(ends)) for id, begins, ends in rows}


def _numbers(listed: str) -> list[int]:
    return sorted(orjson.loads(f"[{listed}]"))


def of_household(
    conn: Connection, party_id: int, now: int, states: Iterable[str] = ("booked",)
) -> list[tuple[int, int]]:
    """Return when a party is somewhere already, by what is booked from now on, or held, too."""
    query = select(allocation.c.starts_at, allocation.c.ends_at).where(
        allocation.c.resource_id == party_id, allocation.c.state.in_(list(states)), allocation.c.ends_at > now
    )
    return [(row.starts_at, row.ends_at) for row in conn.execute(query)]


def is_free(conn: Connection, resource_id: int, starts_at: int, ends_at: int, now: int) -> bool:
    """Tell whether nobody has taken a resource, a household too, in a span of time."""
    query = (
        select(allocation.c.id)
        .join(appointment, appointment.c.id == allocation.c.appointment_id)
        .where(allocation.c.resource_id == resource_id, allocation.c.ends_at > starts_at)
        .where(allocation.c.starts_at < ends_at)
        .where((allocation.c.state == "booked") | ((allocation.c.state == "held") & (appointment.c.held_until > now)))
    )
    return conn.execute(query.limit(1)).first() is None


@contextmanager
def all_or_nothing(conn: Connection) -> Iterator[None]:
    """Undo what happens inside where the database refuses it; raises TakenError then."""
    try:
        with savepoint(conn):
            yield
    except IntegrityError as error:
        raise TakenError("This time is taken.") from error


def take(conn: Connection, appointment_id: int, shares: Iterable[Share], state: str) -> None:
    """Take all of these for an appointment."""
    rows = [
        {
            "id": secrets.randbits(53), "appointment_id": appointment_id, "kind": share.kind.value, "state": state,
            "resource_id": share.resource_id, "starts_at": share.starts_at, "ends_at": share.ends_at,
        }
        for share in sorted(shares, key=lambda share: share.resource_id)
    ]  # fmt: skip
    conn.execute(insert(allocation), rows)


def of(conn: Connection, appointment_ids: Iterable[int]) -> dict[int, list[Share]]:
    """Return what appointments take up, also what they took up once; by appointment."""
    query = select(allocation).where(allocation.c.appointment_id.in_(list(appointment_ids)))
    found: dict[int, list[Share]] = {}
    for row in conn.execute(query.order_by(allocation.c.kind, allocation.c.id)):
        share = Share(
            kind=Kind(row.kind), resource_id=row.resource_id, starts_at=row.starts_at, ends_at=row.ends_at
        )  # fmt: skip
        found.setdefault(row.appointment_id, []).append(share)
    return found


def drop(conn: Connection, appointment_id: int) -> None:
    """Remove what an appointment takes up."""
    conn.execute(delete(allocation).where(allocation.c.appointment_id == appointment_id))


def mark(conn: Connection, appointment_id: int, state: str) -> None:
    """Say of all that an appointment takes up that it is booked now, or free."""
    conn.execute(update(allocation).where(allocation.c.appointment_id == appointment_id).values(state=state))


class _UndoneError(Exception):
    """Leave a savepoint so that nothing of it stays."""


@contextmanager
def _undone(conn: Connection) -> Iterator[None]:
    with suppress(_UndoneError), savepoint(conn):
        yield
        raise _UndoneError


def check_guard(conn: Connection) -> None:
    """Try to take the same thing twice, and undo it; raises StoreError where the database lets it happen."""
    id = -secrets.randbits(53) - 1
    row = {"kind": "room", "resource_id": id, "appointment_id": id}
    # Where two talks would meet: one that is new, and one that was given up and comes back.
    second = insert(allocation).values(id=id - 1, starts_at=1, ends_at=3, state="booked", **row)
    back = update(allocation).where(allocation.c.id == id - 2).values(state="booked")
    with _undone(conn):
        values = {"party_id": id, "service": "", "language": "", "how": "", "state": "booked", "root_id": id, "by": ""}
        numbers = dict.fromkeys(("starts_at", "ends_at", "sequence", "created_at", "changed_at"), 0)
        conn.execute(insert(appointment).values(id=id, body=b"", **values, **numbers))
        conn.execute(insert(allocation).values(id=id, starts_at=0, ends_at=2, state="booked", **row))
        conn.execute(insert(allocation).values(id=id - 2, starts_at=1, ends_at=3, state=FREE, **row))
        refused = all(_refuses(conn, one) for one in (second, back))
    if not refused:
        raise StoreError("The database lets the same time be booked twice: its guard against that is missing.")


def _refuses(conn: Connection, change: Insert | Update) -> bool:
    try:
        with all_or_nothing(conn):
            conn.execute(change)
    except TakenError:
        return True
    return False
