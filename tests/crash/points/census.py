"""What stands in the store, counted so that two runs can be compared; and what must never be half done."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from bot.store import audit
from bot.store.tables import METADATA

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from bot.store.door import Door

# What of a row is compared; of the log of what staff did only whether it is there, of other tables only how many rows
# there are. Ids and what is sealed are by chance.
COMPARED = {
    "address": "channel, state",
    "allocation": "kind, state",
    "appointment": "service, how, state, sequence, starts_at",
    "attempt": "times",
    "attendance": "reply",
    "audit": "action",
    "case": "kind, topic, team, state, reason, assignee_id",
    "conversation": "holder, phase, language, epoch, messages, staff_id",
    "due": "kind, due_at",
    "helpful": "yes, no",
    "household": "archive",
    "message": "number, speaker",
    "outbox": "number, kind",
    "reminder": "kind, state, due_at",
    "resource": "kind",
    "session": "stage",
    "tally": "what, times",
    "waitlist": "service, state",
}
# Each query finds what must not be there at any moment at which a house may start.
HALF_DONE = {
    "a person without a conversation": """
        SELECT id FROM person WHERE id NOT IN (SELECT person_id FROM conversation)""",
    "a conversation with more messages than its record": """
        SELECT person_id FROM conversation c
        WHERE messages <> (SELECT coalesce(max(number), 0) FROM message m WHERE m.person_id = c.person_id)
        AND EXISTS (SELECT 1 FROM message m WHERE m.person_id = c.person_id)""",
    "a conversation in the queue without an open case": """
        SELECT person_id FROM conversation WHERE holder = 'queue'
        AND person_id NOT IN (SELECT person_id FROM "case" WHERE state = 'open')""",
    "a colleague who answers without an open case of hers": """
        SELECT person_id FROM conversation c WHERE holder = 'staff'
        AND NOT EXISTS (SELECT 1 FROM "case" k WHERE k.person_id = c.person_id
                        AND k.state = 'open' AND k.assignee_id = c.staff_id)""",
    "an intake case without a household": """
        SELECT id FROM "case" WHERE kind = 'intake' AND person_id NOT IN (SELECT person_id FROM adult)""",
    "a case without its number": """
        SELECT id FROM "case" WHERE person_id NOT IN (SELECT person_id FROM finder)""",
    "an adult without a household": """
        SELECT person_id FROM adult WHERE household_id NOT IN (SELECT id FROM household)""",
    "a household without an adult": """
        SELECT id FROM household WHERE id NOT IN (SELECT household_id FROM adult)""",
    "a child without a household": """
        SELECT id FROM child WHERE household_id NOT IN (SELECT id FROM household)""",
    "an appointment that takes up nothing": """
        SELECT id FROM appointment a WHERE state IN ('held', 'booked') AND NOT EXISTS
        (SELECT 1 FROM allocation l WHERE l.appointment_id = a.id AND l.state = a.state)""",
    "something taken up for no appointment": """
        SELECT l.id FROM allocation l LEFT JOIN appointment a ON a.id = l.appointment_id
        WHERE a.id IS NULL OR (l.state <> 'free' AND l.state <> a.state)
        AND NOT (l.state = 'booked' AND a.state IN ('came', 'missed'))""",
    "an appointment of nobody": """
        SELECT id FROM appointment WHERE party_id NOT IN (SELECT id FROM household UNION SELECT id FROM person)""",
    "somebody reminded who does not take part": """
        SELECT person_id FROM reminder r WHERE state = 'planned' AND kind IN ('day', 'hours') AND NOT EXISTS
        (SELECT 1 FROM attendance t WHERE t.appointment_id = r.appointment_id AND t.person_id = r.person_id)""",
    "an offer that keeps nothing": """
        SELECT id FROM waitlist WHERE state = 'offered'
        AND offered_id NOT IN (SELECT id FROM appointment)""",
    "a call without its message": """
        SELECT id FROM outbox o WHERE person_id <> 0 AND NOT EXISTS
        (SELECT 1 FROM message m WHERE m.person_id = o.person_id AND m.number = o.number)""",
    "one answer sent twice": """
        SELECT min(id) FROM outbox WHERE person_id <> 0 GROUP BY person_id, number, kind HAVING count(*) > 1""",
}

Census = Counter[str]


def census(door: Door) -> Census:
    """Count every table by what is compared."""
    with door.read() as conn:
        return count(conn)


def count(conn: Connection) -> Census:
    """Count every table by what is compared, on a connection."""
    parts = []
    for name in METADATA.tables:
        columns = [f"coalesce(CAST({one} AS VARCHAR), '-')" for one in COMPARED.get(name, "").split(", ") if one]
        said = " || ' ' || ".join([f"'{name}'", *columns])
        # Whoever does something again is written down again.
        times = "1" if name == "audit" else "count(*)"
        parts.append(f'SELECT {said} AS said, {times} AS times FROM "{name}" GROUP BY 1')
    return Counter({row[0]: row[1] for row in conn.exec_driver_sql(" UNION ALL ".join(parts))})


def half_done(door: Door) -> list[str]:
    """Name everything that is there by halves."""
    with door.read() as conn:
        found = [what for what, query in HALF_DONE.items() if conn.exec_driver_sql(query).first() is not None]
        return [*found, *(["a torn log of what staff did"] if audit.broken_at(conn) is not None else [])]


def told_apart(found: Census, expected: Census) -> str:
    """Say what is missing and what is beyond what was expected; empty where nothing is."""
    missing, beyond = expected - found, found - expected
    said = [f"-{times} {one}" for one, times in missing.items()] + [f"+{times} {one}" for one, times in beyond.items()]
    return ", ".join(sorted(said))
