"""What a case cost, how those who reported found it, and case reviews."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Four tables; none of it was ever kept before."""
    op.create_table(
        "case_cost",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("pence", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("entered_by", sa.Integer(), nullable=False),
        _key("case_cost", "case_id", "case"),
        _key("case_cost", "entered_by", "user"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_cost")),
    )
    op.create_index("ix_case_cost_case_id", "case_cost", ["case_id"])
    op.create_table(
        "satisfaction_survey",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("reached", sa.Boolean(), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("asked_by", sa.Integer(), nullable=False),
        _key("satisfaction_survey", "case_id", "case"),
        _key("satisfaction_survey", "asked_by", "user"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_satisfaction_survey")),
    )
    op.create_index("ix_satisfaction_survey_case_id", "satisfaction_survey", ["case_id"])
    op.create_table(
        "case_review",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("complaints", sa.JSON(), nullable=False),
        sa.Column("decision", sa.String(length=32), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("reasons", sa.Text(), nullable=False),
        sa.Column("reviewed_on", sa.Date(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=False),
        _key("case_review", "case_id", "case"),
        _key("case_review", "person_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_review")),
    )
    op.create_index("ix_case_review_case_id", "case_review", ["case_id"])
    op.create_index("ix_case_review_person_id", "case_review", ["person_id"])
    op.create_table(
        "review_recommendation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column("to_whom", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        _key("review_recommendation", "review_id", "case_review"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_recommendation")),
    )
    op.create_index("ix_review_recommendation_review_id", "review_recommendation", ["review_id"])


def _key(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}"))
