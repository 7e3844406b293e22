"""The minutes of a review, drafted from what happened since the one before: log, breaches by term, incidents.

They are read by the person and by all who signed: protected people stand in them by their pseudonyms, and an incident
by its neutral summary.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from asbdesk.domain.when import When, say_when, show_date
from asbdesk.errors import NotFound
from asbdesk.queries.facts import frame_facts
from asbdesk.queries.watching import BreachRow, watched
from asbdesk.reference_data import load_categories
from asbdesk.services.evidence_papers import veiled
from asbdesk.storage import tables as t


def draft_minutes(session: Session, review_id: int, officer_id: int, today: date) -> str:
    """Minutes to start from: a heading line for each part, "- " before each entry. Raises :class:`NotFound`."""
    review = session.get(t.ContractReview, review_id)
    if review is None:
        raise NotFound("This review is no longer planned.")
    contract = session.get_one(t.Contract, review.contract_id)
    first = since(session, contract, review)
    seen = watched(session, contract.id)
    log = [f"{show_date(row.happened_at.date())}: {row.text}" for row in reversed(seen.log)
           if first <= row.happened_at.date() <= today]  # fmt: skip
    breaches = [_breach_words(row) for row in sorted(seen.counted, key=lambda b: (b.values.term_number, b.id))
                if first <= row.values.happened_on <= today]  # fmt: skip
    parts = (
        ("What was noted", log, "Nothing was noted."),
        ("Breaches, by term", breaches, "No breach was recorded."),
        ("Reports in this time", _reports(session, contract.case_id, first, today), "No incident was reported."),
    )
    lines = [f"From {show_date(first)} to {show_date(today)}."]
    for heading, entries, none in parts:
        lines += ["", f"{heading}:", *(f"- {entry}" for entry in entries or [none])]
    lines += ["", "What was said:", "- ", "", "What was agreed:", "- "]
    closed = frame_facts(session, contract.case_id, officer_id, today, contract.person_id).closed
    return veiled("\n".join(lines), closed)


def since(session: Session, contract: t.Contract, review: t.ContractReview) -> date:
    """The day after the last review held before this one, else the contract's first day."""
    until = review.held_on or review.due_on
    last = session.scalars(
        select(t.ContractReview.held_on)
        .where(
            t.ContractReview.contract_id == contract.id,
            t.ContractReview.id != review.id,
            t.ContractReview.held_on.is_not(None),
            t.ContractReview.held_on < until,
        )
        .order_by(t.ContractReview.held_on.desc())
    ).first()
    return last + timedelta(days=1) if last else contract.starts_on


def _breach_words(row: BreachRow) -> str:
    values = row.values
    step = f" Step taken: {values.step.label.lower()}." if values.step else " No step has been decided yet."
    account = f" The person says: {values.persons_account}" if values.persons_account else ""
    summary = values.summary if values.summary.endswith((".", "!", "?")) else f"{values.summary}."
    return f"Term {values.term_number}, {show_date(values.happened_on)}: {summary}{account}{step}"


def _reports(session: Session, case_id: int, first: date, last: date) -> list[str]:
    kinds = load_categories()
    rows = session.scalars(
        select(t.Incident)
        .where(
            t.Incident.case_id == case_id,
            t.Incident.when_from >= datetime.combine(first, time()),
            t.Incident.when_from < datetime.combine(last + timedelta(days=1), time()),
        )
        .order_by(t.Incident.when_from, t.Incident.id)
    )
    return [
        f"{i.reference}, {say_when(When(i.when_kind, i.when_from, i.when_to))}: {i.summary or kinds.label(i.category)}"
        for i in rows
    ]
