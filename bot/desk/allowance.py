"""What an interpreter has done in a month, for her allowance: days, minutes and euros, no family."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException
from starlette.responses import Response

from bot.booking.plan import MINUTE
from bot.booking.schedule import moment
from bot.desk.gates import Gate
from bot.store import allocations, appointments, audit, resources
from bot.store.appointments import CAME
from bot.store.resources import Kind
from bot.store.staff import Role
from bot.wall import day_of

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from bot.desk.desk import Desk
    from bot.desk.gates import Visit
    from bot.store.appointments import Appointment
    from bot.store.resources import Resource

# Minutes; and after this year nobody looks.
HOUR, LAST_YEAR = 60, 2200


@dataclass(frozen=True, kw_only=True)
class Done:
    """One talk that was interpreted."""

    found: Appointment
    minutes: int
    # In cents.
    due: int


def show(desk: Desk, visit: Visit) -> Response:
    """Show a month, or write it as a table for a program."""
    month, now = _month(visit, day_of(desk.clock(), desk.zone)), desk.clock()
    with desk.door.read() as conn:
        whose = resources.one(conn, desk.vault, int(visit.request.path_params["id"]))
        if whose is None or whose.kind is not Kind.INTERPRETER:
            raise HTTPException(404)
        done = _done(desk, conn, whose, month)
    desk.write(
        lambda conn: audit.write(conn, visit.who.id, "viewed", now, detail=f"allowance {whose.id} {month:%Y-%m}")
    )
    if "csv" in visit.request.query_params:
        return _csv(desk, done)
    return desk.view.page(
        "allowance.html", visit, whose=whose, month=month, done=done, minutes=sum(one.minutes for one in done),
        due=sum(one.due for one in done),
    )  # fmt: skip


GATES = (Gate(path="/desk/allowance/{id:int}", method="GET", page=show, role=Role.LEAD),)


def _done(desk: Desk, conn: Connection, whose: Resource, month: date) -> list[Done]:
    after = date(month.year + month.month // 12, month.month % 12 + 1, 1)
    since, until = moment(month, 0, desk.zone), moment(after, 0, desk.zone)
    found = appointments.between(conn, desk.vault, since, until, (CAME,))
    shares = allocations.of(conn, [one.id for one in found])
    hers = [one for one in found if any(share.resource_id == whose.id for share in shares.get(one.id, []))]
    spans = [(one, (one.ends_at - one.starts_at) // MINUTE) for one in hers]
    return [Done(found=one, minutes=many, due=round(whose.allowance * many / HOUR)) for one, many in spans]


def _csv(desk: Desk, done: list[Done]) -> Response:
    written = io.StringIO()
    rows = csv.writer(written, delimiter=";")
    rows.writerow(["Datum", "Minuten", "Sprache", "Euro"])
    for one in done:
        day = day_of(one.found.starts_at, desk.zone)
        rows.writerow([day.isoformat(), one.minutes, one.found.language, f"{one.due / 100:.2f}".replace(".", ",")])
    headers = {"Content-Disposition": 'attachment; filename="aufwand.csv"'}
    return Response("\ufeff" + written.getvalue(), media_type="text/csv", headers=headers)


def _month(visit: Visit, today: date) -> date:
    try:
        month = date.fromisoformat(f"{visit.request.query_params.get('month', '')}-01")
    except ValueError:
        return today.replace(day=1)
    return month if month.year < LAST_YEAR else today.replace(day=1)
