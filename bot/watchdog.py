"""Nobody waits forgotten: a broken promise is told and goes back to all, a rest that is over wakes the case."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot import figures
from bot.store import audit, cases, conversations, dues
from bot.turn import Outcome
from dialogs import sayings
from dialogs.conversation import Holder, Phase

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection

    from bot.handover import Handovers
    from bot.store.conversations import Thread
    from bot.store.door import Door


@dataclass(frozen=True, kw_only=True)
class Watchdog:
    """Look every minute at what has become due with a case."""

    door: Door
    handovers: Handovers
    tell: Callable[[Outcome], None]

    async def tick(self) -> None:
        """Do what is due, one case a transaction, and let all hear of it."""
        for kind in (cases.LATE, cases.WAKE):
            while (outcome := await self.door.write(lambda conn, kind=kind: self._one(conn, kind))) is not None:  # type: ignore[misc]
                if outcome.person_id:
                    self.tell(outcome)

    def _one(self, conn: Connection, kind: str) -> Outcome | None:
        turns = self.handovers.turns
        for key in dues.claim(conn, kind, turns.clock()):
            dues.drop(conn, key)
            thread = conversations.load_person(conn, turns.vault, int(key.partition(":")[2]))
            if thread is None or thread.talk.holder is Holder.BOT:
                return Outcome()
            return self._late(conn, thread) if kind == cases.LATE else self._wake(conn, thread)
        return None

    def _late(self, conn: Connection, thread: Thread) -> Outcome:
        """Tell the family, promise anew, and give what a colleague left lying back to all."""
        turns = self.handovers.turns
        figures.ALARMS.labels(what="promise broken").inc()
        if thread.talk.holder is Holder.STAFF:
            thread.epoch += 1
            thread.talk.holder, thread.staff_id, thread.phase = Holder.QUEUE, None, Phase.WAITING_STAFF
            cases.assign(conn, thread.person_id, None)
        cases.promise_anew(conn, thread.person_id, turns.promised_until())
        outcome = self.handovers.tell(conn, thread, sayings.LONGER)
        audit.write(conn, 0, "promise broken", turns.clock(), person_id=thread.person_id)
        return outcome

    def _wake(self, conn: Connection, thread: Thread) -> Outcome:
        turns = self.handovers.turns
        thread.phase = Phase.WAITING_STAFF
        cases.wait(conn, thread.person_id, turns.clock(), turns.promised_until())
        conversations.save(conn, thread)
        return Outcome(person_id=thread.person_id, for_staff=True)
