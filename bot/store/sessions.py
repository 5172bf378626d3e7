"""Sessions of colleagues: kept here, so that signing out ends them; the browser holds only a token."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select, true, update

from bot.store.tables import invitation, session

if TYPE_CHECKING:
    from sqlalchemy import Connection

MINUTE = 60_000
# A session ends after so long without a request, and after a day's work in any case.
IDLE, ABSOLUTE = 60 * MINUTE, 12 * 60 * MINUTE
# A one-time link works for two days.
INVITED = 48 * 60 * MINUTE


@dataclass(frozen=True, kw_only=True)
class Session:
    """Who a browser belongs to now."""

    staff_id: int
    # Stands in every form of hers.
    csrf: str
    # full; code or enrol while the second factor is missing.
    stage: str
    seen_at: int


def begin(conn: Connection, staff_id: int, stage: str, now: int) -> str:
    """Make a session and return the browser's token."""
    token = secrets.token_urlsafe(32)
    conn.execute(
        insert(session).values(
            lookup=_hash(token), staff_id=staff_id, csrf=secrets.token_urlsafe(24), stage=stage, created_at=now,
            seen_at=now,
        )
    )  # fmt: skip
    return token


def find(conn: Connection, token: str, now: int) -> Session | None:
    """Return the session of a token unless it has ended."""
    alive = session.c.seen_at > now - IDLE, session.c.created_at > now - ABSOLUTE
    row = conn.execute(select(session).where(session.c.lookup == _hash(token), *alive)).first()
    if row is None:
        return None
    return Session(staff_id=row.staff_id, csrf=row.csrf, stage=row.stage, seen_at=row.seen_at)


def touch(conn: Connection, token: str, now: int) -> None:
    """Note that a session is in use."""
    conn.execute(update(session).where(session.c.lookup == _hash(token)).values(seen_at=now))


def end(conn: Connection, token: str) -> None:
    """End a session."""
    conn.execute(delete(session).where(session.c.lookup == _hash(token)))


def sweep(conn: Connection, now: int) -> int:
    """Remove sessions and links that have ended; return how many."""
    ended = (session.c.seen_at <= now - IDLE) | (session.c.created_at <= now - ABSOLUTE)
    over = conn.execute(delete(session).where(ended)).rowcount
    return over + conn.execute(delete(invitation).where(invitation.c.ends_at <= now)).rowcount


def invite(conn: Connection, staff_id: int, now: int, *, beside: bool = False) -> str:
    """Return a one-time link's token to set up an account with; an older one works beside it, or no longer."""
    token = secrets.token_urlsafe(32)
    gone = invitation.c.ends_at <= now if beside else true()
    conn.execute(delete(invitation).where(invitation.c.staff_id == staff_id, gone))
    conn.execute(insert(invitation).values(lookup=_hash(token), staff_id=staff_id, ends_at=now + INVITED))
    return token


def invited(conn: Connection, token: str, now: int) -> int | None:
    """Return whose account a link sets up."""
    query = select(invitation.c.staff_id).where(invitation.c.lookup == _hash(token), invitation.c.ends_at > now)
    return conn.execute(query).scalar()


def use_invitation(conn: Connection, token: str) -> None:
    """Let a link work no more, nor any other to the same account."""
    used = select(invitation.c.staff_id).where(invitation.c.lookup == _hash(token)).scalar_subquery()
    conn.execute(delete(invitation).where(invitation.c.staff_id == used))


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()
