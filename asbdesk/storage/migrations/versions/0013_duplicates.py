"""People known twice: searches, pairs, decisions, merges; addresses written in one way; keys to find them by."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Tables alone; the first search is made when somebody asks for it."""
    op.create_table(
        "duplicate_search",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("compared", sa.Integer(), nullable=False),
        sa.Column("found", sa.Integer(), nullable=False),
        sa.Column("model", sa.JSON(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=False),
        _key("duplicate_search", "made_by", "user"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duplicate_search")),
    )
    op.create_table(
        "duplicate_pair",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("one_id", sa.Integer(), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("workings", sa.JSON(), nullable=False),
        _key("duplicate_pair", "one_id", "person"),
        _key("duplicate_pair", "other_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duplicate_pair")),
        sa.UniqueConstraint("one_id", "other_id", name=op.f("uq_duplicate_pair_one_id_other_id")),
    )
    op.create_index("ix_duplicate_pair_other_id", "duplicate_pair", ["other_id"])
    op.create_index("ix_duplicate_pair_score", "duplicate_pair", ["score"])
    op.create_table(
        "not_same",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("one_id", sa.Integer(), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("decided_at", sa.DateTime(), nullable=False),
        sa.Column("decided_by", sa.Integer(), nullable=False),
        _key("not_same", "one_id", "person"),
        _key("not_same", "other_id", "person"),
        _key("not_same", "decided_by", "user"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_not_same")),
        sa.UniqueConstraint("one_id", "other_id", name=op.f("uq_not_same_one_id_other_id")),
    )
    op.create_index("ix_not_same_other_id", "not_same", ["other_id"])
    _merges()
    op.create_index("ix_person_born", "person", ["born"])
    op.create_index("ix_person_contact_digits", "person_contact", ["digits"])


def _merges() -> None:
    op.create_table(
        "person_merge",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kept_id", sa.Integer(), nullable=False),
        sa.Column("gone_id", sa.Integer(), nullable=False),
        sa.Column("kept_name", sa.Text(), nullable=False),
        sa.Column("gone_name", sa.Text(), nullable=False),
        sa.Column("steps", sa.JSON(), nullable=False),
        sa.Column("merged_at", sa.DateTime(), nullable=False),
        sa.Column("merged_by", sa.Integer(), nullable=False),
        sa.Column("undone_at", sa.DateTime(), nullable=True),
        sa.Column("undone_by", sa.Integer(), nullable=True),
        _key("person_merge", "merged_by", "user"),
        _key("person_merge", "undone_by", "user"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person_merge")),
    )
    op.create_index("ix_person_merge_kept_id", "person_merge", ["kept_id"])
    op.create_index("ix_person_merge_gone_id", "person_merge", ["gone_id"])
    op.create_table(
        "home_rewrite",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("lines", sa.Text(), nullable=False),
        sa.Column("postcode", sa.Text(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("written_at", sa.DateTime(), nullable=False),
        sa.Column("written_by", sa.Integer(), nullable=False),
        sa.Column("undone_at", sa.DateTime(), nullable=True),
        sa.Column("undone_by", sa.Integer(), nullable=True),
        _key("home_rewrite", "written_by", "user"),
        _key("home_rewrite", "undone_by", "user"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_home_rewrite")),
    )


def _key(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}"))
