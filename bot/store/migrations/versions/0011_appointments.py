"""Appointments: what can be booked, what is booked, and that nothing is booked twice."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"

# Two rows that are alive, about the same resource, at the same time.
_TAKEN = """
    SELECT 1 FROM allocation WHERE resource_id = NEW.resource_id AND state IN ('held', 'booked')
    AND starts_at < NEW.ends_at AND ends_at > NEW.starts_at AND id <> NEW.id
"""


def upgrade() -> None:
    _resources()
    _appointments()
    _what_belongs_to_them()
    if op.get_bind().dialect.name == "postgresql":
        op.execute("CREATE EXTENSION IF NOT EXISTS btree_gist")
        op.execute(
            "ALTER TABLE allocation ADD CONSTRAINT allocation_overlap EXCLUDE USING gist"
            " (resource_id WITH =, int8range(starts_at, ends_at, '[)') WITH &&) WHERE (state IN ('held', 'booked'))"
        )
        return
    for event in ("INSERT", "UPDATE"):
        op.execute(
            f"CREATE TRIGGER allocation_overlap_{event.lower()} BEFORE {event} ON allocation"
            f" WHEN NEW.state IN ('held', 'booked') AND EXISTS ({_TAKEN})"
            " BEGIN SELECT RAISE(ABORT, 'allocation_overlap'); END"
        )


def _resources() -> None:
    op.create_table(
        "resource",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("staff_id", sa.BigInteger(), nullable=True),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("feed", sa.LargeBinary(), nullable=True),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "closure",
        sa.Column("day", sa.String(length=10), nullable=False),
        sa.Column("reason", sa.String(length=120), nullable=False),
        sa.PrimaryKeyConstraint("day"),
    )


def _appointments() -> None:
    op.create_table(
        "appointment",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("party_id", sa.BigInteger(), nullable=False),
        sa.Column("service", sa.String(length=24), nullable=False),
        sa.Column("language", sa.String(length=16), nullable=False),
        sa.Column("how", sa.String(length=12), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("starts_at", sa.BigInteger(), nullable=False),
        sa.Column("ends_at", sa.BigInteger(), nullable=False),
        sa.Column("held_until", sa.BigInteger(), nullable=True),
        sa.Column("request", sa.String(length=64), nullable=True),
        sa.Column("root_id", sa.BigInteger(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("changed_at", sa.BigInteger(), nullable=False),
        sa.Column("by", sa.String(length=8), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("request"),
    )
    op.create_index("ix_appointment_party_id", "appointment", ["party_id"])
    op.create_index("ix_appointment_starts_at", "appointment", ["starts_at"])
    held = sa.text("state = 'held'")
    op.create_index("appointment_held", "appointment", ["held_until"], sqlite_where=held, postgresql_where=held)
    op.create_table(
        "allocation",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("appointment_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("resource_id", sa.BigInteger(), nullable=False),
        sa.Column("starts_at", sa.BigInteger(), nullable=False),
        sa.Column("ends_at", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.ForeignKeyConstraint(["appointment_id"], ["appointment.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_allocation_appointment_id", "allocation", ["appointment_id"])
    op.create_index("allocation_taken", "allocation", ["resource_id", "ends_at"])


def _what_belongs_to_them() -> None:
    op.create_table(
        "attendance",
        sa.Column("appointment_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("person_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("reply", sa.String(length=8), nullable=False),
        sa.Column("ticks", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["appointment_id"], ["appointment.id"]),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"]),
        sa.PrimaryKeyConstraint("appointment_id", "person_id"),
    )
    op.create_index("ix_attendance_person_id", "attendance", ["person_id"])
    op.create_table(
        "reminder",
        sa.Column("appointment_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("person_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("due_at", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.ForeignKeyConstraint(["appointment_id"], ["appointment.id"]),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"]),
        sa.PrimaryKeyConstraint("appointment_id", "person_id", "kind"),
    )
    op.create_index("ix_reminder_person_id", "reminder", ["person_id"])
    planned = sa.text("state = 'planned'")
    op.create_index("reminder_due", "reminder", ["due_at"], sqlite_where=planned, postgresql_where=planned)
    op.create_table(
        "waitlist",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("service", sa.String(length=24), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("offered_id", sa.BigInteger(), nullable=True),
        sa.Column("until", sa.BigInteger(), nullable=True),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_waitlist_person_id", "waitlist", ["person_id"])
