"""What stands in each entry of the word index: reference, title and body, and what is found by any part of it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from functools import cache, reduce
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    Integer,
    Table,
    Text,
    bindparam,
    case,
    cast,
    func,
    literal,
    select,
)
from sqlalchemy.sql import visitors

from asbdesk.domain import phones, when
from asbdesk.storage import tables as t

LONGEST_PART = 24
"""Signs of another agency's reference that is found by any part of it: some are sums of 64 figures."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What stands in the index under one row. ``part`` is None where it was not asked for."""

    reference: str
    title: str
    body: str
    part: str | None = None


def entry(connection: Connection, kind: str, row_id: int, *, part: bool = True) -> Entry | None:
    """The entry of a row, its part on request; None for a row that is no longer there."""
    row: Any = connection.execute(_WORDS[kind], {"row_id": row_id}).one_or_none()
    if row is None:
        return None
    numbers = _spellings(row[-1]) if kind in ("person", "agency") else ""
    said = _part(connection, kind, row_id, numbers) if part else None
    if kind == "agency":
        return Entry(f"{row[0]} {numbers}".strip(), row[1], row[2], said)
    if kind != "person":
        return Entry(row[0], row[1], row[2], said)
    day: date | None = row[1]
    born = f"{day.isoformat()} {when.show_date(day)}" if day else ""
    return Entry(numbers, row[0], f"{row[2]} {born} {row[3]}", said)


def _part(connection: Connection, kind: str, row_id: int, numbers: str) -> str:
    """What is found by any part of it: names and telephones of people and agencies, references of all else."""
    said = connection.execute(_PARTS[kind], {"row_id": row_id}).scalar_one_or_none() or ""
    return f"{said} {numbers}".strip()


def _spellings(told: str) -> str:
    """The telephone numbers, and the ways in which people type them."""
    numbers = [value for value in json.loads(told) if value]
    return " ".join(f"{value} {phones.spellings(phones.digits(value))}" for value in numbers)


@cache
def feeds(kind: str) -> frozenset[tuple[str, str]]:
    """Tables and columns out of which an entry is made: where none of them changed, the entry is as it was."""
    return _read_by(_WORDS[kind]) | part_feeds(kind)


@cache
def part_feeds(kind: str) -> frozenset[tuple[str, str]]:
    """Those of them out of which its part is made."""
    return _read_by(_PARTS[kind]) | (_read_by(_NUMBERS[kind]) if kind in _NUMBERS else frozenset[tuple[str, str]]())


def _read_by(statement: Any) -> frozenset[tuple[str, str]]:
    every: list[Any] = [each for each in visitors.iterate(statement) if isinstance(getattr(each, "table", None), Table)]
    return frozenset((each.table.name, each.name) for each in every)


_ROW: BindParameter[int] = bindparam("row_id")


def _all(words: Any, *where: ColumnElement[bool]) -> ColumnElement[str]:
    """The words of all those rows in one: hundreds of notes come as one value instead of as hundreds of rows."""
    return func.coalesce(select(func.group_concat(words, " ")).where(*where).scalar_subquery(), "")


def _joined(*words: Any) -> ColumnElement[str]:
    """Words with blanks between them."""
    return reduce(lambda one, other: one + " " + other, words)


# Each statement is built once: building one takes longer than running it.
_AGENCY_NUMBERS = (
    select(t.Agency.telephone.label("value"))
    .where(t.Agency.id == _ROW)
    .union_all(select(t.AgencyContact.telephone).where(t.AgencyContact.agency_id == _ROW))
    .subquery()
)
_NUMBERS = {
    "person": select(func.json_group_array(t.PersonContact.value))
    .where(t.PersonContact.person_id == _ROW)
    .scalar_subquery(),
    "agency": select(func.json_group_array(_AGENCY_NUMBERS.c.value)).scalar_subquery(),
}
_HOME = t.PersonAddress
_PERSON = t.Person
_NAME = _joined(_PERSON.given_names, _PERSON.family_name)
_DISCLOSED = t.DisclosureEntry
_STATEMENT, _CHARGE = t.Statement, t.Allegation
_CASE_TEXTS = (
    _all(t.CaseEvent.text, t.CaseEvent.case_id == _ROW),
    _all(_joined(t.Exhibit.mark, t.Exhibit.title), t.Exhibit.case_id == _ROW, t.Exhibit.complete.is_(True)),
    _all(_joined(t.Mediation.reference, t.Mediation.issues), t.Mediation.case_id == _ROW),
    _all(
        _joined(t.Application.reference, t.Application.court_number, t.Application.necessity),
        t.Application.case_id == _ROW,
    ),
    _all(_joined(t.Conference.place, t.Conference.purpose, t.Conference.minutes), t.Conference.case_id == _ROW),
    _all(_joined(t.AgreedAction.text, t.AgreedAction.outcome), t.AgreedAction.case_id == _ROW),
    _all(_joined(_DISCLOSED.to_whom, _DISCLOSED.what, _DISCLOSED.returned), _DISCLOSED.case_id == _ROW),
    _all(_joined(_STATEMENT.occupation, _STATEMENT.text), _STATEMENT.case_id == _ROW),
)
_BREACH, _INTERVIEW = t.ContractBreach, t.ContractInterview
_CONTRACT_TEXTS = (
    _all(t.ContractTerm.text, t.ContractTerm.contract_id == _ROW),
    _all(t.ContractLogEntry.text, t.ContractLogEntry.contract_id == _ROW),
    _all(_joined(_BREACH.summary, _BREACH.evidence, _BREACH.persons_account), _BREACH.contract_id == _ROW),
    _all(_joined(_INTERVIEW.understanding, _INTERVIEW.reasons, _INTERVIEW.support_needs),
         _INTERVIEW.contract_id == _ROW),
)  # fmt: skip
_ORDER_TEXTS = (
    _all(t.SoughtTerm.text, t.SoughtTerm.application_id == _ROW, t.SoughtTerm.removed_on.is_(None)),
    _all(_joined(_CHARGE.place, _CHARGE.act, _CHARGE.witness), _CHARGE.application_id == _ROW),
    _all(_joined(t.Hearing.court, t.Hearing.outcome_words), t.Hearing.application_id == _ROW),
)


def _place(column: Any) -> ColumnElement[str]:
    """A postcode with its blank and without."""
    return _joined(column, func.replace(column, " ", ""))


def _numbered(reference: Any) -> ColumnElement[str]:
    """A reference, and the number in it without its noughts."""
    return _joined(reference, func.coalesce(cast(cast(func.substr(reference, 10, 6), Integer), Text), ""))


_INCIDENT = t.Incident
INCIDENT_WORDS = (
    _joined(_numbered(_INCIDENT.reference), _INCIDENT.external_ref),
    _INCIDENT.summary,
    _joined(_INCIDENT.account, _INCIDENT.place, _place(_INCIDENT.postcode), _INCIDENT.lsoa_name, _INCIDENT.reported_by),
)
"""Of incidents that came in many at once; to those that were told, what is said of people is added."""
INCIDENT_PART = case((func.length(_INCIDENT.external_ref) <= LONGEST_PART, _INCIDENT.external_ref), else_="")
_WORDS: dict[str, Any] = {
    "person": select(
        _joined(_NAME, "/", _all(t.PersonAlias.name, t.PersonAlias.person_id == _ROW)),
        _PERSON.born,
        _all(_joined(_HOME.lines, _place(_HOME.postcode)), _HOME.person_id == _ROW),
        _PERSON.notes,
        _NUMBERS["person"],
    ).where(_PERSON.id == _ROW),
    "incident": select(
        *INCIDENT_WORDS[:2],
        _joined(INCIDENT_WORDS[2], _all(t.IncidentPerson.description, t.IncidentPerson.incident_id == _ROW)),
    ).where(_INCIDENT.id == _ROW),
    "case": select(
        _numbered(t.Case.reference),
        _joined(
            t.Case.subject,
            _all(
                _joined(_NAME, func.coalesce(t.CaseParty.pseudonym, "")),
                t.CaseParty.person_id == _PERSON.id, t.CaseParty.case_id == _ROW,
            ),
        ),
        _joined(t.Case.summary, *_CASE_TEXTS),
    ).where(t.Case.id == _ROW),
    "document": select(
        _numbered(t.Document.reference), t.Document.title, func.coalesce(t.DocumentContent.text, "")
    )
    .outerjoin(t.DocumentContent, t.DocumentContent.document_id == t.Document.id)
    .where(t.Document.id == _ROW),
    "contract": select(_numbered(t.Contract.reference), _NAME, _joined(*_CONTRACT_TEXTS))
    .join(_PERSON, _PERSON.id == t.Contract.person_id)
    .where(t.Contract.id == _ROW),
    "application": select(
        _joined(_numbered(t.Application.reference), t.Application.court_number),
        _joined(_NAME, t.Application.court),
        _joined(
            t.Application.necessity, t.Application.interim_reasons, t.Application.settled_note, *_ORDER_TEXTS
        ),
    )
    .join(_PERSON, _PERSON.id == t.Application.person_id)
    .where(t.Application.id == _ROW),
    "mediation": select(
        _numbered(t.Mediation.reference),
        _all(
            _NAME, t.MediationConsent.person_id == _PERSON.id, t.MediationConsent.mediation_id == _ROW
        ),
        _joined(
            t.Mediation.issues, t.Mediation.unsuitable_reason, t.Mediation.agreement, t.Mediation.follow_up_note,
            func.coalesce(select(t.Agency.name).where(t.Agency.id == t.Mediation.provider_id).scalar_subquery(), ""),
        ),
    ).where(t.Mediation.id == _ROW),
    "exhibit": select(
        t.Exhibit.mark,
        t.Exhibit.title,
        _joined(
            t.Exhibit.file_name, t.Exhibit.witness, t.Exhibit.received_from,
            _all(t.ExhibitText.text, t.ExhibitText.exhibit_id == _ROW),
        ),
    ).where(t.Exhibit.id == _ROW),
    "agency": select(
        literal(""),
        _joined(t.Agency.name, _all(t.AgencyContact.name, t.AgencyContact.agency_id == _ROW)),
        _joined(
            t.Agency.address, t.Agency.email, t.Agency.notes,
            _all(_joined(t.AgencyContact.job_title, t.AgencyContact.email), t.AgencyContact.agency_id == _ROW),
        ),
        _NUMBERS["agency"],
    ).where(t.Agency.id == _ROW),
}  # fmt: skip
_PARTS: dict[str, Any] = {
    "person": select(
        _joined(_NAME, _all(t.PersonAlias.name, t.PersonAlias.person_id == _ROW))
    ).where(_PERSON.id == _ROW),
    "incident": select(INCIDENT_PART).where(_INCIDENT.id == _ROW),
    "case": select(t.Case.reference).where(t.Case.id == _ROW),
    "document": select(t.Document.reference).where(t.Document.id == _ROW),
    "contract": select(t.Contract.reference).where(t.Contract.id == _ROW),
    "application": select(
        _joined(t.Application.reference, t.Application.court_number)
    ).where(t.Application.id == _ROW),
    "mediation": select(t.Mediation.reference).where(t.Mediation.id == _ROW),
    "exhibit": select(_joined(t.Exhibit.mark, t.Exhibit.file_name)).where(t.Exhibit.id == _ROW),
    "agency": select(
        _joined(t.Agency.name, _all(t.AgencyContact.name, t.AgencyContact.agency_id == _ROW))
    ).where(t.Agency.id == _ROW),
}  # fmt: skip
