"""What watching contracts, mediation and partner agencies still lacked in their tables."""

from __future__ import annotations

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Columns that the daily work turned out to need."""
    _contracts()
    _agencies()
    _mediation()


def _contracts() -> None:
    """What is known of a review, a breach and a version; which of them a paper is about."""
    for table, column in (
        ("contract_review", "present TEXT NOT NULL DEFAULT ''"),
        ("contract_review", "minutes TEXT NOT NULL DEFAULT ''"),
        ("contract_breach", "summary TEXT NOT NULL DEFAULT ''"),
        ("contract_breach", "serious BOOLEAN NOT NULL DEFAULT 0"),
        ("contract_breach", "departure TEXT NOT NULL DEFAULT ''"),
        ("contract_breach", "withdrawn_on DATE"),
        ("contract_breach", "withdrawn_note TEXT NOT NULL DEFAULT ''"),
        ("contract_version", "kind VARCHAR(32) NOT NULL DEFAULT 'variation'"),
        ("contract_version", "agreed_by TEXT NOT NULL DEFAULT ''"),
        ("document", "matter_id INTEGER"),
    ):
        op.execute(f"ALTER TABLE {table} ADD COLUMN {column}")
    key = "CONSTRAINT fk_contract_breach_recorded_by_user REFERENCES user (id)"
    op.execute(f"ALTER TABLE contract_breach ADD COLUMN recorded_by INTEGER {key}")


def _agencies() -> None:
    """Papers to agencies of the directory, and what hangs on them. The tables they are added to hold nothing yet, but
    that of documents: none of those went to an agency of the directory.
    """
    for table, column, other in (
        ("document", "agency_id", "agency"),
        ("conference", "document_id", "document"),
        ("conference_guest", "document_id", "document"),
        ("agreed_action", "document_id", "document"),
        ("disclosure_entry", "document_id", "document"),
        ("disclosure_entry", "person_id", "person"),
    ):
        key = f"CONSTRAINT fk_{table}_{column}_{other} REFERENCES {other} (id)"
        op.execute(f"ALTER TABLE {table} ADD COLUMN {column} INTEGER {key}")
    op.create_index("ix_document_agency_id", "document", ["agency_id"])
    op.create_index("ix_disclosure_entry_person_id", "disclosure_entry", ["person_id"])
    op.execute("ALTER TABLE agreed_action ADD COLUMN agreed_on DATE NOT NULL DEFAULT '1998-12-01'")
    op.execute("ALTER TABLE disclosure_entry ADD COLUMN returned TEXT NOT NULL DEFAULT ''")


def _mediation() -> None:
    """When an answer is due, when a consent was withdrawn, who screened, what became of a session and who came to it.
    No mediation was ever recorded before.
    """
    for table, column in (
        ("mediation", "late_reason TEXT NOT NULL DEFAULT ''"),
        ("mediation_consent", "answer_due_on DATE"),
        ("mediation_consent", "withdrawn_on DATE"),
        ("mediation_session", "outcome VARCHAR(32) NOT NULL DEFAULT 'goes-on'"),
    ):
        op.execute(f"ALTER TABLE {table} ADD COLUMN {column}")
    key = "CONSTRAINT fk_mediation_screened_by_user REFERENCES user (id)"
    op.execute(f"ALTER TABLE mediation ADD COLUMN screened_by INTEGER {key}")
    op.execute("ALTER TABLE mediation_session DROP COLUMN attended")
    op.execute("ALTER TABLE mediation_session ADD COLUMN attended JSON NOT NULL DEFAULT '[]'")
