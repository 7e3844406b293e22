"""Files of counts that went to partners, what they held, and whom the guard looks for before one goes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session, selectinload

from asbdesk.clock import local
from asbdesk.documents.guard import ClosedPerson
from asbdesk.domain.disclosures import Power
from asbdesk.domain.levels import CODE
from asbdesk.domain.months import month_of
from asbdesk.domain.sharing import GivenBefore, SharePlan, ShareValues, plan_from_json
from asbdesk.domain.when import show_date
from asbdesk.errors import NotFound
from asbdesk.queries.agencies import AgencyRow, active_agencies
from asbdesk.queries.boundaries import BoundarySetRow, boundary_sets
from asbdesk.queries.guarded import closed_person
from asbdesk.queries.powers import powers_today
from asbdesk.queries.rules import rule_on
from asbdesk.reference_data import load_sharing
from asbdesk.storage import tables as t

RULE = "sharing"
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class ShareRow:
    """A file that went: ``areas`` are the words of its set of boundaries."""

    id: int
    title: str
    plan: SharePlan
    areas: str
    cells: int
    withheld: int
    cautions: tuple[str, ...]
    agency: str
    values: ShareValues
    given_at: datetime
    given_by: str


@dataclass(frozen=True, slots=True)
class SharedFile:
    """One of its files as it went; ``sha256`` was taken then."""

    name: str
    sha256: str
    content: bytes


@dataclass(frozen=True, slots=True)
class ShareFacts:
    """What the form offers: sets of boundaries, agencies, powers, and the office's threshold today."""

    sets: tuple[BoundarySetRow, ...]
    agencies: tuple[AgencyRow, ...]
    powers: tuple[Power, ...]
    threshold: int
    threshold_source: str
    before: tuple[ShareRow, ...]
    given: tuple[GivenBefore, ...]


def share_facts(session: Session, today: date) -> ShareFacts:
    """Everything the form needs."""
    threshold, source = threshold_on(session, today)
    return ShareFacts(
        sets=boundary_sets(session),
        agencies=active_agencies(session),
        powers=powers_today(session, today),
        threshold=threshold,
        threshold_source=source,
        before=shares(session),
        given=given_before(session),
    )


def given_before(session: Session) -> tuple[GivenBefore, ...]:
    """The earlier files and the filed audits, for what they would give away together with a new file."""
    files = [GivenBefore(row.plan, _day(row.given_at), row.agency) for row in shares(session)]
    audits = session.scalars(
        select(t.SubmittedReturn).where(t.SubmittedReturn.code == CODE).order_by(t.SubmittedReturn.id.desc())
    )
    return (*files, *(GivenBefore(_audit_plan(row), _day(row.submitted_at), "") for row in audits))


def _audit_plan(row: t.SubmittedReturn) -> SharePlan:
    """The months of a filed audit, whose records, and by which areas."""
    of, records = row.figures["set_id"] or 0, row.figures["records"]
    return SharePlan(of, month_of(row.starts_on), month_of(row.ends_on), ("month",), records)


def _day(moment: datetime) -> str:
    return show_date(local(moment).date())


def threshold_on(session: Session, day: date) -> tuple[int, str]:
    """The threshold of that day and where it comes from: the office's own, else the one that is shipped."""
    shipped = load_sharing().threshold_on(day)
    own = rule_on(session, RULE, day)
    if own is None:
        return shipped.value, shipped.source
    return max(shipped.least, int(own.payload["threshold"])), f"This office, from {show_date(own.since)}: {own.note}"


def shares(session: Session) -> tuple[ShareRow, ...]:
    """All that went, the newest first."""
    return _rows(session)


def share(session: Session, share_id: int) -> ShareRow:
    """One of them. Raises :class:`NotFound`."""
    found = _rows(session, t.Share.id == share_id)
    if not found:
        raise NotFound("This file is no longer in the log.")
    return found[0]


def shared_files(session: Session, share_id: int) -> tuple[SharedFile, ...]:
    """The very files that went."""
    rows = session.execute(
        select(t.ShareFile.name, t.ShareFile.sha256, t.ShareFile.content)
        .where(t.ShareFile.share_id == share_id)
        .order_by(t.ShareFile.id)
    )
    return tuple(SharedFile(*row) for row in rows)


def everybody(
    session: Session, watch: Callable[[int, int], None] = lambda _done, _total: None
) -> Iterator[tuple[ClosedPerson, ...]]:
    """Everybody whom the office knows, some hundred at a time: such a file may name none of them.

    ``watch(done, total)`` is told how many were looked for, and may raise to stop it.
    """
    total, done = session.execute(select(func.count(t.Person.id))).scalar_one(), 0
    statement = (
        select(t.Person)
        .options(selectinload(t.Person.addresses), selectinload(t.Person.contacts), selectinload(t.Person.aliases))
        .order_by(t.Person.id)
        .execution_options(yield_per=_AT_ONCE)
    )
    for some in session.scalars(statement).partitions():
        watch(done, total)
        yield tuple(closed_person("somebody in this office's records", person) for person in some)
        done += len(some)
    watch(total, total)


def _rows(session: Session, *where: ColumnElement[bool]) -> tuple[ShareRow, ...]:
    rows = session.execute(
        select(t.Share, t.Agency.name, t.User.name)
        .join(t.Agency, t.Agency.id == t.Share.agency_id)
        .join(t.User, t.User.id == t.Share.given_by)
        .where(*where)
        .order_by(t.Share.given_at.desc(), t.Share.id.desc())
    )
    return tuple(
        ShareRow(
            id=row.id,
            title=row.title,
            plan=plan_from_json(row.plan),
            areas=row.areas,
            cells=row.cells,
            withheld=row.withheld,
            cautions=tuple(row.cautions),
            agency=agency,
            values=ShareValues(row.agency_id, row.to_whom, row.power, row.necessity),
            given_at=row.given_at,
            given_by=user,
        )
        for row, agency, user in rows
    )
