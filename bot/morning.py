"""Each counsellor gets her day's list by e-mail in the morning; no family is named unless the office wants it."""

from __future__ import annotations

from datetime import timedelta
from email.message import EmailMessage
from smtplib import SMTPException
from typing import TYPE_CHECKING

from bot.booking.schedule import DAY, moment
from bot.booking.telling import family_name
from bot.mail_server import hand_in
from bot.store import allocations, appointments, dues, resources, staff
from bot.store.appointments import BOOKED
from bot.store.resources import Kind
from bot.wall import day_of, local
from knowledge.hours import is_working_day
from translations import language_name

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import Connection

    from bot.desk.desk import Desk
    from bot.mail_server import MailServer
    from bot.store.appointments import Appointment
    from bot.store.resources import Resource

# By the office's wall clock; and until when a list that is late still helps.
HOUR, UNTIL = 7, 12
KEY = "morning"
SUBJECT = "Lotse: Ihre Termine heute"
_TALKS = {
    "first-counselling": "Erstberatung", "school-placement": "Schulplatz", "change-school": "Schulwechsel",
    "social-work": "Schulsozialarbeit", "volunteering": "Ehrenamt", "funding": "Vereine und Förderung",
    "workshops": "Beratung für Schulen", "companion": "Begleitung",
}  # fmt: skip


def mails(conn: Connection, desk: Desk) -> list[EmailMessage]:
    """Return the lists that are due now, one a counsellor who has talks today; each day once."""
    now = desk.clock()
    dues.plan(conn, KEY, KEY, _next(desk, now, today=True))
    if not dues.claim(conn, KEY, now):
        return []
    dues.move(conn, KEY, _next(desk, now))
    today, hour = day_of(now, desk.zone), local(now, desk.zone).hour
    if not HOUR <= hour < UNTIL or not is_working_day(desk.library.office, today):
        return []
    booked = appointments.between(
        conn, desk.vault, moment(today, 0, desk.zone), moment(today, DAY, desk.zone), (BOOKED,)
    )
    known = resources.everything(conn, desk.vault, gone=True)
    names = {one.id: one.name for one in known if one.kind in (Kind.INTERPRETER, Kind.ROOM)}
    return [mail for one in known if one.state == "active" and (mail := _mail(conn, desk, one, booked, names))]


def send(server: MailServer, desk: Desk) -> None:
    """Send what is due; what a mail server refuses is an alarm of the caller's, once the others have theirs."""
    refused: list[SMTPException] = []
    for mail in desk.write(lambda conn: mails(conn, desk)):
        try:
            hand_in(server, mail)
        except SMTPException as error:
            refused.append(error)
    if refused:
        raise refused[0]


def _mail(
    conn: Connection, desk: Desk, whose: Resource, booked: list[Appointment], names: dict[int, str]
) -> EmailMessage | None:
    colleague = staff.one(conn, whose.staff_id) if whose.staff_id else None
    if colleague is None or colleague.state != "active" or colleague.away:
        return None
    shares = allocations.of(conn, [one.id for one in booked])
    hers = [one for one in booked if any(share.resource_id == whose.id for share in shares.get(one.id, []))]
    if not hers:
        return None
    mail = EmailMessage()
    mail["Subject"], mail["From"], mail["To"] = SUBJECT, desk.library.office.email.value, colleague.login
    named = desk.library.office.appointments.names_in_feed
    lines = []
    for one in hers:
        beside = [names[share.resource_id] for share in shares[one.id] if share.resource_id in names]
        lines.append(_line(desk, one, [*beside, family_name(conn, desk.vault, one) if named else ""]))
    mail.set_content("\n".join(lines) + f"\n\n{desk.url}/desk/calendar?view=day\n")
    return mail


def _line(desk: Desk, found: Appointment, beside: list[str]) -> str:
    """Write one talk; beside are whoever and whatever it takes, and the family where she may be named."""
    times = "–".join(f"{local(at, desk.zone):%H:%M}" for at in (found.starts_at, found.ends_at))
    how = {"interpreter": ", mit Dolmetschen", "phone": ", am Telefon gedolmetscht"}.get(found.how, "")
    talk = f"{times} {_TALKS[found.service]} ({language_name(found.language, 'de')}{how})"
    return ", ".join([talk, *filter(None, beside)])


def _next(desk: Desk, now: int, *, today: bool = False) -> int:
    day: date = day_of(now, desk.zone)
    at = moment(day, HOUR * 60, desk.zone)
    return at if today or at > now else moment(day + timedelta(days=1), HOUR * 60, desk.zone)
