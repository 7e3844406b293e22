"""Imports in two steps, mappings of the office's own, and which import a mended file belongs to."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("import_batch", sa.Column("mends", sa.Integer(), nullable=True))
    op.create_table(
        "import_stage",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("file_sha256", sa.Text(), nullable=False),
        sa.Column("profile", sa.Text(), nullable=False),
        sa.Column("reading", sa.JSON(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("mends", sa.Integer(), nullable=True),
        sa.Column("complete", sa.Boolean(), nullable=False),
        sa.Column("staged_at", sa.DateTime(), nullable=False),
        sa.Column("staged_by", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["staged_by"], ["user.id"], name=op.f("fk_import_stage_staged_by_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_stage")),
    )
    op.create_index(op.f("ix_import_stage_file_sha256"), "import_stage", ["file_sha256"])
    op.create_table(
        "import_stage_part",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("stage_id", sa.Integer(), nullable=False),
        sa.Column("refused", sa.Boolean(), nullable=False),
        sa.Column("payload", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["stage_id"], ["import_stage.id"], name=op.f("fk_import_stage_part_stage_id_import_stage")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_stage_part")),
    )
    op.create_index(op.f("ix_import_stage_part_stage_id"), "import_stage_part", ["stage_id"])
    op.create_table(
        "import_mapping",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("header", sa.JSON(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("mapping", sa.JSON(), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["made_by"], ["user.id"], name=op.f("fk_import_mapping_made_by_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_mapping")),
        sa.UniqueConstraint("name", name=op.f("uq_import_mapping_name")),
    )
