"""At the counter or on the phone: a colleague opens a conversation for a family, and answers any dialog for her."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.errors import NotHeldError
from bot.store import addresses, audit, cases, conversations, messages, talks, tallies
from bot.store.messages import Speaker
from bot.turn import Outcome
from dialogs.conversation import Holder, Phase
from dialogs.exchange import part, respond
from dialogs.incoming import Command, Pressed, Typed
from dialogs.reply import compose
from knowledge import recovery_words
from knowledge.staff_phrases import ORIGINAL

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import Connection

    from bot.store.conversations import Thread
    from bot.store.staff import Colleague
    from bot.turn import Turns
    from dialogs.incoming import Incoming
    from dialogs.reply import Message, Reply

# An address that no message reaches: what would be sent stands on the phone list.
CHANNEL = "desk"


@dataclass(frozen=True, kw_only=True)
class Counter:
    """Talk for who has no chat, or cannot type."""

    turns: Turns

    def open(self, conn: Connection, by: Colleague, language: str, topic: str, *, how: str, today: date) -> int:  # noqa: PLR0913
        """Begin a conversation for a family that phones or stands here; return its case."""
        turns, now = self.turns, self.turns.clock()
        thread = conversations.begin(
            conn, turns.vault, channel=CHANNEL, place=secrets.token_hex(16), language=language, unmet="", now=now
        )
        addresses.mark_id(conn, thread.address_id, "gone")
        thread.talk.topic = topic
        tallies.count(conn, today, how, language, topic)
        team = turns.library.office.team_for(topic).id
        case, _there = cases.open_or_join(
            conn, turns.vault, thread.box, person_id=thread.person_id, kind="counter", topic=topic, team=team,
            due_at=turns.promised_until(), now=now,
        )  # fmt: skip
        cases.answered(conn, thread.person_id, now)
        cases.assign(conn, thread.person_id, by.id)
        self._turn(conn, thread, by, Command("start"), told="")
        audit.write(conn, by.id, "opened", now, person_id=thread.person_id, detail=how)
        return case.id

    def enter(self, conn: Connection, by: Colleague, person_id: int, incoming: Incoming, told: str) -> Outcome:
        """Answer for the family what she says or has recorded; raises NotHeldError where another colleague answers.

        told is what stands in the record as her words.
        """
        thread = conversations.load_person(conn, self.turns.vault, person_id)
        if thread is None:
            raise NotHeldError("moved on")
        if thread.talk.holder is Holder.STAFF and thread.staff_id != by.id:
            raise NotHeldError("moved on")
        now = self.turns.clock()
        if isinstance(incoming, Typed) and recovery_words.meant(incoming.text):
            # They open a chat on the family's own phone, and stand in no record.
            incoming, told = Command("menu"), recovery_words.HIDDEN
        if thread.talk.holder is not Holder.BOT:
            # What she answers belongs to the question that waited before a person was called.
            thread.epoch += 1
            part(thread.talk, self.turns.world(conn, thread, now, at_desk=True))
            thread.staff_id = None
            cases.answered(conn, person_id, now)
        thread.phase = Phase.ACTIVE
        outcome = self._turn(conn, thread, by, incoming, told=told)
        audit.write(conn, by.id, "erased" if outcome.farewell else "entered", now, person_id=person_id)
        return outcome

    def _turn(self, conn: Connection, thread: Thread, by: Colleague, incoming: Incoming, *, told: str) -> Outcome:
        """Play one turn; colleagues read in German what is said in the family's language."""
        turns, now = self.turns, self.turns.clock()
        reply = respond(thread.talk, incoming, turns.world(conn, thread, now, at_desk=True))
        german = compose(reply, ORIGINAL, turns.library)
        if reply.farewell:
            # Nothing is left to write it down to; the colleague tells her what she reads.
            return Outcome(farewell=german, for_staff=True)
        if told:
            press = {"press": incoming.data} if isinstance(incoming, Pressed) else {}
            messages.append(conn, thread, Speaker.FAMILY, {"t": told, "by": by.id, **press}, now)
        for record in thread.talk.ended:
            talks.archive(conn, thread, record, now)
        message = compose(reply, thread.talk.language, turns.library)
        said = None
        if message is not None and german is not None:
            place = addresses.find(conn, turns.vault, thread.address_id)
            said = turns.mouth.say(
                conn, thread, message, place=place.place if place else "", now=now, beside=_for_desk(reply, german)
            )
        conversations.save(conn, thread)
        return Outcome(
            person_id=thread.person_id, calls=said.calls if said else (), queued=bool(said and said.queued),
            for_staff=True,
        )  # fmt: skip


def _for_desk(reply: Reply, german: Message) -> dict[str, Any]:
    """Keep beside a message what colleagues read and press; titles of articles know their German words."""
    options = reply.opened.asked.question.options if reply.opened else ()
    titles = {one.code: f"{one.pictogram} {one.also}".strip() for one in options if one.also}
    words = "\n\n".join(part.text or part.markdown for part in german.parts)
    pressable = [button for row in german.rows for button in row if button.data]
    buttons = [[titles.get(button.data.rpartition(":")[2], button.label), button.data] for button in pressable]
    return {"s": {"de": words, "b": buttons}}
