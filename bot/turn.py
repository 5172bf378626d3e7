"""The turn: one message, one transaction, messages out (design §4)."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from bot.apology import apology
from bot.fitting import fit
from bot.house import TurnHouse, day_of
from bot.store import conversations, messages, outbox, received, talks
from bot.store.messages import Speaker
from bot.store.outbox import Kind, Waiting
from dialogs.conversation import Holder, Phase, World
from dialogs.exchange import respond
from dialogs.incoming import Command, Edited, Pressed, Sent, Typed
from dialogs.reply import Message, compose
from translations import choose, render

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import tzinfo

    from sqlalchemy import Connection

    from bot.arrival import Arrival
    from bot.store.conversations import Thread
    from bot.store.vault import Vault
    from dialogs.registry import Dialogs
    from dialogs.reply import Reply
    from knowledge.library import Library


class Pace(Protocol):
    """Say whether a message to an address may go at once; asked inside the turn."""

    def admits_at_once(self, address_id: int) -> bool: ...


@dataclass(frozen=True)
class Call:
    """A committed call and what it says, so that the sender need not read it again."""

    waiting: Waiting
    chat: str
    message: Message


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What a committed turn leaves for the channels to do."""

    # Handled before: nothing new happened.
    repeated: bool = False
    person_id: int = 0
    # Calls that are `sending` under this process's boot id.
    calls: tuple[Call, ...] = ()
    # Some were written as queued: the sender is to look.
    queued: bool = False
    # A short word on the pressed button.
    toast: str = ""
    # Said when everything was deleted; nobody keeps it.
    farewell: Message | None = None


@dataclass(frozen=True, kw_only=True)
class Turns:
    """Know what every turn needs."""

    vault: Vault
    library: Library
    dialogs: Dialogs
    # The office's wall clock.
    zone: tzinfo
    kept_days: int
    # This process's number; its calls are marked with it.
    boot: int
    pace: Pace
    # Returns milliseconds since 1970 UTC.
    clock: Callable[[], int]
    new_id: Callable[[], int] = field(default=lambda: secrets.randbits(40))

    def take(self, conn: Connection, arrival: Arrival) -> Outcome:
        """Handle one message; whatever it changes is in this transaction."""
        now = self.clock()
        if not received.first_time(conn, self.source(arrival), arrival.update_id, now):
            return Outcome(repeated=True)
        thread = self.thread_of(conn, arrival, now)
        if arrival.album and not received.first_time(conn, f"{self.source(arrival)}:album", arrival.album, now):
            self._note(conn, thread, arrival, "", now)
            conversations.save(conn, thread)
            return Outcome(person_id=thread.person_id)
        house = TurnHouse(conn=conn, vault=self.vault, thread=thread, zone=self.zone, kept_days=self.kept_days, now=now)
        reply = respond(thread.talk, arrival.incoming, self._world(house, now))
        thread.talk.failures = 0
        return self._leave(conn, thread, arrival, reply, now)

    def apologise(self, conn: Connection, arrival: Arrival) -> Outcome:
        """Answer a message whose turn failed: the update, an apology and the count, in a transaction of their own."""
        now = self.clock()
        if not received.first_time(conn, self.source(arrival), arrival.update_id, now):
            return Outcome(repeated=True)
        thread = self.thread_of(conn, arrival, now)
        return self._leave(conn, thread, arrival, apology(thread, self.library.office), now)

    def source(self, arrival: Arrival) -> str:
        """Return where update ids are unique: one bot, or one browser (known by its HMAC)."""
        if arrival.channel == "telegram":
            return arrival.channel
        return f"{arrival.channel}:{self.vault.lookup(arrival.channel, arrival.place).hex()}"

    def thread_of(self, conn: Connection, arrival: Arrival, now: int) -> Thread:
        """Return the conversation of an address, begun with its first message and woken by the next."""
        thread = conversations.load(conn, self.vault, self.vault.lookup(arrival.channel, arrival.place))
        if thread is None:
            choice = choose(arrival.languages)
            return conversations.begin(
                conn,
                self.vault,
                channel=arrival.channel,
                place=arrival.place,
                language=choice.locale,
                unmet=choice.unmet,
                now=now,
            )
        if thread.phase is Phase.CLOSED:
            thread.epoch += 1
            thread.phase, thread.talk.holder, thread.talk.wait_told = Phase.ACTIVE, Holder.BOT, False
        elif thread.talk.holder is not Holder.BOT:
            thread.phase = Phase.WAITING_STAFF
        thread.heard_at = now
        return thread

    def _world(self, house: TurnHouse, now: int) -> World:
        return World(
            library=self.library,
            dialogs=self.dialogs,
            house=house,
            archive=house,
            today=day_of(now, self.zone),
            now=now,
            new_id=self.new_id,
        )

    def _leave(self, conn: Connection, thread: Thread, arrival: Arrival, reply: Reply, now: int) -> Outcome:
        """Write down what was said and what is to be sent."""
        talk = thread.talk
        message = compose(reply, talk.language, self.library)
        toast = render(reply.toast, talk.language) if reply.toast else ""
        if reply.farewell:
            return self._farewell(conn, arrival, message, now)
        self._note(conn, thread, arrival, reply.pressed, now)
        for record in talk.ended:
            talks.archive(conn, thread, record, now)
        calls: list[Call] = []
        queued = False
        for piece in fit(message) if message else ():
            number = messages.append(conn, thread, Speaker.LOTSE, piece.dump(), now)
            if arrival.channel == "telegram":
                at_once = not queued and self.pace.admits_at_once(thread.address_id)
                kind = Kind.NOTICE if piece.notice else Kind.ANSWER
                waiting = outbox.put(
                    conn, person_id=thread.person_id, number=number, address_id=thread.address_id, kind=kind,
                    epoch=thread.epoch, boot=self.boot, at_once=at_once, now=now,
                )  # fmt: skip
                if at_once:
                    calls.append(Call(waiting, arrival.place, piece))
                queued = queued or not at_once
        conversations.save(conn, thread)
        return Outcome(person_id=thread.person_id, calls=tuple(calls), queued=queued, toast=toast)

    def _farewell(self, conn: Connection, arrival: Arrival, message: Message | None, now: int) -> Outcome:
        calls: tuple[Call, ...] = ()
        if message is not None and arrival.channel == "telegram":
            waiting = outbox.put_farewell(
                conn, self.vault, chat=arrival.place, message=message, boot=self.boot, now=now
            )
            calls = (Call(waiting, arrival.place, message),)
        return Outcome(calls=calls, farewell=message)

    def _note(self, conn: Connection, thread: Thread, arrival: Arrival, pressed: str, now: int) -> None:
        """Write the family's message into the record."""
        if arrival.unsaid:
            return
        incoming = arrival.incoming
        body: dict[str, Any] = {"c": arrival.client_id} if arrival.client_id else {}
        match incoming:
            case Pressed(data):
                body |= {"t": pressed or "•", "press": data}
            case Command(name):
                body |= {"t": f"/{name}"}
            case Sent(thing, caption):
                body |= {"t": caption, "thing": thing.value}
            case Typed(text):
                body |= {"t": text}
            case Edited(text):
                body |= {"t": text, "edited": 1}
        messages.append(conn, thread, Speaker.FAMILY, body, now)
