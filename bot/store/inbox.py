"""What waits for colleagues: cases beside the conversations they belong to, without a word of theirs opened."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, and_, desc, func, nulls_last, or_, select

from bot.store.tables import address, case, conversation, staff

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy import Connection, Select

    from bot.store.staff import Colleague

# So many rows on one page.
MOST = 200


@dataclass(frozen=True, kw_only=True)
class Row:
    """One line of a list; times are milliseconds since 1970 UTC."""

    id: int
    person_id: int
    kind: str
    topic: str
    team: str
    state: str
    assignee_id: int | None
    # The assignee's name.
    assignee: str | None
    opened_at: int
    waiting_since: int | None
    due_at: int | None
    snoozed_until: int | None
    closed_at: int | None
    language: str
    holder: str
    phase: str
    # Whether an answer reaches the family: ok, blocked or gone.
    reachable: str | None


def rows(conn: Connection, who: Colleague, view: str, now: int) -> list[Row]:
    """Return a list of cases: queue, mine, all, closed or unreachable; only of teams she may see."""
    query = _query().where(_seen_by(who), _view(who, view, now))
    order = [desc(case.c.closed_at)] if view == "closed" else [nulls_last(case.c.waiting_since), case.c.opened_at]
    return [Row(**row._mapping) for row in conn.execute(query.order_by(*order).limit(MOST))]  # noqa: SLF001


def one(conn: Connection, who: Colleague, id: int) -> Row | None:
    """Return one case if she may see it."""
    row = conn.execute(_query().where(_seen_by(who), case.c.id == id)).first()
    return Row(**row._mapping) if row else None  # noqa: SLF001


def of_persons(conn: Connection, who: Colleague, persons: Collection[int]) -> list[Row]:
    """Return the newest cases of some persons, as far as she may see them."""
    query = _query().where(_seen_by(who), case.c.person_id.in_(persons)).order_by(desc(case.c.opened_at)).limit(MOST)
    return [Row(**row._mapping) for row in conn.execute(query)]  # noqa: SLF001


def persons(who: Colleague) -> Select[tuple[int]]:
    """Select the persons of whom she may see a case."""
    return select(case.c.person_id).where(_seen_by(who))


def waiting(conn: Connection, who: Colleague, now: int) -> tuple[int, int]:
    """Return how many families wait for her or for anybody of her teams, and for how many a promise is broken."""
    open_ = and_(_seen_by(who), case.c.state == "open", case.c.waiting_since.is_not(None))
    mine = or_(case.c.assignee_id.is_(None), case.c.assignee_id == who.id)
    query = select(func.count(), func.count().filter(case.c.due_at < now)).select_from(case).where(open_, mine)
    row = conn.execute(query).one()
    return int(row[0]), int(row[1])


def _query() -> Any:
    columns = [case.c[name] for name in (
        "id", "person_id", "kind", "topic", "team", "state", "assignee_id", "opened_at", "waiting_since", "due_at",
        "snoozed_until", "closed_at",
    )]  # fmt: skip
    beside = [conversation.c.language, conversation.c.holder, conversation.c.phase]
    return (
        select(*columns, staff.c.name.label("assignee"), *beside, address.c.state.label("reachable"))
        .join(conversation, conversation.c.person_id == case.c.person_id)
        .outerjoin(address, address.c.id == conversation.c.address_id)
        .outerjoin(staff, staff.c.id == case.c.assignee_id)
    )


def _seen_by(who: Colleague) -> ColumnElement[bool]:
    """Let her see her teams' cases, her own, and those of whom she stands in for."""
    if who.role != "counsellor":
        return case.c.id.is_not(None)
    away = select(staff.c.id).where(staff.c.deputy_id == who.id, staff.c.away)
    return or_(case.c.team.in_(who.teams), case.c.assignee_id == who.id, case.c.assignee_id.in_(away))


def _view(who: Colleague, view: str, now: int) -> ColumnElement[bool]:
    open_ = case.c.state == "open"
    rests = and_(case.c.snoozed_until.is_not(None), case.c.snoozed_until > now)
    away = select(staff.c.id).where(staff.c.deputy_id == who.id, staff.c.away)
    views = {
        "mine": and_(open_, or_(case.c.assignee_id == who.id, case.c.assignee_id.in_(away))),
        "closed": case.c.state == "closed",
        "unreachable": and_(open_, or_(address.c.state.is_(None), address.c.state != "ok")),
        "all": open_,
    }
    return views.get(view, and_(open_, case.c.assignee_id.is_(None), ~rests))
