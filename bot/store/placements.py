"""Placements: where the search for a child's school place stands, step by step."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING, Any, NamedTuple

import orjson
from sqlalchemy import delete, select, tuple_, update

from bot.store import dues
from bot.store.hot import Hot
from bot.store.tables import household, placement

if TYPE_CHECKING:
    from sqlalchemy import Connection, Select

    from bot.store.vault import Box

# From the first answers to the first day at school.
STATES = ("waiting", "talk", "sent", "offered", "told", "started")
# From here on the school authority knows of the child.
PASSED_ON = STATES[2:]
WORD = "placement"
DAY = 24 * 60 * 60 * 1000
# The family hears so often where it stands (the issue of the intake, placement).
WORD_EVERY = 14 * DAY
_BEGIN = Hot(
    "INSERT INTO placement (child_id, household_id, state, since, body)"
    " VALUES (:child_id, :household_id, :state, :since, :body)"
)


@dataclass(frozen=True, kw_only=True)
class Placement:
    """One placement, opened; times are milliseconds since 1970 UTC."""

    child_id: int
    household_id: int
    state: str
    since: int
    ended_at: int | None
    # {"state", "on" (ISO day), "school", "authority", "by" (a colleague's id)}, the oldest first.
    steps: list[dict[str, Any]]


class Search(NamedTuple):
    """One search that goes on, closed; since is milliseconds since 1970 UTC."""

    child_id: int
    household_id: int
    state: str
    since: int


def begin(conn: Connection, box: Box, child_id: int, household_id: int, now: int) -> None:
    """Begin to wait for a place, and plan the first word to the family."""
    body = _sealed(box, child_id, [])
    _BEGIN(conn, child_id=child_id, household_id=household_id, state=STATES[0], since=now, body=body)
    dues.plan_anew(conn, due_of(household_id), WORD, now + WORD_EVERY)


def of(conn: Connection, box: Box, household_id: int, *, lock: bool = False) -> dict[int, Placement]:
    """Return the placements of a household by the child's id; locked, nobody else takes a step meanwhile."""
    query = select(placement).where(placement.c.household_id == household_id)
    rows = conn.execute(query.with_for_update() if lock else query)
    return {row.child_id: _placement(box, row) for row in rows}


def step(  # noqa: PLR0913  (Which step of whom, and when.)
    conn: Connection, box: Box, found: Placement, taken: dict[str, Any], now: int, *, days_ago: int = 0
) -> bool:
    """Write down one step, taken so many days ago; the family hears of it by whoever calls this.

    Returns False where a later step is known already: it goes on saying where the search stands.
    """
    steps = sorted([*found.steps, taken], key=lambda step: str(step["on"]))
    newest, state = steps[-1] is taken, steps[-1]["state"]
    ended = found.ended_at if not newest else max(now - days_ago * DAY, found.since) if state == STATES[-1] else None
    # Whoever's place is worked on is not forgotten meanwhile; where the family is gone, nobody waits for a word.
    home = update(household).where(household.c.id == found.household_id).values(changed_at=now)
    if not conn.execute(home).rowcount:
        return newest
    conn.execute(
        update(placement)
        .where(placement.c.child_id == found.child_id)
        .values(state=state, ended_at=ended, body=_sealed(box, found.child_id, steps))
    )
    if newest:
        dues.plan_anew(conn, due_of(found.household_id), WORD, now + WORD_EVERY)
    return newest


def passed_on(conn: Connection, household_id: int) -> bool:
    """Tell whether the school authority knows of a child of this household."""
    query = select(placement.c.child_id).where(
        placement.c.household_id == household_id, placement.c.state.in_(PASSED_ON)
    )
    return conn.execute(query.limit(1)).first() is not None


def waiting(
    conn: Connection,
    homes: Select[tuple[int]] | None = None,
    *,
    after: tuple[int, int] = (0, 0),
    most: int | None = None,
) -> list[Search]:
    """Return the searches for those who have not started, who waits longest first.

    Only of some households where homes selects their ids; only those that stand after (since, child).
    """
    place = tuple_(placement.c.since, placement.c.child_id)
    query = select(placement.c.child_id, placement.c.household_id, placement.c.state, placement.c.since)
    query = query.where(placement.c.ended_at.is_(None), place > after).order_by(*place).limit(most)
    rows = conn.execute(query if homes is None else query.where(placement.c.household_id.in_(homes)))
    return [Search(*row) for row in rows]


def median_days(conn: Connection, since: int, now: int) -> tuple[float | None, float | None]:
    """Return the median of waiting days: of those who started after a time, and of those who wait now."""
    ended = conn.execute(select(placement.c.since, placement.c.ended_at).where(placement.c.ended_at >= since)).all()
    still = [now - one.since for one in waiting(conn)]
    return _days([row.ended_at - row.since for row in ended]), _days(still)


def due_of(household_id: int) -> str:
    """Return the key of the next word to a family."""
    return f"{WORD}:{household_id}"


def drop(conn: Connection, child_id: int) -> None:
    """Remove the placement of a child that is not named any more."""
    conn.execute(delete(placement).where(placement.c.child_id == child_id))


def erase(conn: Connection, household_id: int) -> int:
    """Remove all placements of a household, and what was planned; return how many rows that were."""
    rows = conn.execute(delete(placement).where(placement.c.household_id == household_id)).rowcount
    # Afterwards: whoever takes a step just now holds the row, and plans the next word with it.
    dues.drop(conn, due_of(household_id))
    return rows


def _days(spans: list[int]) -> float | None:
    return round(median(spans) / DAY, 1) if spans else None


def _sealed(box: Box, child_id: int, steps: list[dict[str, Any]]) -> bytes:
    return box.seal(f"placement|body|{child_id}", orjson.dumps(steps))


def _placement(box: Box, row: Any) -> Placement:
    steps = orjson.loads(box.open(f"placement|body|{row.child_id}", bytes(row.body)))
    return Placement(
        child_id=row.child_id,
        household_id=row.household_id,
        state=row.state,
        since=row.since,
        ended_at=row.ended_at,
        steps=steps,
    )
