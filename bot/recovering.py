"""Words of a card, written in any chat: they open the chat they belong to, or let a second adult join a household."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.devices import forget_intake
from bot.store import addresses, attempts, conversations, erasing, households, recovery
from bot.store.recovery import Purpose
from dialogs import sayings
from dialogs.conversation import Holder
from dialogs.exchange import tell
from knowledge import recovery_words

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from bot.arrival import Arrival
    from bot.store.conversations import Thread
    from bot.store.recovery import Card
    from bot.turn import Outcome, Turns
    from translations import Text

# Milliseconds in which a conversation has just begun.
JUST_BEGUN = 24 * 60 * 60_000


def hear(turns: Turns, conn: Connection, arrival: Arrival, written: str, now: int) -> Outcome | None:
    """Do what the words are good for; None where nothing is known of who writes, and she need not hear of it."""
    vault = turns.vault
    address = vault.lookup(arrival.channel, arrival.place)
    if attempts.exhausted(conn, vault, address, now):
        return _refuse(turns, conn, arrival, sayings.TOO_OFTEN, now)
    card = recovery.find(conn, vault, recovery_words.readings(written), now)
    outcome = None
    if card is not None:
        act = _open if card.purpose is Purpose.RECOVER else _join
        outcome = act(turns, conn, arrival, card, now)
    if outcome is None:
        attempts.count(conn, vault, address, now)
        return _refuse(turns, conn, arrival, sayings.UNKNOWN_WORDS, now)
    return outcome


def _open(turns: Turns, conn: Connection, arrival: Arrival, card: Card, now: int) -> Outcome | None:
    """Move the address to whom the card belongs to; None where somebody has used it in this moment."""
    vault = turns.vault
    before = erasing.find_person(conn, vault, arrival.channel, arrival.place)
    # In one order, so that two who swap their phones do not wait for each other.
    threads = {id: conversations.load_person(conn, vault, id) for id in sorted({card.person_id, before or 0} - {0})}
    thread, former = threads[card.person_id], threads.get(before or 0)
    if thread is None or not recovery.use(conn, card):
        return None
    if former is not None and former is not thread:
        _leave_behind(turns, conn, former, vault.lookup(arrival.channel, arrival.place), now)
    addresses.take_over(conn, vault, thread, arrival.channel, arrival.place)
    turns.wake(conn, thread, now)
    world = turns.world(conn, thread, now)
    reply = tell(thread.talk, world, sayings.OPEN_AGAIN, offered=((sayings.GET_WORDS, "words"),))
    outcome = turns.leave(conn, thread, arrival, reply, now)
    return replace(outcome, opened=True, parted_id=before or 0)


def _leave_behind(turns: Turns, conn: Connection, former: Thread, lookup: bytes, now: int) -> None:
    """Part who used the address until now; one who only looked around in it is erased."""
    begun = any(
        turns.dialogs.by_name[record.dialog].lasting for record in (former.talk.active, former.talk.paused) if record
    )
    fresh = now - former.created_at < JUST_BEGUN and former.talk.holder is Holder.BOT and not begun
    if fresh and not erasing.has_left_something(conn, former.person_id):
        erasing.erase(conn, turns.vault, former.person_id, now)
    else:
        addresses.part(conn, former.person_id, addresses.id_of(conn, lookup))


def _join(turns: Turns, conn: Connection, arrival: Arrival, card: Card, now: int) -> Outcome | None:
    """Let another adult belong to the household; who has one already is told so, and the words still work."""
    home = households.of(conn, turns.vault, card.person_id)
    if home is None:
        return None
    thread = turns.thread_of(conn, arrival, now)
    if households.of(conn, turns.vault, thread.person_id) is not None:
        return replace(_answer(turns, conn, thread, arrival, sayings.CANNOT_BE_CHANGED, now), opened=True)
    if not recovery.use(conn, card):
        return None
    # What she had begun alone would take the place of what the household has said.
    forget_intake(thread.talk)
    households.join(conn, thread.box, thread.person_id, home.id, now)
    return replace(_answer(turns, conn, thread, arrival, sayings.JOINED, now), opened=True)


def _refuse(turns: Turns, conn: Connection, arrival: Arrival, said: Text, now: int) -> Outcome | None:
    known = erasing.find_person(conn, turns.vault, arrival.channel, arrival.place) is not None
    if arrival.unsaid and not known:
        return None
    return _answer(turns, conn, turns.thread_of(conn, arrival, now), arrival, said, now)


def _answer(turns: Turns, conn: Connection, thread: Thread, arrival: Arrival, said: Text, now: int) -> Outcome:  # noqa: PLR0913
    return turns.leave(conn, thread, arrival, tell(thread.talk, turns.world(conn, thread, now), said), now)
