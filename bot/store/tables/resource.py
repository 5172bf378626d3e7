"""What cannot be in two places at once: counsellors, interpreters, rooms; and days on which the office is closed."""

from sqlalchemy import BigInteger, ForeignKey, LargeBinary, String, Table

from bot.store.columns import colleague, plain
from bot.store.tables.metadata import METADATA

resource = Table(
    "resource",
    METADATA,
    colleague("id", BigInteger, purpose="names it in other rows; random", primary_key=True, autoincrement=False),
    colleague("kind", String(16), purpose="counsellor, interpreter or room"),
    colleague("staff_id", BigInteger, ForeignKey("staff.id"), purpose="whose account, for a counsellor", nullable=True),
    colleague("state", String(8), purpose="active or gone: whether it can be booked"),
    colleague("feed", LargeBinary, purpose="finds her calendar by the hash of its secret address", nullable=True),
    colleague(
        "body",
        LargeBinary,
        purpose="name, languages, services, hours and absences; of an interpreter how to reach her",
        sealed=True,
    ),
)

closure = Table(
    "closure",
    METADATA,
    plain("day", String(10), purpose="the office is closed on this day", primary_key=True),
    plain("reason", String(120), purpose="why, for colleagues"),
)
