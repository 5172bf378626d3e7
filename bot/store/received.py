"""Each update has its effect once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.store.hot import Hot

if TYPE_CHECKING:
    from sqlalchemy import Connection

_INSERT = Hot("INSERT INTO received (channel, update_id, at) VALUES (:channel, :update_id, :at) ON CONFLICT DO NOTHING")


def first_time(conn: Connection, channel: str, update_id: str, now: int) -> bool:
    """Note that an update is handled in this transaction; False where it was handled before."""
    return bool(_INSERT(conn, channel=channel, update_id=update_id, at=now).rowcount)
