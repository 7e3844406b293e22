"""Returns as they were submitted, and the figures of a year that they are counted by."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Three tables; no return was ever submitted before."""
    op.create_table(
        "office_figure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_office_figure")),
        sa.UniqueConstraint("code", "year", name=op.f("uq_office_figure_code_year")),
    )
    op.create_table(
        "submitted_return",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("rule_version", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("period", sa.Text(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("figures", sa.JSON(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("submitted_at", sa.DateTime(), nullable=False),
        sa.Column("submitted_by", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["submitted_by"], ["user.id"], name=op.f("fk_submitted_return_submitted_by_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_submitted_return")),
    )
    op.create_table(
        "return_paper",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("return_id", sa.Integer(), nullable=False),
        sa.Column("pdf", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["return_id"], ["submitted_return.id"], name=op.f("fk_return_paper_return_id_submitted_return")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_return_paper")),
        sa.UniqueConstraint("return_id", name=op.f("uq_return_paper_return_id")),
    )
