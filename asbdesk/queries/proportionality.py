"""What was recorded about proportionality in a case, and what is missing before its next step."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from asbdesk.documents.proportion_facts import ProportionFacts, WeighedFacts
from asbdesk.domain.proportionality import Asked, Known, Recorded, Rules, Step, Taken, missing
from asbdesk.errors import Refused
from asbdesk.queries.allegation_drafts import Veil
from asbdesk.reference_data import load_proportionality
from asbdesk.storage import tables as t


@dataclass(frozen=True, slots=True)
class ProportionRow:
    """One record. ``released_by`` went on without it, for ``release_reason``."""

    id: int
    step: str
    label: str
    recorded_on: date
    by: str
    answers: tuple[tuple[Asked, str, str], ...]
    conclusion: str
    unknown: tuple[str, ...]
    released_by: str
    release_reason: str


@dataclass(frozen=True, slots=True)
class Lacking:
    """A step and what is missing before it."""

    step: Step
    words: str


def what_is_missing(session: Session, case_id: int, code: str, contract_id: int | None = None) -> Lacking | None:
    """What is missing before the step ``code`` (of a letter, or "contract"); None when nothing is.

    ``contract_id``: the contract that is offered or signed; it is not a step before itself.
    """
    known = load_proportionality()
    step = known.step(code)
    if step is None or not step.asks:
        return None
    records = session.execute(
        select(t.Proportionality.step, t.Proportionality.recorded_on).where(t.Proportionality.case_id == case_id)
    )
    words = missing(
        known, step.code, tuple(Recorded(*row) for row in records), _taken(session, known, case_id, contract_id)
    )
    return Lacking(step, words) if words else None


def proportion_rows(session: Session, case_id: int) -> tuple[ProportionRow, ...]:
    """All records of a case, the newest first."""
    known = load_proportionality()
    users: dict[int, str] = {row[0]: row[1] for row in session.execute(select(t.User.id, t.User.name))}
    rows = session.scalars(
        select(t.Proportionality)
        .where(t.Proportionality.case_id == case_id)
        .order_by(t.Proportionality.recorded_on.desc(), t.Proportionality.id.desc())
    )
    return tuple(_row(row, known, users) for row in rows)


def proportion_facts(session: Session, case_id: int, over: Veil) -> ProportionFacts:
    """The newest record before an application, as its paper says it. Raises :class:`Refused` while there is none."""
    row = next((each for each in proportion_rows(session, case_id) if each.step == "application"), None)
    place = session.scalars(select(t.OfficeRecord.jurisdiction)).one()
    if row is None:
        raise Refused(
            "Proportionality is not recorded for this application yet.",
            "Record it from the readiness board or under Risk; then write this paper.",
        )
    day = row.recorded_on
    return ProportionFacts(
        step=row.label,
        recorded_on=day,
        by=row.by,
        weighed=tuple(
            WeighedFacts(question.text, Known(known).label, over.over(words), question.source_in(place, day))
            for question, known, words in row.answers
        ),
        conclusion=over.over(row.conclusion),
        unknown=", ".join(row.unknown) if not row.released_by else "",
        released_by=row.released_by,
        reason=over.over(row.release_reason),
    )


def _row(row: t.Proportionality, known: Rules, users: dict[int, str]) -> ProportionRow:
    step = known.step(row.step)
    said = [(q, row.answers[q.code]) for q in known.questions if q.code in row.answers]
    return ProportionRow(
        id=row.id,
        step=row.step,
        label=step.label if step else row.step,
        recorded_on=row.recorded_on,
        by=users.get(row.recorded_by, ""),
        answers=tuple((question, str(given["known"]), str(given.get("words", ""))) for question, given in said),
        conclusion=row.conclusion,
        unknown=tuple(row.missing),
        released_by=users.get(row.released_by or 0, ""),
        release_reason=row.release_reason,
    )


def _taken(session: Session, known: Rules, case_id: int, contract_id: int | None) -> tuple[Taken, ...]:
    papers = session.execute(
        select(t.Document.step, t.Document.dated).where(t.Document.case_id == case_id, t.Document.step != "")
    )
    steps = [(known.step(code), on) for code, on in papers]
    taken = [Taken(step.code, on) for step, on in steps if step and step.code != "contract"]
    contracts = session.execute(
        select(t.Contract.id, t.Contract.offered_on).where(
            t.Contract.case_id == case_id, t.Contract.offered_on.is_not(None)
        )
    )
    taken += [Taken("contract", on) for number, on in contracts if number != contract_id and on]
    lodged = session.scalars(
        select(t.Application.lodged_on).where(t.Application.case_id == case_id, t.Application.lodged_on.is_not(None))
    )
    taken += [Taken("application", on) for on in lodged if on]
    return tuple(taken)
