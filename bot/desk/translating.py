"""Let a machine translate, where the family has agreed: her words for colleagues, German words for her."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse

from bot.desk.acting import attempt
from bot.desk.case import case_of, show
from bot.desk.gates import Gate
from bot.errors import TranslationError
from bot.store import audit, cases, conversations, messages
from bot.store.messages import Speaker
from bot.store.staff import Role
from bot.wording import LONGEST, by_machine
from knowledge.staff_phrases import ORIGINAL

if TYPE_CHECKING:
    from sqlalchemy import Connection
    from starlette.responses import Response

    from bot.desk.desk import Desk
    from bot.desk.gates import Visit
    from bot.machine.machine import Machine

# So many of her messages are translated at once.
MOST = 20


def preview(desk: Desk, visit: Visit) -> Response:
    """Show German words in the family's language and back in German, before anything is sent."""
    row, words = case_of(desk, visit), visit.field("words")
    machine = _machine(desk, visit)
    if not 0 < len(words) <= LONGEST:
        return show(desk, visit, status=422, fault="length", draft=words)
    try:
        said = machine.translate(words, ORIGINAL, row.language, _names(desk))
        back = (
            machine.translate(said, row.language, ORIGINAL, _names(desk)) if machine.can(row.language, ORIGINAL) else ""
        )
    except TranslationError:
        return show(desk, visit, status=502, fault="untranslated", draft=words)
    return desk.view.page(
        "translated.html", visit, row=row, words=words, said=said, back=back, epoch=visit.field("epoch"),
        service=machine.name,
    )  # fmt: skip


def send(desk: Desk, visit: Visit) -> Response:
    """Send what was looked at: the translation, labelled, above the German words."""
    row, words, said = case_of(desk, visit), visit.field("words"), visit.field("said")
    _machine(desk, visit)
    if not (0 < len(words) <= LONGEST and 0 < len(said) <= 2 * LONGEST):
        raise HTTPException(422)
    message, kept = by_machine(visit.who, row.language, words, said)
    written = visit.field("epoch")
    epoch = int(written) if written.isascii() and written.isdigit() and len(written) < 12 else 0
    return attempt(
        desk, visit, lambda conn: desk.handovers.write(conn, visit.who, row.person_id, message, kept, epoch=epoch),
        draft=words,
    )  # fmt: skip


def read(desk: Desk, visit: Visit) -> Response:
    """Translate what the family wrote last; the page shows it below her own words."""
    row, machine = case_of(desk, visit), _machine(desk, visit)
    with desk.door.read() as conn:
        thread = conversations.load_person(conn, desk.vault, row.person_id, lock=False)
        if thread is None:
            raise HTTPException(404)
        records = messages.after(conn, thread.box, row.person_id, max(thread.messages - 10 * MOST, 0), 10 * MOST)
    hers = [record for record in records if record.speaker is Speaker.FAMILY and record.body.get("t")][-MOST:]
    now = desk.clock()
    desk.write(lambda conn: _log(conn, visit, row.person_id, now))
    try:
        for record in hers:
            if not machine.kept(row.person_id, record.number):
                said = machine.translate(record.body["t"], row.language, ORIGINAL, _names(desk))
                machine.keep(row.person_id, record.number, said)
    except TranslationError:
        return show(desk, visit, status=502, fault="untranslated")
    return RedirectResponse(f"/desk/case/{row.id}", 303)


GATES = (
    Gate(path="/desk/case/{id:int}/machine", method="POST", page=preview, role=Role.COUNSELLOR),
    Gate(path="/desk/case/{id:int}/machine/send", method="POST", page=send, role=Role.COUNSELLOR),
    Gate(path="/desk/case/{id:int}/machine/read", method="POST", page=read, role=Role.COUNSELLOR),
)


def _machine(desk: Desk, visit: Visit) -> Machine:
    """Return the machine if there is one, it knows the language, and the family has agreed."""
    row = case_of(desk, visit)
    with desk.door.read() as conn:
        thread = conversations.load_person(conn, desk.vault, row.person_id, lock=False)
        case = cases.one(conn, thread.box, row.id) if thread else None
    if desk.machine is None or case is None:
        raise HTTPException(404)
    if not cases.agreed(case) or not desk.machine.can(ORIGINAL, row.language):
        raise HTTPException(409)
    return desk.machine


def _names(desk: Desk) -> list[str]:
    with desk.door.read() as conn:
        return desk.names(conn)


def _log(conn: Connection, visit: Visit, person_id: int, now: int) -> None:
    audit.write(conn, visit.who.id, "translated", now, person_id=person_id)
