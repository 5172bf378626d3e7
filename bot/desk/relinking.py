"""A family that has lost her chat phones or comes by: she answers a check question, and gets words that open it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import segno
from markupsafe import Markup
from starlette.exceptions import HTTPException

from bot.desk.case import case_of
from bot.desk.gates import Gate
from bot.store import audit, cases, conversations, households, recovery
from bot.store.recovery import Purpose
from bot.store.staff import Role
from dialogs import sayings
from translations import render

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection
    from starlette.responses import Response

    from bot.desk.desk import Desk
    from bot.desk.gates import Visit
    from bot.store.households import Answers
    from bot.store.inbox import Row

# Milliseconds that the family has to write the words.
LASTS = 60 * 60_000


def show(desk: Desk, visit: Visit, *, status: int = 200) -> Response:
    """Show what can be asked, and what the right answer is."""
    row = case_of(desk, visit)
    with desk.door.read() as conn:
        checks, household = _known(desk, conn, row)
    values = {"row": row, "checks": checks, "household": household, "unchecked": status != 200}
    return desk.view.page("relinking.html", visit, status, **values)


def make(desk: Desk, visit: Visit) -> Response:
    """Make words where a check question was answered rightly; they are shown once, and the log says so."""
    row, check, purpose = case_of(desk, visit), visit.field("check"), visit.field("purpose")
    if purpose not in set(Purpose):
        raise HTTPException(422)

    def write(conn: Connection) -> str:
        checks, household = _known(desk, conn, row)
        if check not in checks or (purpose == Purpose.JOIN and not household):
            return ""
        now = desk.clock()
        audit.write(conn, visit.who.id, "relinked", now, person_id=row.person_id, detail=f"{purpose} {check}")
        return recovery.make(conn, desk.vault, row.person_id, Purpose(purpose), now + LASTS)

    words = desk.write(write)
    if not words:
        return show(desk, visit, status=422)
    url = f"{desk.url}/newphone#{words.replace(' ', '-')}"
    code = segno.make(url, error="m").svg_inline(scale=4, dark="#000", light="#fff", omitsize=True)
    texts = {lang: render(sayings.WRITE_WORDS, lang) for lang in dict.fromkeys((row.language, "de"))}
    return desk.view.page(
        "words.html", visit, row=row, words=words, joins=purpose == Purpose.JOIN, texts=texts,
        code=Markup(code),  # noqa: S704 - segno's own.
    )  # fmt: skip


GATES = (
    Gate(path="/desk/case/{id:int}/relinking", method="GET", page=show, role=Role.COUNSELLOR),
    Gate(path="/desk/case/{id:int}/relinking", method="POST", page=make, role=Role.COUNSELLOR),
)


def _known(desk: Desk, conn: Connection, row: Row) -> tuple[dict[str, str], bool]:
    """Return the right answers by the code of their question, and whether she belongs to a household."""
    thread = conversations.load_person(conn, desk.vault, row.person_id, lock=False)
    if thread is None:
        raise HTTPException(404)
    home = households.of(conn, desk.vault, row.person_id)
    children = [about for _id, about in households.children(conn, home).values()] if home else []
    receipt = cases.one(conn, thread.box, row.id).body["receipt"]
    return {**dict(_of_youngest(children)), "receipt": receipt}, home is not None


def _of_youngest(children: list[Answers]) -> Iterator[tuple[str, str]]:
    """Return what a parent knows by heart about the youngest child, as far as it has been told."""
    told = [{key.rpartition(".")[2]: value for key, value in about.items()} for about in children]
    youngest = min(told, key=_age, default={})
    if isinstance(name := youngest.get("name"), str):
        yield "name", name
    if isinstance(birth := youngest.get("birth"), str):
        yield "year", birth[:4]


def _age(child: dict[str, Any]) -> tuple[int, int]:
    """Return the age in years, and then what tells who was born later, where a birth date is known."""
    age, birth = child.get("age"), child.get("birth")
    born = int(birth.replace("-", "").ljust(8, "0")) if isinstance(birth, str) else 0
    return (age if isinstance(age, int) else 99, -born)
