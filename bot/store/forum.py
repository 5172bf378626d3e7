"""What the staff's Telegram group shows of each conversation, and what it should show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import orjson
from sqlalchemy import delete, insert, or_, select, update

from bot.store import dues
from bot.store.tables import case, conversation, forum, person, staff, staff_group

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from bot.store.vault import Vault

# A topic of somebody who was erased: Telegram must forget it too.
FORGET = "topic"


@dataclass(frozen=True, kw_only=True)
class Topic:
    """What was shown last."""

    person_id: int
    chat: int
    thread: int
    card: int
    shown: bytes
    number: int
    closed: bool


@dataclass(frozen=True, kw_only=True)
class Scene:
    """What is to be shown of one conversation; times are milliseconds since 1970 UTC."""

    person_id: int
    case_id: int
    receipt: str
    kind: str
    topic: str
    team: str
    # Whether the case is open.
    open: bool
    holder: str
    epoch: int
    language: str
    waiting_since: int | None
    due_at: int | None
    # Who works on it, by name.
    assignee: str
    # The number of the last message.
    messages: int
    there: Topic | None


def scenes(conn: Connection, vault: Vault) -> list[Scene]:
    """Return every conversation that the group shows or should show, who waits longest first."""
    names = ("person_id", "id", "kind", "topic", "team", "state", "waiting_since", "due_at", "body", "opened_at")
    query = (
        select(
            *(case.c[name] for name in names), conversation.c.holder, conversation.c.epoch, conversation.c.language,
            conversation.c.messages, person.c.wrapped_key, staff.c.name.label("assignee"),
            *(forum.c[name].label(f"t_{name}") for name in _TOPIC),
        )
        .join(conversation, conversation.c.person_id == case.c.person_id)
        .join(person, person.c.id == case.c.person_id)
        .outerjoin(staff, staff.c.id == case.c.assignee_id)
        .outerjoin(forum, forum.c.person_id == case.c.person_id)
        .where(or_(case.c.state == "open", forum.c.closed.is_(False)))
        .order_by(case.c.state.desc(), case.c.opened_at.desc())
    )  # fmt: skip
    newest: dict[int, Any] = {}
    for row in conn.execute(query):
        newest.setdefault(row.person_id, row)
    found = [_scene(vault, row) for row in newest.values()]
    return sorted(found, key=lambda scene: (scene.waiting_since is None, scene.waiting_since or 0, scene.case_id))


def keep(conn: Connection, topic: Topic) -> None:
    """Write down what is shown now; nothing happens where the person was erased meanwhile."""
    values = {name: getattr(topic, name) for name in _TOPIC}
    if conn.execute(update(forum).where(forum.c.person_id == topic.person_id).values(values)).rowcount:
        return
    if conn.execute(select(person.c.id).where(person.c.id == topic.person_id)).first() is None:
        dues.plan(conn, f"{FORGET}:{topic.chat}:{topic.thread}", FORGET, 0)
        return
    conn.execute(insert(forum).values(values))


def forget(conn: Connection, person_id: int, now: int) -> None:
    """Let the topic of somebody who is erased be deleted in Telegram."""
    for row in conn.execute(select(forum).where(forum.c.person_id == person_id, forum.c.thread != 0)):
        dues.plan(conn, f"{FORGET}:{row.chat}:{row.thread}", FORGET, now)


def whose(conn: Connection, chat: int, thread: int) -> int | None:
    """Return whose topic this is."""
    query = select(forum.c.person_id).where(forum.c.chat == chat, forum.c.thread == thread)
    return conn.execute(query).scalar()


def current(conn: Connection, configured: int) -> int:
    """Return where the group of the settings is now."""
    found = conn.execute(select(staff_group.c.chat).where(staff_group.c.configured == configured)).scalar()
    return found or configured


def moved(conn: Connection, configured: int, chat: int) -> None:
    """Note that Telegram has moved the group: every topic is made anew there."""
    conn.execute(delete(staff_group).where(staff_group.c.configured == configured))
    conn.execute(insert(staff_group).values(configured=configured, chat=chat))
    conn.execute(delete(forum).where(forum.c.chat != chat))


_TOPIC = ("person_id", "chat", "thread", "card", "shown", "number", "closed")


def _scene(vault: Vault, row: Any) -> Scene:
    box = vault.person(row.person_id, bytes(row.wrapped_key))
    body = orjson.loads(box.open(f"case|body|{row.id}", bytes(row.body)))
    there = None
    if row.t_person_id is not None:
        values = {name: getattr(row, f"t_{name}") for name in _TOPIC}
        there = Topic(**{**values, "shown": bytes(row.t_shown)})
    return Scene(
        person_id=row.person_id, case_id=row.id, receipt=body.get("receipt", ""), kind=row.kind, topic=row.topic,
        team=row.team, open=row.state == "open", holder=row.holder, epoch=row.epoch, language=row.language,
        waiting_since=row.waiting_since, due_at=row.due_at, assignee=row.assignee or "", messages=row.messages,
        there=there,
    )  # fmt: skip
