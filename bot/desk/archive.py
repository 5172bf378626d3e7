"""Files that are over and offered to the archive: a colleague notes that it has decided (ArchivG NRW § 10)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import RedirectResponse

from bot.desk.gates import Gate
from bot.store import audit, households, inbox
from bot.store.staff import Role

if TYPE_CHECKING:
    from sqlalchemy import Connection
    from starlette.responses import Response

    from bot.desk.desk import Desk
    from bot.desk.gates import Visit


def show(desk: Desk, visit: Visit) -> Response:
    """List the files that wait for the archive, each with its newest case."""
    with desk.door.read() as conn:
        files = [
            (home, next(iter(inbox.of_persons(conn, visit.who, households.adults(conn, id))), None))
            for id in households.offered(conn)
            if (home := households.one(conn, desk.vault, id)) is not None
        ]
    return desk.view.page("archive.html", visit, files=files)


def decide(desk: Desk, visit: Visit) -> Response:
    """Note that the archive has decided; the next night removes the file here."""
    id, now = int(visit.request.path_params["id"]), desk.clock()

    def write(conn: Connection) -> None:
        households.decide(conn, id)
        audit.write(conn, visit.who.id, "archive decided", now, detail=str(id))

    desk.write(write)
    return RedirectResponse("/desk/archive", 303)


GATES = (
    Gate(path="/desk/archive", method="GET", page=show, role=Role.LEAD),
    Gate(path="/desk/archive/{id:int}", method="POST", page=decide, role=Role.LEAD),
)
