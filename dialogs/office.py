"""What has no dialog of its own yet: the way to the office, honestly."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialogs.talk import Show
from translations import _

if TYPE_CHECKING:
    from dialogs.talk import Talk


async def booking(talk: Talk) -> None:
    """Tell how to get an appointment."""
    talk.say(_("You cannot book an appointment here yet. Please call us or write to us. This is how you reach us:"))
    talk.say(Show("contact"))
