"""Prohibitions: what each answers, why one was struck out, the person's daily life, the zones of an order as made."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("sought_term", sa.Column("removed_reason", sa.Text(), nullable=False, server_default=""))
    op.add_column("court_order", sa.Column("areas", sa.JSON(), nullable=False, server_default="{}"))
    op.create_table(
        "term_allegation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("term_id", sa.Integer(), nullable=False),
        sa.Column("allegation_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["allegation_id"], ["allegation.id"], name=op.f("fk_term_allegation_allegation_id_allegation")
        ),
        sa.ForeignKeyConstraint(["term_id"], ["sought_term.id"], name=op.f("fk_term_allegation_term_id_sought_term")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_term_allegation")),
    )
    op.create_index(op.f("ix_term_allegation_allegation_id"), "term_allegation", ["allegation_id"], unique=False)
    op.create_index(op.f("ix_term_allegation_term_id"), "term_allegation", ["term_id"], unique=False)
    op.create_table(
        "daily_fact",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("none", sa.Boolean(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("hours", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("told_by", sa.Text(), nullable=False),
        sa.Column("told_on", sa.Date(), nullable=False),
        sa.Column("longitude", sa.Float(), nullable=True),
        sa.Column("latitude", sa.Float(), nullable=True),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_daily_fact_application_id_application")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_daily_fact")),
    )
    op.create_index(op.f("ix_daily_fact_application_id"), "daily_fact", ["application_id"], unique=False)
