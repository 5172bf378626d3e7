"""The counter: open a conversation for who phones or comes by, answer any dialog for her, print a card."""

from __future__ import annotations

from typing import TYPE_CHECKING

import segno
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse

from bot.desk.acting import attempt
from bot.desk.case import case_of, show
from bot.desk.gates import Gate
from bot.store import audit, cases, conversations, messages, tallies
from bot.store.staff import Role
from bot.wall import day_of
from bot.wording import LONGEST
from dialogs import sayings
from dialogs.incoming import Command, Pressed, Typed
from translations import LOCALES, render

if TYPE_CHECKING:
    from sqlalchemy import Connection
    from starlette.responses import Response

    from bot.desk.desk import Desk
    from bot.desk.gates import Visit
    from bot.store.messages import Record
    from bot.turn import Outcome
    from dialogs.incoming import Incoming

# So many of the last messages are searched for the question that is open.
LOOKED_AT = 20


def open_(desk: Desk, visit: Visit) -> Response:
    """Open a conversation for a family that has no chat."""
    how, language, topic = visit.field("what"), visit.field("language"), visit.field("topic")
    if how not in (tallies.PHONE, tallies.WALK_IN) or language not in LOCALES:
        raise HTTPException(422)
    known = topic if any(topic == one.id for one in desk.library.topics) else ""
    today = day_of(desk.clock(), desk.zone)

    def open_once(conn: Connection) -> int:
        if not visit.is_new(conn, desk.clock()):
            return 0
        return desk.counter.open(conn, visit.who, language, known, how=how, today=today)

    id = desk.write(open_once)
    # Where the form came twice, what it opened stands among her own.
    return RedirectResponse(f"/desk/case/{id}/dialog" if id else "/desk/cases/mine", 303)


def show_dialog(desk: Desk, visit: Visit) -> Response:
    """Show the open question in German, with its buttons."""
    row = case_of(desk, visit)
    german, buttons = _open_question(desk, row.person_id)
    return desk.view.page("dialog.html", visit, row=row, german=german, buttons=buttons, now=desk.clock())


def enter(desk: Desk, visit: Visit) -> Response:
    """Answer for the family: a button, or words as she said them."""
    row, words, press = case_of(desk, visit), visit.field("words"), visit.field("press")
    if len(words) > LONGEST or len(press) > 100 or not (words or press):
        return show(desk, visit, status=422, fault="length")
    incoming: Incoming = Pressed(press) if press else Typed(words)
    if press == "menu":
        incoming = Command("menu")
    told = visit.field("label")[:LONGEST] or words or "•"

    def then(outcome: Outcome) -> Response:
        if outcome.farewell:
            return desk.view.page("erased.html", visit, said=outcome.farewell)
        return RedirectResponse(f"/desk/case/{row.id}/dialog", 303)

    enter_ = desk.counter.enter
    return attempt(desk, visit, lambda conn: enter_(conn, visit.who, row.person_id, incoming, told), then=then)


def show_card(desk: Desk, visit: Visit) -> Response:
    """Show a card in two languages, ready to be printed; who printed it is in the log."""
    row = case_of(desk, visit)
    with desk.door.read() as conn:
        thread = conversations.load_person(conn, desk.vault, row.person_id, lock=False)
        if thread is None:
            raise HTTPException(404)
        receipt = cases.one(conn, thread.box, row.id).body["receipt"]
    now = desk.clock()
    desk.write(lambda conn: audit.write(conn, visit.who.id, "printed card", now, person_id=row.person_id))
    code = segno.make(desk.url, error="m").svg_inline(scale=4, dark="#000", light="#fff", omitsize=True)
    texts = {lang: [render(text, lang) for text in sayings.CARD] for lang in dict.fromkeys((row.language, "de"))}
    return desk.view.page("card.html", visit, row=row, receipt=receipt, code=code, texts=texts)


GATES = (
    Gate(path="/desk/counter", method="POST", page=open_, role=Role.COUNSELLOR),
    Gate(path="/desk/case/{id:int}/dialog", method="GET", page=show_dialog, role=Role.COUNSELLOR),
    Gate(path="/desk/case/{id:int}/dialog", method="POST", page=enter, role=Role.COUNSELLOR),
    Gate(path="/desk/case/{id:int}/card", method="GET", page=show_card, role=Role.COUNSELLOR),
)


def _open_question(desk: Desk, person_id: int) -> tuple[str, list[tuple[str, str]]]:
    """Return what was said last as colleagues read it, and its buttons; empty where nobody has entered anything yet."""
    with desk.door.read() as conn:
        thread = conversations.load_person(conn, desk.vault, person_id, lock=False)
        if thread is None:
            raise HTTPException(404)
        found = messages.after(conn, thread.box, person_id, max(thread.messages - LOOKED_AT, 0), LOOKED_AT)
    for record in reversed(found):
        if record.speaker is messages.Speaker.LOTSE:
            return _said(record)
    return "", []


def _said(record: Record) -> tuple[str, list[tuple[str, str]]]:
    kept = record.body.get("s", {})
    return kept.get("de", ""), [(label, data) for label, data in kept.get("b", [])]
