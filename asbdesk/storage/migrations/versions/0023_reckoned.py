"""An order remembers whether its last day was typed, or reckoned from its own day and the length applied for."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Every last day kept so far was typed: none of them moves by itself."""
    op.add_column("court_order", sa.Column("reckoned", sa.Boolean(), nullable=False, server_default="0"))
