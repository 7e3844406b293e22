"""Submitted returns, and the figures of a year that the office keeps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from asbdesk.domain.periods import year_words
from asbdesk.domain.returns import Figure, YearFigure, from_json
from asbdesk.errors import NotFound
from asbdesk.reference_data import load_year_figures
from asbdesk.storage import tables as t

_SAME = aliased(t.SubmittedReturn)
_VERSION = (
    select(func.count(_SAME.id))
    .where(
        _SAME.code == t.SubmittedReturn.code,
        _SAME.starts_on == t.SubmittedReturn.starts_on,
        _SAME.ends_on == t.SubmittedReturn.ends_on,
        _SAME.id <= t.SubmittedReturn.id,
    )
    .correlate(t.SubmittedReturn)
    .scalar_subquery()
)


@dataclass(frozen=True, slots=True)
class SubmittedRow:
    """A submitted return in a list. ``version``: 2 for the first that corrects another of its kind and period."""

    id: int
    code: str
    title: str
    period: str
    starts_on: date
    ends_on: date
    submitted_at: datetime
    submitted_by: str
    version: int

    @property
    def words(self) -> str:
        """``2002-03, version 2``."""
        return self.period if self.version == 1 else f"{self.period}, version {self.version}"


@dataclass(frozen=True, slots=True)
class Submitted:
    """A submitted return, whole: its figures as they were sent, and the bytes of its paper with their seal.

    ``beside``: what was frozen beside the figures, such as whose records an audit counted.
    """

    row: SubmittedRow
    rule_version: int
    figures: tuple[Figure, ...]
    note: str
    pdf: bytes
    sha256: str
    beside: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class BoundaryHomes:
    """How many homes a set of boundaries holds in all, where each of its areas has a number."""

    words: str
    homes: int
    source: str


def submitted(session: Session, code: str = "") -> tuple[SubmittedRow, ...]:
    """The submitted returns (of one kind), the newest first."""
    statement = select(t.SubmittedReturn, t.User.name, _VERSION).join(
        t.User, t.User.id == t.SubmittedReturn.submitted_by
    )
    if code:
        statement = statement.where(t.SubmittedReturn.code == code)
    newest = statement.order_by(t.SubmittedReturn.submitted_at.desc(), t.SubmittedReturn.id.desc())
    return tuple(_row(*row) for row in session.execute(newest))


def submitted_return(session: Session, return_id: int) -> Submitted:
    """One of them. Raises :class:`NotFound`."""
    found = session.execute(
        select(t.SubmittedReturn, t.User.name, _VERSION, t.ReturnPaper.pdf)
        .join(t.User, t.User.id == t.SubmittedReturn.submitted_by)
        .join(t.ReturnPaper, t.ReturnPaper.return_id == t.SubmittedReturn.id)
        .where(t.SubmittedReturn.id == return_id)
    ).one_or_none()
    if found is None:
        raise NotFound("This return is not in the office.")
    row, who, version, pdf = found
    figures = from_json(row.figures["figures"])
    beside = {name: value for name, value in row.figures.items() if name != "figures"}
    return Submitted(_row(row, who, version), row.rule_version, figures, row.note, pdf, row.sha256, beside)


def year_figure(session: Session, code: str, year: int) -> YearFigure:
    """The office's figure of a reporting year, as far as it is known."""
    row = session.scalars(
        select(t.OfficeFigure).where(t.OfficeFigure.code == code, t.OfficeFigure.year == year)
    ).one_or_none()
    label = load_year_figures()[code]
    if row is None:
        return YearFigure(code, label, year_words(year))
    return YearFigure(code, label, year_words(year), row.number, row.source)


def homes_of_boundaries(session: Session) -> tuple[BoundaryHomes, ...]:
    """What the sets of boundaries say; a set of which an area has no number says nothing."""
    rows = session.execute(
        select(
            t.BoundarySet,
            func.sum(t.BoundaryArea.homes),
            func.count(t.BoundaryArea.id),
            func.count(t.BoundaryArea.homes),
        )
        .join(t.BoundaryArea, t.BoundaryArea.set_id == t.BoundarySet.id)
        .where(t.BoundarySet.homes_source != "")
        .group_by(t.BoundarySet.id)
        .order_by(t.BoundarySet.kind, t.BoundarySet.year.desc())
    )
    return tuple(
        BoundaryHomes(f"{row.name}, {row.year}", homes, f"{row.name}, {row.year}: {row.homes_source}")
        for row, homes, areas, known in rows
        if areas == known and homes
    )


def first_day(session: Session, today: date) -> date:
    """The day of the first case; today's while there is none."""
    return session.execute(select(func.min(t.Case.opened_on))).scalar_one() or today


def _row(row: t.SubmittedReturn, who: str, version: int) -> SubmittedRow:
    return SubmittedRow(
        row.id, row.code, row.title, row.period, row.starts_on, row.ends_on, row.submitted_at, who, version
    )
