"""What talks the office offers, and how they are booked: all of it stands in office.toml."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import time

# Those that Lotse has words for. The first ones are for families, the others for who writes as no family.
FAMILIES = ("first-counselling", "school-placement", "change-school", "social-work")
OTHERS = ("volunteering", "funding", "workshops")
# Somebody comes along to another office, at a time which that office has given.
COMPANION = "companion"
SERVICES = (*FAMILIES, *OTHERS, COMPANION)


@dataclass(frozen=True, kw_only=True)
class Service:
    """Say who gives a talk, and how long it takes (minutes)."""

    id: str
    # The team of office.toml that works on it.
    team: str
    minutes: int
    # For each child after the first.
    a_child: int
    # Where somebody interprets.
    interpreted: int

    def length(self, children: int, *, interpreted: bool) -> int:
        """Return how many minutes it takes a family."""
        return self.minutes + self.a_child * max(0, children - 1) + (self.interpreted if interpreted else 0)


@dataclass(frozen=True, kw_only=True)
class Appointments:
    """Say how talks are booked."""

    # How long before a talk it can be booked at the latest, and at the earliest.
    notice_hours: int
    window_days: int
    # Between two talks of a colleague; and the grid on which talks begin.
    buffer_minutes: int
    step_minutes: int
    # How long a chosen time is kept until she says yes.
    hold_minutes: int
    # How long a free time is kept for one family on the waiting list.
    offer_hours: int
    # On the day before, by the office's wall clock; and so many hours before, in real time.
    remind_at: time
    remind_hours: int
    # A file beside office.toml; empty where there is none.
    photo: str
    # Whether colleagues read families' names in their own calendar program.
    names_in_feed: bool
