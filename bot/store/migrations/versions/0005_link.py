"""One-time links from Telegram to the page."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "link",
        sa.Column("lookup", sa.LargeBinary(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("ends_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"]),
        sa.PrimaryKeyConstraint("lookup"),
    )
    with op.batch_alter_table("link") as batch_op:
        batch_op.create_index(batch_op.f("ix_link_person_id"), ["person_id"], unique=False)
