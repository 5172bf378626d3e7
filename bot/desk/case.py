"""One conversation: what was said, what is known, and what a colleague can do with it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from starlette.exceptions import HTTPException
from starlette.responses import Response

from bot import uploads
from bot.desk.gates import Gate
from bot.store import audit, cases, conversations, files, households, inbox, messages, notes, outbox, staff
from bot.store.staff import Role
from dialogs.phone import spoken
from dialogs.reply import Message
from knowledge.staff_phrases import GROUPS, ORIGINAL

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from bot.desk.desk import Desk
    from bot.desk.gates import Visit
    from bot.store.inbox import Row
    from bot.store.messages import Record

# How a browser is told what a file is; nothing is ever served as a page.
TYPES = {"photo": "image/jpeg", "pdf": "application/pdf"}
SANDBOX = "default-src 'none'; media-src 'self'; sandbox"
# So many messages are shown at once.
MOST = 200


@dataclass(frozen=True, kw_only=True)
class Line:
    """One message as the desk shows it."""

    number: int
    speaker: str
    at: int
    # (plain words, Markdown) of each paragraph, in the family's language.
    parts: tuple[tuple[str, str], ...]
    language: str
    # Which colleague wrote it, and what she wrote where it was translated by a prepared sentence.
    by: str = ""
    german: str = ""
    # What kind of thing it was that cannot be shown: photo, voice …
    thing: str = ""
    # The file that can be opened, and what kind it is.
    file: int = 0
    edited: bool = False
    # Telegram's id of the message; an edit carries that of the message it changes.
    id: str = ""
    # (when, words) of what she made of it later, oldest first.
    revisions: tuple[tuple[int, str], ...] = ()
    pressed: bool = False
    # What a machine made of it in German.
    machine: str = ""
    # How far it has come on Telegram: queued, sending, sent, failed or unknown, and why it failed.
    state: str = ""
    reason: str = ""


def case_of(desk: Desk, visit: Visit) -> Row:
    """Return the case of this address; one she may not see is not there."""
    with desk.door.read() as conn:
        row = inbox.one(conn, visit.who, int(visit.request.path_params["id"]))
    if row is None:
        raise HTTPException(404)
    return row


def show(desk: Desk, visit: Visit, *, status: int = 200, **more: Any) -> Response:
    """Show a conversation; with ?part=1 only what changes while it is open."""
    row = case_of(desk, visit)
    with desk.door.read() as conn:
        values = _values(desk, conn, row)
    part = visit.request.method == "GET" and visit.request.query_params.get("part")
    if not part:
        now = desk.clock()
        desk.write(lambda conn: audit.write(conn, visit.who.id, "viewed", now, person_id=row.person_id))
    name = {"1": "messages.html"}.get(part or "", "case.html")
    return desk.view.page(
        name, visit, status, row=row, now=desk.clock(), **{"fault": "", "draft": "", **values, **more}
    )


def show_file(desk: Desk, visit: Visit) -> Response:
    """Give a photo to look at, or a paper to keep; opening one stands in the log."""
    id = int(visit.request.path_params["file"])
    with desk.door.read() as conn:
        person = files.owner(conn, id)
        thread = conversations.load_person(conn, desk.vault, person, lock=False) if person else None
        if person is None or thread is None or not inbox.of_persons(conn, visit.who, [person]):
            raise HTTPException(404)
        upload = files.read(conn, thread.box, id)
    now = desk.clock()
    desk.write(lambda conn: audit.write(conn, visit.who.id, "opened file", now, person_id=person, detail=str(id)))
    headers = {"Content-Security-Policy": SANDBOX, "Cache-Control": "no-store"}
    if upload.kind == "pdf":
        headers["Content-Disposition"] = f'attachment; filename="{id}.pdf"'
    return Response(
        upload.content, media_type=TYPES.get(upload.kind) or uploads.sound_type(upload.content), headers=headers
    )


GATES = (
    Gate(path="/desk/file/{file:int}", method="GET", page=show_file, role=Role.COUNSELLOR),
    Gate(path="/desk/case/{id:int}", method="GET", page=show, role=Role.COUNSELLOR),
)


def _values(desk: Desk, conn: Connection, row: Row) -> dict[str, Any]:
    thread = conversations.load_person(conn, desk.vault, row.person_id, lock=False)
    if thread is None:
        raise HTTPException(404)
    everybody = {colleague.id: colleague for colleague in staff.everybody(conn)}
    found = cases.one(conn, thread.box, row.id)
    states = outbox.states(conn, row.person_id)
    records = messages.after(conn, thread.box, row.person_id, max(thread.messages - MOST, 0), MOST)
    lines = [_line(record, thread.talk.language, everybody, states.get(record.number, ("", ""))) for record in records]
    if desk.machine is not None:
        machine = desk.machine
        lines = [replace(line, machine=machine.kept(row.person_id, line.number)) for line in lines]
    lines = revised(lines)
    wanted = {**found.body, "phone": spoken(found.body["phone"])} if "phone" in found.body else found.body
    return {
        "lines": lines,
        "case": found,
        "wanted": wanted,
        "thread": thread,
        "everybody": everybody,
        "notes": notes.of(conn, thread.box, row.person_id),
        "groups": [(group, _phrases(desk, group)) for group in GROUPS],
        "holder": everybody.get(thread.staff_id or 0),
        "typing": bool(desk.hands.since(row.person_id, "family")),
        "machine": _machine(desk, row.language, found),
        "sheet": households.of(conn, desk.vault, row.person_id) is not None,
    }


def revised(lines: list[Line]) -> list[Line]:
    """Put what was changed later below what it changed; where that is not shown any more, it stands alone."""
    first = {line.id: place for place, line in enumerate(lines) if line.id and not line.edited}
    kept: list[Line | None] = list(lines)
    for place, line in enumerate(lines):
        before = first.get(line.id) if line.edited else None
        if before is not None and (original := kept[before]) is not None:
            kept[before] = replace(original, revisions=(*original.revisions, (line.at, line.parts[0][0])))
            kept[place] = None
    return [line for line in kept if line is not None]


def _machine(desk: Desk, language: str, found: cases.Case) -> str:
    """Tell whether a machine may translate here: yes, ask (the family first), or empty: there is none for her."""
    if desk.machine is None or not desk.machine.can(ORIGINAL, language):
        return ""
    return "yes" if cases.agreed(found) else "ask"


def _phrases(desk: Desk, group: str) -> list[Any]:
    return [phrase for phrase in desk.library.staff_phrases.values() if phrase.group == group]


def _line(record: Record, language: str, everybody: dict[int, staff.Colleague], state: tuple[str, str]) -> Line:
    body = record.body
    by = everybody.get(body.get("by") or body.get("s", {}).get("id", 0))
    if record.speaker is messages.Speaker.FAMILY:
        return Line(
            number=record.number, speaker="family", at=record.at, parts=((body.get("t", ""), ""),), language=language,
            thing=body.get("thing", ""), file=body.get("file", 0), edited=bool(body.get("edited")),
            pressed="press" in body, by=by.name if by else "", id=body.get("m", ""),
        )  # fmt: skip
    message = Message.load(body)
    kept = body.get("s", {})
    return Line(
        number=record.number, speaker=record.speaker.value, at=record.at, language=message.language,
        parts=tuple((part.text, part.markdown) for part in message.parts), by=by.name if by else "",
        german=kept.get("de", ""), state=state[0], reason=state[1],
    )  # fmt: skip
