"""A time has become free for who is on the waiting list: take it, let it go, or leave the list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialogs.booking.said import tell_booked
from dialogs.booking.wishes import LeaveList, PassOffer, TakeOffer
from translations import _

if TYPE_CHECKING:
    from dialogs.talk import Talk


async def offer(talk: Talk, *, id: int, do: str) -> None:
    """Do what a button under the offer says."""
    if do == "take":
        taken = await talk.wish("taken", TakeOffer(id))
        if taken:
            tell_booked(talk, taken.value)
        else:
            talk.say(_("This time is somebody else's by now. You keep your place on the waiting list."))
    elif do == "pass":
        await talk.wish("passed", PassOffer(id))
        talk.say(_("All right. You keep your place on the waiting list. I write to you when another time is free."))
    else:
        left = await talk.wish("left", LeaveList("", id))
        on_it = _("You are not on the waiting list any more. You can book an appointment at any time.")
        talk.say(on_it if left else _("You were not on the waiting list."))
