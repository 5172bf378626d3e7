"""Everything that happens without a message, put together: what ticks, and how often."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.booking.offering import Offers
from bot.clock import TICK, Nightly
from bot.placing import Fortnightly
from bot.reminding import Reminders
from bot.store import absences, appointments
from bot.watchdog import Watchdog

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection

    from bot.handover import Handovers
    from bot.store.door import Door
    from bot.store.ledger import Ledger
    from bot.store.retention import Kept
    from bot.turn import Outcome

# Seconds: what a colleague has done with an appointment reaches the family so soon.
SOON = 5


@dataclass(frozen=True, kw_only=True)
class Ticking:
    """Hold the parts of the clock."""

    door: Door
    handovers: Handovers
    nightly: Nightly
    watchdog: Watchdog
    fortnightly: Fortnightly
    reminders: Reminders
    offers: Offers

    def jobs(self) -> list[tuple[Callable[[], Any], int]]:
        """List what is done, and the seconds between two times."""
        slow = (self.nightly, self.watchdog, self.fortnightly, self.offers)
        return [(self.expire, TICK), *((part.tick, TICK) for part in slow), (self.reminders.tick, SOON)]

    async def expire(self) -> None:
        """Give up times that were held and are kept no longer, and end absences that are over."""
        await self.door.write(self._expire)

    def _expire(self, conn: Connection) -> int:
        now = self.handovers.turns.clock()
        absences.end_due(conn, now)
        return appointments.expire(conn, now)


def ticking(
    door: Door, handovers: Handovers, kept: Kept, ledger: Ledger, tell: Callable[[Outcome], None]
) -> Ticking:  # fmt: skip
    """Put the parts of the clock together."""
    turns = handovers.turns
    parts: dict[str, Any] = {"door": door, "handovers": handovers, "tell": tell}
    return Ticking(
        door=door,
        handovers=handovers,
        nightly=Nightly(door=door, vault=turns.vault, kept=kept, zone=turns.zone, clock=turns.clock, ledger=ledger),
        watchdog=Watchdog(**parts),
        fortnightly=Fortnightly(**parts),
        reminders=Reminders(**parts),
        offers=Offers(door=door, handovers=handovers),
    )
