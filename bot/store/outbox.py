"""Telegram calls that are committed: queued → sending → sent, failed or unknown (design §4)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import orjson
from sqlalchemy import exists, func, select, update

from bot.store.hot import Hot
from bot.store.tables import outbox

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

    from sqlalchemy import ColumnElement, Connection

    from bot.store.vault import Vault
    from dialogs.reply import Message

_INSERT = Hot(
    "INSERT INTO outbox (person_id, number, address_id, kind, epoch, state, boot, not_before, attempts, payload, at)"
    " VALUES (:person_id, :number, :address_id, :kind, :epoch, :state, :boot, :not_before, 0, :payload, :at)"
    " RETURNING id"
)
# What stands in no message goes with its call.
_FINISH = Hot(
    "UPDATE outbox SET state = :state, reason = :reason, attempts = attempts + 1, payload = NULL WHERE id = :id"
)
_AGAIN = Hot(
    "UPDATE outbox SET state = 'queued', not_before = :not_before, attempts = attempts + :tries, reason = :reason"
    " WHERE id = :id"
)
_WAITS = Hot("SELECT 1 FROM outbox WHERE state = 'queued' AND address_id = :address_id LIMIT 1")
# Farewells belong to nobody; what is made, or never will be, goes.
_SWEEP = Hot("DELETE FROM outbox WHERE person_id = 0 AND state IN ('sent', 'failed', 'unknown')")
# Whether the family wrote, or a newer answer went out, after this message.
_OVERTAKEN = Hot(
    "SELECT 1 FROM message WHERE person_id = :person_id AND number > :number AND speaker = 'family'"
    " UNION ALL SELECT 1 FROM outbox WHERE person_id = :person_id AND number > :number AND kind = 'answer' LIMIT 1"
)

# Processes that may die with the same answer in hand before it is given up.
DEATHS = 20


class Kind(StrEnum):
    """Say whether a change of holder stops it."""

    ANSWER = "answer"
    NOTICE = "notice"


class State(StrEnum):
    """Say how far a call has come."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """One row that is to be sent."""

    id: int
    person_id: int
    number: int
    address_id: int
    kind: Kind
    epoch: int
    attempts: int
    # A farewell's chat and words, sealed with the key file's key, or words of a card with hers; what else is said
    # stands in the message.
    payload: bytes | None = None
    # It was written in this very moment, so that its epoch need not be checked again.
    fresh: bool = False


@dataclass(frozen=True, kw_only=True)
class Result:
    """What became of one call."""

    id: int
    state: State
    # Telegram's words; they name no person.
    reason: str = ""
    # For QUEUED: when to try again, and whether this try may have arrived.
    not_before: int = 0
    ambiguous: bool = False


def put(  # noqa: PLR0913  (A row of the table.)
    conn: Connection,
    *,
    person_id: int,
    number: int,
    address_id: int,
    kind: Kind,
    epoch: int,
    boot: int,
    at_once: bool,
    now: int,
    payload: bytes | None = None,
) -> Waiting:
    """Write a call; one that goes at once is `sending` under its process's boot id from the start."""
    state = State.SENDING if at_once else State.QUEUED
    cursor = _INSERT(
        conn, person_id=person_id, number=number, address_id=address_id, kind=kind.value, epoch=epoch,
        state=state.value, boot=boot if at_once else 0, not_before=now, payload=payload, at=now,
    )  # fmt: skip
    return Waiting(
        id=cursor.fetchone()[0], person_id=person_id, number=number, address_id=address_id, kind=kind, epoch=epoch,
        attempts=0, payload=payload, fresh=True,
    )  # fmt: skip


def secret_place(person_id: int, number: int) -> str:
    """Return where a message is sealed that its record has without some words."""
    return f"outbox|payload|{person_id}:{number}"


def put_farewell(  # noqa: PLR0913  (A row of the table.)
    conn: Connection, vault: Vault, *, chat: str, message: Message, boot: int, now: int
) -> Waiting:
    """Write the one call that belongs to nobody any more; it is deleted when it is sent."""
    content = vault.house.seal("outbox|payload|farewell", orjson.dumps({"chat": chat, "message": message.dump()}))
    return put(
        conn, person_id=0, number=0, address_id=0, kind=Kind.NOTICE, epoch=0, boot=boot, at_once=True, now=now,
        payload=content,
    )  # fmt: skip


def waits(conn: Connection, address_id: int) -> bool:
    """Tell whether something that was said earlier in a chat waits to be sent."""
    return _WAITS(conn, address_id=address_id).fetchone() is not None


def finish(conn: Connection, results: Iterable[Result]) -> None:
    """Write down what became of calls; nearly all were sent, and share one statement."""
    results = list(results)
    sent = [result.id for result in results if result.state is State.SENT]
    if sent:
        made = {"state": State.SENT.value, "attempts": outbox.c.attempts + 1, "payload": None}
        conn.execute(update(outbox).where(outbox.c.id.in_(sent)).values(made))
    for result in results:
        if result.state is State.SENT:
            continue
        if result.state is State.QUEUED:
            _AGAIN(
                conn,
                id=result.id,
                not_before=result.not_before,
                reason=result.reason[:200],
                tries=int(result.ambiguous),
            )
        else:
            _FINISH(conn, id=result.id, state=result.state.value, reason=result.reason[:200] or None)
    _SWEEP(conn)


def claim(conn: Connection, boot: int, now: int, admits: Callable[[int], bool], most: int = 100) -> list[Waiting]:
    """Take queued calls that may go now, of each address only the oldest that waits.

    Chats in which an answer waits come first: what stands before it there goes with it.

    admits tells whether an address may be written to now.
    """
    columns = (outbox.c[name] for name in _FIELDS)
    queued = outbox.c.state == State.QUEUED.value
    # What waits for its time keeps what was said after it: nothing overtakes in a chat.
    heads = select(func.min(outbox.c.id).label("id"), func.min(outbox.c.kind).label("kind"))
    head = heads.where(queued).group_by(outbox.c.address_id).subquery()
    query = select(*columns).join(head, head.c.id == outbox.c.id)
    query = query.where(queued, outbox.c.not_before <= now, ~_in_hand()).order_by(head.c.kind, outbox.c.id)
    rows = conn.execute(query.limit(most).with_for_update(skip_locked=True, of=outbox))
    found = [waiting for waiting in map(_waiting, rows) if admits(waiting.address_id)]
    ids = [waiting.id for waiting in found]
    if ids:
        conn.execute(update(outbox).where(outbox.c.id.in_(ids)).values(state=State.SENDING.value, boot=boot))
    return found


def _in_hand() -> ColumnElement[bool]:
    """Tell whether something said earlier in the same chat is on its way; the index is by person."""
    earlier = outbox.alias()
    same = (earlier.c.person_id == outbox.c.person_id) & (earlier.c.address_id == outbox.c.address_id)
    return exists().where(same, earlier.c.id < outbox.c.id, earlier.c.state == State.SENDING.value)


def states(conn: Connection, person_id: int) -> dict[int, tuple[str, str]]:
    """Return how far each message of a person's has come, and why it failed."""
    query = select(outbox.c.number, outbox.c.state, outbox.c.reason).where(outbox.c.person_id == person_id)
    return {row.number: (row.state, row.reason or "") for row in conn.execute(query.order_by(outbox.c.id))}


def next_due(conn: Connection) -> int | None:
    """Return when the next queued call may go; None where none waits."""
    query = select(outbox.c.not_before).where(outbox.c.state == State.QUEUED.value)
    return conn.execute(query.order_by(outbox.c.not_before).limit(1)).scalar()


def lines(conn: Connection) -> list[tuple[int, int, int]]:
    """Return of each address in which calls are queued how many they are, and when the first of them may go."""
    # The oldest holds back the others, whatever they may.
    head = func.min(outbox.c.id).label("id")
    queue = select(outbox.c.address_id, head, func.count().label("calls")).where(outbox.c.state == State.QUEUED.value)
    first = queue.group_by(outbox.c.address_id).subquery()
    query = select(first.c.address_id, first.c.calls, outbox.c.not_before).join(outbox, outbox.c.id == first.c.id)
    return [(row.address_id, row.calls, row.not_before) for row in conn.execute(query)]


def inherit(conn: Connection, dead: Collection[int] | None, boot: int, now: int) -> list[Result]:
    """Decide about calls that a dead process had in hand: only unanswered newest answers and notices go again.

    dead names boot ids; None means every one but one's own (SQLite has one sender). An answer goes again as often as a
    process dies with it: that says nothing about the call.
    """
    columns = (outbox.c[name] for name in _FIELDS)
    whose = outbox.c.boot != boot if dead is None else outbox.c.boot.in_(dead)
    rows = conn.execute(select(*columns).where(outbox.c.state == State.SENDING.value, whose)).all()
    found = [_waiting(row) for row in rows]
    results = [after_unknown(conn, one, now, most=DEATHS if one.kind is Kind.ANSWER else 1) for one in found]
    finish(conn, results)
    return results


def after_unknown(conn: Connection, waiting: Waiting, now: int, *, most: int = 1) -> Result:
    """Decide about a call of which nobody knows whether it arrived: Telegram has no idempotency key.

    It goes again at most so many times.
    """
    again = waiting.attempts < most and not (
        waiting.kind is Kind.ANSWER
        and _OVERTAKEN(conn, person_id=waiting.person_id, number=waiting.number).fetchone() is not None
    )
    state = State.QUEUED if again else State.UNKNOWN
    return Result(id=waiting.id, state=state, reason="ambiguous", not_before=now, ambiguous=again)


_FIELDS = ("id", "person_id", "number", "address_id", "kind", "epoch", "attempts", "payload")


def _waiting(row: object) -> Waiting:
    values = dict(zip(_FIELDS, row, strict=True))  # type: ignore[call-overload]
    values["kind"] = Kind(values["kind"])
    return Waiting(**values)
