"""Booking a talk: what about, when, who comes; six taps for who is known, and nothing is lost on the way."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from dialogs.booking import said
from dialogs.booking.coming import ask_who_comes
from dialogs.booking.companion import companion
from dialogs.booking.interpreting import Speaking, as_known, ask_who_interprets
from dialogs.booking.listing import no_time
from dialogs.booking.services import pictogram, service_name
from dialogs.booking.times import LIST, MONTH, OTHER, SOONER, WISHES, ask_time, choose_day, look
from dialogs.booking.wishes import BookTime, HoldTime, KeepTime, SeeBooking
from dialogs.called import Name
from dialogs.questions import Choice, Option
from dialogs.talk import Next
from knowledge.services import COMPANION, FAMILIES
from translations import ShortMoment, Text, _

if TYPE_CHECKING:
    from dialogs.talk import Talk

# So often she may look for other times; then a person helps.
MOST = 25
NEW = "new"


async def booking(talk: Talk, *, service: str = "", instead_of: int = 0) -> Next | None:
    """Book a talk, or show those that are booked; instead_of is the one that is moved."""
    known = await talk.wish("known", SeeBooking())
    if known["mine"] and not service:
        chosen = await talk.ask("mine", _mine(known["mine"]))
        if chosen != NEW:
            return Next("visit", {"id": int(chosen)})
    service = service or await talk.ask("service", _service(known["services"]))
    if service in FAMILIES and not known["known"] and not instead_of:
        talk.say(_("Before your first talk I have five short questions. Then you can book."))
        return Next("intake")
    speaking = as_known(known) or await ask_who_interprets(talk, "how", known["language"])
    if service == COMPANION:
        return await companion(talk, known, speaking)
    name = "" if known["known"] else await talk.ask("name", Name(text=_("What may we call you?")))
    return await _book(talk, known, service, speaking, {"instead_of": instead_of, "name": name})


async def _book(
    talk: Talk, known: dict[str, Any], service: str, speaking: Speaking, more: dict[str, Any]
) -> Next | None:
    since, spread = "", True
    for n in range(MOST):
        wanting = speaking.wanting(service, len(known["children"]))
        found = await look(talk, f"free.{n}", wanting, since=since, spread=spread)
        if not found["times"] and not found["more"]:
            return await no_time(talk, wanting, nothing=True, listed=service in known["waits"])
        chosen = await talk.ask(
            f"time.{n}", ask_time(found, talk.today, wishes=speaking.language != "de", spread=spread)
        )
        if chosen == LIST:
            return await no_time(talk, wanting, nothing=False, listed=service in known["waits"])
        if chosen == WISHES:
            speaking = await ask_who_interprets(talk, f"how.{n}", speaking.language)
            since, spread = "", True
        elif chosen == SOONER:
            since, spread = "", False
        elif chosen == OTHER:
            since = found["next"]
        elif chosen == MONTH:
            since, spread = await choose_day(talk, f"month.{n}", wanting), False
        elif not chosen.isdecimal():
            # A day that she has typed.
            since, spread = chosen, False
        elif await _take(talk, n, {"known": known, "wanting": wanting, "at": int(chosen), **more}):
            return None
    return Next("human")


async def _take(talk: Talk, n: int, choice: dict[str, Any]) -> bool:
    """Keep a time, ask who comes, and book it; false where somebody was faster."""
    known, wanting = choice["known"], choice["wanting"]
    held = await talk.wish(f"held.{n}", HoldTime(**wanting, at=choice["at"]))
    if not held:
        talk.say(_("Somebody was faster. Please choose another time."))
        return False
    service, children = wanting["service"], tuple(known["children"])
    coming = await ask_who_comes(talk, f"who.{n}", service, children if service in FAMILIES else (), known["adults"])
    until = held.value["until"]
    for times in range(MOST):
        sure = await talk.ask(f"sure.{n}.{times}", _sure(held.value["at"], service, until))
        if sure == "longer":
            kept = await talk.wish(f"kept.{n}.{times}", KeepTime(held.value["id"]))
            if not kept:
                talk.say(_("Somebody was faster. Please choose another time."))
                return False
            until = kept.value["until"]
            continue
        if sure == "other":
            await talk.revise(f"time.{n}", since=f"held.{n}")
        break
    booked = await talk.wish(
        f"booked.{n}",
        BookTime(
            id=held.value["id"], adults=coming.adults, children=",".join(map(str, coming.children)), both=coming.both,
            instead_of=choice["instead_of"], name=choice["name"],
        ),
    )  # fmt: skip
    if not booked:
        talk.say(_("Somebody was faster. Please choose another time."))
        return False
    said.tell_booked(talk, booked.value)
    return True


def _mine(mine: list[dict[str, Any]]) -> Choice[str]:
    shown = (
        Option(code=str(one["id"]), label=_when(one["at"]), value=str(one["id"]), pictogram=pictogram(one["service"]))
        for one in mine
    )
    another = Option(code=NEW, label=_("Book another appointment"), value=NEW, pictogram="📅")
    return Choice(text=_("You have an appointment already. What would you like to do?"), choices=(*shown, another))


# Nothing but a day and a time: there is nothing to translate.
_WHEN = "{when}"
_ALONE = Text(_WHEN)


def _when(written: str) -> Text:
    return _ALONE(when=ShortMoment(datetime.fromisoformat(written)))


def _service(ids: list[str]) -> Choice[str]:
    choices = tuple(Option(code=id, label=service_name(id), value=id, pictogram=pictogram(id)) for id in ids)
    return Choice(text=_("What is it about?"), choices=choices)


def _sure(at: str, service: str, until: str) -> Choice[str]:
    text = _("{when}: {service}. Shall I book this? I keep the time for you until {until}.")
    choices = (
        Option(code="book", label=_("Yes, book it"), value="book", pictogram="✅"),
        Option(code="longer", label=_("I need more time"), value="longer", pictogram="⏱️"),
        Option(code="other", label=_("Another time"), value="other", pictogram="🔁"),
    )
    filled = text(when=datetime.fromisoformat(at), service=service_name(service), until=until)
    return Choice(text=filled, choices=choices)
