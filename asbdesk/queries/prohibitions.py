"""The terms of a draft order with what their checks find, the person's daily life, and what binds already."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from asbdesk.domain.casework import ContractState, TermKind
from asbdesk.domain.daily_life import DailyValues
from asbdesk.domain.law import Instrument
from asbdesk.domain.law_people import Matter
from asbdesk.domain.orders import DailyKind, OrderKind, SoughtKind
from asbdesk.domain.postcodes import postcode
from asbdesk.domain.prohibition_checks import About, Finding, Other, check
from asbdesk.domain.prohibitions import LibraryProhibition, SoughtValues, offered
from asbdesk.domain.when import show_date
from asbdesk.domain.zones import Point, read_zone
from asbdesk.queries import evidence
from asbdesk.queries.allegations import in_schedule, the_row
from asbdesk.queries.draft_terms import draft_terms
from asbdesk.queries.laws import instrument_of
from asbdesk.queries.orders import matter_of
from asbdesk.queries.recipients import here, person_of
from asbdesk.reference_data import load_prohibition_checks, load_prohibitions
from asbdesk.storage import tables as t


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody said to a check."""

    words: str
    by: str
    on: date


@dataclass(frozen=True, slots=True)
class Checked:
    """A finding, and what was said to it."""

    finding: Finding
    answer: Answer | None = None

    @property
    def open(self) -> bool:
        """Has it still to be answered?"""
        return self.answer is None or self.finding.must


@dataclass(frozen=True, slots=True)
class TermRow:
    """A term of the draft. ``number`` is its place there, ``key`` its own for ever, which nobody reads. ``answers`` are
    the numbers of the allegations in the schedule, with their ids in values."""

    id: int
    number: int
    key: int
    values: SoughtValues
    answers: tuple[int, ...]
    checks: tuple[Checked, ...]

    @property
    def open(self) -> tuple[Checked, ...]:
        """The checks that nobody has answered."""
        return tuple(each for each in self.checks if each.open)


@dataclass(frozen=True, slots=True)
class StruckRow:
    """One that was struck out, and why."""

    id: int
    kind: SoughtKind
    text: str
    on: date
    reason: str


@dataclass(frozen=True, slots=True)
class DailyRow:
    """A fact of daily life; ``id`` 0: the home address, as the person's page has it."""

    id: int
    values: DailyValues


@dataclass(frozen=True, slots=True)
class SoughtPage:
    """Everything that the tab shows. ``library``: what may be started from, under the law of this application."""

    instrument: Instrument
    rows: tuple[TermRow, ...]
    struck: tuple[StruckRow, ...]
    daily: tuple[DailyRow, ...]
    library: tuple[LibraryProhibition, ...]
    allegations: tuple[tuple[int, str], ...]
    exhibits: tuple[tuple[int, str], ...]


def sought_page(session: Session, application_id: int, today: date) -> SoughtPage:
    """The terms in their order, and what their form offers. Raises :class:`~asbdesk.errors.NotFound`."""
    application = the_row(session, application_id)
    about = about_of(session, application, today)
    every = draft_terms(session, application_id)
    numbers = _numbers(session, application_id)
    links = _links(session, [row.id for row in every])
    return SoughtPage(
        instrument=about.instrument,
        rows=tuple(_row(place, row, links, numbers, about) for place, row in enumerate(every, 1)),
        struck=_struck(session, application_id),
        daily=_daily(session, application, today),
        library=offered(load_prohibitions(), about.instrument, application.jurisdiction),
        allegations=tuple((number, f"{place}. {words}") for number, (place, words) in numbers.items()),
        exhibits=tuple((e.id, f"{e.mark} {e.title}") for e in evidence.exhibits(session, application.case_id)[::-1]),
    )


def term_rows(session: Session, application: t.Application, matter: Matter, today: date) -> tuple[TermRow, ...]:
    """The terms in their order with their checks, for the readiness board."""
    every = draft_terms(session, application.id)
    if not every:
        return ()
    about = about_of(session, application, today, matter)
    links = _links(session, [row.id for row in every])
    return tuple(_row(place, row, links, {}, about) for place, row in enumerate(every, 1))


def findings_of(session: Session, application: t.Application, row: t.SoughtTerm, today: date) -> tuple[Finding, ...]:
    """What the checks find in one term."""
    links = _links(session, [row.id])
    return check(_values(row, links.get(row.id, ())), about_of(session, application, today))


def about_of(session: Session, application: t.Application, today: date, matter: Matter | None = None) -> About:
    """What the terms of an application are checked against."""
    born = session.get_one(t.Person, application.person_id).born
    return About(
        rules=load_prohibition_checks(),
        instrument=instrument_of(session, application),
        jurisdiction=application.jurisdiction,
        matter=matter or matter_of(session, application, born, today),
        months=application.length_months,
        daily=tuple(row.values for row in _daily(session, application, today)),
        others=(*_orders(session, application, today), *_contracts(session, application, today)),
    )


# inside


def _struck(session: Session, application_id: int) -> tuple[StruckRow, ...]:
    found = select(t.SoughtTerm).where(t.SoughtTerm.application_id == application_id)
    return tuple(
        StruckRow(row.id, row.kind, row.text, row.removed_on, row.removed_reason)
        for row in session.scalars(found.order_by(t.SoughtTerm.number))
        if row.removed_on is not None
    )


def _links(session: Session, ids: Sequence[int]) -> dict[int, tuple[int, ...]]:
    found: dict[int, tuple[int, ...]] = {}
    wanted = select(t.TermAllegation).where(t.TermAllegation.term_id.in_(ids)).order_by(t.TermAllegation.id)
    for link in session.scalars(wanted):
        found[link.term_id] = (*found.get(link.term_id, ()), link.allegation_id)
    return found


def _numbers(session: Session, application_id: int) -> dict[int, tuple[int, str]]:
    """The allegations of the schedule: number there, and words, by id."""
    wanted = select(t.Allegation).where(t.Allegation.application_id == application_id)
    rows = in_schedule(list(session.scalars(wanted.order_by(t.Allegation.position, t.Allegation.id))))
    return {row.id: (place, f"{row.happened_words}: {_short(row.act)}") for place, row in enumerate(rows, 1)}


_SHORT = 52


def _short(words: str) -> str:
    return words if len(words) <= _SHORT else f"{words[:_SHORT].rsplit(' ', 1)[0]}…"


def _row(
    place: int,
    row: t.SoughtTerm,
    links: Mapping[int, tuple[int, ...]],
    numbers: Mapping[int, tuple[int, str]],
    about: About,
) -> TermRow:
    values = _values(row, links.get(row.id, ()))
    return TermRow(
        id=row.id,
        number=place,
        key=row.number,
        values=values,
        answers=tuple(sorted(numbers[number][0] for number in values.answers if number in numbers)),
        checks=tuple(Checked(each, _answer(row.checked.get(each.key))) for each in check(values, about)),
    )


def _values(row: t.SoughtTerm, answers: tuple[int, ...]) -> SoughtValues:
    return SoughtValues(row.kind, row.text, row.reason, row.supervisor, read_zone(row.area), answers)


def _answer(said: Mapping[str, Any] | None) -> Answer | None:
    return Answer(said["words"], said["by"], date.fromisoformat(said["on"])) if said else None


def _daily(session: Session, application: t.Application, today: date) -> tuple[DailyRow, ...]:
    """What was recorded, by kind; the home address is that of the person where it was not recorded here."""
    rows = session.scalars(
        select(t.DailyFact).where(t.DailyFact.application_id == application.id).order_by(t.DailyFact.id)
    )
    found = [
        DailyRow(
            row.id,
            DailyValues(
                row.kind,
                row.told_by,
                row.told_on,
                row.none,
                row.place,
                row.hours,
                row.note,
                (row.longitude, row.latitude) if row.longitude is not None and row.latitude is not None else None,
            ),
        )
        for row in rows
    ]
    if all(row.values.kind is not DailyKind.HOME for row in found):
        address = here(person_of(session, application.person_id))
        if address is not None:
            words = ", ".join(part for part in (*address.lines.splitlines(), address.postcode) if part)
            found.insert(0, DailyRow(0, _home(session, words, today)))
    order = list(DailyKind)
    return tuple(sorted(found, key=lambda row: order.index(row.values.kind)))


def _home(session: Session, words: str, today: date) -> DailyValues:
    return DailyValues(DailyKind.HOME, "The person's page", today, place=words, point=point_of(session, words))


def point_of(session: Session, place: str) -> Point | None:
    """The point of the postcode that an address names, where the office has loaded it: the middle of its homes."""
    words = place.replace(",", " ").split()
    found = postcode(" ".join(words[-2:])) or postcode(" ".join(words[-1:]))
    if found is None:
        return None
    p = t.PostcodePoint
    row = session.execute(select(p.longitude, p.latitude).where(p.postcode == found)).first()
    return (row[0], row[1]) if row else None


def _orders(session: Session, application: t.Application, today: date) -> Iterable[Other]:
    """The terms of other orders in force about the person."""
    rows = session.execute(
        select(t.CourtOrder, t.Application.reference)
        .join(t.Application, t.Application.id == t.CourtOrder.application_id)
        .where(
            t.Application.person_id == application.person_id,
            t.Application.id != application.id,
            t.CourtOrder.kind != OrderKind.INTERIM,
            t.CourtOrder.ended_on.is_(None),
            t.CourtOrder.last_day.is_(None) | (t.CourtOrder.last_day >= today),
        )
        .order_by(t.CourtOrder.id)
    )
    for order, reference in rows:
        for number, text in order.terms.items():
            whose = f"term {number} of the order of {show_date(order.made_on)} ({reference})"
            yield Other(whose, text, not text.casefold().startswith(("not ", "must not", "shall not")))


def _contracts(session: Session, application: t.Application, today: date) -> Iterable[Other]:
    """The terms of contracts that run."""
    rows = session.execute(
        select(t.ContractTerm, t.Contract.reference)
        .join(t.Contract, t.Contract.id == t.ContractTerm.contract_id)
        .where(
            t.Contract.person_id == application.person_id,
            t.Contract.state == ContractState.SIGNED,
            t.Contract.ends_on >= today,
            t.ContractTerm.kind != TermKind.AGENCY,
        )
        .order_by(t.Contract.id, t.ContractTerm.number)
    )
    for term, reference in rows:
        whose = f"term {term.number} of the contract {reference}"
        yield Other(whose, term.text, term.kind is TermKind.POSITIVE)
