"""Households: what is known of adults and children, as answers by the key they were asked under.

What an adult says of herself is sealed with her key; the rest, and the children, with the household's.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import orjson
from sqlalchemy import delete, select, update

from bot.store import appointments, finders, placements, recovery
from bot.store.hot import Hot
from bot.store.tables import adult, child, conversation, household

if TYPE_CHECKING:
    from sqlalchemy import Connection, Select

    from bot.store.vault import Box, Vault

Answers = dict[str, Any]
# What an adult says of herself begins with this; what is about a child with the other and a number.
YOU, CHILD, LATIN = "you.", "child.", ".latin"
_COLUMNS = "h.id, h.wrapped_key, h.created_at, h.changed_at, h.body, h.seen, h.archive"
# What a family that sends its answers waits for.
_ONE = Hot(f"SELECT {_COLUMNS} FROM household h WHERE h.id = :id")  # noqa: S608  (Our names.)
_OF = Hot(
    f"SELECT {_COLUMNS} FROM household h JOIN adult a ON a.household_id = h.id"  # noqa: S608  (Our names.)
    " WHERE a.person_id = :person_id"
)
_BEGIN = Hot(
    "INSERT INTO household (id, wrapped_key, created_at, changed_at, body, seen, archive)"
    " VALUES (:id, :wrapped_key, :now, :now, :body, :seen, '')"
)
_JOIN = Hot(
    "INSERT INTO adult (person_id, household_id, body, joined_at) VALUES (:person_id, :household_id, :body, :now)"
)
_SAVE = Hot("UPDATE household SET body = :body, changed_at = :now WHERE id = :id")
_SAVE_ADULT = Hot("UPDATE adult SET body = :body WHERE person_id = :person_id")
_CHILDREN = Hot("SELECT number, id, body FROM child WHERE household_id = :household_id ORDER BY number")
_ADD_CHILD = Hot("INSERT INTO child (id, household_id, number, body) VALUES (:id, :household_id, :number, :body)")
_SAVE_CHILD = Hot("UPDATE child SET body = :body WHERE id = :id")


@dataclass(frozen=True, kw_only=True)
class Household:
    """One household, opened; times are milliseconds since 1970 UTC."""

    id: int
    box: Box
    created_at: int
    changed_at: int
    # Answers that hold for all of it.
    shared: Answers
    # All answers as colleagues saw them last.
    seen: Answers
    archive: str


def of(conn: Connection, vault: Vault, person_id: int) -> Household | None:
    """Return the household of an adult."""
    row = _OF(conn, person_id=person_id).fetchone()
    return _household(vault, row) if row else None


def one(conn: Connection, vault: Vault, id: int) -> Household | None:
    """Return a household by its id."""
    row = _ONE(conn, id=id).fetchone()
    return _household(vault, row) if row else None


def adults(conn: Connection, id: int) -> list[int]:
    """Return the persons who belong to a household, the first one first."""
    query = select(adult.c.person_id).where(adult.c.household_id == id).order_by(adult.c.joined_at, adult.c.person_id)
    return list(conn.execute(query).scalars())


def of_adults(persons: Select[tuple[int]]) -> Select[tuple[int]]:
    """Select the households that some persons belong to."""
    return select(adult.c.household_id).where(adult.c.person_id.in_(persons))


def children(conn: Connection, home: Household) -> dict[int, tuple[int, Answers]]:
    """Return the children by their number: each one's id and answers."""
    rows = _CHILDREN(conn, household_id=home.id).fetchall()
    return {number: (id, _opened(home.box, f"child|body|{id}", body)) for number, id, body in rows}


def answers(conn: Connection, home: Household, box: Box, person_id: int) -> Answers:
    """Return all answers as one adult has given them: box is hers."""
    body = conn.execute(select(adult.c.body).where(adult.c.person_id == person_id)).scalar_one()
    found = {**_opened(box, f"adult|body|{person_id}", body), **home.shared}
    for _id, about in children(conn, home).values():
        found |= about
    return found


def save(conn: Connection, vault: Vault, box: Box, person_id: int, given: Answers, now: int) -> Household:  # noqa: PLR0913
    """Write the answers of an adult, who gets a household with the first ones; children not named any more go."""
    home = of(conn, vault, person_id) or _begin(conn, vault, box, person_id, now)
    hers = {key: value for key, value in given.items() if key.startswith(YOU)}
    _SAVE_ADULT(conn, person_id=person_id, body=_sealed(box, f"adult|body|{person_id}", hers))
    shared = {key: value for key, value in given.items() if not key.startswith((YOU, CHILD))}
    _SAVE(conn, id=home.id, body=_sealed(home.box, f"household|body|{home.id}", shared), now=now)
    _save_children(conn, home, given, now)
    # As a colleague types it who hears it on the phone, whatever letters the family writes with.
    latin = [words for key, words in given.items() if key.endswith(LATIN) and isinstance(words, str)]
    finders.spell(conn, vault, person_id, " ".join(latin))
    return home


def join(conn: Connection, box: Box, person_id: int, id: int, now: int) -> None:
    """Let another adult belong to a household; she has said nothing of herself yet."""
    nothing = _sealed(box, f"adult|body|{person_id}", {})
    _JOIN(conn, person_id=person_id, household_id=id, body=nothing, now=now)


def mark_seen(conn: Connection, home: Household, seen: Answers) -> None:
    """Remember the answers as a colleague has just seen them."""
    sealed = _sealed(home.box, f"household|seen|{home.id}", seen)
    conn.execute(update(household).where(household.c.id == home.id).values(seen=sealed))


def erase(conn: Connection, vault: Vault, id: int) -> int:
    """Remove a household with its key and all that is known of its children; return how many rows that were."""
    vault.forget(conn.execute(select(household.c.wrapped_key).where(household.c.id == id)).scalar_one())
    rows = placements.erase(conn, id) + appointments.erase(conn, id)
    for table in (child, adult):
        rows += conn.execute(delete(table).where(table.c.household_id == id)).rowcount
    return rows + conn.execute(delete(household).where(household.c.id == id)).rowcount


def leave(conn: Connection, vault: Vault, person_id: int) -> int:
    """Part an adult from her household, which goes with its last adult; return how many rows were removed."""
    id = conn.execute(select(adult.c.household_id).where(adult.c.person_id == person_id)).scalar()
    if id is None:
        return 0
    # Of two adults who leave at once the second one must see that she is the last.
    conn.execute(select(household.c.id).where(household.c.id == id).with_for_update())
    recovery.forget(conn, person_id, recovery.Purpose.JOIN)
    finders.spell(conn, vault, person_id, "")
    if adults(conn, id) == [person_id]:
        return erase(conn, vault, id)
    return conn.execute(delete(adult).where(adult.c.person_id == person_id)).rowcount


# Whether the archive is still to decide about a file, or has done so.
OFFERED, DECIDED = "offered", "decided"


def over(conn: Connection, before: int, most: int) -> list[tuple[int, str]]:
    """Return (household, archive) of those that nobody has changed or written from since then."""
    spoke = (
        select(adult.c.household_id)
        .join(conversation, conversation.c.person_id == adult.c.person_id)
        .where(conversation.c.heard_at >= before)
    )
    query = select(household.c.id, household.c.archive).where(household.c.changed_at < before)
    rows = conn.execute(query.where(household.c.id.not_in(spoke)).order_by(household.c.id).limit(most))
    return [(row.id, row.archive) for row in rows]


def offer(conn: Connection, over: list[tuple[int, str]]) -> int:
    """Let the archive decide about files that are over; return how many are new."""
    new = [id for id, state in over if not state]
    conn.execute(update(household).where(household.c.id.in_(new)).values(archive=OFFERED))
    return len(new)


def offered(conn: Connection) -> list[int]:
    """Return the households whose files wait for the archive's decision."""
    query = select(household.c.id).where(household.c.archive == OFFERED).order_by(household.c.changed_at)
    return list(conn.execute(query).scalars())


def decide(conn: Connection, id: int) -> None:
    """Note that the archive has decided; the next night removes the file here."""
    conn.execute(update(household).where(household.c.id == id, household.c.archive == OFFERED).values(archive=DECIDED))


def _begin(conn: Connection, vault: Vault, box: Box, person_id: int, now: int) -> Household:
    id = secrets.randbits(53)
    wrapped = vault.new_key(id, "household")
    home = Household(
        id=id, box=vault.household(id, wrapped), created_at=now, changed_at=now, shared={}, seen={}, archive=""
    )  # fmt: skip
    empty = {name: _sealed(home.box, f"household|{name}|{id}", {}) for name in ("body", "seen")}
    _BEGIN(conn, id=id, wrapped_key=wrapped, now=now, **empty)
    join(conn, box, person_id, id, now)
    return home


def _save_children(conn: Connection, home: Household, given: Answers, now: int) -> None:
    about: dict[int, Answers] = {}
    for key, value in given.items():
        if key.startswith(CHILD):
            about.setdefault(int(key.split(".")[1]), {})[key] = value
    there = {number: id for number, (id, _body) in children(conn, home).items()}
    for number, id in there.items():
        if number not in about:
            placements.drop(conn, id)
            conn.execute(delete(child).where(child.c.id == id))
    for number, body in about.items():
        id = there.get(number) or secrets.randbits(53)
        sealed = _sealed(home.box, f"child|body|{id}", body)
        if number in there:
            _SAVE_CHILD(conn, id=id, body=sealed)
        else:
            _ADD_CHILD(conn, id=id, household_id=home.id, number=number, body=sealed)
            placements.begin(conn, home.box, id, home.id, now)


def _sealed(box: Box, place: str, body: Answers) -> bytes:
    return box.seal(place, orjson.dumps(body))


def _opened(box: Box, place: str, sealed: bytes) -> Answers:
    body: Answers = orjson.loads(box.open(place, bytes(sealed)))
    return body


def _household(vault: Vault, row: tuple[Any, ...]) -> Household:
    id, wrapped, created, changed, body, seen, archive = row
    box = vault.household(id, bytes(wrapped))
    return Household(
        id=id,
        box=box,
        created_at=created,
        changed_at=changed,
        shared=_opened(box, f"household|body|{id}", body),
        seen=_opened(box, f"household|seen|{id}", seen),
        archive=archive,
    )
