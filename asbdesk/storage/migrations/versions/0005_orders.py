"""Applications to a court, the orders that they end in, and the law that each of them runs under."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _law_texts()
    _application()
    _proofs_and_consultation()
    _allegations()
    _terms_sought()
    _in_court()
    _after_the_order()


def _law_texts() -> None:
    op.create_table(
        "law_text",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("jurisdiction", sa.String(length=32), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        sa.Column("added_by", sa.Integer(), nullable=True),
        sa.Column("retired_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["added_by"], ["user.id"], name=op.f("fk_law_text_added_by_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_law_text")),
        sa.UniqueConstraint("version", name=op.f("uq_law_text_version")),
    )


def _application() -> None:
    op.create_table(
        "application",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("jurisdiction", sa.String(length=32), nullable=False),
        sa.Column("instrument", sa.Text(), nullable=False),
        sa.Column("law_version", sa.Text(), nullable=False),
        sa.Column("law_day", sa.Date(), nullable=False),
        sa.Column("applicant", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("court", sa.Text(), nullable=False),
        sa.Column("court_number", sa.Text(), nullable=False),
        sa.Column("without_notice", sa.Boolean(), nullable=False),
        sa.Column("interim_sought", sa.Boolean(), nullable=False),
        sa.Column("planned_on", sa.Date(), nullable=True),
        sa.Column("lodged_on", sa.Date(), nullable=True),
        sa.Column("settled_on", sa.Date(), nullable=True),
        sa.Column("settled_note", sa.Text(), nullable=False),
        sa.Column("necessity", sa.Text(), nullable=False),
        sa.Column("interim_reasons", sa.Text(), nullable=False),
        sa.Column("length_months", sa.Integer(), nullable=True),
        sa.Column("publicity", sa.JSON(), nullable=False),
        sa.Column("judged", sa.JSON(), nullable=False),
        sa.Column("judged_on", sa.Date(), nullable=True),
        sa.Column("next_term", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_application_case_id_case")),
        sa.ForeignKeyConstraint(
            ["law_version"], ["law_text.version"], name=op.f("fk_application_law_version_law_text")
        ),
        sa.ForeignKeyConstraint(["owner_id"], ["user.id"], name=op.f("fk_application_owner_id_user")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_application_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_application")),
        sa.UniqueConstraint("reference", name=op.f("uq_application_reference")),
    )
    op.create_index(op.f("ix_application_case_id"), "application", ["case_id"], unique=False)
    op.create_index(op.f("ix_application_owner_id"), "application", ["owner_id"], unique=False)
    op.create_index(op.f("ix_application_person_id"), "application", ["person_id"], unique=False)


def _proofs_and_consultation() -> None:
    op.create_table(
        "application_proof",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("line", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("target_id", sa.Integer(), nullable=True),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_application_proof_application_id_application")
        ),
        sa.ForeignKeyConstraint(["recorded_by"], ["user.id"], name=op.f("fk_application_proof_recorded_by_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_application_proof")),
    )
    op.create_index(op.f("ix_application_proof_application_id"), "application_proof", ["application_id"], unique=False)
    op.create_table(
        "consultation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("consultee", sa.Text(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=True),
        sa.Column("asked_on", sa.Date(), nullable=True),
        sa.Column("asked_how", sa.Text(), nullable=False),
        sa.Column("reply_by", sa.Date(), nullable=True),
        sa.Column("answer", sa.String(length=32), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("answer_words", sa.Text(), nullable=False),
        sa.Column("certified_on", sa.Date(), nullable=True),
        sa.Column("certified_by", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_consultation_agency_id_agency")),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_consultation_application_id_application")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consultation")),
    )
    op.create_index(op.f("ix_consultation_agency_id"), "consultation", ["agency_id"], unique=False)
    op.create_index(op.f("ix_consultation_application_id"), "consultation", ["application_id"], unique=False)


def _allegations() -> None:
    op.create_table(
        "allegation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("happened_words", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("reached", sa.Text(), nullable=False),
        sa.Column("witness", sa.Text(), nullable=False),
        sa.Column("basis", sa.String(length=32), nullable=False),
        sa.Column("denial", sa.String(length=32), nullable=False),
        sa.Column("strength", sa.String(length=32), nullable=False),
        sa.Column("merged_into", sa.Integer(), nullable=True),
        sa.Column("dropped_on", sa.Date(), nullable=True),
        sa.Column("dropped_reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_allegation_application_id_application")
        ),
        sa.ForeignKeyConstraint(["merged_into"], ["allegation.id"], name=op.f("fk_allegation_merged_into_allegation")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_allegation")),
    )
    op.create_index(op.f("ix_allegation_application_id"), "allegation", ["application_id"], unique=False)
    op.create_table(
        "allegation_source",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("allegation_id", sa.Integer(), nullable=False),
        sa.Column("incident_id", sa.Integer(), nullable=True),
        sa.Column("exhibit_id", sa.Integer(), nullable=True),
        sa.Column("statement_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["allegation_id"], ["allegation.id"], name=op.f("fk_allegation_source_allegation_id_allegation")
        ),
        sa.ForeignKeyConstraint(["exhibit_id"], ["exhibit.id"], name=op.f("fk_allegation_source_exhibit_id_exhibit")),
        sa.ForeignKeyConstraint(
            ["incident_id"], ["incident.id"], name=op.f("fk_allegation_source_incident_id_incident")
        ),
        sa.ForeignKeyConstraint(
            ["statement_id"], ["statement.id"], name=op.f("fk_allegation_source_statement_id_statement")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_allegation_source")),
    )
    op.create_index(op.f("ix_allegation_source_allegation_id"), "allegation_source", ["allegation_id"], unique=False)
    op.create_index(op.f("ix_allegation_source_exhibit_id"), "allegation_source", ["exhibit_id"], unique=False)
    op.create_index(op.f("ix_allegation_source_incident_id"), "allegation_source", ["incident_id"], unique=False)
    op.create_index(op.f("ix_allegation_source_statement_id"), "allegation_source", ["statement_id"], unique=False)


def _terms_sought() -> None:
    op.create_table(
        "sought_term",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("supervisor", sa.Text(), nullable=False),
        sa.Column("area", sa.JSON(), nullable=False),
        sa.Column("checked", sa.JSON(), nullable=False),
        sa.Column("removed_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_sought_term_application_id_application")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sought_term")),
        sa.UniqueConstraint("application_id", "number", name=op.f("uq_sought_term_application_id_number")),
    )
    op.create_index(op.f("ix_sought_term_application_id"), "sought_term", ["application_id"], unique=False)


def _in_court() -> None:
    op.create_table(
        "hearing",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("court", sa.Text(), nullable=False),
        sa.Column("outcome", sa.String(length=32), nullable=True),
        sa.Column("outcome_words", sa.Text(), nullable=False),
        sa.Column("attended", sa.Text(), nullable=False),
        sa.Column("adjourned_from", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["adjourned_from"], ["hearing.id"], name=op.f("fk_hearing_adjourned_from_hearing")),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_hearing_application_id_application")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hearing")),
    )
    op.create_index(op.f("ix_hearing_application_id"), "hearing", ["application_id"], unique=False)
    op.create_table(
        "court_order",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("hearing_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("ended_words", sa.Text(), nullable=False),
        sa.Column("ended_by", sa.Integer(), nullable=True),
        sa.Column("departure", sa.Text(), nullable=False),
        sa.Column("terms", sa.JSON(), nullable=False),
        sa.Column("power_of_arrest", sa.Boolean(), nullable=False),
        sa.Column("published", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_court_order_application_id_application")
        ),
        sa.ForeignKeyConstraint(["ended_by"], ["hearing.id"], name=op.f("fk_court_order_ended_by_hearing")),
        sa.ForeignKeyConstraint(["hearing_id"], ["hearing.id"], name=op.f("fk_court_order_hearing_id_hearing")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_court_order")),
    )
    op.create_index(op.f("ix_court_order_application_id"), "court_order", ["application_id"], unique=False)
    op.create_index(op.f("ix_court_order_hearing_id"), "court_order", ["hearing_id"], unique=False)


def _after_the_order() -> None:
    op.create_table(
        "order_service",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("paper", sa.String(length=32), nullable=False),
        sa.Column("on_whom", sa.Text(), nullable=False),
        sa.Column("method", sa.String(length=32), nullable=False),
        sa.Column("served_at", sa.DateTime(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("served_by", sa.Text(), nullable=False),
        sa.Column("certified_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_order_service_application_id_application")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_order_service")),
    )
    op.create_index(op.f("ix_order_service_application_id"), "order_service", ["application_id"], unique=False)
    op.create_table(
        "order_breach",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("order_id", sa.Integer(), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("term_number", sa.Text(), nullable=False),
        sa.Column("incident_id", sa.Integer(), nullable=True),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("reported_on", sa.Date(), nullable=True),
        sa.Column("reported_to", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("outcome_on", sa.Date(), nullable=True),
        sa.Column("sentence", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["incident_id"], ["incident.id"], name=op.f("fk_order_breach_incident_id_incident")),
        sa.ForeignKeyConstraint(["order_id"], ["court_order.id"], name=op.f("fk_order_breach_order_id_court_order")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_order_breach")),
    )
    op.create_index(op.f("ix_order_breach_incident_id"), "order_breach", ["incident_id"], unique=False)
    op.create_index(op.f("ix_order_breach_order_id"), "order_breach", ["order_id"], unique=False)
    op.create_table(
        "order_review",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("order_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=True),
        sa.Column("compliance", sa.Text(), nullable=False),
        sa.Column("support", sa.Text(), nullable=False),
        sa.Column("decision", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["order_id"], ["court_order.id"], name=op.f("fk_order_review_order_id_court_order")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_order_review")),
    )
    op.create_index(op.f("ix_order_review_order_id"), "order_review", ["order_id"], unique=False)
