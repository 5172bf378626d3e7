"""What the house does for the dialogs about the waiting list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.booking import offering, suiting
from bot.booking.opened import book_of, party_of, told_in
from bot.store import appointments, waitlist
from dialogs.booking.wishes import JoinList, LeaveList, PassOffer, TakeOffer
from dialogs.wishes import Done, Refused

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.house import TurnHouse
    from dialogs.wishes import Wish


def _join(house: TurnHouse, wish: JoinList) -> Done:
    book, thread = book_of(house), house.thread
    body = {name: getattr(wish, name) for name in suiting.WANTED} | {
        "days": [int(day) for day in wish.days],
        "part": wish.part,
    }
    # What she has just been shown did not suit her: she waits for something sooner.
    before = next(suiting.Free(book=book).times(body, party_of(house)), None)
    told_ = {**body, "passed": [], "before": before or 0}
    waitlist.join(house.conn, thread.box, thread.person_id, wish.service, told_, house.now)
    return Done()


def _take(house: TurnHouse, wish: TakeOffer) -> Done | Refused:
    entry = _offered(house, wish.id)
    booked = offering.take(book_of(house), entry) if entry else None
    return Done(value=told_in(house, booked)) if booked else Refused(reason="taken")


def _pass(house: TurnHouse, wish: PassOffer) -> Done:
    entry = _offered(house, wish.id)
    if entry is not None:
        offering.let_go(book_of(house), entry)
    return Done()


def _leave(house: TurnHouse, wish: LeaveList) -> Done | Refused:
    thread = house.thread
    found = appointments.one(house.conn, house.vault, wish.id) if wish.id else None
    mine = waitlist.of_person(house.conn, thread.box, thread.person_id)
    # What was offered long ago is not known any more; who waits for one talk means that one.
    known = found.service if found is not None and found.party_id == party_of(house) else ""
    service = wish.service or known or (mine[0].service if len(mine) == 1 else "")
    return Done() if book_of(house).off_list(thread.person_id, service) else Refused()


def _offered(house: TurnHouse, id: int) -> waitlist.Entry | None:
    """Return her entry for which this appointment is kept."""
    mine = waitlist.of_person(house.conn, house.thread.box, house.thread.person_id)
    return next((one for one in mine if one.offered_id == id), None)


# What each kind of wish means.
HANDLERS: dict[type[Wish], Callable[[TurnHouse, Any], Any]] = {
    JoinList: _join, TakeOffer: _take, PassOffer: _pass, LeaveList: _leave,
}  # fmt: skip
