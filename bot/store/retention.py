"""What is kept no longer than it is needed, by kind of data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import delete, exists, select

from bot.store import appointments, attempts, files, households, recovery, sessions, unanswered, whats_on
from bot.store.erasing import erase, forget_words
from bot.store.holding import close_silent
from bot.store.tables import adult, conversation, message, outbox, quarantine, received, talk

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from bot.store.vault import Vault
    from knowledge.office import Office

DAY = 24 * 60 * 60 * 1000
# Telegram keeps an update for 24 hours (Bot API, "Getting updates"); three times that is safe.
RECEIVED_DAYS = 3
# A call that was made needs no row; the record is the message.
OUTBOX_DAYS = 3
# A conversation ends after so long a silence (design §4).
SILENT_DAYS = 30
# Persons in one transaction: others want to write too.
MOST = 500


@dataclass(frozen=True, kw_only=True)
class Kept:
    """How many days each kind of data is kept; settings."""

    quarantine: int = 7
    conversations: int = 180
    # What is known of a household, after its last contact.
    households: int = 730
    # Whether files are offered to the archive first (ArchivG NRW § 10) and wait for what it decides.
    offered: bool = False

    @classmethod
    def by(cls, office: Office) -> Kept:
        """Take the days that the office has set."""
        return cls(
            conversations=office.retention_days, households=office.intake_days, offered=office.offer_to_archive
        )  # fmt: skip


def apply(conn: Connection, vault: Vault, kept: Kept, now: int, most: int = MOST) -> dict[str, int]:
    """Remove what is too old and return how many rows of each kind; at most so many persons in one go."""
    report = {
        "quarantine": _older(conn, quarantine, quarantine.c.at, now - kept.quarantine * DAY),
        "received": _older(conn, received, received.c.at, now - RECEIVED_DAYS * DAY),
        "outbox": _finished_calls(conn, now - OUTBOX_DAYS * DAY),
        "talks": _older(conn, talk, talk.c.ended_at, now - kept.conversations * DAY),
        "files": files.sweep(conn, now),
        "holds": appointments.sweep(conn, now - DAY),
        "unanswered": unanswered.sweep(conn, now),
        "events": whats_on.sweep(conn, datetime.fromtimestamp(now / 1000, UTC).date() - timedelta(days=1)),
        "sessions": sessions.sweep(conn, now),
        "recovery": recovery.sweep(conn, now) + attempts.sweep(conn, now),
        "closed": close_silent(conn, now - SILENT_DAYS * DAY),
    }
    silent = select(conversation.c.person_id).where(conversation.c.heard_at < now - kept.conversations * DAY)
    registered = exists().where(adult.c.person_id == conversation.c.person_id)
    persons = conn.execute(silent.where(~registered).limit(most)).scalars().all()
    report["persons"] = sum(erase(conn, vault, id, now) is not None for id in persons)
    # Whose children wait for a place is not forgotten with her words.
    spoken = exists().where(message.c.person_id == conversation.c.person_id)
    report["words"] = sum(
        forget_words(conn, id) for id in conn.execute(silent.where(registered, spoken).limit(most)).scalars().all()
    )
    over = households.over(conn, now - kept.households * DAY, most)
    report["offered"] = households.offer(conn, over) if kept.offered else 0
    report["households"] = sum(
        _erase_household(conn, vault, home, now)
        for home, state in over
        if not kept.offered or state == households.DECIDED
    )
    return report


def _erase_household(conn: Connection, vault: Vault, home: int, now: int) -> int:
    """Remove all its adults, and it with the last of them."""
    return sum(erase(conn, vault, person, now) is not None for person in households.adults(conn, home)) and 1


def _older(conn: Connection, table: object, column: object, before: int) -> int:
    return conn.execute(delete(table).where(column < before)).rowcount  # type: ignore[arg-type, operator]


def _finished_calls(conn: Connection, before: int) -> int:
    finished = outbox.c.state.in_(("sent", "failed", "unknown"))
    return conn.execute(delete(outbox).where(finished, outbox.c.at < before)).rowcount
