"""Bundles made for a court, and what is held back from them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Two tables; no bundle was ever made before."""
    op.create_table(
        "bundle",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("master_id", sa.Integer(), nullable=False),
        sa.Column("service_id", sa.Integer(), nullable=False),
        sa.Column("comparison_id", sa.Integer(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("differing", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=False),
        _key("bundle", "application_id", "application"),
        _key("bundle", "case_id", "case"),
        _key("bundle", "master_id", "document"),
        _key("bundle", "service_id", "document"),
        _key("bundle", "comparison_id", "document"),
        _key("bundle", "made_by", "user"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bundle")),
    )
    op.create_index("ix_bundle_application_id", "bundle", ["application_id"])
    op.create_index("ix_bundle_case_id", "bundle", ["case_id"])
    op.create_table(
        "bundle_held",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("held_by", sa.Integer(), nullable=False),
        _key("bundle_held", "application_id", "application"),
        _key("bundle_held", "held_by", "user"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bundle_held")),
        sa.UniqueConstraint("application_id", "key", name=op.f("uq_bundle_held_application_id_key")),
    )
    op.create_index("ix_bundle_held_application_id", "bundle_held", ["application_id"])


def _key(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}"))
