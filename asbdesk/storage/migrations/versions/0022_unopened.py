"""The pile of unopened reports is counted and listed without the many that are dealt with."""

from __future__ import annotations

from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """An index of the pile alone; nothing that is kept changes."""
    op.execute("DROP INDEX ix_incident_unopened")
    op.execute(
        "CREATE INDEX ix_incident_unopened ON incident (when_from, reported_at, id) "
        "WHERE dealt_with_at IS NULL AND batch_id IS NULL"
    )
