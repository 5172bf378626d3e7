"""What of a conversation is carried into its topic, where the office wants that: what was said since a person came."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from bot.store import conversations, messages
from bot.store.messages import Speaker

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from bot.store.messages import Record
    from bot.store.vault import Vault

# Bot API, sendMessage: 4,096 characters after entities; marks and names need some of them.
MOST = 3_500
# So many messages are carried at once.
AT_ONCE = 20


def told(conn: Connection, vault: Vault, person_id: int, after: int) -> tuple[str, int]:
    """Return new words as HTML, empty where there are none to carry, and the number of the last message looked at."""
    thread = conversations.load_person(conn, vault, person_id, lock=False)
    if thread is None:
        return "", after
    lines: list[str] = []
    for record in messages.after(conn, thread.box, person_id, after, AT_ONCE):
        line = _line(record)
        if line and sum(map(len, lines)) + len(line) > MOST:
            break
        lines += [line] if line else []
        after = record.number
    return "\n\n".join(lines), after


def _line(record: Record) -> str:
    """Write one message; what Lotse itself says stays in the desk."""
    if record.speaker is Speaker.FAMILY:
        words = record.body.get("t", "")
        thing = record.body.get("thing", "")
        return f"👪 {escape(words[:MOST], quote=False)}" if words else f"📎 {thing}: im Desk ansehen" if thing else ""
    if record.speaker is Speaker.STAFF:
        return f"👤 {escape(record.body.get('s', {}).get('de', ''), quote=False)}"
    return ""
