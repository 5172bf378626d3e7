"""The waiting list at work: a time that has become free is kept for who waits longest, and offered with an end."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from bot.booking.book import Book
from bot.booking.plan import HOUR, Wanted
from bot.booking.schedule import moment
from bot.store import allocations, appointments, conversations, dues, reminders, waitlist
from bot.store.waitlist import OFFERED, WAITING
from bot.wall import local

if TYPE_CHECKING:
    from datetime import tzinfo

    from sqlalchemy import Connection

    from bot.booking.plan import Plan
    from bot.handover import Handovers
    from bot.store.appointments import Appointment
    from bot.store.door import Door
    from bot.store.waitlist import Entry

# Offers begin and end between these hours of the office's wall clock.
FROM, UNTIL = 8, 20
NOON = 12
# One process at a time offers.
TURN = "offers"
# What a talk must be like, by its names in the entry.
WANTED = ("service", "language", "how", "children", "woman", "stranger")


@dataclass(frozen=True, kw_only=True)
class Offers:
    """Offer what is free to those who wait, in turn."""

    door: Door
    handovers: Handovers

    async def tick(self) -> None:
        """Take back what nobody took, and offer it to the next."""
        await self.door.write(self.round)

    def round(self, conn: Connection) -> int:
        """Go through the list once; return how many offers were made."""
        turns = self.handovers.turns
        now = turns.clock()
        dues.plan(conn, TURN, TURN, 0)
        if not dues.claim(conn, TURN, now):
            return 0
        book = Book(conn=conn, vault=turns.vault, office=turns.library.office, zone=turns.zone, now=now)
        entries = waitlist.everybody(conn, turns.vault)
        entries = [self._let_go(book, one) if _is_over(one, now) else one for one in entries]
        if not FROM <= local(now, turns.zone).hour < UNTIL:
            return 0
        waiting = [one for one in entries if one.state == WAITING]
        return sum(self._offer(book, one) for one in waiting)

    def _let_go(self, book: Book, entry: Entry) -> Entry:
        """Let the next one have what was offered; she keeps her place."""
        found = appointments.one(book.conn, book.vault, entry.offered_id or 0)
        if found is not None:
            return let_go(book, entry, found)
        waitlist.offer(book.conn, entry.id, None, None)
        return replace(entry, state=WAITING, offered_id=None, until=None)

    def _offer(self, book: Book, entry: Entry) -> bool:
        thread = conversations.load_person(book.conn, book.vault, entry.person_id, lock=False)
        if thread is None or thread.reachable != "ok":
            return False
        party = appointments.party_of(book.conn, entry.person_id)
        at = first_time(book, book.plan(), entry.body, party)
        if at is None:
            return False
        until = end_of(at, book.now, book.office.appointments.offer_hours, book.zone)
        wishes = [name for name in ("woman", "stranger") if entry.body[name]]
        told = {"how": entry.body["how"], "for": entry.body["children"], "wishes": wishes}
        body = {"adults": 1, "children": [], **told}
        held = book.hold(party, wanted_of(entry.body), at, body, by="list", until=until)
        if held is None:
            return False
        waitlist.offer(book.conn, entry.id, held.id, until)
        book.tell(held, reminders.OFFER, [entry.person_id])
        return True


def wanted_of(body: dict[str, Any]) -> Wanted:
    """Return what talk somebody waits for."""
    return Wanted(**{name: body[name] for name in WANTED})


def first_time(book: Book, plan: Plan, body: dict[str, Any], party_id: int) -> int | None:
    """Return the first time that suits who waits: on her days, and new to her."""
    last = book.today + timedelta(days=book.office.appointments.window_days)
    taken = allocations.of_household(book.conn, party_id, book.now)
    for day, times in plan.days(wanted_of(body), book.today, last):
        if body["days"] and day.weekday() not in body["days"]:
            continue
        for at in times:
            busy = any(start <= at < end for start, end in taken)
            if not busy and at not in body.get("passed", ()) and _suits(at, body, book.zone):
                return at
    return None


def end_of(at: int, now: int, hours: int, zone: tzinfo) -> int:
    """Return until when an offer of a time is kept: so many hours of days, and not until just before the talk."""
    end, left = now, hours * HOUR
    for _day in range(hours + 2):
        day = local(end, zone).date()
        opens, closes = moment(day, FROM * 60, zone), moment(day, UNTIL * 60, zone)
        start = max(end, opens)
        if start + left <= closes:
            end = start + left
            break
        left -= max(0, closes - start)
        end = moment(day + timedelta(days=1), FROM * 60, zone)
    return min(end, now + (at - now) // 2)


def let_go(book: Book, entry: Entry, found: Appointment) -> Entry:
    """Give up what was kept for somebody; she is not offered it again."""
    book.release(found.id)
    reminders.void(book.conn, found.id, (reminders.OFFER,))
    waitlist.offer(book.conn, entry.id, None, None)
    body = {**entry.body, "passed": [*entry.body.get("passed", ()), found.starts_at]}
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


def _is_over(entry: Entry, now: int) -> bool:
    return entry.state == OFFERED and (entry.until or 0) <= now


def _suits(at: int, body: dict[str, Any], zone: tzinfo) -> bool:
    """Tell whether it is her part of the day, and sooner than what she was shown when she came on the list."""
    morning = local(at, zone).hour < NOON
    part = {"morning": morning, "afternoon": not morning}.get(body["part"], True)
    return part and (not body.get("before") or at < body["before"])
