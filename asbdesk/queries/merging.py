"""Two people side by side before they are made one, and the merges that were made."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from asbdesk.domain.merging import Part, clashes
from asbdesk.queries.people import PersonPage, person
from asbdesk.storage import tables as t


@dataclass(frozen=True, slots=True)
class MergeFacts:
    """Both records as their pages show them, and what speaks against their being one person."""

    one: PersonPage
    other: PersonPage
    against: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MergeRow:
    id: int
    kept_id: int
    kept_name: str
    gone_name: str
    merged_at: datetime
    by: str
    undone: bool


def side_by_side(session: Session, one_id: int, other_id: int) -> MergeFacts:
    """Raises :class:`~asbdesk.errors.NotFound` where one of them went meanwhile."""
    return MergeFacts(person(session, one_id), person(session, other_id), against(session, one_id, other_id))


def against(session: Session, one_id: int, other_id: int) -> tuple[str, ...]:
    """Why they are hardly one person, in sentences."""
    found = list(clashes(_parts(session, one_id), _parts(session, other_id)))
    m = t.MediationConsent
    both = (
        select(t.Mediation.reference)
        .join(m, m.mediation_id == t.Mediation.id)
        .where(m.person_id.in_((one_id, other_id)))
        .group_by(t.Mediation.reference)
        .having(func.count(m.person_id.distinct()) == 2)
    )
    found += [f"In mediation {reference} they are asked to meet one another." for reference in session.scalars(both)]
    decided = select(t.NotSame.reason).where(
        t.NotSame.one_id == min(one_id, other_id), t.NotSame.other_id == max(one_id, other_id)
    )
    found += [
        f"It was decided that they are two people: {reason or 'no reason given'}" for reason in session.scalars(decided)
    ]
    return tuple(found)


def merges(session: Session, most: int = 50) -> tuple[MergeRow, ...]:
    """The last merges, newest first."""
    m = t.PersonMerge
    rows = session.execute(
        select(m, t.User.name).join(t.User, t.User.id == m.merged_by).order_by(m.id.desc()).limit(most)
    )
    return tuple(
        MergeRow(r.id, r.kept_id, r.kept_name, r.gone_name, r.merged_at, by, r.undone_at is not None) for r, by in rows
    )


def _parts(session: Session, person_id: int) -> list[Part]:
    rows = session.execute(
        select(t.Case.id, t.Case.reference, t.CaseParty.role)
        .join(t.CaseParty, t.CaseParty.case_id == t.Case.id)
        .where(t.CaseParty.person_id == person_id)
    )
    return [Part(case_id, reference, role) for case_id, reference, role in rows]
