"""Let the first colleague in: without an account nobody could invite another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.store import audit, sessions, staff
from bot.store.staff import Role

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from bot.desk.desk import Desk
    from bot.store.vault import Vault

# Whoever uses the first link changes these in the desk.
FIRST_LOGIN, FIRST_NAME = "admin@localhost.invalid", "Administration"


def first_link(desk: Desk) -> str:
    """Return the token of a one-time link while nobody has set up the first account; empty afterwards.

    Every process that serves pages prints one; they hold side by side until one of them is used.
    """

    def write(conn: Connection) -> str:
        first = staff.by_login(conn, FIRST_LOGIN)
        if not staff.is_empty(conn) and (first is None or first.state != "invited"):
            return ""
        now = desk.clock()
        id = first.id if first else invite(conn, FIRST_LOGIN, FIRST_NAME, Role.ADMINISTRATOR, (), now)
        return sessions.invite(conn, id, now, beside=True)

    return desk.write(write)


def invite(conn: Connection, login: str, name: str, role: Role, teams: tuple[str, ...], now: int) -> int:  # noqa: PLR0913
    """Make an account for the house itself to write down, and return its id."""
    id = staff.add(conn, login=login, name=name, role=role, teams=teams, language="de", now=now)
    audit.write(conn, 0, "invited", now, detail=str(id))
    return id


# A code for the staff's Telegram group works in the window it was made in and in the next (milliseconds).
WINDOW = 10 * 60_000


def group_codes(vault: Vault, staff_id: int, now: int) -> list[str]:
    """Return the codes by which a colleague registers in the group: the one to show now, and the one before."""
    return [vault.lookup("group", f"{staff_id}:{at // WINDOW}").hex()[:8] for at in (now, now - WINDOW)]
