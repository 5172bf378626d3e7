"""What is kept about me: looking at it, taking it with me, correcting it, deleting it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from dialogs.devices import DEVICES
from dialogs.intake.notice import WHO_READS
from dialogs.questions import Choice, Option, yes_no
from dialogs.talk import Download, Next
from dialogs.wishes import DeleteEverything, SeeWhatIsKept
from translations import _, n_, own_name, spoken

if TYPE_CHECKING:
    from dialogs.talk import Talk

SINCE = _("We have kept the messages of this chat since {since}. We also keep your language: {language}.")
TOLD = _("Our office may also have written down what you told us, such as your name or phone number.")
PASSED_ON = _(
    "The school authority (Schulamt) already knows about your child. It decides itself how long it keeps that. Ask us"
    " if you have questions: {phone}."
)


async def my_data(talk: Talk) -> Next | None:
    """Show what is kept; let her correct it, take it with her, or delete it."""
    kept = await talk.wish("kept", SeeWhatIsKept())
    talk.say(
        SINCE,
        since=spoken(date.fromisoformat(kept["since"]), talk.today),
        language=own_name(talk.language),
    )
    if kept.get("told"):
        talk.say(TOLD)
    if kept.get("family"):
        talk.say(_("We also keep your answers about your family."))
        talk.say(WHO_READS)
    else:
        talk.say(_("Everything is encrypted. Only our office can read what we keep. We give it to nobody else."))
    talk.say(
        n_(
            "After {n} day without a message from you we delete everything.",
            "After {n} days without a message from you we delete everything.",
        ),
        n=kept["days"],
    )
    choice = await talk.ask("what", _what(family=bool(kept.get("family"))))
    if choice == "see":
        return Next("intake")
    if choice == "devices":
        return Next("devices")
    if choice == "download":
        talk.say(Download())
    if choice == "delete":
        await _delete(talk)
    return None


def _what(*, family: bool) -> Choice[str]:
    see = Option(code="see", label=_("See and change my answers"), value="see", pictogram="✏️")
    choices = (
        *([see] if family else []),
        Option(code="download", label=_("Download my data"), value="download", pictogram="📥"),
        DEVICES,
        Option(code="delete", label=_("Delete everything"), value="delete", pictogram="🗑️"),
        Option(code="nothing", label=_("Leave it as it is"), value="nothing", pictogram="👌"),
    )
    return Choice(text=_("What would you like to do?"), choices=choices)


async def _delete(talk: Talk) -> None:
    sure = await talk.ask("sure", yes_no(_("Do you really want to delete everything? You cannot get it back.")))
    if not sure:
        talk.say(_("Nothing was deleted."))
        return
    deleted = await talk.wish("deleted", DeleteEverything())
    if not deleted:
        # Somebody else was faster: there is nothing left.
        return
    talk.say(
        _("Everything is deleted. Your receipt code is {receipt}. You can write to me again at any time."),
        receipt=deleted.value["receipt"],
    )
    if deleted.value.get("passed_on"):
        talk.say(PASSED_ON, phone=talk.library.office.phone.value)
