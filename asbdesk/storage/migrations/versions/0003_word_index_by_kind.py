"""A word index for each kind of thing, so that a few cases are not looked for among a million incidents; and an index
for each order of the list of incidents.

The word indexes keep the words alone: the texts stand in the tables, and were kept twice before.
"""

from __future__ import annotations

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for place, kind in enumerate(("person", "incident", "case", "document", "contract")):
        op.execute(
            f"CREATE VIRTUAL TABLE search_{kind} USING fts5(reference, title, body, content = '', "
            "contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3 4')"
        )
        op.execute(
            f"INSERT INTO search_{kind}(rowid, reference, title, body) "  # noqa: S608 - no word of it is a user's
            f"SELECT rowid / 5, reference, title, body FROM search WHERE rowid % 5 = {place}"
        )
    op.drop_table("search")
    op.drop_index("ix_incident_category", "incident")
    op.create_index("ix_incident_category_when", "incident", ["category", "when_from"])
    op.drop_index("ix_incident_case_id", "incident")
    op.create_index("ix_incident_case_when", "incident", ["case_id", "when_from"])
    op.create_index("ix_incident_reported_at", "incident", ["reported_at"])
    op.create_index("ix_incident_place", "incident", ["place"])
