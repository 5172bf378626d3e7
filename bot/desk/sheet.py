"""The intake sheet at the desk: read, mark as seen, enter or correct an answer, print and export."""

from __future__ import annotations

import csv
from io import StringIO
from typing import TYPE_CHECKING, Any

import orjson
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from bot import sheet
from bot.desk import printing
from bot.desk.case import case_of
from bot.desk.gates import Gate
from bot.desk.reports import formula_safe
from bot.store import audit, cases, conversations, households, placements
from bot.store.staff import Role
from bot.wall import day_of
from dialogs.intake.section import Ground
from dialogs.intake.summary import about, field_of
from dialogs.questions import Choice
from dialogs.typed import Unread
from knowledge.glossary import ORIGINAL
from translations import render

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import Connection

    from bot.desk.desk import Desk
    from bot.desk.gates import Visit
    from bot.store.conversations import Thread
    from bot.store.households import Answers, Household
    from bot.store.inbox import Row
    from dialogs.questions import Question

LONGEST = 1_000


def show(desk: Desk, visit: Visit) -> Response:
    """Show the sheet; opening it stands in the log."""
    row = case_of(desk, visit)
    values = _sheet(desk, row)
    _note(desk, visit, row, "viewed sheet")
    return desk.view.page("sheet.html", visit, row=row, **values)


def see(desk: Desk, visit: Visit) -> Response:
    """Mark the answers as seen: what changes from now on is marked."""
    row = case_of(desk, visit)

    def write(conn: Connection) -> None:
        thread, home = _open(desk, conn, row)
        seen = households.answers(conn, home, thread.box, row.person_id)
        households.mark_seen(conn, home, seen)

    desk.write(write)
    return _back(row)


def edit(desk: Desk, visit: Visit, *, status: int = 200, fault: str = "", typed: str = "") -> Response:
    """Show one question in German, with the answer so far."""
    row, key = case_of(desk, visit), visit.request.path_params["key"]
    with desk.door.read() as conn:
        thread, home = _open(desk, conn, row)
        answers = households.answers(conn, home, thread.box, row.person_id)
    question = _question(key, answers, _today(desk), thread.talk.language)
    stored = answers.get(key)
    options = [(option.code, option.written(ORIGINAL)) for option in question.options]
    return desk.view.page(
        "sheet_answer.html", visit, status, row=row, key=key, asked=render(question.text, ORIGINAL), options=options,
        hint=render(question.hint, ORIGINAL), fault=fault, typed=typed,
        so_far=question.write(stored, ORIGINAL) if stored is not None else "", chosen=str(stored),
        # Of a choice, all that can be said stands in the list.
        only_listed=isinstance(question, Choice),
    )  # fmt: skip


def enter(desk: Desk, visit: Visit) -> Response:
    """Keep what a colleague enters for the family, understood as if she had typed it in German."""
    row, key = case_of(desk, visit), visit.request.path_params["key"]
    typed, code = visit.field("typed")[:LONGEST], visit.field("code")
    faults: list[str] = []

    def write(conn: Connection) -> None:
        thread, home = _open(desk, conn, row, lock=True)
        answers = households.answers(conn, home, thread.box, row.person_id)
        question = _question(key, answers, _today(desk), thread.talk.language)
        value = question.take(code) if code else question.read(typed, ORIGINAL)
        if isinstance(value, Unread):
            faults.append(render(question.hint, ORIGINAL))
            return
        changed = {**answers, key: question.keep(value)}
        households.save(conn, desk.vault, thread.box, row.person_id, changed, desk.clock())
        audit.write(conn, visit.who.id, "corrected sheet", desk.clock(), person_id=row.person_id, detail=key)

    desk.write(write)
    return edit(desk, visit, status=422, fault=faults[0], typed=typed) if faults else _back(row)


def export_json(desk: Desk, visit: Visit) -> Response:
    """Give the sheet as JSON: {"household": [{key, asked, answer, words, stored}], "children": [[…]]}."""
    row = case_of(desk, visit)
    values = _sheet(desk, row)
    _note(desk, visit, row, "exported sheet")
    blocks = [
        [
            {"key": line.key, "asked": line.asked, "answer": line.answer, "words": line.words,
             "stored": values["answers"].get(line.key)}
            for line in page.lines if line.answer
        ]
        for page in values["pages"]
    ]  # fmt: skip
    body = orjson.dumps({"household": blocks[0], "children": blocks[1:]}, option=orjson.OPT_INDENT_2)
    return _file(row, body, "json", "application/json")


def export_csv(desk: Desk, visit: Visit) -> Response:
    """Give the sheet as a table: child (0: household), what was asked, answer, her own words."""
    row = case_of(desk, visit)
    values = _sheet(desk, row)
    _note(desk, visit, row, "exported sheet")
    table = StringIO()
    rows = csv.writer(table, delimiter=";")
    rows.writerow(["Kind", "Frage", "Antwort", "Eigene Worte"])
    for page in values["pages"]:
        for line in page.lines:
            if line.answer:
                rows.writerow(formula_safe((str(page.number), line.asked, line.answer, line.words)))
    return _file(row, ("\ufeff" + table.getvalue()).encode(), "csv", "text/csv; charset=utf-8")


def print_(desk: Desk, visit: Visit) -> Response:
    """Give the sheet as a PDF for the file: one page for the household and one for each child."""
    row = case_of(desk, visit)
    html = desk.view.html("sheet_print.html", visit, row=row, now=desk.clock(), **_sheet(desk, row))
    pdf = printing.as_pdf(html)
    if pdf is None:
        # Not every machine has what writes PDF files: browsers print the page itself.
        return RedirectResponse(f"/desk/case/{row.id}/sheet?print=1", 303)
    _note(desk, visit, row, "exported sheet")
    return _file(row, pdf, "pdf", "application/pdf")


_PATH = "/desk/case/{id:int}/sheet"
GATES = (
    Gate(path=_PATH, method="GET", page=show, role=Role.COUNSELLOR),
    Gate(path=f"{_PATH}/seen", method="POST", page=see, role=Role.COUNSELLOR),
    Gate(path=f"{_PATH}.json", method="GET", page=export_json, role=Role.COUNSELLOR),
    Gate(path=f"{_PATH}.csv", method="GET", page=export_csv, role=Role.COUNSELLOR),
    Gate(path=f"{_PATH}.pdf", method="GET", page=print_, role=Role.COUNSELLOR),
    Gate(path=f"{_PATH}/answer/{{key}}", method="GET", page=edit, role=Role.COUNSELLOR),
    Gate(path=f"{_PATH}/answer/{{key}}", method="POST", page=enter, role=Role.COUNSELLOR),
)


def _open(desk: Desk, conn: Connection, row: Row, *, lock: bool = False) -> tuple[Thread, Household]:
    thread = conversations.load_person(conn, desk.vault, row.person_id, lock=lock)
    home = households.of(conn, desk.vault, row.person_id) if thread else None
    if thread is None or home is None:
        raise HTTPException(404)
    return thread, home


def _sheet(desk: Desk, row: Row) -> dict[str, Any]:
    with desk.door.read() as conn:
        thread, home = _open(desk, conn, row)
        answers = households.answers(conn, home, thread.box, row.person_id)
        receipt = cases.one(conn, thread.box, row.id).body.get("receipt", "")
        placed = {one.child_id: one for one in placements.of(conn, home.box, home.id).values()}
        children = {number: placed.get(id) for number, (id, _about) in households.children(conn, home).items()}
    found = sheet.pages(answers, home.seen, _today(desk))
    return {"receipt": receipt, "pages": found, "home": home, "answers": answers, "placements": children}


def _question(key: str, answers: Answers, today: date, language: str) -> Question[Any]:
    """Make the question that an answer of this family belongs to; 404 for what is never asked of her."""
    field, number = field_of(key), about(key)
    if field is None or number > answers.get("house.children", 0):
        raise HTTPException(404)
    name = answers.get(f"child.{number}.name")
    times = key.rpartition(".")[2]
    ground = Ground(
        today=today, language=ORIGINAL, tongues=tuple(dict.fromkeys((language, "de", "en"))),
        child=name if isinstance(name, str) else f"Kind {number}" if number else "", named="–",
        times=int(times) if times.isdecimal() else 0,
    )  # fmt: skip
    return field.ask(ground)


def _today(desk: Desk) -> date:
    return day_of(desk.clock(), desk.zone)


def _note(desk: Desk, visit: Visit, row: Row, what: str) -> None:
    now = desk.clock()
    desk.write(lambda conn: audit.write(conn, visit.who.id, what, now, person_id=row.person_id))


def _file(row: Row, body: bytes, kind: str, media_type: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="aufnahmebogen-{row.id}.{kind}"'}
    return Response(body, media_type=media_type, headers=headers)


def _back(row: Row) -> Response:
    return RedirectResponse(f"/desk/case/{row.id}/sheet", 303)
