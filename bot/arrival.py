"""A message as a channel hands it to the turn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.store.files import Upload
    from dialogs.incoming import Incoming


@dataclass(frozen=True, kw_only=True)
class Arrival:
    """One message of a family, and what is needed to answer it."""

    # telegram or web.
    channel: str
    # The chat id, or the browser's token.
    place: str
    # The channel's own id of the update: the same id twice has one effect.
    update_id: str
    incoming: Incoming
    # What the phone or the browser says it speaks, the most wanted first (BCP 47).
    languages: tuple[str, ...] = ()
    # Parts of one album share it: one answer for all.
    album: str = ""
    # The page's own id of the message, shown back to it.
    client_id: str = ""
    # Telegram's id of the message, by which an edit names it.
    message_id: str = ""
    # Telegram's name of a file that came with it.
    file_id: str = ""
    # Nobody said it: a page was opened, and the record begins with Lotse's greeting.
    unsaid: bool = False
    # A photo or a paper that was sent on the page, checked.
    upload: Upload | None = None
    # Telegram's id of a button press, to take the waiting sign off the button.
    callback_id: str = ""
