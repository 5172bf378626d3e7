"""What Lotse writes by itself about an appointment: reminders, and what others did with it; no child is named."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from dialogs.booking import codes, said
from dialogs.booking.interpreting import SPOKEN
from dialogs.reply import Message, Part, anywhere
from translations import LanguageName, Text, _, render, spoken

if TYPE_CHECKING:
    from collections.abc import Iterator

    from knowledge.office import Office

# NOTE: {day} is "today, …" or "tomorrow, …" or a day with its weekday.
_REMIND = _("A reminder: your appointment is {day}.")
_BOOKED = _("Our office has booked an appointment for you.")
_MOVED = _("Your appointment has a new time.")
_OFF = _("This appointment is cancelled: {when}. You can choose another time.")
_CLOSED = _("Our office is closed that day, so this appointment cannot take place: {when}. Please choose another time.")
_MISSED = _("You could not come to your appointment. That can happen. Would you like another time?")
# NOTE: {when} is a day with its weekday and the time; {until}, too.
_OFFER = _("A time has become free: {when}. I keep it for you until {until}.")
_HEADS = {"booked": _BOOKED, "moved": _MOVED, "off": _OFF, "closed": _CLOSED, "missed": _MISSED, "offer": _OFFER}
_BUTTONS = {
    "day": ("coming", "another", "cannot", "visit"),
    "hours": ("coming", "another", "cannot", "visit"),
    "booked": ("visit", "another", "cannot"),
    "moved": ("visit", "another", "cannot"),
    "off": ("another",),
    "closed": ("another",),
    "missed": ("another",),
    "offer": ("take", "pass", "unlist"),
}
# Where nothing of this kind takes place any more, nobody need know where.
_OVER = ("off", "closed", "missed")


def notice(  # noqa: PLR0913  (What is said about what, to whom.)
    kind: str, found: dict[str, Any], office: Office, language: str, today: date, *, until: datetime | None = None
) -> Message:
    """Write one notice about an appointment, as SeeVisit tells of it; until is the end of an offer."""
    lines = _lines(kind, found, office, today, until)
    rows = tuple(
        (anywhere(codes.LABELS[what], codes.code(what, found["id"]), language),) for what in _BUTTONS[kind]
    )  # fmt: skip
    parts = tuple(Part(text=render(line, language)) for line in lines)
    return Message(language=language, parts=parts, rows=rows, notice=True)


def _lines(
    kind: str, found: dict[str, Any], office: Office, today: date, until: datetime | None
) -> Iterator[Text]:  # fmt: skip
    starts = datetime.fromisoformat(found["starts"])
    if kind in ("day", "hours"):
        yield _REMIND(day=spoken(starts.date(), today))
    else:
        yield _HEADS[kind](when=starts, until=until)
    if kind in _OVER:
        return
    yield said.when(found)
    yield from said.where(office, found["place"])
    yield SPOKEN[found["how"]](language=LanguageName(found["language"]))
