"""Updates that could not be handled are kept for a week and never stop the others."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from sqlalchemy import insert

from bot.store.tables import quarantine

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from bot.store.vault import Vault


def set_aside(  # noqa: PLR0913  (A row of the table.)
    conn: Connection, vault: Vault, *, channel: str, lookup: bytes | None, body: bytes, fault: str, now: int
) -> None:
    """Keep a raw update, sealed with the key file's key; fault is the kind of error, without personal words."""
    id = secrets.randbits(53)
    conn.execute(
        insert(quarantine).values(
            id=id,
            channel=channel,
            lookup=lookup,
            body=vault.house.seal(f"quarantine|body|{id}", body),
            fault=fault[:200],
            at=now,
        )
    )
