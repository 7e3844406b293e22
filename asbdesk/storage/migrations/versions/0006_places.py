"""Boundaries with their areas and figures, and the points of postcodes."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "boundary_set",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("file_sha256", sa.Text(), nullable=False),
        sa.Column("code_property", sa.Text(), nullable=False),
        sa.Column("name_property", sa.Text(), nullable=False),
        sa.Column("mended", sa.JSON(), nullable=False),
        sa.Column("homes_source", sa.Text(), nullable=False),
        sa.Column("people_source", sa.Text(), nullable=False),
        sa.Column("loaded_at", sa.DateTime(), nullable=False),
        sa.Column("loaded_by", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["loaded_by"], ["user.id"], name=op.f("fk_boundary_set_loaded_by_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_boundary_set")),
    )
    op.create_table(
        "boundary_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("set_id", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["set_id"], ["boundary_set.id"], name=op.f("fk_boundary_file_set_id_boundary_set")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_boundary_file")),
        sa.UniqueConstraint("set_id", name=op.f("uq_boundary_file_set_id")),
    )
    op.create_table(
        "boundary_area",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("set_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("shape", sa.LargeBinary(), nullable=False),
        sa.Column("latitude", sa.Float(), nullable=False),
        sa.Column("longitude", sa.Float(), nullable=False),
        sa.Column("homes", sa.Integer(), nullable=True),
        sa.Column("people", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["set_id"], ["boundary_set.id"], name=op.f("fk_boundary_area_set_id_boundary_set")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_boundary_area")),
        sa.UniqueConstraint("set_id", "code", name=op.f("uq_boundary_area_set_id_code")),
    )
    op.create_table(
        "postcode_point",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("postcode", sa.Text(), nullable=False),
        sa.Column("latitude", sa.Float(), nullable=False),
        sa.Column("longitude", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_postcode_point")),
        sa.UniqueConstraint("postcode", name=op.f("uq_postcode_point_postcode")),
    )
