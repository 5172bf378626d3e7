"""What is said about an appointment: when, what, where, who interprets, what to bring."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from dialogs.booking.interpreting import SPOKEN
from dialogs.booking.services import service_name
from dialogs.talk import Papers
from knowledge.services import FAMILIES
from translations import LanguageName, Text, _, n_

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dialogs.talk import Talk
    from knowledge.office import Office

# NOTE: {when} is a day with its weekday and the time; {service} is what the talk is about.
WHEN = _("{when}: {service}")
# NOTE: {address} and {way_in} are German, as on the signs there.
_WHERE = _("Place: {address}. {way_in}.")
_UNSURE = _("Please call us before you come, so that you find the right place: {phone}.")
_ELSEWHERE = _("Place: {place}. Somebody who speaks your language comes along.")
_ADULTS = n_("{n} adult", "{n} adults")
_CHILDREN = n_("{n} child", "{n} children")
_BRING = _(
    "Please bring papers if you have them: passport or identity card, registration certificate, school reports,"
    " vaccination card. If a paper is missing, come all the same."
)
_BRING_CHILDREN = _("Please bring the children.")


def when(found: dict[str, Any]) -> Text:
    """Say when it is and what it is about."""
    return WHEN(when=datetime.fromisoformat(found["starts"]), service=service_name(found["service"]))


def where(office: Office, place: str = "") -> Iterator[Text]:
    """Say where it is; an address that the office has not confirmed is not relied on."""
    if place:
        yield _ELSEWHERE(place=place)
        return
    yield _WHERE(address=office.address.value, way_in=office.way_in.value)
    if not office.address.confirmed:
        yield _UNSURE(phone=office.phone.value)


def whole(found: dict[str, Any], office: Office) -> Iterator[Text]:
    """Say everything about an appointment."""
    yield when(found)
    yield from where(office, found["place"])
    yield SPOKEN[found["how"]](language=LanguageName(found["language"]))
    if found["children"]:
        yield _BRING_CHILDREN
    if found["service"] in FAMILIES:
        yield _BRING


def who_comes(found: dict[str, Any]) -> list[Text]:
    """Say how many come."""
    children = len(found["children"])
    return [_ADULTS(n=found["adults"]), *([_CHILDREN(n=children)] if children else [])]


def tell_booked(talk: Talk, found: dict[str, Any]) -> None:
    """Say that it is booked, and everything about it."""
    talk.say(_("Your appointment is booked."))
    for one in whole(found, talk.library.office):
        talk.say(one)
    talk.say(_("We will remind you. You can move or cancel it at any time: press a button below, or call us."))
    talk.say(Papers(found["id"]))
