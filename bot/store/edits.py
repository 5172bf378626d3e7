"""Articles as colleagues have changed them."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, select

from bot.store.tables import edit
from knowledge.edited import Edit

if TYPE_CHECKING:
    from sqlalchemy import Connection


def add(conn: Connection, change: Edit) -> None:
    """Keep a change; what was before stays."""
    conn.execute(insert(edit).values(id=secrets.randbits(53), **vars(change)))


def history(conn: Connection, topic: str, lang: str) -> list[Edit]:
    """Return every change of an article, the newest first."""
    wanted = select(edit).where(edit.c.topic == topic, edit.c.lang == lang)
    return [_edit(row) for row in conn.execute(wanted.order_by(edit.c.at.desc(), edit.c.id.desc()))]


def standing(conn: Connection) -> tuple[Edit, ...]:
    """Return the changes that count now: of each article the newest, unless it was given up."""
    newest = {(row.topic, row.lang): _edit(row) for row in conn.execute(select(edit).order_by(edit.c.at, edit.c.id))}
    return tuple(change for change in newest.values() if not change.given_up)


def _edit(row: Any) -> Edit:
    return Edit(**{name: value for name, value in row._mapping.items() if name != "id"})  # noqa: SLF001  (SQLAlchemy's.)
