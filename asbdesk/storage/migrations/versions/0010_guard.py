"""Who may be named to which reader of a paper, and what a manager released."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "party_class",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("party_id", sa.Integer(), nullable=False),
        sa.Column("reader", sa.String(length=32), nullable=False),
        sa.Column("disclosure", sa.String(length=32), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("decided_by", sa.Integer(), nullable=False),
        sa.Column("decided_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["decided_by"], ["user.id"], name=op.f("fk_party_class_decided_by_user")),
        sa.ForeignKeyConstraint(["party_id"], ["case_party.id"], name=op.f("fk_party_class_party_id_case_party")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_party_class")),
        sa.UniqueConstraint("party_id", "reader", name=op.f("uq_party_class_party_id_reader")),
    )
    op.create_index(op.f("ix_party_class_party_id"), "party_class", ["party_id"], unique=False)
    op.create_table(
        "release",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("paper", sa.Text(), nullable=False),
        sa.Column("finding", sa.Text(), nullable=False),
        sa.Column("called", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("released_by", sa.Integer(), nullable=False),
        sa.Column("released_at", sa.DateTime(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_release_case_id_case")),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_release_document_id_document")),
        sa.ForeignKeyConstraint(["released_by"], ["user.id"], name=op.f("fk_release_released_by_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_release")),
    )
    op.create_index("ix_release_case_paper", "release", ["case_id", "paper"], unique=False)
    op.create_index(op.f("ix_release_document_id"), "release", ["document_id"], unique=False)
