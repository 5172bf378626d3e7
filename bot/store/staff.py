"""Colleagues: who may sign in, as what, and for which teams."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, insert, select, update

from bot.store.tables import session, staff, staff_team

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection

    from bot.store.vault import Vault


# The step of an authenticator that has shown no right code yet.
NOT_PROVED = -1


class Role(StrEnum):
    """Say what a colleague may do; each may do all that the one before it may."""

    COUNSELLOR = "counsellor"
    LEAD = "lead"
    ADMINISTRATOR = "administrator"

    def covers(self, other: Role) -> bool:
        """Tell whether this role may do what another one may."""
        ranks = list(Role)
        return ranks.index(self) >= ranks.index(other)


@dataclass(frozen=True, kw_only=True)
class Colleague:
    """One account."""

    id: int
    login: str
    name: str
    # How families see her; empty: a person from our office.
    shown_as: str
    role: Role
    language: str
    # invited, active or disabled.
    state: str
    password: str | None
    # The sealed secret of her authenticator; None where there is none.
    totp: bytes | None
    totp_step: int
    deputy_id: int | None
    away: bool
    created_at: int
    # The HMAC of her Telegram id; None where she has not registered in the staff's group.
    telegram: bytes | None
    teams: frozenset[str]

    @property
    def has_second_factor(self) -> bool:
        """Tell whether an authenticator was set up to its end: a first code was right."""
        return self.totp is not None and self.totp_step != NOT_PROVED

    def works_on(self, team: str) -> bool:
        """Tell whether she may see what belongs to a team: leads and administrators see all."""
        return self.role.covers(Role.LEAD) or team in self.teams


def add(  # noqa: PLR0913  (What an account begins with.)
    conn: Connection, *, login: str, name: str, role: Role, teams: Iterable[str], language: str, now: int
) -> int:
    """Make an account without a password and return its id."""
    id = secrets.randbits(53)
    conn.execute(
        insert(staff).values(
            id=id, login=login.strip().lower(), name=name.strip(), shown_as="", role=role.value, language=language,
            state="invited", totp_step=0, away=False, created_at=now,
        )
    )  # fmt: skip
    set_teams(conn, id, teams)
    return id


def set_teams(conn: Connection, id: int, teams: Iterable[str]) -> None:
    """Say which teams a colleague works in."""
    conn.execute(delete(staff_team).where(staff_team.c.staff_id == id))
    for team in dict.fromkeys(teams):
        conn.execute(insert(staff_team).values(staff_id=id, team=team))


def change(conn: Connection, id: int, **values: Any) -> None:
    """Change columns of an account; whoever is disabled or gets a new password is signed out."""
    conn.execute(update(staff).where(staff.c.id == id).values(values))
    if "password" in values or values.get("state") == "disabled":
        conn.execute(delete(session).where(session.c.staff_id == id))


def one(conn: Connection, id: int) -> Colleague | None:
    """Return an account by its id."""
    return _first(conn, staff.c.id == id)


def by_login(conn: Connection, login: str) -> Colleague | None:
    """Return an account by its e-mail address."""
    return _first(conn, staff.c.login == login.strip().lower())


def by_telegram(conn: Connection, lookup: bytes) -> Colleague | None:
    """Return an active account by the HMAC of a Telegram id."""
    return _first(conn, (staff.c.telegram == lookup) & (staff.c.state == "active"))


def everybody(conn: Connection) -> list[Colleague]:
    """Return all accounts by name."""
    teams: dict[int, set[str]] = {}
    for row in conn.execute(select(staff_team)):
        teams.setdefault(row.staff_id, set()).add(row.team)
    return [_colleague(row, teams.get(row.id, set())) for row in conn.execute(select(staff).order_by(staff.c.name))]


def is_empty(conn: Connection) -> bool:
    """Tell whether there is no account yet."""
    return conn.execute(select(staff.c.id).limit(1)).first() is None


def seal_totp(vault: Vault, id: int, secret: str) -> bytes:
    """Encrypt the secret of an authenticator with the key file."""
    return vault.house.seal(f"staff|totp|{id}", secret.encode())


def open_totp(vault: Vault, colleague: Colleague) -> str:
    """Return the secret of an authenticator; empty where there is none."""
    return vault.house.open(f"staff|totp|{colleague.id}", colleague.totp).decode() if colleague.totp else ""


def _first(conn: Connection, where: Any) -> Colleague | None:
    row = conn.execute(select(staff).where(where)).first()
    if row is None:
        return None
    teams = conn.execute(select(staff_team.c.team).where(staff_team.c.staff_id == row.id)).scalars()
    return _colleague(row, teams)


def _colleague(row: Any, teams: Iterable[str]) -> Colleague:
    values = dict(row._mapping)  # noqa: SLF001  (SQLAlchemy's public name for a row's columns.)
    values |= {"role": Role(row.role), "totp": bytes(row.totp) if row.totp else None, "teams": frozenset(teams)}
    return Colleague(**values)
