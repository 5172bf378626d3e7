"""What is kept about me, and deleting it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from dialogs.devices import DEVICES
from dialogs.questions import Choice, Option, yes_no
from dialogs.talk import Next
from dialogs.wishes import DeleteEverything, SeeWhatIsKept
from translations import _, n_, own_name, spoken

if TYPE_CHECKING:
    from dialogs.talk import Talk


async def my_data(talk: Talk) -> Next | None:
    """Show what is kept, and delete it on demand."""
    kept = await talk.wish("kept", SeeWhatIsKept())
    talk.say(
        _("We have kept the messages of this chat since {since}. We also keep your language: {language}."),
        since=spoken(date.fromisoformat(kept["since"]), talk.today),
        language=own_name(talk.language),
    )
    if kept.get("told"):
        talk.say(_("Our office may also have written down what you told us, such as your name or phone number."))
    talk.say(_("Everything is encrypted. Only our office can read what we keep. We give it to nobody else."))
    talk.say(
        n_(
            "After {n} day without a message from you we delete everything.",
            "After {n} days without a message from you we delete everything.",
        ),
        n=kept["days"],
    )
    choice = await talk.ask(
        "what",
        Choice(
            text=_("What would you like to do?"),
            choices=(
                DEVICES,
                Option(code="delete", label=_("Delete everything"), value="delete", pictogram="🗑️"),
                Option(code="nothing", label=_("Leave it as it is"), value="nothing", pictogram="👌"),
            ),
        ),
    )
    if choice == "devices":
        return Next("devices")
    if choice == "nothing":
        return None
    sure = await talk.ask("sure", yes_no(_("Do you really want to delete everything? You cannot get it back.")))
    if not sure:
        talk.say(_("Nothing was deleted."))
        return None
    deleted = await talk.wish("deleted", DeleteEverything())
    if not deleted:
        # Somebody else was faster: there is nothing left.
        return None
    talk.say(
        _("Everything is deleted. Your receipt code is {receipt}. You can write to me again at any time."),
        receipt=deleted.value["receipt"],
    )
    return None
