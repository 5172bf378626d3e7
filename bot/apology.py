"""When a turn fails: an apology, and at the third time a person (design §3, rule 10)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialogs import sayings
from dialogs.conversation import Holder, Phase
from dialogs.reply import Reply

if TYPE_CHECKING:
    from bot.store.conversations import Thread
    from knowledge.office import Office

# So many failures in a row, and a person takes over.
ENOUGH = 3


def apology(thread: Thread, office: Office) -> Reply:
    """Count the failure and say sorry; from the third on the broken talk is left and a person is called."""
    talk = thread.talk
    talk.failures += 1
    if talk.failures < ENOUGH:
        return Reply(said=[sayings.with_office(sayings.SORRY, office)], notice=True)
    # What broke is left behind, so that the menu works again while a person is awaited.
    talk.ended.extend(record for record in (talk.active, talk.paused) if record is not None)
    talk.active = talk.paused = None
    talk.aside, talk.failures = "", 0
    if talk.holder is Holder.BOT:
        talk.holder = Holder.QUEUE
        thread.epoch += 1
    talk.wait_told = True
    thread.phase = Phase.WAITING_STAFF
    return Reply(said=[sayings.with_office(sayings.SORRY_A_PERSON_HELPS, office)], notice=True)
