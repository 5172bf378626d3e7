"""Colleagues and their teams: administrators invite, change and disable; everybody says whether she is away."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sqlalchemy.exc import IntegrityError
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse

from bot.accounts import group_codes
from bot.desk.away import come_back, retire
from bot.desk.gates import Gate
from bot.store import absences, audit, resources, sessions, staff
from bot.store.hot import savepoint
from bot.store.staff import Role
from bot.wall import day_of
from translations import DESK_LOCALES

if TYPE_CHECKING:
    from sqlalchemy import Connection
    from starlette.responses import Response

    from bot.booking.book import Book
    from bot.desk.desk import Desk
    from bot.desk.gates import Visit
    from bot.store.staff import Colleague

_MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
LONGEST = 120


def show(desk: Desk, visit: Visit) -> Response:
    return _page(desk, visit)


def add(desk: Desk, visit: Visit) -> Response:
    """Invite a colleague; the one-time link is shown once, to be handed over."""
    login, name = visit.field("login").lower()[:LONGEST], visit.field("name")[:LONGEST]
    if not _MAIL.fullmatch(login) or not name or visit.field("role") not in set(Role):
        return _page(desk, visit, status=422, fault="incomplete")
    now = desk.clock()

    def write(conn: Connection) -> str:
        with savepoint(conn):
            id = staff.add(
                conn, login=login, name=name, role=Role(visit.field("role")), teams=_teams(desk, visit), language="de",
                now=now,
            )  # fmt: skip
        audit.write(conn, visit.who.id, "invited", now, detail=str(id))
        return sessions.invite(conn, id, now)

    try:
        token = desk.write(write)
    except IntegrityError:
        return _page(desk, visit, status=409, fault="taken")
    return _page(desk, visit, link=f"{desk.url}/desk/setup/{token}")


def change(desk: Desk, visit: Visit) -> Response:
    """Change role, teams or state of an account, or let it choose a new password."""
    now, what = desk.clock(), visit.field("do")
    other = _other(desk, visit)
    if what not in ("teams", "role", "disable", "link"):
        raise HTTPException(422)
    if what in ("disable", "role") and other.id == visit.who.id:
        # Somebody must be able to let the others in.
        return _page(desk, visit, status=409, fault="yourself")

    def do(book: Book) -> str:
        conn = book.conn
        audit.write(conn, visit.who.id, f"account {what}", now, detail=str(other.id))
        if what == "teams":
            staff.set_teams(conn, other.id, _teams(desk, visit))
        elif what == "role" and visit.field("role") in set(Role):
            staff.change(conn, other.id, role=visit.field("role"))
        elif what == "disable":
            retire(desk, visit, book, other)
            staff.change(conn, other.id, state="disabled")
        elif what == "link":
            staff.change(conn, other.id, state="invited", password=None, totp=None)
            return sessions.invite(conn, other.id, now)
        else:
            raise HTTPException(422)
        return ""

    token = desk.appoint(do)
    return _page(desk, visit, link=f"{desk.url}/desk/setup/{token}" if token else "")


def show_me(desk: Desk, visit: Visit) -> Response:
    with desk.door.read() as conn:
        others = [one for one in staff.everybody(conn) if one.id != visit.who.id and one.state == "active"]
        mine = resources.of_staff(conn, desk.vault, visit.who.id)
        back = absences.back_at(conn, visit.who.id)
    code = group_codes(desk.vault, visit.who.id, desk.clock())[0] if desk.staff_group else ""
    return desk.view.page(
        "me.html", visit, others=others, languages=DESK_LOCALES, group_code=code, gives_talks=mine is not None,
        feeds=mine is not None and mine.feed is not None,
        away_until=day_of(back - 1, desk.zone).isoformat() if back else "",
    )  # fmt: skip


def change_me(desk: Desk, visit: Visit) -> Response:
    """Say how families see one, in which language one reads, who stands in, and whether one is away."""
    language = visit.field("language")
    deputy = visit.field("deputy")
    values = {
        "shown_as": visit.field("shown_as")[:60],
        "language": language if language in DESK_LOCALES else visit.who.language,
        "deputy_id": int(deputy) if deputy.isdecimal() and len(deputy) < 19 else None,
    }
    now, is_away = desk.clock(), visit.field("away") == "1"

    def write(conn: Connection) -> None:
        # Whoever is away until a day stays so while she changes something else.
        staff.change(conn, visit.who.id, **values, **({"away": True} if is_away else {}))
        if visit.who.away and not is_away:
            come_back(desk.book(conn), visit.who.id)
        audit.write(conn, visit.who.id, "account own", now)

    desk.write(write)
    return RedirectResponse("/desk/me", 303)


GATES = (
    Gate(path="/desk/staff", method="GET", page=show, role=Role.ADMINISTRATOR),
    Gate(path="/desk/staff", method="POST", page=add, role=Role.ADMINISTRATOR),
    Gate(path="/desk/staff/{id:int}", method="POST", page=change, role=Role.ADMINISTRATOR),
    Gate(path="/desk/me", method="GET", page=show_me, role=Role.COUNSELLOR),
    Gate(path="/desk/me", method="POST", page=change_me, role=Role.COUNSELLOR),
)


def _page(desk: Desk, visit: Visit, *, status: int = 200, fault: str = "", link: str = "") -> Response:
    with desk.door.read() as conn:
        everybody = staff.everybody(conn)
    return desk.view.page(
        "staff.html", visit, status, everybody=everybody, roles=list(Role), fault=fault, link=link,
        given={"login": visit.field("login"), "name": visit.field("name"), "role": visit.field("role"),
               "teams": _teams(desk, visit)} if fault else {},
    )  # fmt: skip


def _other(desk: Desk, visit: Visit) -> Colleague:
    with desk.door.read() as conn:
        other = staff.one(conn, int(visit.request.path_params["id"]))
    if other is None:
        raise HTTPException(404)
    return other


def _teams(desk: Desk, visit: Visit) -> list[str]:
    known = {team.id for team in desk.library.office.teams}
    return [team for team in visit.form.get("team", []) if team in known]
