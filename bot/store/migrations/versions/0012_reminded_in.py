"""In which message somebody was reminded; indexes for what is taken from now on, and for what waits in a chat."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    op.add_column("reminder", sa.Column("number", sa.Integer(), nullable=True))
    op.create_index("allocation_busy", "allocation", ["state", "ends_at", "starts_at", "resource_id", "kind"])
    queued = sa.text("state = 'queued'")
    op.create_index("outbox_behind", "outbox", ["address_id"], sqlite_where=queued, postgresql_where=queued)
