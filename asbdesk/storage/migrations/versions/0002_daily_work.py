"""The daily work of a case: clocks, risk, watched contracts, mediation, agencies, evidence."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "agency",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("telephone", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agency")),
    )
    op.create_table(
        "agency_contact",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("job_title", sa.Text(), nullable=False),
        sa.Column("telephone", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_agency_contact_agency_id_agency")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agency_contact")),
    )
    with op.batch_alter_table("agency_contact", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_agency_contact_agency_id"), ["agency_id"], unique=False)
    op.create_table(
        "office_rule",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["made_by"], ["user.id"], name=op.f("fk_office_rule_made_by_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_office_rule")),
        sa.UniqueConstraint("kind", "number", name=op.f("uq_office_rule_kind_number")),
    )
    op.create_table(
        "case_clock",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=True),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("fact_kind", sa.Text(), nullable=False),
        sa.Column("fact_id", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("rule", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("extended_to", sa.Date(), nullable=True),
        sa.Column("extension_reason", sa.Text(), nullable=False),
        sa.Column("stopped_on", sa.Date(), nullable=True),
        sa.Column("stop_note", sa.Text(), nullable=False),
        sa.Column("missed_reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_case_clock_case_id_case")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_clock")),
    )
    with op.batch_alter_table("case_clock", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_case_clock_case_id"), ["case_id"], unique=False)
        batch_op.create_index("ix_case_clock_due", ["state", "due_on"], unique=False)
        batch_op.create_index("ix_case_clock_fact", ["fact_kind", "fact_id"], unique=False)
    op.create_table(
        "conference",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("held_at", sa.DateTime(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("chair", sa.Text(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("minutes", sa.Text(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_conference_case_id_case")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conference")),
    )
    with op.batch_alter_table("conference", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_conference_case_id"), ["case_id"], unique=False)
    op.create_table(
        "disclosure_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("way", sa.String(length=32), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=True),
        sa.Column("to_whom", sa.Text(), nullable=False),
        sa.Column("power", sa.Text(), nullable=False),
        sa.Column("necessity", sa.Text(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("return_due_on", sa.Date(), nullable=True),
        sa.Column("returned_on", sa.Date(), nullable=True),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_disclosure_entry_agency_id_agency")),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_disclosure_entry_case_id_case")),
        sa.ForeignKeyConstraint(["made_by"], ["user.id"], name=op.f("fk_disclosure_entry_made_by_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_disclosure_entry")),
    )
    with op.batch_alter_table("disclosure_entry", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_disclosure_entry_agency_id"), ["agency_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_disclosure_entry_case_id"), ["case_id"], unique=False)
    op.create_table(
        "mediation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("provider_id", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("issues", sa.Text(), nullable=False),
        sa.Column("screen", sa.JSON(), nullable=False),
        sa.Column("screened_on", sa.Date(), nullable=False),
        sa.Column("unsuitable_reason", sa.Text(), nullable=False),
        sa.Column("referred_on", sa.Date(), nullable=True),
        sa.Column("settled_on", sa.Date(), nullable=True),
        sa.Column("agreement", sa.Text(), nullable=False),
        sa.Column("agreement_signed_on", sa.Date(), nullable=True),
        sa.Column("follow_up_on", sa.Date(), nullable=True),
        sa.Column("followed_up_on", sa.Date(), nullable=True),
        sa.Column("follow_up_note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_mediation_case_id_case")),
        sa.ForeignKeyConstraint(["provider_id"], ["agency.id"], name=op.f("fk_mediation_provider_id_agency")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mediation")),
        sa.UniqueConstraint("reference", name=op.f("uq_mediation_reference")),
    )
    with op.batch_alter_table("mediation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_mediation_case_id"), ["case_id"], unique=False)
    op.create_table(
        "proportionality",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("step", sa.Text(), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("conclusion", sa.Text(), nullable=False),
        sa.Column("recorded_on", sa.Date(), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=False),
        sa.Column("missing", sa.JSON(), nullable=False),
        sa.Column("released_by", sa.Integer(), nullable=True),
        sa.Column("release_reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_proportionality_case_id_case")),
        sa.ForeignKeyConstraint(["recorded_by"], ["user.id"], name=op.f("fk_proportionality_recorded_by_user")),
        sa.ForeignKeyConstraint(["released_by"], ["user.id"], name=op.f("fk_proportionality_released_by_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proportionality")),
    )
    with op.batch_alter_table("proportionality", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_proportionality_case_id"), ["case_id"], unique=False)
    op.create_table(
        "risk_assessment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("questionnaire", sa.Integer(), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("workings", sa.JSON(), nullable=False),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.Column("band", sa.String(length=32), nullable=False),
        sa.Column("assessed_on", sa.Date(), nullable=False),
        sa.Column("assessed_by", sa.Integer(), nullable=False),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["assessed_by"], ["user.id"], name=op.f("fk_risk_assessment_assessed_by_user")),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_risk_assessment_case_id_case")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_risk_assessment_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_risk_assessment")),
    )
    with op.batch_alter_table("risk_assessment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_risk_assessment_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_risk_assessment_person_id"), ["person_id"], unique=False)
    op.create_table(
        "statement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("heading", sa.Text(), nullable=False),
        sa.Column("on_behalf_of", sa.Text(), nullable=False),
        sa.Column("occupation", sa.Text(), nullable=False),
        sa.Column("address_shown", sa.Text(), nullable=False),
        sa.Column("how_made", sa.Text(), nullable=False),
        sa.Column("belief", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=True),
        sa.Column("document_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_statement_case_id_case")),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_statement_document_id_document")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_statement_person_id_person")),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_statement_user_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statement")),
    )
    with op.batch_alter_table("statement", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_statement_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_statement_person_id"), ["person_id"], unique=False)
    op.create_table(
        "task",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("starts_at", sa.DateTime(), nullable=True),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("not_to_be_told", sa.Text(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_task_case_id_case")),
        sa.ForeignKeyConstraint(["owner_id"], ["user.id"], name=op.f("fk_task_owner_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task")),
        sa.UniqueConstraint("uid", name=op.f("uq_task_uid")),
    )
    with op.batch_alter_table("task", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_task_case_id"), ["case_id"], unique=False)
        batch_op.create_index("ix_task_owner_due", ["owner_id", "done_on", "due_on"], unique=False)
    op.create_table(
        "agreed_action",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("conference_id", sa.Integer(), nullable=True),
        sa.Column("agency_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_agreed_action_agency_id_agency")),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_agreed_action_case_id_case")),
        sa.ForeignKeyConstraint(
            ["conference_id"], ["conference.id"], name=op.f("fk_agreed_action_conference_id_conference")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_agreed_action_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreed_action")),
    )
    with op.batch_alter_table("agreed_action", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_agreed_action_agency_id"), ["agency_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_agreed_action_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_agreed_action_conference_id"), ["conference_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_agreed_action_person_id"), ["person_id"], unique=False)
    op.create_table(
        "conference_guest",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("conference_id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("invited_on", sa.Date(), nullable=True),
        sa.Column("came", sa.Boolean(), nullable=True),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_conference_guest_agency_id_agency")),
        sa.ForeignKeyConstraint(
            ["conference_id"], ["conference.id"], name=op.f("fk_conference_guest_conference_id_conference")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conference_guest")),
    )
    with op.batch_alter_table("conference_guest", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_conference_guest_agency_id"), ["agency_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_conference_guest_conference_id"), ["conference_id"], unique=False)
    op.create_table(
        "contract_breach",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contract_id", sa.Integer(), nullable=False),
        sa.Column("term_number", sa.Integer(), nullable=False),
        sa.Column("incident_id", sa.Integer(), nullable=True),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("persons_account", sa.Text(), nullable=False),
        sa.Column("step", sa.String(length=32), nullable=True),
        sa.Column("step_note", sa.Text(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["contract_id"], ["contract.id"], name=op.f("fk_contract_breach_contract_id_contract")),
        sa.ForeignKeyConstraint(["decided_by"], ["user.id"], name=op.f("fk_contract_breach_decided_by_user")),
        sa.ForeignKeyConstraint(["incident_id"], ["incident.id"], name=op.f("fk_contract_breach_incident_id_incident")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contract_breach")),
    )
    with op.batch_alter_table("contract_breach", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_contract_breach_contract_id"), ["contract_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_contract_breach_incident_id"), ["incident_id"], unique=False)
    op.create_table(
        "contract_interview",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contract_id", sa.Integer(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("present", sa.Text(), nullable=False),
        sa.Column("understanding", sa.Text(), nullable=False),
        sa.Column("reasons", sa.Text(), nullable=False),
        sa.Column("support_needs", sa.Text(), nullable=False),
        sa.Column("agreed_wording", sa.Text(), nullable=False),
        sa.Column("interviewer_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["contract_id"], ["contract.id"], name=op.f("fk_contract_interview_contract_id_contract")
        ),
        sa.ForeignKeyConstraint(
            ["interviewer_id"], ["user.id"], name=op.f("fk_contract_interview_interviewer_id_user")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contract_interview")),
    )
    with op.batch_alter_table("contract_interview", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_contract_interview_contract_id"), ["contract_id"], unique=False)
    op.create_table(
        "contract_log",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contract_id", sa.Integer(), nullable=False),
        sa.Column("happened_at", sa.DateTime(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["user.id"], name=op.f("fk_contract_log_author_id_user")),
        sa.ForeignKeyConstraint(["contract_id"], ["contract.id"], name=op.f("fk_contract_log_contract_id_contract")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contract_log")),
    )
    with op.batch_alter_table("contract_log", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_contract_log_contract_id"), ["contract_id"], unique=False)
    op.create_table(
        "contract_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contract_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("agreed_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("as_it_stood", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["contract_id"], ["contract.id"], name=op.f("fk_contract_version_contract_id_contract")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contract_version")),
        sa.UniqueConstraint("contract_id", "number", name=op.f("uq_contract_version_contract_id_number")),
    )
    with op.batch_alter_table("contract_version", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_contract_version_contract_id"), ["contract_id"], unique=False)
    op.create_table(
        "exhibit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("mark", sa.Text(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("witness", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("complete", sa.Boolean(), nullable=False),
        sa.Column("trouble", sa.Text(), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=True),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("received_from", sa.Text(), nullable=False),
        sa.Column("opened_at", sa.DateTime(), nullable=True),
        sa.Column("opened_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_exhibit_case_id_case")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_exhibit_person_id_person")),
        sa.ForeignKeyConstraint(["opened_by"], ["user.id"], name=op.f("fk_exhibit_opened_by_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exhibit")),
        sa.UniqueConstraint("mark", name=op.f("uq_exhibit_mark")),
    )
    with op.batch_alter_table("exhibit", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_exhibit_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_exhibit_person_id"), ["person_id"], unique=False)
    op.create_table(
        "mediation_consent",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("mediation_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=True),
        sa.Column("asked_by", sa.Integer(), nullable=True),
        sa.Column("asked_how", sa.Text(), nullable=False),
        sa.Column("answer", sa.String(length=32), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["asked_by"], ["user.id"], name=op.f("fk_mediation_consent_asked_by_user")),
        sa.ForeignKeyConstraint(
            ["mediation_id"], ["mediation.id"], name=op.f("fk_mediation_consent_mediation_id_mediation")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_mediation_consent_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mediation_consent")),
        sa.UniqueConstraint("mediation_id", "person_id", name=op.f("uq_mediation_consent_mediation_id_person_id")),
    )
    with op.batch_alter_table("mediation_consent", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_mediation_consent_mediation_id"), ["mediation_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_mediation_consent_person_id"), ["person_id"], unique=False)
    op.create_table(
        "mediation_session",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("mediation_id", sa.Integer(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("attended", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["mediation_id"], ["mediation.id"], name=op.f("fk_mediation_session_mediation_id_mediation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mediation_session")),
    )
    with op.batch_alter_table("mediation_session", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_mediation_session_mediation_id"), ["mediation_id"], unique=False)
    op.create_table(
        "plan_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("assessment_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["assessment_id"], ["risk_assessment.id"], name=op.f("fk_plan_step_assessment_id_risk_assessment")
        ),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_plan_step_case_id_case")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_step")),
    )
    with op.batch_alter_table("plan_step", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_plan_step_assessment_id"), ["assessment_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_plan_step_case_id"), ["case_id"], unique=False)
    op.create_table(
        "task_person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_task_person_person_id_person")),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name=op.f("fk_task_person_task_id_task")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task_person")),
        sa.UniqueConstraint("task_id", "person_id", name=op.f("uq_task_person_task_id_person_id")),
    )
    with op.batch_alter_table("task_person", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_task_person_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_task_person_task_id"), ["task_id"], unique=False)
    op.create_table(
        "exhibit_chunk",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("exhibit_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["exhibit_id"], ["exhibit.id"], name=op.f("fk_exhibit_chunk_exhibit_id_exhibit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exhibit_chunk")),
        sa.UniqueConstraint("exhibit_id", "number", name=op.f("uq_exhibit_chunk_exhibit_id_number")),
    )
    with op.batch_alter_table("exhibit_chunk", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_exhibit_chunk_exhibit_id"), ["exhibit_id"], unique=False)
    op.create_table(
        "exhibit_incident",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("exhibit_id", sa.Integer(), nullable=False),
        sa.Column("incident_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["exhibit_id"], ["exhibit.id"], name=op.f("fk_exhibit_incident_exhibit_id_exhibit")),
        sa.ForeignKeyConstraint(
            ["incident_id"], ["incident.id"], name=op.f("fk_exhibit_incident_incident_id_incident")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exhibit_incident")),
        sa.UniqueConstraint("exhibit_id", "incident_id", name=op.f("uq_exhibit_incident_exhibit_id_incident_id")),
    )
    with op.batch_alter_table("exhibit_incident", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_exhibit_incident_exhibit_id"), ["exhibit_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_exhibit_incident_incident_id"), ["incident_id"], unique=False)
    op.create_table(
        "exhibit_movement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("exhibit_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("holder", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("noted_by", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["exhibit_id"], ["exhibit.id"], name=op.f("fk_exhibit_movement_exhibit_id_exhibit")),
        sa.ForeignKeyConstraint(["noted_by"], ["user.id"], name=op.f("fk_exhibit_movement_noted_by_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exhibit_movement")),
    )
    with op.batch_alter_table("exhibit_movement", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_exhibit_movement_exhibit_id"), ["exhibit_id"], unique=False)
