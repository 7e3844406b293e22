"""Sealed papers: the list, and the exact bytes of one."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from asbdesk.domain.casework import PaperFormat, PaperLanguage, RecipientKind
from asbdesk.errors import DamagedOffice, NotFound
from asbdesk.queries.listing import ListFilter, Listing
from asbdesk.queries.people import full_name
from asbdesk.queries.releases import ReleaseRow, of_document
from asbdesk.storage import tables as t


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A paper in a list."""

    id: int
    reference: str
    title: str
    person: str
    case_reference: str
    dated: date
    filed_by: str
    pages_printed: int


@dataclass(frozen=True, slots=True)
class SealedDocument:
    """A paper as it left. ``pdf`` is the bytes that were filed, checked against their seal."""

    id: int
    reference: str
    title: str
    case_id: int
    case_reference: str
    contract_id: int | None
    person_id: int | None
    recipient: RecipientKind
    template: str
    template_version: int
    office_version: int
    format: PaperFormat
    language: PaperLanguage
    dated: date
    filed_at: datetime
    filed_by: str
    times_printed: int
    sha256: str
    facts: dict[str, Any]
    pdf: bytes
    released: tuple[ReleaseRow, ...] = ()


def document(session: Session, document_id: int) -> SealedDocument:
    """One sealed paper. Raises :class:`DamagedOffice` if its bytes no longer match their seal."""
    found = session.execute(
        select(t.Document, t.DocumentContent.pdf, t.Case.reference, t.User.name)
        .join(t.DocumentContent, t.DocumentContent.document_id == t.Document.id)
        .join(t.Case, t.Case.id == t.Document.case_id)
        .join(t.User, t.User.id == t.Document.filed_by)
        .where(t.Document.id == document_id)
    ).one_or_none()
    if found is None:
        raise NotFound("This document is no longer in the office.")
    row, pdf, case_reference, filed_by = found
    if hashlib.sha256(pdf).hexdigest() != row.sha256:
        raise DamagedOffice(
            f"{row.reference} no longer matches its seal.", "Take the paper from a backup; do not use this one."
        )
    return SealedDocument(
        id=row.id,
        reference=row.reference,
        title=row.title,
        case_id=row.case_id,
        case_reference=case_reference,
        contract_id=row.contract_id,
        person_id=row.person_id,
        recipient=row.recipient,
        template=row.template,
        template_version=row.template_version,
        office_version=row.office_version,
        format=row.format,
        language=row.language,
        dated=row.dated,
        filed_at=row.filed_at,
        filed_by=filed_by,
        times_printed=row.times_printed,
        sha256=row.sha256,
        facts=row.facts,
        pdf=pdf,
        released=of_document(session, row.id),
    )


def document_rows(session: Session, ids: Sequence[int]) -> tuple[DocumentRow, ...]:
    """The rows of the document list."""
    rows = session.execute(
        select(t.Document, t.Person, t.Case.reference, t.User.name, t.Agency.name)
        .join(t.Case, t.Case.id == t.Document.case_id)
        .join(t.User, t.User.id == t.Document.filed_by)
        .outerjoin(t.Person, t.Person.id == t.Document.person_id)
        .outerjoin(t.Agency, t.Agency.id == t.Document.agency_id)
        .where(t.Document.id.in_(ids))
    )
    return tuple(
        DocumentRow(
            d.id, d.reference, d.title, _name(person, agency), case_reference, d.dated, name, d.times_printed
        )
        for d, person, case_reference, name, agency in rows
    )  # fmt: skip


def _name(person: t.Person | None, agency: str | None) -> str:
    name = full_name(person) if person else ""
    return f"{agency}, about {name}" if agency and name else agency or name


def _where(chosen: ListFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if "warnings" in chosen.chips:
        conditions.append(t.Document.step.in_(("first-warning", "final-warning")))
    if "contracts" in chosen.chips:
        conditions.append(t.Document.contract_id.is_not(None))
    if "never-printed" in chosen.chips:
        conditions.append(t.Document.times_printed == 0)
    return conditions


DOCUMENTS = Listing(
    t.Document,
    {
        "dated": (t.Document.dated,),
        "reference": (t.Document.id,),
        "title": (func.lower(t.Document.title),),
    },
    _where,
    document_rows,
)
