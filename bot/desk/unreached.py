"""Families who cannot be reminded: whose talk is near and whom the chat does not reach, to be phoned."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.booking.schedule import DAY, moment
from bot.desk.lines import Line, lines
from bot.store import appointments, conversations, households
from bot.store.appointments import BOOKED
from bot.wall import day_of
from dialogs.phone import spoken
from knowledge.hours import is_working_day

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from bot.desk.desk import Desk
    from bot.desk.gates import Visit

# Today and so many working days more.
AHEAD = 2


@dataclass(frozen=True, kw_only=True)
class Unreached:
    """One appointment whose family is to be phoned."""

    line: Line
    # As it is spoken and as it is dialled; empty where she has given none.
    phone: str
    dialled: str


def unreached(desk: Desk, visit: Visit, conn: Connection) -> list[Unreached]:
    """Return the appointments of the next days whose family cannot be reached, as far as she may see them."""
    now = desk.clock()
    day, left = day_of(now, desk.zone), AHEAD
    while left:
        day += timedelta(days=1)
        left -= is_working_day(desk.library.office, day)
    booked = appointments.between(conn, desk.vault, now, moment(day, DAY, desk.zone), (BOOKED,))
    found = [one for one in lines(desk, visit, conn, booked) if one.open]
    return [_with_phone(desk, conn, one) for one in found if one.unreachable or "unreachable" in one.reminded]


def _with_phone(desk: Desk, conn: Connection, line: Line) -> Unreached:
    for one in appointments.attendances(conn, line.found.id):
        home = households.of(conn, desk.vault, one.person_id)
        thread = conversations.load_person(conn, desk.vault, one.person_id, lock=False)
        given = households.answers(conn, home, thread.box, one.person_id) if home and thread else {}
        phone = given.get("you.phone")
        if isinstance(phone, str):
            return Unreached(line=line, phone=spoken(phone), dialled=phone)
    return Unreached(line=line, phone="", dialled="")
