"""Where the address stands in an envelope's window; data protection and Welsh words at the foot of letters."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name in ("window_right", "window_down"):
        op.add_column("office", sa.Column(name, sa.Integer(), nullable=False, server_default="0"))
    for name in ("data_notice", "complaints_welsh", "data_notice_welsh"):
        op.add_column("office", sa.Column(name, sa.Text(), nullable=False, server_default=""))
