"""Appointments: one talk of one household (or of a person who has none), who takes part, and what it takes up."""

from sqlalchemy import BigInteger, ForeignKey, Index, Integer, LargeBinary, String, Table

from bot.store.columns import Exporter, personal, shared
from bot.store.tables.metadata import METADATA

appointment = Table(
    "appointment",
    METADATA,
    shared(
        "id", BigInteger, purpose="names the appointment in other rows; random", primary_key=True, autoincrement=False
    ),
    shared("party_id", BigInteger, purpose="whose it is: a household, or a person who belongs to none", index=True),
    shared("service", String(24), purpose="what it is about", exporter=Exporter.MY_DATA),
    shared("language", String(16), purpose="in which language they speak there", exporter=Exporter.MY_DATA),
    shared("how", String(12), purpose="own, interpreter, phone, adult or none: who interprets"),
    shared(
        "state",
        String(10),
        purpose="held, booked, came, missed, cancelled, moved or expired",
        exporter=Exporter.MY_DATA,
    ),
    shared("starts_at", BigInteger, purpose="when it begins", exporter=Exporter.MY_DATA, index=True),
    shared("ends_at", BigInteger, purpose="when it ends", exporter=Exporter.MY_DATA),
    shared("held_until", BigInteger, purpose="until when the time is kept for her", nullable=True),
    shared("request", String(64), purpose="one request books once, however often it comes", nullable=True, unique=True),
    shared("root_id", BigInteger, purpose="the first of a row of moved ones: calendars know it by this"),
    shared("sequence", Integer, purpose="how often it was moved"),
    shared("created_at", BigInteger, purpose="when it was asked for: waiting days count from here"),
    shared("changed_at", BigInteger, purpose="when its state changed last"),
    shared("by", String(8), purpose="who did that: family, staff, list or house"),
    shared(
        "body",
        LargeBinary,
        purpose="how many come, which children, wishes, and a place elsewhere",
        exporter=Exporter.MY_DATA,
        sealed=True,
    ),
)

_LIVE = appointment.c.state == "held"
Index("appointment_held", appointment.c.held_until, sqlite_where=_LIVE, postgresql_where=_LIVE)

# Two that overlap are impossible by a constraint, which the migration adds: EXCLUDE on PostgreSQL, triggers on SQLite.
allocation = Table(
    "allocation",
    METADATA,
    shared("id", BigInteger, purpose="names the row; random", primary_key=True, autoincrement=False),
    shared("appointment_id", BigInteger, ForeignKey("appointment.id"), purpose="for which appointment", index=True),
    shared("kind", String(16), purpose="household, counsellor, interpreter or room"),
    shared("resource_id", BigInteger, purpose="who or what is taken"),
    shared("starts_at", BigInteger, purpose="from when on"),
    shared("ends_at", BigInteger, purpose="until when, end excluded; a counsellor's pause belongs to it"),
    shared("state", String(10), purpose="held, booked or free"),
    Index("allocation_taken", "resource_id", "ends_at"),
    # What is taken from now on is read from here alone, however much has been.
    Index("allocation_busy", "state", "ends_at", "starts_at", "resource_id", "kind"),
)

attendance = Table(
    "attendance",
    METADATA,
    personal(
        "appointment_id",
        BigInteger,
        ForeignKey("appointment.id"),
        purpose="which appointment",
        primary_key=True,
        autoincrement=False,
    ),
    personal(
        "person_id",
        BigInteger,
        ForeignKey("person.id"),
        purpose="which adult takes part",
        primary_key=True,
        autoincrement=False,
        index=True,
    ),
    personal("reply", String(8), purpose="coming, or empty: what she said last", exporter=Exporter.MY_DATA),
    personal(
        "ticks",
        LargeBinary,
        purpose="what she has ticked off on her own list",
        sealed=True,
        nullable=True,
        exporter=Exporter.MY_DATA,
    ),
)

reminder = Table(
    "reminder",
    METADATA,
    personal(
        "appointment_id",
        BigInteger,
        ForeignKey("appointment.id"),
        purpose="of which appointment",
        primary_key=True,
        autoincrement=False,
    ),
    personal(
        "person_id",
        BigInteger,
        ForeignKey("person.id"),
        purpose="who is reminded",
        primary_key=True,
        autoincrement=False,
        index=True,
    ),
    personal("kind", String(8), purpose="day, hours, what was done with it, or phone", primary_key=True),
    personal("due_at", BigInteger, purpose="when"),
    personal("state", String(12), purpose="planned, sent, void, late, unreachable, failed or phoned"),
    personal("number", Integer, purpose="in which message she was told", nullable=True),
)

_PLANNED = reminder.c.state == "planned"
Index("reminder_due", reminder.c.due_at, sqlite_where=_PLANNED, postgresql_where=_PLANNED)

waitlist = Table(
    "waitlist",
    METADATA,
    personal("id", BigInteger, purpose="names the entry; random", primary_key=True, autoincrement=False),
    personal("person_id", BigInteger, ForeignKey("person.id"), purpose="who waits", index=True),
    personal("service", String(24), purpose="for which talk", exporter=Exporter.MY_DATA),
    personal("state", String(10), purpose="waiting or offered"),
    personal("since", BigInteger, purpose="since when: whoever waits longest is asked first"),
    personal("offered_id", BigInteger, purpose="the appointment that is kept for her meanwhile", nullable=True),
    personal("until", BigInteger, purpose="until when that is kept", nullable=True),
    personal("body", LargeBinary, purpose="language, wishes and days", sealed=True, exporter=Exporter.MY_DATA),
)
