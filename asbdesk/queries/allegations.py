"""The schedule of an application: its allegations, how each stands in time, and the incidents that may join it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from asbdesk.domain.allegations import AllegationValues, Judged, caution, judge
from asbdesk.domain.board import Redated
from asbdesk.domain.casework import IncidentRole
from asbdesk.domain.law_limits import NoticeDay, notices
from asbdesk.domain.law_people import AgeFinding, ages_at_acts
from asbdesk.domain.law_rules import Anchor
from asbdesk.domain.orders import Basis
from asbdesk.domain.statements import ordinal
from asbdesk.domain.when import When, show_when
from asbdesk.errors import NotFound
from asbdesk.queries import evidence
from asbdesk.queries.laws import instrument_of
from asbdesk.queries.orders import hearing_day, matter_of
from asbdesk.queries.statements import statements
from asbdesk.reference_data import load_categories, load_dilution
from asbdesk.storage import tables as t


@dataclass(frozen=True, slots=True)
class Part:
    """An allegation that was merged into another: when, and what."""

    id: int
    happened_words: str
    act: str


@dataclass(frozen=True, slots=True)
class AllegationRow:
    """An allegation in the schedule; ``number`` is its place there. ``age`` where the instrument asks for it.

    ``exhibits`` are marks, ``statements`` say whose, ``incidents`` are references, each with its id.
    """

    id: int
    number: int
    values: AllegationValues
    judged: Judged
    age: AgeFinding | None
    exhibits: tuple[tuple[int, str], ...]
    statements: tuple[tuple[int, str], ...]
    incidents: tuple[tuple[int, str], ...]
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class DroppedRow:
    """One that was dropped, and why."""

    id: int
    happened_words: str
    act: str
    dropped_on: date
    reason: str


@dataclass(frozen=True, slots=True)
class Schedule:
    """``day`` is the one on which the acts are judged: lodged, planned, or today. ``hearsay`` counts the allegations
    that rest on it, ``notice`` is its last day, where a hearing is known; ``notified``: the law asks for such a notice.
    ``lodged``: nothing counts down any more."""

    day: date
    lodged: bool
    rows: tuple[AllegationRow, ...]
    dropped: tuple[DroppedRow, ...]
    caution: str
    hearsay: int
    notice: NoticeDay | None
    notified: bool
    doubt: str


@dataclass(frozen=True, slots=True)
class ChoosableRow:
    """An incident that may become an allegation."""

    id: int
    reference: str
    when: str
    what: str
    place: str
    judged: Judged


@dataclass(frozen=True, slots=True)
class Choosing:
    """``others``: incidents of the case that do not name this person; ``used``: those in the schedule already."""

    rows: tuple[ChoosableRow, ...]
    used: int
    others: int


@dataclass(frozen=True, slots=True)
class SourceChoices:
    """The exhibits and statements of the case: id and words."""

    exhibits: tuple[tuple[int, str], ...]
    statements: tuple[tuple[int, str], ...]


def schedule(session: Session, application_id: int, today: date) -> Schedule:
    """The allegations in their order, and those that were dropped. Raises :class:`NotFound`."""
    application = the_row(session, application_id)
    instrument, day = instrument_of(session, application), judging_day(application, today)
    lodged = application.lodged_on is not None
    every = _all(session, application_id)
    live = in_schedule(every)
    sources = _sources(session, [row.id for row in every], application.case_id)
    acts = {row.id: tuple(leaf.happened_on for leaf in leaves(row, every)) for row in live}
    born = session.get_one(t.Person, application.person_id).born
    ages = ages_at_acts(instrument, born, {row.id: row.happened_on for row in live})
    rows = tuple(
        AllegationRow(
            id=row.id,
            number=number,
            values=values_of(row, sources[row.id]),
            judged=judge(instrument, acts[row.id], day, today, lodged=lodged),
            age=ages.get(row.id),
            exhibits=sources[row.id].exhibits,
            statements=sources[row.id].statements,
            incidents=sources[row.id].incidents,
            parts=tuple(Part(p.id, p.happened_words, p.act) for p in every if p.merged_into == row.id),
        )
        for number, row in enumerate(live, 1)
    )
    return Schedule(
        day=day,
        lodged=lodged,
        rows=rows,
        dropped=tuple(
            DroppedRow(row.id, row.happened_words, row.act, row.dropped_on, row.dropped_reason)
            for row in every
            if row.dropped_on is not None and row.merged_into is None
        ),
        caution=caution(load_dilution(), [row.values.strength for row in rows]),
        hearsay=sum(row.values.basis is Basis.HEARSAY for row in rows),
        notice=hearsay_notice(session, application_id, today),
        notified=any(rule.code == HEARSAY for rule in instrument.notices),
        doubt=instrument.limitation.doubt if instrument.limitation else "",
    )


def acts_alleged(session: Session, application_id: int) -> dict[int, date]:
    """The day of each act in the schedule; of a merged allegation those of its parts, by the part's own id."""
    every = _all(session, application_id)
    return {part.id: part.happened_on for row in in_schedule(every) for part in leaves(row, every)}


def redated(session: Session, application_id: int) -> tuple[Redated, ...]:
    """The allegations none of whose incidents has the day that they say: one of the two was corrected since."""
    every = _all(session, application_id)
    parts = [(n, part) for n, row in enumerate(in_schedule(every), 1) for part in leaves(row, every)]
    days: dict[int, dict[str, date]] = {}
    for allegation_id, reference, when in session.execute(
        select(t.AllegationSource.allegation_id, t.Incident.reference, t.Incident.when_from)
        .join(t.Incident, t.Incident.id == t.AllegationSource.incident_id)
        .where(t.AllegationSource.allegation_id.in_([part.id for _, part in parts]))
        .order_by(t.AllegationSource.id)
    ):
        days.setdefault(allegation_id, {})[reference] = when.date()
    return tuple(
        Redated(number, part.happened_on, *next(iter(found.items())))
        for number, part in parts
        if (found := days.get(part.id)) and part.happened_on not in found.values()
    )


def needs_hearsay_notice(session: Session, application_id: int) -> bool:
    """Does any allegation in the schedule rest on hearsay?"""
    return hearsay_count(session, application_id) > 0


def hearsay_count(session: Session, application_id: int) -> int:
    """So many allegations in the schedule rest on hearsay."""
    return session.execute(
        select(func.count(t.Allegation.id)).where(
            t.Allegation.application_id == application_id,
            t.Allegation.basis == Basis.HEARSAY,
            t.Allegation.dropped_on.is_(None),
            t.Allegation.merged_into.is_(None),
        )
    ).scalar_one()


def hearsay_notice(session: Session, application_id: int, today: date) -> NoticeDay | None:
    """The last day to serve the hearsay notice, worked back from the hearing.

    None where no allegation rests on hearsay, no hearing is known, or the law file knows no such notice.
    """
    if not needs_hearsay_notice(session, application_id):
        return None
    application = the_row(session, application_id)
    hearing = hearing_day(session, application_id, today)
    if hearing is None:
        return None
    born = session.get_one(t.Person, application.person_id).born
    matter = matter_of(session, application, born, today)
    anchors: Mapping[Anchor, date] = {"hearing": hearing}
    found = notices(instrument_of(session, application), application.jurisdiction, anchors, matter)
    return next((each for each in found if each.rule.code == HEARSAY and each.rule.way == "before"), None)


HEARSAY = "hearsay"
"""The code of that notice in the law files."""


def to_choose(session: Session, application_id: int, today: date) -> Choosing:
    """The incidents of the case in which this person is named, the newest first, without those used already."""
    application = the_row(session, application_id)
    instrument, day = instrument_of(session, application), judging_day(application, today)
    used = used_incidents(session, application_id)
    named = set(session.scalars(naming(application)))
    of_case = select(func.count(t.Incident.id)).where(t.Incident.case_id == application.case_id)
    kinds = load_categories()
    rows = session.scalars(
        select(t.Incident).where(t.Incident.id.in_(named - used)).order_by(t.Incident.when_from.desc(), t.Incident.id)
    )
    return Choosing(
        rows=tuple(
            ChoosableRow(
                id=row.id,
                reference=row.reference,
                when=show_when(When(row.when_kind, row.when_from, row.when_to)),
                what=row.summary or kinds.label(row.category),
                place=row.place,
                judged=judge(instrument, (row.when_from.date(),), day, today, lodged=application.lodged_on is not None),
            )
            for row in rows
        ),
        used=len(named & used),
        others=session.execute(of_case).scalar_one() - len(named),
    )


def source_choices(session: Session, application_id: int) -> SourceChoices:
    """What an allegation of this application may rest on besides incidents."""
    case_id = the_row(session, application_id).case_id
    exhibits = evidence.exhibits(session, case_id)[::-1]
    return SourceChoices(tuple((row.id, f"{row.mark} {row.title}") for row in exhibits), _statements(session, case_id))


# for this module's neighbours


def the_row(session: Session, application_id: int) -> t.Application:
    """The application, or :class:`NotFound` in words."""
    application = session.get(t.Application, application_id)
    if application is None:
        raise NotFound("This application is no longer in the office.")
    return application


def judging_day(application: t.Application, today: date) -> date:
    """The day on which the complaint was laid, or is to be; a plan that has passed is today."""
    return application.lodged_on or max(application.planned_on or today, today)


def naming(application: t.Application) -> Select[int]:
    """The incidents of the case that name the application's person as the alleged perpetrator, by id."""
    return (
        select(t.Incident.id)
        .join(t.IncidentPerson, t.IncidentPerson.incident_id == t.Incident.id)
        .where(
            t.Incident.case_id == application.case_id,
            t.IncidentPerson.person_id == application.person_id,
            t.IncidentPerson.role == IncidentRole.PERPETRATOR,
        )
        .distinct()
    )


def used_incidents(session: Session, application_id: int) -> set[int]:
    """Those that an allegation rests on, merged and dropped ones too."""
    found = session.scalars(
        select(t.AllegationSource.incident_id)
        .join(t.Allegation, t.Allegation.id == t.AllegationSource.allegation_id)
        .where(t.Allegation.application_id == application_id, t.AllegationSource.incident_id.is_not(None))
    )
    return {number for number in found if number is not None}


def in_schedule(rows: Sequence[t.Allegation]) -> list[t.Allegation]:
    """Those neither dropped nor merged into another."""
    return [row for row in rows if row.dropped_on is None and row.merged_into is None]


def leaves(row: t.Allegation, every: Sequence[t.Allegation]) -> list[t.Allegation]:
    """The allegations that one was merged of, down to the last; itself, where it was not."""
    parts = [part for part in every if part.merged_into == row.id]
    return [leaf for part in parts for leaf in leaves(part, every)] if parts else [row]


@dataclass(frozen=True, slots=True)
class Sources:
    """What an allegation rests on, each with its id."""

    incidents: tuple[tuple[int, str], ...] = ()
    exhibits: tuple[tuple[int, str], ...] = ()
    statements: tuple[tuple[int, str], ...] = ()


def values_of(row: t.Allegation, sources: Sources) -> AllegationValues:
    """An allegation as its form holds it."""
    return AllegationValues(
        happened_on=row.happened_on,
        happened_words=row.happened_words,
        place=row.place,
        act=row.act,
        reached=row.reached,
        witness=row.witness,
        basis=row.basis,
        denial=row.denial,
        strength=row.strength,
        exhibit_ids=tuple(number for number, _ in sources.exhibits),
        statement_ids=tuple(number for number, _ in sources.statements),
    )


def _all(session: Session, application_id: int) -> list[t.Allegation]:
    found = select(t.Allegation).where(t.Allegation.application_id == application_id)
    return list(session.scalars(found.order_by(t.Allegation.position, t.Allegation.id)))


def _sources(session: Session, ids: Sequence[int], case_id: int) -> dict[int, Sources]:
    marks = {row.id: row.mark for row in evidence.exhibits(session, case_id)}
    whose = dict(_statements(session, case_id))
    found: dict[int, list[t.AllegationSource]] = {number: [] for number in ids}
    wanted = select(t.AllegationSource).where(t.AllegationSource.allegation_id.in_(ids))
    for row in session.scalars(wanted.order_by(t.AllegationSource.id)):
        found[row.allegation_id].append(row)
    incidents = {row.incident_id for rows in found.values() for row in rows}
    named = select(t.Incident.id, t.Incident.reference).where(t.Incident.id.in_(incidents))
    references: dict[int, str] = {row[0]: row[1] for row in session.execute(named)}
    return {
        number: Sources(
            _named([row.incident_id for row in rows], references),
            _named([row.exhibit_id for row in rows], marks),
            _named([row.statement_id for row in rows], whose),
        )
        for number, rows in found.items()
    }


def _named(ids: Sequence[int | None], names: Mapping[int, str]) -> tuple[tuple[int, str], ...]:
    return tuple((number, names[number]) for number in ids if number is not None and number in names)


def _statements(session: Session, case_id: int) -> tuple[tuple[int, str], ...]:
    rows = statements(session, case_id)[::-1]
    return tuple((row.id, f"{row.shown}, {ordinal(row.number).lower()} statement") for row in rows)
