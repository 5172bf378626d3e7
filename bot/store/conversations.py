"""Conversations, loaded for a turn with the row locked, and saved again."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import orjson

from bot.store.hot import Hot
from dialogs.conversation import Conversation, Holder, Phase
from dialogs.record import TalkRecord

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from bot.store.vault import Box, Vault

_COLUMNS = """a.id, a.person_id, a.channel, a.state, p.wrapped_key, p.created_at, c.holder, c.epoch, c.phase,
    c.language, c.messages, c.failures, c.state, c.heard_at, c.address_id, c.staff_id"""
_FROM = "FROM address a JOIN person p ON p.id = a.person_id JOIN conversation c ON c.person_id = a.person_id"
_LOAD = Hot(f"SELECT {_COLUMNS} {_FROM} WHERE a.lookup = :lookup", postgres=" FOR UPDATE OF c")
_PEEK = Hot(f"SELECT {_COLUMNS} {_FROM} WHERE a.lookup = :lookup")
# Her browser may have been parted from her: then nothing reaches her, and her record is still there.
_OF_PERSON = (
    "FROM conversation c JOIN person p ON p.id = c.person_id"
    " LEFT JOIN address a ON a.id = c.address_id AND a.person_id = c.person_id"
)
_PERSON_COLUMNS = _COLUMNS.replace("a.person_id", "c.person_id")
_PEEK_PERSON = Hot(f"SELECT {_PERSON_COLUMNS} {_OF_PERSON} WHERE c.person_id = :person_id")
_LOAD_PERSON = Hot(f"SELECT {_PERSON_COLUMNS} {_OF_PERSON} WHERE c.person_id = :person_id", postgres=" FOR UPDATE OF c")
_PERSON = Hot("INSERT INTO person (id, wrapped_key, created_at) VALUES (:id, :wrapped_key, :now)")
_ADDRESS = Hot(
    "INSERT INTO address (id, lookup, person_id, channel, place, state)"
    " VALUES (:id, :lookup, :person_id, :channel, :place, 'ok')"
)
_BEGIN = Hot(
    "INSERT INTO conversation"
    " (person_id, holder, epoch, phase, language, messages, failures, address_id, state, heard_at)"
    " VALUES (:person_id, :holder, 1, :phase, :language, 0, 0, :address_id, :state, :now)"
)
_SAVE = Hot(
    "UPDATE conversation SET holder = :holder, epoch = :epoch, phase = :phase, language = :language,"
    " messages = :messages, failures = :failures, state = :state, heard_at = :heard_at, address_id = :address_id,"
    " staff_id = :staff_id"
    " WHERE person_id = :person_id"
)


@dataclass(slots=True, kw_only=True)
class Thread:
    """A conversation as the store knows it, with the address that just wrote."""

    address_id: int
    channel: str
    # ok, blocked or gone.
    reachable: str
    person_id: int
    box: Box
    wrapped_key: bytes
    # Milliseconds since 1970 UTC, like every time here.
    created_at: int
    epoch: int
    phase: Phase
    # The number of the last message.
    messages: int
    heard_at: int
    # Which colleague holds it; None where none does.
    staff_id: int | None = None
    talk: Conversation


def load(conn: Connection, vault: Vault, lookup: bytes, *, lock: bool = True) -> Thread | None:
    """Return the conversation behind an address and keep others from changing it until the transaction ends."""
    row = (_LOAD if lock else _PEEK)(conn, lookup=lookup).fetchone()
    return _thread(vault, row) if row else None


def _thread(vault: Vault, row: Any) -> Thread:
    """Open a row of the columns above."""
    (address_id, person_id, channel, reachable, wrapped, created_at, holder, epoch, phase, language, messages,
     failures, state, heard_at, last, staff_id) = row  # fmt: skip
    box = vault.person(person_id, bytes(wrapped))
    talk = Conversation(language=language, holder=_HOLDERS[holder], failures=failures)
    _open_state(talk, orjson.loads(box.open(f"conversation|state|{person_id}", bytes(state))))
    return Thread(
        address_id=address_id or last,
        channel=channel or "",
        reachable=reachable or "gone",
        person_id=person_id,
        box=box,
        wrapped_key=bytes(wrapped),
        created_at=created_at,
        epoch=epoch,
        phase=_PHASES[phase],
        messages=messages,
        heard_at=heard_at,
        staff_id=staff_id,
        talk=talk,
    )


def load_person(conn: Connection, vault: Vault, person_id: int, *, lock: bool = True) -> Thread | None:
    """Return a person's conversation with the address she wrote from last, locked like load."""
    row = (_LOAD_PERSON if lock else _PEEK_PERSON)(conn, person_id=person_id).fetchone()
    return _thread(vault, row) if row else None


def save(conn: Connection, thread: Thread) -> None:
    """Write back what a turn changed."""
    talk = thread.talk
    _SAVE(
        conn,
        holder=talk.holder.value,
        epoch=thread.epoch,
        phase=thread.phase.value,
        language=talk.language,
        messages=thread.messages,
        failures=talk.failures,
        state=_sealed_state(thread.box, thread.person_id, talk),
        heard_at=thread.heard_at,
        address_id=thread.address_id,
        staff_id=thread.staff_id,
        person_id=thread.person_id,
    )


def begin(  # noqa: PLR0913  (What a first message tells us.)
    conn: Connection, vault: Vault, *, channel: str, place: str, language: str, unmet: str, now: int
) -> Thread:
    """Make a person, her key, her address and her conversation."""
    person_id, address_id = secrets.randbits(53), secrets.randbits(53)
    wrapped = vault.new_key(person_id)
    box = vault.person(person_id, wrapped)
    talk = Conversation(language=language, unmet=unmet)
    _PERSON(conn, id=person_id, wrapped_key=wrapped, now=now)
    _ADDRESS(
        conn,
        id=address_id,
        lookup=vault.lookup(channel, place),
        person_id=person_id,
        channel=channel,
        place=box.seal(f"address|place|{address_id}", place.encode()),
    )
    _BEGIN(
        conn,
        person_id=person_id,
        holder=Holder.BOT.value,
        phase=Phase.ACTIVE.value,
        language=language,
        address_id=address_id,
        state=_sealed_state(box, person_id, talk),
        now=now,
    )
    return Thread(
        address_id=address_id,
        channel=channel,
        reachable="ok",
        person_id=person_id,
        box=box,
        wrapped_key=wrapped,
        created_at=now,
        epoch=1,
        phase=Phase.ACTIVE,
        messages=0,
        heard_at=now,
        talk=talk,
    )


def _sealed_state(box: Box, person_id: int, talk: Conversation) -> bytes:
    body = [talk.dump(), _packed(talk.active), _packed(talk.paused)]
    return box.seal(f"conversation|state|{person_id}", orjson.dumps(body))


def _open_state(talk: Conversation, body: list[Any]) -> None:
    talk.load(body[0])
    talk.active, talk.paused = _unpacked(body[1]), _unpacked(body[2])


def _packed(record: TalkRecord | None) -> list[Any] | None:
    return [record.id, record.dialog, record.dump()] if record else None


def _unpacked(packed: list[Any] | None) -> TalkRecord | None:
    return TalkRecord.load(*packed) if packed else None


_HOLDERS = {holder.value: holder for holder in Holder}
_PHASES = {phase.value: phase for phase in Phase}
