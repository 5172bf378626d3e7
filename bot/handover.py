"""What a person of the office does with a conversation, by whatever way: claim, write, hand back, close (design §4).

Each function runs in a transaction; the conversation's row is locked, and what was read before is compared.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from bot.errors import ErasedError, NotHeldError, StoreError
from bot.saying import NOTHING
from bot.store import addresses, audit, cases, conversations, staff, talks, tallies
from bot.store.messages import Speaker
from bot.turn import Outcome
from bot.wall import day_of
from bot.wording import speaker
from dialogs import sayings
from dialogs.conversation import Holder, Phase
from dialogs.exchange import ask_family, part
from dialogs.exchange import hand_back as go_on
from dialogs.reply import Message, Part, anywhere, compose
from translations import render

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import Connection

    from bot.saying import Said
    from bot.store.conversations import Thread
    from bot.store.staff import Colleague
    from bot.turn import Turns
    from translations import Text


@dataclass(frozen=True, kw_only=True)
class Handovers:
    """Let colleagues take over and give back."""

    turns: Turns

    def claim(self, conn: Connection, by: Colleague, person_id: int, *, epoch: int) -> Outcome:
        """Take over by compare-and-set; raises NotHeldError where it moved on since the epoch was read."""
        thread = self._thread(conn, person_id)
        self._compare(conn, thread, by, epoch)
        said = self._take(conn, thread, by)
        return self._done(conn, thread, said, by, "claimed")

    def write(  # noqa: PLR0913  (Who writes what to whom.)
        self, conn: Connection, by: Colleague, person_id: int, message: Message, kept: dict[str, Any], *, epoch: int
    ) -> Outcome:
        """Say something as a person; whoever writes first takes over. Raises NotHeldError like claim."""
        return self._write(conn, self._thread(conn, person_id), by, message, kept, epoch)

    def _write(  # noqa: PLR0913  (Who writes what to whom.)
        self, conn: Connection, thread: Thread, by: Colleague, message: Message, kept: dict[str, Any], epoch: int
    ) -> Outcome:
        said = NOTHING
        if thread.staff_id != by.id:
            self._compare(conn, thread, by, epoch)
            said = self._take(conn, thread, by)
        more = self._say(conn, thread, message, speaker=Speaker.STAFF, beside={"s": {"id": by.id, **kept}})
        thread.phase = Phase.WAITING_FAMILY
        since = cases.answered(conn, thread.person_id, self.turns.clock())
        if since is not None:
            waited = tallies.waited(self.turns.clock() - since)
            tallies.count(conn, self._today(), waited, thread.talk.language, thread.talk.topic)
        both = type(more)(said.calls + more.calls, said.queued or more.queued)
        return self._done(conn, thread, both, by, "wrote", kept.get("k", ""))

    def ask(  # noqa: PLR0913  (Who asks whom what.)
        self, conn: Connection, by: Colleague, person_id: int, phrase: str, values: dict[str, Any],
        kept: dict[str, Any], *, epoch: int,
    ) -> Outcome:  # fmt: skip
        """Ask what a tap answers; otherwise like write."""
        thread = self._thread(conn, person_id)
        reply = ask_family(thread.talk, self.turns.world(conn, thread, self.turns.clock()), phrase, values)
        message = compose(reply, thread.talk.language, self.turns.library)
        if message is None:
            raise StoreError("A question says something.")
        help_ = anywhere(sayings.I_DO_NOT_UNDERSTAND, "not-understood", thread.talk.language)
        asked = replace(message, by=speaker(by, thread.talk.language), rows=(*message.rows, (help_,)))
        return self._write(conn, thread, by, asked, kept, epoch)

    def hand_back(self, conn: Connection, by: Colleague, person_id: int) -> Outcome:
        """Give the conversation back to the bot, which goes on where the family was."""
        thread = self._held_by(conn, by, person_id)
        now = self.turns.clock()
        self._free(thread, Phase.ACTIVE)
        reply = go_on(thread.talk, self.turns.world(conn, thread, now))
        said = self._say(conn, thread, compose(reply, thread.talk.language, self.turns.library))
        cases.close(conn, person_id, "handed back", now)
        return self._done(conn, thread, said, by, "handed back")

    def close(self, conn: Connection, by: Colleague, person_id: int, reason: str) -> Outcome:
        """End the conversation until the family writes again."""
        thread = self._held_by(conn, by, person_id)
        part(thread.talk, self.turns.world(conn, thread, self.turns.clock()))
        self._free(thread, Phase.CLOSED)
        said = self._say(conn, thread, self._plain(thread, sayings.ENDED))
        cases.close(conn, person_id, reason, self.turns.clock())
        return self._done(conn, thread, said, by, "closed", reason)

    def release(
        self, conn: Connection, by: Colleague, person_id: int, *, team: str = "", of: Colleague | None = None
    ) -> Outcome:
        """Put the conversation, one's own or of a colleague, back into the queue, of another team if one is named."""
        thread = self._held_by(conn, of or by, person_id)
        thread.epoch += 1
        thread.talk.holder, thread.staff_id, thread.phase = Holder.QUEUE, None, Phase.WAITING_STAFF
        cases.assign(conn, person_id, None, team=team or None)
        cases.wait(conn, person_id, self.turns.clock(), self.turns.promised_until())
        return self._done(conn, thread, NOTHING, by, "released", team)

    def reassign(
        self, conn: Connection, by: Colleague, person_id: int, to: Colleague, *, of: Colleague | None = None
    ) -> Outcome:
        """Give the conversation, one's own or of a colleague, to another."""
        thread = self._held_by(conn, of or by, person_id)
        thread.epoch += 1
        thread.staff_id = to.id
        cases.assign(conn, person_id, to.id)
        return self._done(conn, thread, NOTHING, by, "reassigned", str(to.id))

    def snooze(self, conn: Connection, by: Colleague, person_id: int, until: int) -> Outcome:
        """Let the conversation rest until a time, or until the family writes."""
        thread = self._held_by(conn, by, person_id)
        thread.phase = Phase.SNOOZED
        cases.snooze(conn, person_id, until)
        return self._done(conn, thread, NOTHING, by, "snoozed", day_of(until, self.turns.zone).isoformat())

    def notify(self, conn: Connection, thread: Thread, message: Message) -> Outcome:
        """Say a notice of the house itself, with its buttons."""
        said = self._say(conn, thread, message)
        conversations.save(conn, thread)
        return Outcome(person_id=thread.person_id, calls=said.calls, queued=said.queued, for_staff=True)

    def tell(self, conn: Connection, thread: Thread, *texts: Text) -> Outcome:
        """Say a notice of the house itself, a paragraph a text, and save what the caller changed."""
        return self.notify(conn, thread, self._plain(thread, *texts))

    # The steps they share.

    def _today(self) -> date:
        return day_of(self.turns.clock(), self.turns.zone)

    def _thread(self, conn: Connection, person_id: int) -> Thread:
        thread = conversations.load_person(conn, self.turns.vault, person_id)
        if thread is None:
            raise ErasedError("This conversation is gone: the family has deleted its data.")
        return thread

    def _held_by(self, conn: Connection, by: Colleague, person_id: int) -> Thread:
        thread = self._thread(conn, person_id)
        if thread.talk.holder is not Holder.STAFF or thread.staff_id != by.id:
            raise NotHeldError(self._who_has_it(conn, thread))
        return thread

    def _compare(self, conn: Connection, thread: Thread, by: Colleague, epoch: int) -> None:
        if thread.epoch != epoch or (thread.talk.holder is Holder.STAFF and thread.staff_id != by.id):
            raise NotHeldError(self._who_has_it(conn, thread))

    def _who_has_it(self, conn: Connection, thread: Thread) -> str:
        holder = staff.one(conn, thread.staff_id) if thread.staff_id else None
        return f"taken by {holder.name}" if holder else "moved on"

    def _take(self, conn: Connection, thread: Thread, by: Colleague) -> Said:
        thread.epoch += 1
        thread.talk.holder, thread.staff_id, thread.phase = Holder.STAFF, by.id, Phase.WAITING_STAFF
        now = self.turns.clock()
        topic = thread.talk.topic
        cases.open_or_join(
            conn, self.turns.vault, thread.box, person_id=thread.person_id, kind="handover", topic=topic,
            team=self.turns.library.office.team_for(topic).id, due_at=self.turns.promised_until(), now=now,
        )  # fmt: skip
        cases.assign(conn, thread.person_id, by.id)
        return self._say(conn, thread, self._plain(thread, sayings.PERSON_ANSWERS))

    def _free(self, thread: Thread, phase: Phase) -> None:
        thread.epoch += 1
        thread.talk.holder, thread.staff_id, thread.phase = Holder.BOT, None, phase
        thread.talk.wait_told = False

    def _plain(self, thread: Thread, *texts: Text) -> Message:
        language = thread.talk.language
        parts = tuple(Part(text=render(text, language)) for text in texts)
        return Message(language=language, parts=parts, notice=True)

    def _say(
        self,
        conn: Connection,
        thread: Thread,
        message: Message | None,
        *,
        speaker: Speaker = Speaker.LOTSE,
        beside: dict[str, Any] | None = None,
    ) -> Said:
        if message is None:
            return NOTHING
        place = addresses.find(conn, self.turns.vault, thread.address_id)
        return self.turns.mouth.say(
            conn, thread, message, place=place.place if place else "", now=self.turns.clock(), speaker=speaker,
            beside=beside,
        )  # fmt: skip

    def _done(  # noqa: PLR0913  (What was done, by whom, to whom.)
        self, conn: Connection, thread: Thread, said: Said, by: Colleague, action: str, detail: str = ""
    ) -> Outcome:
        for record in thread.talk.ended:
            talks.archive(conn, thread, record, self.turns.clock())
        conversations.save(conn, thread)
        now = self.turns.clock()
        audit.write(conn, by.id, action, now, person_id=thread.person_id, detail=detail)
        return Outcome(person_id=thread.person_id, calls=said.calls, queued=said.queued, for_staff=True)
