"""Redacted copies of exhibits and filed papers."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """One table; no copy was ever made before."""
    op.create_table(
        "redaction",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("exhibit_id", sa.Integer(), nullable=True),
        sa.Column("document_id", sa.Integer(), nullable=True),
        sa.Column("copy_exhibit_id", sa.Integer(), nullable=True),
        sa.Column("copy_document_id", sa.Integer(), nullable=True),
        sa.Column("original_sha256", sa.Text(), nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_redaction_case_id_case")),
        sa.ForeignKeyConstraint(["exhibit_id"], ["exhibit.id"], name=op.f("fk_redaction_exhibit_id_exhibit")),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_redaction_document_id_document")),
        sa.ForeignKeyConstraint(["copy_exhibit_id"], ["exhibit.id"], name=op.f("fk_redaction_copy_exhibit_id_exhibit")),
        sa.ForeignKeyConstraint(
            ["copy_document_id"], ["document.id"], name=op.f("fk_redaction_copy_document_id_document")
        ),
        sa.ForeignKeyConstraint(["made_by"], ["user.id"], name=op.f("fk_redaction_made_by_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_redaction")),
    )
    for column in ("case_id", "exhibit_id", "document_id", "copy_exhibit_id", "copy_document_id"):
        op.create_index(f"ix_redaction_{column}", "redaction", [column])
