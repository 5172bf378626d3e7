"""What the dialogs about appointments ask of the house.

A moment is written as minutes since 1970 UTC, a day in ISO; what is shown of a moment comes by the office's wall clock.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from dialogs.wishes import Act, Hold, Look, Mending
from translations import _


@dataclass(frozen=True)
class SeeBooking(Look):
    """Find out what she may book.

    services (ids), known (she has registered), language, interpreter (what she said of it; None where nothing),
    children (their numbers), adults (of her household), mine ([{id, service, at}], the next one first), waits (ids of
    services she is on the list for).
    """


@dataclass(frozen=True, kw_only=True)
class _Wanting:
    """Say what talk she wants; as bot.booking.plan.Wanted."""

    service: str
    language: str
    how: str
    children: int
    woman: bool
    stranger: bool


@dataclass(frozen=True, kw_only=True)
class FreeTimes(_Wanting, Look):
    """Find out when such a talk may begin.

    times ([[moment, "YYYY-MM-DDTHH:MM"], …]), more (there are later ones), next (the day after those, ISO). spread: one
    before and one after noon of each day; otherwise many of a day, from the first one that has any.
    """

    # From this day on; empty: as soon as possible.
    since: str
    at_most: int
    spread: bool


@dataclass(frozen=True, kw_only=True)
class FreeDays(_Wanting, Look):
    """Find out on which days such a talk is possible.

    month (YYYY-MM: the one that was asked for, or the first one that has a day; empty where none has), days (ISO),
    before and after (the months on either side that have days, or empty).
    """

    # Empty: the first one that has a day.
    month: str


@dataclass(frozen=True)
class ReleaseTime(Act):
    """Give up a time that is only held."""

    id: int


@dataclass(frozen=True, kw_only=True)
class HoldTime(_Wanting, Hold):
    """Keep a time for her: Done with id, at (ISO, local), until ("HH:MM"), how, minutes; Refused where it is taken."""

    at: int = 0
    # Or as she has written it, by the office's wall clock (ISO): for a talk elsewhere.
    local: str = ""

    def release(self, value: Any) -> ReleaseTime:
        return ReleaseTime(value["id"])


@dataclass(frozen=True)
class KeepTime(Hold):
    """Keep it longer: Done with until ("HH:MM"); Refused where it is gone. To take that back changes nothing."""

    id: int

    def release(self, value: Any) -> KeepTime:
        del value
        return self


@dataclass(frozen=True, kw_only=True)
class BookTime(Act):
    """Book what is held: Done as SeeVisit tells; Refused where somebody was faster."""

    mending: ClassVar[Mending | None] = Mending(dialog="booking", label=_("My appointments"))
    id: int
    # How many come of each; the numbers of the children who do, with commas.
    adults: int
    children: str
    # Both adults of the household take part and are reminded.
    both: bool = False
    instead_of: int = 0
    # Of who has not registered: what we may call her.
    name: str = ""
    # Where it is, if not at the office.
    place: str = ""


@dataclass(frozen=True)
class SeeVisit(Look):
    """Find out about an appointment that she takes part in.

    Nothing where there is none. id, state, service, language, how, starts, ends (ISO, local), children, adults, place,
    over (it has begun), ticks (what she has ticked off), children_wanted, bring.
    """

    id: int


@dataclass(frozen=True)
class SayComing(Act):
    """Note that she comes; Refused where there is no such appointment any more."""

    id: int


@dataclass(frozen=True)
class CancelTime(Act):
    """Cancel an appointment; Refused where it is none any more."""

    id: int


@dataclass(frozen=True)
class TickOff(Hold):
    """Keep her list; to take it back brings the one of before."""

    id: int
    # What is ticked off now, and was before: codes with commas.
    ticks: str
    before: str

    def release(self, value: Any) -> TickOff:
        del value
        return TickOff(self.id, self.before, self.ticks)


@dataclass(frozen=True, kw_only=True)
class JoinList(_Wanting, Act):
    """Wait for a time that suits; days are digits (0 is Monday), part is morning, afternoon or any."""

    days: str
    part: str


@dataclass(frozen=True)
class LeaveList(Act):
    """Wait no longer for a talk; Refused where she did not."""

    # The service; or empty, and the appointment that was offered.
    service: str
    id: int = 0


@dataclass(frozen=True)
class TakeOffer(Act):
    """Take the time that was offered: Done as SeeVisit tells; Refused where it is somebody else's by now."""

    mending: ClassVar[Mending | None] = Mending(dialog="booking", label=_("My appointments"))
    id: int


@dataclass(frozen=True)
class PassOffer(Act):
    """Let the next one have what was offered; she keeps her place."""

    id: int
