"""Templates of the office's own, with their versions; in which format and language a paper was filed; the languages of
letters."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "template_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("based_on", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["made_by"], ["user.id"], name=op.f("fk_template_version_made_by_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_template_version")),
        sa.UniqueConstraint("code", "language", "number", name=op.f("uq_template_version_code_language_number")),
    )
    for name, kind, first in (
        ("office_version", sa.Integer(), "0"),
        ("format", sa.String(length=32), "ordinary"),
        ("language", sa.String(length=32), "en"),
    ):
        op.add_column("document", sa.Column(name, kind, nullable=False, server_default=first))
    op.add_column("office", sa.Column("panel_languages", sa.JSON(), nullable=False, server_default="[]"))
    op.add_column("office", sa.Column("letter_language", sa.String(length=32), nullable=False, server_default="en"))
