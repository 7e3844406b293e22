"""What stands in each entry of the word index: reference, title and body, and what is found by any part of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import reduce
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    Executable,
    Integer,
    Text,
    bindparam,
    case,
    cast,
    func,
    literal,
    select,
)

from asbdesk.domain import phones, when
from asbdesk.storage import tables as t

LONGEST_PART = 24
"""Signs of another agency's reference that is found by any part of it: some are sums of 64 figures."""


def words(connection: Connection, kind: str, row_id: int) -> Sequence[str] | None:
    """Reference, title and body of an entry; None for a row that is no longer there."""
    row = connection.execute(_WORDS[kind], {"row_id": row_id}).one_or_none()
    if row is None or kind not in ("person", "agency"):
        return row
    if kind == "agency":
        return f"{row[0]} {_spellings(connection, kind, row_id)}".strip(), row[1], row[2]
    day: date | None = row[1]
    born = f"{day.isoformat()} {when.show_date(day)}" if day else ""
    return _spellings(connection, kind, row_id), row[0], f"{row[2]} {born} {row[3]}"


def part(connection: Connection, kind: str, row_id: int) -> str:
    """What is found by any part of it: names and telephones of people and agencies, references of all else."""
    said = connection.execute(_PARTS[kind], {"row_id": row_id}).scalar_one_or_none() or ""
    return f"{said} {_spellings(connection, kind, row_id)}".strip() if kind in _NUMBERS else said


def _spellings(connection: Connection, kind: str, row_id: int) -> str:
    """The telephone numbers, and the ways in which people type them."""
    numbers = [value for (value,) in connection.execute(_NUMBERS[kind], {"row_id": row_id}) if value]
    return " ".join(f"{value} {phones.spellings(phones.digits(value))}" for value in numbers)


_ROW: BindParameter[int] = bindparam("row_id")


def _all(words: Any, *where: ColumnElement[bool]) -> ColumnElement[str]:
    """The words of all those rows in one: hundreds of notes come as one value instead of as hundreds of rows."""
    return func.coalesce(select(func.group_concat(words, " ")).where(*where).scalar_subquery(), "")


def _joined(*words: Any) -> ColumnElement[str]:
    """Words with blanks between them."""
    return reduce(lambda one, other: one + " " + other, words)


# Each statement is built once: building one takes longer than running it.
_NUMBERS = {
    "person": select(t.PersonContact.value).where(t.PersonContact.person_id == _ROW),
    "agency": select(t.Agency.telephone)
    .where(t.Agency.id == _ROW)
    .union_all(select(t.AgencyContact.telephone).where(t.AgencyContact.agency_id == _ROW)),
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
_WORDS: dict[str, Executable] = {
    "person": select(
        _joined(_NAME, "/", _all(t.PersonAlias.name, t.PersonAlias.person_id == _ROW)),
        _PERSON.born,
        _all(_joined(_HOME.lines, _place(_HOME.postcode)), _HOME.person_id == _ROW),
        _PERSON.notes,
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
    ).where(t.Agency.id == _ROW),
}  # fmt: skip
_PARTS: dict[str, Executable] = {
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
