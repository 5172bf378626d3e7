"""Houses that do it wrong: a campaign that does not find them is worth nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.store import received
from tests.crash.points.campaign import pull, set_stage
from tests.crash.points.stage import Posted

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.crash.points.ground import Ground

KIND = "calls_a_person"


def _commits_in_between() -> None:
    """Note an update as handled in a transaction of its own, before anything is done."""
    first_time = received.first_time

    def noted(conn: Any, *said: Any) -> bool:
        new = first_time(conn, *said)
        driver = conn.connection.driver_connection
        driver.commit()
        if conn.dialect.name == "sqlite":
            driver.execute("BEGIN IMMEDIATE")
            driver.execute("SAVEPOINT job")
        return new

    received.first_time = noted


def _knows_nothing_again() -> None:
    """Take whatever comes for new."""
    first_time = received.first_time
    received.first_time = lambda *said: first_time(*said) or True


def _acknowledges_first() -> None:
    """Answer before it is done."""
    Posted.acknowledges_first = True


FAULTS: dict[str, Callable[[], None]] = {
    "commits in the middle of a turn": _commits_in_between,
    "does not know what it has done": _knows_nothing_again,
    "acknowledges before the commit": _acknowledges_first,
}


def found(ground: Ground, seed: int = 1, every: int = 1) -> dict[str, tuple[int, int]]:
    """Pull the plug of each of these houses; return at how many of how many points something was found."""
    counts = {}
    for name, fault in FAULTS.items():
        scene = set_stage(ground, KIND, seed)
        places = [*range(0, len(scene.places), every), len(scene.places)]
        wrong = [pull(ground, scene, place, fault)[1] for place in places]
        counts[name] = sum(map(bool, wrong)), len(places)
    return counts
