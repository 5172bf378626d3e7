"""The turn: one message, one transaction, messages out (design §4)."""

from __future__ import annotations

import random
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from bot import calling, recovering
from bot.apology import apology
from bot.calling import milliseconds, promised
from bot.house import TurnHouse
from bot.saying import NOTHING, Call
from bot.store import addresses, cases, conversations, files, links, messages, outbox, received, talks, tallies
from bot.store.messages import Speaker
from bot.wall import day_of
from dialogs.conversation import Holder, Phase, World
from dialogs.exchange import respond
from dialogs.incoming import Command, Edited, Pressed, Sent, Typed
from dialogs.reply import Message, Reply, compose
from knowledge import recovery_words
from translations import choose, render

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import tzinfo

    from sqlalchemy import Connection

    from bot.arrival import Arrival
    from bot.saying import Mouth, Said
    from bot.shelf import Shelf
    from bot.store.conversations import Thread
    from bot.store.vault import Vault
    from dialogs.registry import Dialogs
    from knowledge.library import Library
    from translations import Text


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
    # A person of the office is called, or answers: the desk is to look.
    for_staff: bool = False
    # A person was called in this very turn.
    called: bool = False
    # A short word on the pressed button.
    toast: str = ""
    # Said when everything was deleted, or this device was parted from her; nobody keeps it.
    farewell: Message | None = None
    # Everything was deleted.
    erased: bool = False
    # Said with words that the record does not have, and its number there.
    unkept: Message | None = None
    number: int = 0
    # The words of a card were known.
    opened: bool = False
    # Who used this address until now; 0 where it is still hers.
    parted_id: int = 0
    # Which side of the conversation types just now: "family" or "staff".
    typing: str = ""


@dataclass(frozen=True, kw_only=True)
class Turns:
    """Know what every turn needs."""

    vault: Vault
    shelf: Shelf
    dialogs: Dialogs
    # The office's wall clock.
    zone: tzinfo
    kept_days: int
    mouth: Mouth
    # Where families reach the page by https, without a slash at the end; empty where they do not.
    page_url: str = ""
    # Whether what concerns children may be asked in Telegram, too.
    children_in_chat: bool = False
    # Returns milliseconds since 1970 UTC.
    clock: Callable[[], int]
    # Numbers of talks tell them apart, and keep nothing secret.
    new_id: Callable[[], int] = field(default=lambda: random.getrandbits(40))

    @property
    def library(self) -> Library:
        """Return the knowledge as it is now."""
        return self.shelf.library

    def take(self, conn: Connection, arrival: Arrival) -> Outcome:
        """Handle one message; whatever it changes is in this transaction."""
        now = self.clock()
        if not received.first_time(conn, self.source(arrival), arrival.update_id, now):
            return Outcome(repeated=True)
        if isinstance(arrival.incoming, Typed) and recovery_words.meant(arrival.incoming.text):
            return recovering.hear(self, conn, arrival, arrival.incoming.text, now) or Outcome()
        thread = self.thread_of(conn, arrival, now)
        if arrival.album and not received.first_time(conn, f"{self.source(arrival)}:album", arrival.album, now):
            self._note(conn, thread, arrival, Reply(), now)
            conversations.save(conn, thread)
            return Outcome(person_id=thread.person_id)
        before = thread.talk.holder
        house = self._house(conn, thread, now)
        reply = respond(thread.talk, arrival.incoming, self.world(conn, thread, now, house))
        thread.talk.failures = 0
        called = before is Holder.BOT and thread.talk.holder is Holder.QUEUE
        left = self.leave(conn, thread, arrival, reply, now, beside=house.in_messenger)
        return replace(left, called=called)

    def apologise(self, conn: Connection, arrival: Arrival) -> Outcome:
        """Answer a message whose turn failed: the update, an apology and the count, in a transaction of their own."""
        now = self.clock()
        if not received.first_time(conn, self.source(arrival), arrival.update_id, now):
            return Outcome(repeated=True)
        thread = self.thread_of(conn, arrival, now)
        before = thread.talk.holder
        reply = apology(thread, self.library.office)
        called = before is Holder.BOT and thread.talk.holder is Holder.QUEUE
        if called:
            calling.open_case(self._house(conn, thread, now))
        return replace(self.leave(conn, thread, arrival, reply, now), called=called)

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
            tallies.count(conn, day_of(now, self.zone), tallies.CONTACT, choice.locale)
            return conversations.begin(
                conn,
                self.vault,
                channel=arrival.channel,
                place=arrival.place,
                language=choice.locale,
                unmet=choice.unmet,
                now=now,
            )
        self.wake(conn, thread, now)
        return thread

    def wake(self, conn: Connection, thread: Thread, now: int) -> None:
        """Note that the family has written: what rested is awake, and what was closed is the bot's."""
        if thread.phase is Phase.CLOSED:
            thread.epoch += 1
            thread.phase, thread.talk.holder, thread.talk.wait_told = Phase.ACTIVE, Holder.BOT, False
            thread.staff_id = None
        elif thread.talk.holder is not Holder.BOT and thread.phase is not Phase.WAITING_STAFF:
            # She has written after a person did, or woken what rested: she waits from now on.
            thread.phase = Phase.WAITING_STAFF
            cases.wait(conn, thread.person_id, now, self.promised_until())
        thread.heard_at = now

    def _page_link(self, conn: Connection, thread: Thread, now: int) -> Callable[[], str] | None:
        if not self.page_url or thread.channel != "telegram":
            return None
        return lambda: f"{self.page_url}/link/{links.make(conn, thread.person_id, now)}"

    def promised_until(self) -> int:
        """Return until when an answer to what comes now is promised (milliseconds since 1970 UTC)."""
        return milliseconds(promised(self.library.office, self.clock(), self.zone).until)

    def _house(self, conn: Connection, thread: Thread, now: int, *, at_desk: bool = False) -> TurnHouse:
        return TurnHouse(
            conn=conn, vault=self.vault, thread=thread, zone=self.zone, office=self.library.office,
            kept_days=self.kept_days, now=now, at_desk=at_desk,
        )  # fmt: skip

    def world(
        self, conn: Connection, thread: Thread, now: int, house: TurnHouse | None = None, *, at_desk: bool = False
    ) -> World:
        """Return what the dialogs may use in this transaction; at_desk where a colleague writes for the family."""
        house = house or self._house(conn, thread, now, at_desk=at_desk)
        return World(
            library=self.library,
            dialogs=self.dialogs,
            house=house,
            archive=house,
            today=day_of(now, self.zone),
            now=now,
            new_id=self.new_id,
            page_link=self._page_link(conn, thread, now),
            own_page=self.children_in_chat or thread.channel != "telegram",
            on_page=thread.channel == "web",
        )

    def leave(  # noqa: PLR0913  (What a turn leaves.)
        self, conn: Connection, thread: Thread, arrival: Arrival, reply: Reply, now: int, beside: Text | None = None
    ) -> Outcome:
        """Write down what was said and what is to be sent; beside is said in her messenger as well."""
        talk = thread.talk
        message = compose(reply, talk.language, self.library)
        toast = render(reply.toast, talk.language) if reply.toast else ""
        if reply.farewell and not reply.parted:
            return replace(self._farewell(conn, arrival, message, now), erased=True)
        self._note(conn, thread, arrival, reply, now)
        for record in talk.ended:
            talks.archive(conn, thread, record, now)
        if reply.parted:
            conversations.save(conn, thread)
            return self._farewell(conn, arrival, message, now)
        said = self.mouth.say(conn, thread, message, place=arrival.place, now=now) if message else NOTHING
        if beside is not None:
            said = said.and_(self._say_in_messenger(conn, thread, beside, now))
        conversations.save(conn, thread)
        return Outcome(
            person_id=thread.person_id,
            calls=said.calls,
            queued=said.queued,
            toast=toast,
            for_staff=talk.holder is not Holder.BOT,
            unkept=message if message and message.secret else None,
            number=thread.messages,
        )

    def _say_in_messenger(self, conn: Connection, thread: Thread, text: Text, now: int) -> Said:
        """Say something where she came from, without leading her back there."""
        id = addresses.of_person(conn, thread.person_id, "telegram")
        place = addresses.find(conn, self.vault, id) if id is not None else None
        if id is None or place is None:
            return NOTHING
        there = replace(thread, address_id=id, channel="telegram")
        message = compose(Reply(said=[text], notice=True), thread.talk.language, self.library)
        said = self.mouth.say(conn, there, message, place=place.place, now=now) if message else NOTHING
        thread.messages = there.messages
        return said

    def _farewell(self, conn: Connection, arrival: Arrival, message: Message | None, now: int) -> Outcome:
        calls: tuple[Call, ...] = ()
        if message is not None and arrival.channel == "telegram":
            waiting = outbox.put_farewell(
                conn, self.vault, chat=arrival.place, message=message, boot=self.mouth.boot, now=now
            )
            calls = (Call(waiting, arrival.place, message),)
        return Outcome(calls=calls, farewell=message)

    def _note(self, conn: Connection, thread: Thread, arrival: Arrival, reply: Reply, now: int) -> None:
        """Write the family's message into the record, but not the words of a card."""
        if arrival.unsaid:
            return
        incoming = arrival.incoming
        body: dict[str, Any] = {"c": arrival.client_id} if arrival.client_id else {}
        if arrival.message_id:
            body["m"] = arrival.message_id
        match incoming:
            case Pressed(data):
                body |= {"t": reply.pressed or "•", "press": data}
            case Command(name):
                body |= {"t": f"/{name}"}
            case Sent(thing, caption):
                body |= {"t": caption, "thing": thing.value}
                if arrival.upload is not None:
                    body |= {"file": files.keep(conn, thread.box, thread.person_id, arrival.upload, now)}
            case Typed(text):
                body |= {"t": text}
            case Edited(text):
                body |= {"t": text, "edited": 1}
        if reply.hidden or recovery_words.meant(body.get("t", "")):
            body["t"] = recovery_words.HIDDEN
        messages.append(conn, thread, Speaker.FAMILY, body, now)
