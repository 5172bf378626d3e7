"""Families hear where the search for a school place stands: after each step, and every 14 days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bot.store import conversations, dues, households, placements
from dialogs.placement import standing
from dialogs.placement import word as worded

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import tzinfo

    from sqlalchemy import Connection

    from bot.handover import Handovers
    from bot.store.door import Door
    from bot.store.households import Household
    from bot.store.placements import Placement
    from bot.turn import Outcome
    from translations import Text

# Hours of the office's wall clock between which a word comes that nobody has asked for.
FROM, UNTIL = 9, 18


def word(conn: Connection, handovers: Handovers, home: Household, *, started: int = 0) -> list[Outcome]:
    """Tell each adult who can be reached where it stands, in her own language and to where she last wrote.

    A child that goes to school is left out, but for the one that has just started.
    """
    turns = handovers.turns
    found = placements.of(conn, home.box, home.id)
    numbers = {number: id for number, (id, _about) in households.children(conn, home).items() if id in found}
    told = {number: id for number, id in numbers.items() if found[id].ended_at is None or id == started}
    standings = {number: _standing(found[id]) for number, id in told.items()}
    if not standings:
        return []
    said = worded(standings, turns.library.office.phone.value, alone=len(numbers) == 1)
    threads = (conversations.load_person(conn, turns.vault, person) for person in households.adults(conn, home.id))
    return [handovers.tell(conn, thread, *said) for thread in threads if thread and thread.reachable == "ok"]


def _standing(found: Placement) -> Text:
    last = found.steps[-1] if found.steps else {}
    return standing(found.state, school=last.get("school", ""), authority=last.get("authority", ""))


@dataclass(frozen=True, kw_only=True)
class Fortnightly:
    """Tell every family whose child waits for a place, every 14 days and by day."""

    door: Door
    handovers: Handovers
    tell: Callable[[Outcome], None]

    async def tick(self) -> None:
        """Say what is due, one household a transaction; what is due at night waits for the morning."""
        turns = self.handovers.turns
        if not FROM <= _hour(turns.clock(), turns.zone) < UNTIL:
            return
        while (outcomes := await self.door.write(self._one)) is not None:
            for outcome in outcomes:
                self.tell(outcome)

    def _one(self, conn: Connection) -> list[Outcome] | None:
        turns = self.handovers.turns
        now = turns.clock()
        for key in dues.claim(conn, placements.WORD, now):
            home = households.one(conn, turns.vault, int(key.partition(":")[2]))
            if home is None or all(one.ended_at for one in placements.of(conn, home.box, home.id).values()):
                dues.drop(conn, key)
                return []
            # From now on: after an outage it comes once, however often it was due.
            dues.move(conn, key, now + placements.WORD_EVERY)
            return word(conn, self.handovers, home)
        return None


def _hour(at: int, zone: tzinfo) -> int:
    return datetime.fromtimestamp(at / 1000, UTC).astimezone(zone).hour
