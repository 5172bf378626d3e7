"""Cases: what staff work on. One open case a person; it never decides who speaks."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import orjson
from sqlalchemy import select, update

from bot.store import dues, finders
from bot.store.hot import Hot
from bot.store.receipts import new_number
from bot.store.tables import case

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from bot.store.vault import Box, Vault


_COLUMNS = tuple(column.name for column in case.columns)
# A family that calls a person twice is told so in the turn itself.
_NAMES = ", ".join(_COLUMNS)
_OPEN = Hot(f"SELECT {_NAMES} FROM \"case\" WHERE person_id = :person_id AND state = 'open'")  # noqa: S608  (Our names.)
_ONE = Hot(f'SELECT {_NAMES} FROM "case" WHERE id = :id')  # noqa: S608  (Our names.)
_BEGIN = Hot(
    'INSERT INTO "case" (id, person_id, kind, topic, team, state, opened_at, waiting_since, due_at, body)'
    " VALUES (:id, :person_id, :kind, :topic, :team, 'open', :now, :now, :due_at, :body)"
)
_ASK_FOR = Hot('UPDATE "case" SET kind = :kind, body = :body WHERE id = :id')


@dataclass(frozen=True, kw_only=True)
class Case:
    """One case, opened; times are milliseconds since 1970 UTC."""

    id: int
    person_id: int
    # handover, letter, call, counter, intake or others.
    kind: str
    topic: str
    team: str
    state: str
    assignee_id: int | None
    opened_at: int
    waiting_since: int | None
    due_at: int | None
    answered_at: int | None
    snoozed_until: int | None
    closed_at: int | None
    reason: str | None
    # receipt, and what she asked for: phone, when, language; sender of a letter.
    body: dict[str, Any]


# The question whether a machine may translate.
MAY_TRANSLATE = "may-translate"


def agreed(found: Case) -> bool:
    """Tell whether the family's last word about machine translation was yes."""
    answers = [told["answer"] for told in found.body.get("answers", ()) if told.get("phrase") == MAY_TRANSLATE]
    return answers[-1:] == ["yes"]


def open_or_join(  # noqa: PLR0913  (What a case begins with.)
    conn: Connection, vault: Vault, box: Box, *, person_id: int, kind: str, topic: str, team: str, due_at: int, now: int
) -> tuple[Case, bool]:
    """Open a case, or return the one that is open; the second value tells whether it was there before."""
    there = open_of(conn, box, person_id)
    if there is not None:
        return there, True
    id, receipt = secrets.randbits(53), new_number()
    body = _sealed(box, id, {"receipt": receipt})
    _BEGIN(conn, id=id, person_id=person_id, kind=kind, topic=topic, team=team, now=now, due_at=due_at, body=body)
    finders.add(conn, vault, person_id, finders.RECEIPT, receipt)
    dues.plan_anew(conn, dues_of(person_id)[0], LATE, due_at)
    return one(conn, box, id), False


def one(conn: Connection, box: Box, id: int) -> Case:
    """Return a case that is there."""
    return _case(box, dict(zip(_COLUMNS, _ONE(conn, id=id).fetchone(), strict=True)))


def open_of(conn: Connection, box: Box, person_id: int) -> Case | None:
    """Return a person's open case."""
    row = _OPEN(conn, person_id=person_id).fetchone()
    return _case(box, dict(zip(_COLUMNS, row, strict=True))) if row else None


def all_of(conn: Connection, box: Box, person_id: int) -> list[Case]:
    """Return a person's cases, the oldest first."""
    rows = conn.execute(select(case).where(case.c.person_id == person_id).order_by(case.c.opened_at, case.c.id))
    return [_case(box, dict(row._mapping)) for row in rows]  # noqa: SLF001  (SQLAlchemy's public name.)


def any_of(conn: Connection, person_id: int) -> bool:
    """Tell whether a person has ever been a case."""
    return conn.execute(select(case.c.id).where(case.c.person_id == person_id).limit(1)).first() is not None


def team_of(conn: Connection, person_id: int) -> str:
    """Return the team of a person's open case; empty where there is none."""
    query = select(case.c.team).where(case.c.person_id == person_id, case.c.state == "open")
    return conn.execute(query).scalar() or ""


def ask_for(conn: Connection, box: Box, found: Case, kind: str, wanted: dict[str, Any]) -> None:
    """Write down what else she asks for."""
    _ASK_FOR(conn, id=found.id, kind=kind, body=_sealed(box, found.id, {**found.body, **wanted}))


def name(conn: Connection, vault: Vault, box: Box, found: Case, words: str) -> None:
    """Write down what a family is called; empty words take it back."""
    ask_for(conn, box, found, found.kind, {"name": words})
    finders.rename(conn, vault, found.person_id, words)


# What becomes due with a case: a promise that was not kept, the end of a rest.
LATE, WAKE = "late", "wake"


def dues_of(person_id: int) -> tuple[str, str]:
    """Return the keys of what may become due for a person."""
    return f"{LATE}:{person_id}", f"{WAKE}:{person_id}"


def wait(conn: Connection, person_id: int, now: int, due_at: int) -> None:
    """Note that the family waits for an answer from now on, unless it waits already."""
    waiting = case.c.person_id == person_id, case.c.state == "open", case.c.waiting_since.is_(None)
    values = {"waiting_since": now, "due_at": due_at, "snoozed_until": None}
    if conn.execute(update(case).where(*waiting).values(values)).rowcount:
        dues.drop(conn, *dues_of(person_id))
        dues.plan(conn, dues_of(person_id)[0], LATE, due_at)


def promise_anew(conn: Connection, person_id: int, due_at: int) -> None:
    """Promise an answer for a later time."""
    conn.execute(update(case).where(case.c.person_id == person_id, case.c.state == "open").values(due_at=due_at))
    dues.plan_anew(conn, dues_of(person_id)[0], LATE, due_at)


def answered(conn: Connection, person_id: int, now: int) -> int | None:
    """Note that a person has answered; return when the case was opened if it is the first answer."""
    mine = case.c.person_id == person_id, case.c.state == "open"
    first = conn.execute(select(case.c.opened_at).where(*mine, case.c.answered_at.is_(None))).scalar()
    conn.execute(update(case).where(*mine, case.c.answered_at.is_(None)).values(answered_at=now))
    conn.execute(update(case).where(*mine).values(waiting_since=None, due_at=None, snoozed_until=None))
    dues.drop(conn, *dues_of(person_id))
    return first


def of_assignee(conn: Connection, staff_id: int) -> list[int]:
    """Return the persons whose open cases a colleague works on."""
    mine = (case.c.assignee_id == staff_id) & (case.c.state == "open")
    return list(conn.execute(select(case.c.person_id).where(mine).order_by(case.c.opened_at)).scalars())


def assign(conn: Connection, person_id: int, staff_id: int | None, *, team: str | None = None) -> None:
    """Give an open case to a colleague, to a team, or back to all."""
    values: dict[str, Any] = {"assignee_id": staff_id} | ({"team": team} if team else {})
    conn.execute(update(case).where(case.c.person_id == person_id, case.c.state == "open").values(values))


def snooze(conn: Connection, person_id: int, until: int) -> None:
    """Let an open case rest until a time, or until the family writes."""
    values = {"snoozed_until": until, "waiting_since": None, "due_at": None}
    dues.drop(conn, *dues_of(person_id))
    dues.plan(conn, dues_of(person_id)[1], WAKE, until)
    conn.execute(update(case).where(case.c.person_id == person_id, case.c.state == "open").values(values))


def close(conn: Connection, person_id: int, reason: str, now: int) -> None:
    """Close a person's open case."""
    values = {
        "state": "closed", "closed_at": now, "reason": reason, "assignee_id": None, "waiting_since": None,
        "due_at": None, "snoozed_until": None,
    }  # fmt: skip
    dues.drop(conn, *dues_of(person_id))
    conn.execute(update(case).where(case.c.person_id == person_id, case.c.state == "open").values(values))


def _sealed(box: Box, id: int, body: dict[str, Any]) -> bytes:
    return box.seal(f"case|body|{id}", orjson.dumps(body))


def _case(box: Box, values: dict[str, Any]) -> Case:
    values["body"] = orjson.loads(box.open(f"case|body|{values['id']}", bytes(values["body"])))
    return Case(**values)
