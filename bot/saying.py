"""Say something to a family: into the record, and into the outbox where Telegram carries it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

import orjson

from bot.fitting import fit
from bot.store import messages, outbox
from bot.store.messages import Speaker
from bot.store.outbox import Kind

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from bot.store.conversations import Thread
    from bot.store.outbox import Waiting
    from dialogs.reply import Message


class Pace(Protocol):
    """Say whether a message to an address may go at once; asked inside the transaction."""

    def admits_at_once(self, conn: Connection, address_id: int) -> bool: ...


@dataclass(frozen=True)
class Call:
    """A committed call and what it says, so that the sender need not read it again."""

    waiting: Waiting
    chat: str
    message: Message


@dataclass(frozen=True)
class Said:
    """What is to be sent after the commit."""

    # Calls that are `sending` under this process's boot id.
    calls: tuple[Call, ...] = ()
    # Some were written as queued: the sender is to look.
    queued: bool = False

    def and_(self, other: Said) -> Said:
        """Return what both leave to be sent."""
        return Said(self.calls + other.calls, self.queued or other.queued)


NOTHING = Said()


@dataclass(frozen=True, kw_only=True)
class Mouth:
    """Know how this process sends."""

    # This process's number; its calls are marked with it.
    boot: int
    pace: Pace

    def say(  # noqa: PLR0913  (What is said, by whom, where to, when.)
        self,
        conn: Connection,
        thread: Thread,
        message: Message,
        *,
        place: str,
        now: int,
        speaker: Speaker = Speaker.LOTSE,
        beside: dict[str, Any] | None = None,
    ) -> Said:
        """Write a message; the caller saves the thread. beside is kept with it for the desk, never sent."""
        calls: list[Call] = []
        queued = False
        for piece in fit(message):
            number = messages.append(conn, thread, speaker, piece.dump() | (beside or {}), now)
            if thread.channel == "telegram":
                at_once = not queued and self.pace.admits_at_once(conn, thread.address_id)
                whole = orjson.dumps(piece.dump(whole=True)) if piece.secret else b""
                sealed = thread.box.seal(outbox.secret_place(thread.person_id, number), whole) if whole else None
                kind = Kind.NOTICE if piece.notice else Kind.ANSWER
                waiting = outbox.put(
                    conn, person_id=thread.person_id, number=number, address_id=thread.address_id, kind=kind,
                    epoch=thread.epoch, boot=self.boot, at_once=at_once, now=now, payload=sealed,
                )  # fmt: skip
                if at_once:
                    calls.append(Call(waiting, place, piece))
                queued = queued or not at_once
        return Said(tuple(calls), queued)
