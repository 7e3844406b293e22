"""What writing a letter offers to choose from: recipients, incidents, contracts of a case."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from asbdesk.documents import library
from asbdesk.documents.library import Template
from asbdesk.domain.casework import CaseRole, ContractKind, ContractState, PaperLanguage, RecipientKind
from asbdesk.domain.disclosures import Power
from asbdesk.domain.when import When, show_when
from asbdesk.errors import NotFound
from asbdesk.queries.contract_facts import Matter, matters
from asbdesk.queries.letter_days import suggested_days
from asbdesk.queries.letter_law import withheld
from asbdesk.queries.people import full_name
from asbdesk.queries.powers import powers_today
from asbdesk.queries.recipients import (
    THE_FILE,
    About,
    Recipient,
    about_whom,
    agencies_to_write_to,
    recipient_of,
    recipients,
)
from asbdesk.queries.templates import letter_settings, office_templates
from asbdesk.queries.unused_material import unused_lines
from asbdesk.reference_data import load_categories
from asbdesk.storage import tables as t


@dataclass(frozen=True, slots=True)
class IncidentChoice:
    """An incident that the letter may name: when it was, and its neutral summary."""

    id: int
    when: str
    what: str


@dataclass(frozen=True, slots=True)
class ContractChoice:
    """A contract of the case that a paper may belong to."""

    id: int
    reference: str
    kind: ContractKind
    state: ContractState
    person_id: int
    person: str
    parent_id: int | None
    signed_on: date | None
    next_review: date | None
    matters: tuple[Matter, ...] = ()
    """What a paper of the contract can be about: breaches, reviews, interviews, versions."""


@dataclass(frozen=True, slots=True)
class LetterChoices:
    """All that the letter's page offers for one case. ``about``: whom a paper to an agency may be about.

    ``templates`` are the office's, by code; ``welsh`` those that are there in Welsh, none where the office offers none.
    ``letter_language``: in which it offers letters first. ``days``: what questions for a day start with;
    ``lines``: those for a list; ``withheld``:
    by template, why the law of today does not know it.
    """

    case_id: int
    case_reference: str
    subject: str
    recipients: tuple[Recipient, ...]
    incidents: tuple[IncidentChoice, ...]
    contracts: tuple[ContractChoice, ...]
    about: tuple[About, ...] = ()
    powers: tuple[Power, ...] = ()
    days: dict[str, date] = field(default_factory=dict[str, date])
    lines: dict[str, str] = field(default_factory=dict[str, str])
    withheld: dict[str, str] = field(default_factory=dict[str, str])
    templates: dict[str, Template] = field(default_factory=dict[str, Template])
    welsh: frozenset[str] = frozenset()
    letter_language: PaperLanguage = PaperLanguage.ENGLISH


def letter_choices(session: Session, case_id: int, today: date) -> LetterChoices:
    """What a letter in this case may say today, to whom and by which power. Raises :class:`NotFound`."""
    case = session.get(t.Case, case_id)
    if case is None:
        raise NotFound("This case is no longer in the office.")
    contracts = _contracts(session, case_id)
    people = recipients(session, case_id)
    known = {person.person_id for person in people}
    parents = dict.fromkeys(c.parent_id for c in contracts if c.parent_id and c.parent_id not in known)
    added = tuple(recipient_of(session, parent, CaseRole.PARENT, RecipientKind.PARENT) for parent in parents)
    chosen = letter_settings(session).letter_language
    return LetterChoices(
        case_id=case.id,
        templates=office_templates(session),
        welsh=frozenset() if chosen is PaperLanguage.ENGLISH else frozenset(library.templates("cy")),
        letter_language=chosen,
        case_reference=case.reference,
        subject=case.subject,
        recipients=(*people, *added, *agencies_to_write_to(session), THE_FILE),
        incidents=_incidents(session, case_id),
        contracts=contracts,
        about=about_whom(session, case_id),
        powers=powers_today(session, today),
        days=suggested_days(session, case, today),
        lines=unused_lines(session, case_id, today),
        withheld=withheld(session, today),
    )


def _incidents(session: Session, case_id: int) -> tuple[IncidentChoice, ...]:
    kinds = load_categories()
    rows = session.scalars(
        select(t.Incident).where(t.Incident.case_id == case_id).order_by(t.Incident.when_from, t.Incident.id)
    )
    return tuple(
        IncidentChoice(i.id, show_when(When(i.when_kind, i.when_from, i.when_to)), i.summary or kinds.label(i.category))
        for i in rows
    )


def _contracts(session: Session, case_id: int) -> tuple[ContractChoice, ...]:
    rows = session.execute(
        select(t.Contract, t.Person)
        .join(t.Person, t.Person.id == t.Contract.person_id)
        .where(t.Contract.case_id == case_id)
        .order_by(t.Contract.id)
    ).all()
    due: dict[int, date] = {}
    for contract_id, day in session.execute(
        select(t.ContractReview.contract_id, t.ContractReview.due_on)
        .where(t.ContractReview.contract_id.in_([c.id for c, _ in rows]), t.ContractReview.held_on.is_(None))
        .order_by(t.ContractReview.due_on)
    ):
        due.setdefault(contract_id, day)
    return tuple(
        ContractChoice(
            c.id,
            c.reference,
            c.kind,
            c.state,
            c.person_id,
            full_name(p),
            c.parent_id,
            c.signed_on,
            due.get(c.id),
            matters(session, c.id),
        )
        for c, p in rows
    )
