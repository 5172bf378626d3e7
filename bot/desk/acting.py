"""What a colleague does with a conversation: take over, write, note, let rest, pass on, hand back, close."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING

from anyio import from_thread
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from bot.calling import milliseconds
from bot.desk.case import case_of, show
from bot.desk.gates import Gate
from bot.errors import ErasedError, NotHeldError
from bot.store import audit, cases, conversations, inbox, notes, staff
from bot.store.staff import Role
from bot.turn import Outcome
from translations import strip_controls

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection

    from bot.desk.desk import Desk
    from bot.desk.gates import Visit

# Why a case is closed; what is done is closed by handing back as well.
REASONS = ("done", "elsewhere", "no-answer", "abuse")
# What a snooze can last: days, and the hour at which it ends there.
RESTS = {"hour": (0, None), "tomorrow": (1, 8), "three-days": (3, 8), "week": (7, 8)}
LONGEST_NOTE, LONGEST_NAME = 2_000, 120


def attempt(
    desk: Desk,
    visit: Visit,
    fn: Callable[[Connection], Outcome],
    *,
    draft: str = "",
    then: Callable[[Outcome], Response] | None = None,
) -> Response:
    """Carry out an action; whoever came too late reads who has it, and keeps what she wrote.

    It is done once, however often its form arrives. then shows what it led to; without it the conversation is shown.
    """
    try:
        outcome = desk.act(lambda conn: fn(conn) if visit.is_new(conn, desk.clock()) else Outcome(repeated=True))
    except NotHeldError as error:
        return show(desk, visit, status=409, fault=str(error), draft=draft)
    except ErasedError:
        raise HTTPException(404) from None
    return then(outcome) if then else _back(visit)


def claim(desk: Desk, visit: Visit) -> Response:
    """Take over; from a case that is closed, in a new one."""
    row, epoch = case_of(desk, visit), _epoch(visit)

    def there(_outcome: Outcome) -> Response:
        with desk.door.read() as conn:
            found = inbox.of_persons(conn, visit.who, [row.person_id])
        case = next((one.id for one in found if one.state == "open"), row.id)
        return RedirectResponse(f"/desk/case/{case}", 303)

    return attempt(
        desk, visit, lambda conn: desk.handovers.claim(conn, visit.who, row.person_id, epoch=epoch), then=there
    )


def hand_back(desk: Desk, visit: Visit) -> Response:
    row = case_of(desk, visit)
    return attempt(desk, visit, lambda conn: desk.handovers.hand_back(conn, visit.who, row.person_id))


def close(desk: Desk, visit: Visit) -> Response:
    row, reason = case_of(desk, visit), visit.field("reason")
    if reason not in REASONS:
        raise HTTPException(422)
    return attempt(desk, visit, lambda conn: desk.handovers.close(conn, visit.who, row.person_id, reason))


def release(desk: Desk, visit: Visit) -> Response:
    """Put back into the queue, of this team or of another one."""
    row, team = case_of(desk, visit), visit.field("team")
    known = team if any(team == one.id for one in desk.library.office.teams) else ""
    return attempt(desk, visit, lambda conn: desk.handovers.release(conn, visit.who, row.person_id, team=known))


def reassign(desk: Desk, visit: Visit) -> Response:
    row = case_of(desk, visit)
    with desk.door.read() as conn:
        to = staff.one(conn, _number(visit.field("to")))
    if to is None or to.state != "active":
        raise HTTPException(422)
    return attempt(desk, visit, lambda conn: desk.handovers.reassign(conn, visit.who, row.person_id, to))


def snooze(desk: Desk, visit: Visit) -> Response:
    row, rest = case_of(desk, visit), visit.field("rest")
    if rest not in RESTS:
        raise HTTPException(422)
    until = _until(desk, rest)
    return attempt(desk, visit, lambda conn: desk.handovers.snooze(conn, visit.who, row.person_id, until))


def note(desk: Desk, visit: Visit) -> Response:
    """Keep a note for colleagues."""
    row, words = case_of(desk, visit), visit.field("words")[:LONGEST_NOTE]

    def write(conn: Connection) -> None:
        thread = conversations.load_person(conn, desk.vault, row.person_id)
        if thread is None:
            raise HTTPException(404)
        now = desk.clock()
        if not visit.is_new(conn, now):
            return
        notes.add(conn, thread.box, row.person_id, visit.who.id, words, now)
        audit.write(conn, visit.who.id, "noted", now, person_id=row.person_id)

    if words:
        desk.write(write)
    return _back(visit)


def name(desk: Desk, visit: Visit) -> Response:
    """Keep what the family is called, so that she is found when she phones."""
    row, words = case_of(desk, visit), " ".join(strip_controls(visit.field("name")).split())[:LONGEST_NAME]

    def write(conn: Connection) -> None:
        thread = conversations.load_person(conn, desk.vault, row.person_id)
        if thread is None:
            raise HTTPException(404)
        now = desk.clock()
        cases.name(conn, desk.vault, thread.box, cases.one(conn, thread.box, row.id), words)
        audit.write(conn, visit.who.id, "named", now, person_id=row.person_id)

    desk.write(write)
    return _back(visit)


def typing(desk: Desk, visit: Visit) -> Response:
    """Tell the family that somebody writes to her."""
    row = case_of(desk, visit)
    from_thread.run_sync(desk.tell, Outcome(person_id=row.person_id, typing="staff"))
    return Response(status_code=204)


GATES = tuple(
    Gate(path=f"/desk/case/{{id:int}}/{name}", method="POST", page=page, role=Role.COUNSELLOR)
    for name, page in {
        "claim": claim, "hand-back": hand_back, "close": close, "release": release, "reassign": reassign,
        "snooze": snooze, "note": note, "name": name, "typing": typing,
    }.items()
)  # fmt: skip


def _back(visit: Visit) -> Response:
    return RedirectResponse(f"/desk/case/{visit.request.path_params['id']}", 303)


def _epoch(visit: Visit) -> int:
    return _number(visit.field("epoch"))


def _number(written: str) -> int:
    return int(written) if written.isascii() and written.isdigit() and len(written) < 18 else 0


def _until(desk: Desk, rest: str) -> int:
    days, hour = RESTS[rest]
    now = datetime.fromtimestamp(desk.clock() / 1000, UTC).astimezone(desk.zone)
    if hour is None:
        return milliseconds(now + timedelta(hours=1))
    return milliseconds(datetime.combine(now.date() + timedelta(days=days), time(hour), desk.zone))
