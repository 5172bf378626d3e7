"""What the key file seals, in every way it does, and all of it opened again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from bot.store import conversations, house_keys, households, outbox, quarantine, resources, unanswered
from bot.store import staff as accounts
from bot.store.tables import METADATA
from dialogs.reply import Message
from tests.bot.booking.offices import counsellor
from tests.store.conftest import NOW

if TYPE_CHECKING:
    from bot.store.masters import Masters

SECRET = "JBSWY3DPEHPK3PXP"
# So many things are sealed each time.
EACH = 7


def leave_something(conn, vault, number: int) -> None:
    """Let the key file seal something in every way it does."""
    her = conversations.begin(conn, vault, channel="telegram", place=str(number), language="en", unmet="", now=NOW)
    households.save(conn, vault, her.box, her.person_id, {"you.name": "L", "child.1.age": 9}, NOW)
    quarantine.set_aside(conn, vault, channel="telegram", lookup=None, body=b"{}", fault="x", now=NOW)
    unanswered.note(conn, vault, f"words {number}", "en", NOW)
    outbox.put_farewell(conn, vault, chat="5", message=Message(language="en", parts=(), rows=()), boot=1, now=NOW)
    role = accounts.Role.LEAD
    id = accounts.add(conn, login=f"{number}@example.org", name="L", role=role, teams=(), language="de", now=NOW)
    resources.save(conn, vault, counsellor(f"L{number}", staff_id=id))
    accounts.change(conn, id, totp=accounts.seal_totp(vault, id, SECRET))


def content(door, house: Masters) -> list[tuple[str, int, bytes]]:
    """Open everything that the key file has sealed; raises where something cannot be read."""
    found = []
    with door.read() as conn:
        for spot in house_keys.spots(METADATA.sorted_tables):
            rows = conn.execute(select(spot.table.c.id, spot.column).where(spot.column.is_not(None))).all()
            assert rows, spot
            for id, value in rows:
                if spot.column.name == house_keys.WRAPPED:
                    opened = house.unwrap(f"{spot.table.name}|wrapped_key|{id}", bytes(value))
                else:
                    opened = house.open(house_keys.SEALED[str(spot.column)].format(id=id), bytes(value))
                found.append((str(spot.column), id, opened))
    return sorted(found)
