"""What the house does for the dialogs about appointments."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from bot.booking import listed, showing
from bot.booking.opened import book_of, party_of, told_in
from bot.booking.plan import MINUTE, Wanted
from bot.store import allocations, appointments, households, reminders, waitlist
from bot.store.appointments import BOOKED, COMING
from bot.wall import local
from dialogs.booking.wishes import (
    BookTime,
    CancelTime,
    FreeDays,
    FreeTimes,
    HoldTime,
    KeepTime,
    ReleaseTime,
    SayComing,
    SeeBooking,
    SeeVisit,
    TickOff,
)  # fmt: skip
from dialogs.intake.first import wants_interpreter
from dialogs.wishes import Done, Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bot.booking.book import Book
    from bot.booking.showing import Day
    from bot.house import TurnHouse
    from bot.store.appointments import Appointment
    from dialogs.wishes import Wish

# What must be said of a talk, by its names in the wishes.
_WANTED = ("service", "language", "how", "children", "woman", "stranger")


def _see(house: TurnHouse, wish: SeeBooking) -> dict[str, Any]:
    del wish
    conn, thread = house.conn, house.thread
    home = households.of(conn, house.vault, thread.person_id)
    given = households.answers(conn, home, thread.box, thread.person_id) if home else {}
    language = given.get("you.language", [thread.talk.language])[0]
    mine = appointments.of_person(conn, house.vault, thread.person_id, house.now)
    return {
        "services": [service.id for service in house.office.services],
        "known": home is not None,
        "language": language,
        "interpreter": wants_interpreter(given),
        "children": list(range(1, given.get("house.children", 0) + 1)),
        "adults": len(households.adults(conn, home.id)) if home else 1,
        "mine": [
            {"id": one.id, "service": one.service, "at": showing.written(one.starts_at, house.zone)} for one in mine
        ],
        "waits": [entry.service for entry in waitlist.of_person(conn, thread.box, thread.person_id)],
    }  # fmt: skip


def _free(house: TurnHouse, wish: FreeTimes) -> dict[str, Any]:
    book = book_of(house)
    first = max(book.today, date.fromisoformat(wish.since)) if wish.since else book.today
    days = _days(house, book, _wanted(wish), first)
    shown = showing.spread(days, wish.at_most, house.zone) if wish.spread else showing.whole(days, wish.at_most)
    found = list(shown)
    later = next(days, None) if found else None
    return {
        "times": [[at // MINUTE, showing.written(at, house.zone)] for _day, times in found for at in times],
        "more": later is not None,
        "next": later[0].isoformat() if later else "",
    }


def _free_days(house: TurnHouse, wish: FreeDays) -> dict[str, Any]:
    book = book_of(house)
    months: dict[str, list[str]] = {}
    for day, _times in _days(house, book, _wanted(wish), book.today):
        months.setdefault(f"{day:%Y-%m}", []).append(day.isoformat())
    names = sorted(months)
    month = wish.month if wish.month in months else next(iter(names), "")
    return {
        "month": month,
        "days": months.get(month, []),
        "before": next((name for name in reversed(names) if name < month), ""),
        "after": next((name for name in names if name > month), ""),
    }


def _days(house: TurnHouse, book: Book, wanted: Wanted, first: date) -> Iterator[Day]:
    """Yield the days on which there are times at which her household is free, too."""
    last = book.today + timedelta(days=house.office.appointments.window_days)
    taken = allocations.of_household(house.conn, party_of(house), house.now)
    for day, times in book.plan().days(wanted, first, last):
        free = [at for at in times if not any(start <= at < end for start, end in taken)]
        if free:
            yield day, free


def _hold(house: TurnHouse, wish: HoldTime) -> Done | Refused:
    at = showing.moment_of(wish.local, house.zone) if wish.local else wish.at * MINUTE
    held = book_of(house).hold(party_of(house), _wanted(wish), at, _wishes(wish)) if at else None
    if held is None:
        return Refused(reason="taken")
    length = (held.ends_at - held.starts_at) // MINUTE
    told = {"id": held.id, "at": showing.written(held.starts_at, house.zone), "how": held.how, "minutes": length}
    return Done(value={**told, "until": _clock(house, held.held_until)})


def _keep(house: TurnHouse, wish: KeepTime) -> Done | Refused:
    held = appointments.one(house.conn, house.vault, wish.id)
    kept = book_of(house).keep(wish.id) if held is not None and held.party_id == party_of(house) else None
    return Done(value={"until": _clock(house, kept.held_until)}) if kept else Refused(reason="taken")


def _release(house: TurnHouse, wish: ReleaseTime) -> Done:
    book_of(house).release(wish.id)
    return Done()


def _book(house: TurnHouse, wish: BookTime) -> Done | Refused:
    person = house.thread.person_id
    people = appointments.persons_of(house.conn, party_of(house)) if wish.both else [person]
    body = {"adults": wish.adults, "children": [int(one) for one in wish.children.split(",") if one]}
    body |= {name: value for name, value in (("name", wish.name), ("place", wish.place)) if value}
    held = appointments.one(house.conn, house.vault, wish.id)
    if held is None or held.party_id != party_of(house):
        return Refused(reason="taken")
    booked = book_of(house).confirm(wish.id, people, body, instead_of=wish.instead_of or None)
    if booked is None:
        return Refused(reason="taken")
    others = [one.person_id for one in appointments.attendances(house.conn, booked.id) if one.person_id != person]
    if others:
        kind = reminders.TOLD_MOVED if booked.sequence else reminders.TOLD_BOOKED
        book_of(house).tell(booked, kind, others)
    return Done(value=told_in(house, booked))


def _see_visit(house: TurnHouse, wish: SeeVisit) -> dict[str, Any]:
    found = _hers(house, wish.id)
    return told_in(house, found) if found else {}


def _coming(house: TurnHouse, wish: SayComing) -> Done | Refused:
    found = _hers(house, wish.id)
    if found is None or found.state != BOOKED:
        return Refused(reason="gone")
    appointments.reply(house.conn, wish.id, house.thread.person_id, COMING)
    return Done()


def _cancel(house: TurnHouse, wish: CancelTime) -> Done | Refused:
    found, person = _hers(house, wish.id), house.thread.person_id
    others = [one.person_id for one in appointments.attendances(house.conn, wish.id) if one.person_id != person]
    cancelled = book_of(house).cancel(wish.id) if found else None
    if cancelled is not None and others:
        book_of(house).tell(cancelled, reminders.TOLD_CANCELLED, others)
    return Done() if cancelled else Refused(reason="gone")


def _tick(house: TurnHouse, wish: TickOff) -> Done:
    codes = [code for code in wish.ticks.split(",") if code]
    appointments.tick(house.conn, house.thread.box, wish.id, house.thread.person_id, codes)
    return Done()


# What each kind of wish means.
HANDLERS: dict[type[Wish], Callable[[TurnHouse, Any], Any]] = {
    SeeBooking: _see, FreeTimes: _free, FreeDays: _free_days, HoldTime: _hold, KeepTime: _keep, ReleaseTime: _release,
    BookTime: _book, SeeVisit: _see_visit, SayComing: _coming, CancelTime: _cancel, TickOff: _tick, **listed.HANDLERS,
}  # fmt: skip


def _wanted(wish: Any) -> Wanted:
    return Wanted(**{name: getattr(wish, name) for name in _WANTED})


def _wishes(wish: HoldTime) -> dict[str, Any]:
    """Return what colleagues should know of her wishes."""
    wishes = [name for name in ("woman", "stranger") if getattr(wish, name)]
    return {"how": wish.how, "for": wish.children, "wishes": wishes}


def _hers(house: TurnHouse, id: int) -> Appointment | None:
    """Return an appointment that she takes part in."""
    people = {one.person_id for one in appointments.attendances(house.conn, id)}
    return appointments.one(house.conn, house.vault, id) if house.thread.person_id in people else None


def _clock(house: TurnHouse, at: int | None) -> str:
    return f"{local(at or house.now, house.zone):%H:%M}"
