"""A word index for orders, mediations, exhibits and agencies too, and one of parts; the words of exhibits' files.

The indexes are made empty: what stands in them is written anew as soon as the tables are those of this version.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

_OLD = ("person", "incident", "case", "document", "contract")
_NEW = ("application", "mediation", "exhibit", "agency")


def upgrade() -> None:
    op.create_table(
        "exhibit_text",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("exhibit_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["exhibit_id"], ["exhibit.id"], name=op.f("fk_exhibit_text_exhibit_id_exhibit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exhibit_text")),
        sa.UniqueConstraint("exhibit_id", name=op.f("uq_exhibit_text_exhibit_id")),
    )
    for kind in _OLD:
        op.execute(f"DROP TABLE search_{kind}")
    for kind in (*_OLD, *_NEW):
        op.execute(
            f"CREATE VIRTUAL TABLE search_{kind} USING fts5(reference, title, body, content = '', "
            "contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3 4')"
        )
        op.execute(
            f"CREATE VIRTUAL TABLE search_part_{kind} USING fts5(part, content = '', contentless_delete = 1, "
            "tokenize = 'trigram remove_diacritics 1')"
        )
