"""Imports of people: whom each row made, or to whom it added."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "import_person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("row_number", sa.Integer(), nullable=False),
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("made", sa.Boolean(), nullable=False),
        sa.Column("address_id", sa.Integer(), nullable=True),
        sa.Column("contact_ids", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["batch_id"], ["import_batch.id"], name=op.f("fk_import_person_batch_id_import_batch")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_import_person_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_person")),
    )
    for name in ("batch_id", "fingerprint", "person_id"):
        op.create_index(op.f(f"ix_import_person_{name}"), "import_person", [name])
