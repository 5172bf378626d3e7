"""The waiting list at work: a time that has become free is kept for who waits longest, and offered with an end."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING

from bot.booking.book import Book
from bot.booking.plan import HOUR, MINUTE
from bot.booking.suiting import FROM, UNTIL, Free, end_of, wanted_of
from bot.store import appointments, conversations, dues, reminders, waitlist
from bot.store.waitlist import OFFERED, WAITING
from bot.wall import local

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from bot.handover import Handovers
    from bot.store.appointments import Appointment
    from bot.store.door import Door
    from bot.store.waitlist import Entry

# One process at a time offers.
TURN = "offers"
# So many offers in one transaction: families that write do not wait for all of them.
MOST = 10
# So many times are tried for one who waits, where somebody is faster.
TRIES = 3
# Nobody is asked to answer within less.
LEAST = 30 * MINUTE
# Who has let so many offers run out keeps her place, but is asked only once in a while: others need the times.
SILENT, REST = 3, 7 * 24 * HOUR


@dataclass(frozen=True, kw_only=True)
class Offers:
    """Offer what is free to those who wait, in turn."""

    door: Door
    handovers: Handovers

    async def tick(self) -> None:
        """Take back what nobody took, and offer it to the next."""
        while await self.door.write(self.round) == MOST:
            pass

    def round(self, conn: Connection) -> int:
        """Go through the list once; return how many offers were made."""
        turns = self.handovers.turns
        now = turns.clock()
        dues.plan(conn, TURN, TURN, 0)
        if not dues.claim(conn, TURN, now):
            return 0
        book = Book(conn=conn, vault=turns.vault, office=turns.library.office, zone=turns.zone, now=now)
        entries = [_renewed(book, one) for one in waitlist.everybody(conn, turns.vault)]
        if not FROM <= local(now, turns.zone).hour < UNTIL:
            return 0
        free = Free(book=book)
        waiting = (one for one in entries if one is not None and one.state == WAITING and not is_resting(one, now))
        return sum(islice((1 for one in waiting if offer(book, free, one)), MOST))


def offer(book: Book, free: Free, entry: Entry) -> bool:
    """Keep the first time that suits who waits, and tell her; False where there is none."""
    party = appointments.party_of(book.conn, entry.person_id)
    for at in islice(free.times(entry.body, party), TRIES):
        until = end_of(at, book.now, book.office.appointments.offer_hours, book.zone)
        if until - book.now < LEAST:
            continue
        # She may have booked or left since the list was read.
        if not (_is_reachable(book, entry) and waitlist.is_waiting(book.conn, entry.id)):
            return False
        held = book.hold(party, wanted_of(entry.body), at, _told(entry), by="list", until=until)
        free.forget()
        if held is not None:
            waitlist.offer(book.conn, entry.id, held.id, until)
            book.tell(held, reminders.OFFER, [entry.person_id])
            return True
    return False


def let_go(book: Book, entry: Entry, *, silent: bool = False) -> Entry | None:
    """Give up what was kept for somebody, who is not offered it again; None where she has just taken it.

    She keeps her place. Who says nothing at all several times is left alone for a while.
    """
    found = appointments.one(book.conn, book.vault, entry.offered_id or 0, lock=True)
    if not waitlist.offer(book.conn, entry.id, None, None):
        return None
    body = {**entry.body, "silent": entry.body.get("silent", 0) + 1 if silent else 0}
    body["rests"] = book.now + REST if body["silent"] >= SILENT else 0
    if found is not None:
        book.release(found.id)
        reminders.void(book.conn, found.id, (reminders.OFFER,))
        body["passed"] = [*(at for at in body.get("passed", ()) if at > book.now), found.starts_at]
    changed = replace(entry, state=WAITING, offered_id=None, until=None, body=body)
    thread = conversations.load_person(book.conn, book.vault, entry.person_id, lock=False)
    if thread is not None:
        waitlist.rewrite(book.conn, thread.box, changed)
    return changed


def take(book: Book, entry: Entry) -> Appointment | None:
    """Book what was offered; None where it is somebody else's by now."""
    if entry.offered_id is None:
        return None
    return book.confirm(entry.offered_id, [entry.person_id], {})


def is_resting(entry: Entry, now: int) -> bool:
    """Tell whether somebody who let several offers run out is left alone for now."""
    return bool(entry.body.get("rests", 0) > now)


def _renewed(book: Book, entry: Entry) -> Entry | None:
    """Let who was offered something wait again where that is over, or was called off meanwhile."""
    if entry.state != OFFERED:
        return entry
    if (entry.until or 0) <= book.now:
        return let_go(book, entry, silent=True)
    found = appointments.one(book.conn, book.vault, entry.offered_id or 0)
    return entry if found is not None and found.state == appointments.HELD else let_go(book, entry)


def _is_reachable(book: Book, entry: Entry) -> bool:
    thread = conversations.load_person(book.conn, book.vault, entry.person_id, lock=False)
    return thread is not None and thread.reachable == "ok"


def _told(entry: Entry) -> dict[str, object]:
    body = entry.body
    wishes = [name for name in ("woman", "stranger") if body[name]]
    return {"adults": 1, "children": [], "how": body["how"], "for": body["children"], "wishes": wishes}
