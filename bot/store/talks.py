"""Talks that are over, so that their old buttons are still understood."""

from __future__ import annotations

from typing import TYPE_CHECKING

import orjson
from sqlalchemy import delete

from bot.store.hot import Hot
from bot.store.tables import talk
from dialogs.record import TalkRecord

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from bot.store.conversations import Thread

_INSERT = Hot(
    "INSERT INTO talk (id, person_id, dialog, body, ended_at) VALUES (:id, :person_id, :dialog, :body, :ended_at)"
    " ON CONFLICT DO NOTHING"
)
_FIND = Hot("SELECT dialog, body FROM talk WHERE id = :id AND person_id = :person_id")


def archive(conn: Connection, thread: Thread, record: TalkRecord, now: int) -> None:
    """Keep a talk that is over."""
    body = thread.box.seal(f"talk|body|{record.id}", orjson.dumps(record.dump()))
    _INSERT(conn, id=record.id, person_id=thread.person_id, dialog=record.dialog, body=body, ended_at=now)


def forget(conn: Connection, person_id: int, dialog: str) -> int:
    """Remove what a person has answered in the talks of one dialog that are over; return how many there were."""
    return conn.execute(delete(talk).where(talk.c.person_id == person_id, talk.c.dialog == dialog)).rowcount


def find(conn: Connection, thread: Thread, id: int) -> TalkRecord | None:
    """Return a talk of this person that is over; None where there is none, or it is somebody else's."""
    row = _FIND(conn, id=id, person_id=thread.person_id).fetchone()
    if row is None:
        return None
    return TalkRecord.load(id, row[0], orjson.loads(thread.box.open(f"talk|body|{id}", bytes(row[1]))))
