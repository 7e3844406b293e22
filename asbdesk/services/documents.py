"""Filing papers: the exact bytes are sealed, and never made again."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from asbdesk.domain import references
from asbdesk.domain.casework import PaperFormat, PaperLanguage, RecipientKind
from asbdesk.domain.permissions import require
from asbdesk.errors import Conflict, NotFound
from asbdesk.services import numbers
from asbdesk.storage import tables as t
from asbdesk.storage.audit import note_act
from asbdesk.storage.work import Work


@dataclass(frozen=True, slots=True)
class Filing:
    """A finished paper. ``reference`` is the one printed on it; ``text`` its words, for search;
    ``releases`` are the ids of what a manager released for it."""

    case_id: int
    reference: str
    recipient: RecipientKind
    template: str
    template_version: int
    title: str
    dated: date
    pdf: bytes
    text: str
    facts: dict[str, Any]
    step: str = ""
    person_id: int | None = None
    contract_id: int | None = None
    matter_id: int | None = None
    agency_id: int | None = None
    office_version: int = 0
    format: PaperFormat = PaperFormat.ORDINARY
    language: PaperLanguage = PaperLanguage.ENGLISH
    releases: tuple[int, ...] = ()


def file_document(work: Work, filing: Filing) -> int:
    """Seal a paper and answer its id.

    The reference was printed on it before it was filed; if another paper of the case took it meanwhile, nothing is
    filed and :class:`Conflict` says so: the page then makes the preview anew.
    """
    require(work.who.role, "file_document")
    case = work.session.get(t.Case, filing.case_id)
    if case is None:
        raise NotFound("This case is no longer in the office.")
    number = numbers.take(work, f"{case.reference}/L")
    if references.document_reference(case.reference, number) != filing.reference:
        raise Conflict("Another paper of this case was filed meanwhile.", "Look at the preview again, then file it.")
    document_id = work.add(
        t.Document(
            reference=filing.reference,
            case_id=filing.case_id,
            contract_id=filing.contract_id,
            matter_id=filing.matter_id,
            person_id=filing.person_id,
            agency_id=filing.agency_id,
            recipient=filing.recipient,
            template=filing.template,
            template_version=filing.template_version,
            office_version=filing.office_version,
            format=filing.format,
            language=filing.language,
            title=filing.title,
            step=filing.step,
            dated=filing.dated,
            sha256=hashlib.sha256(filing.pdf).hexdigest(),
            size=len(filing.pdf),
            facts=filing.facts,
            filed_at=work.now,
            filed_by=work.who.user_id,
            times_printed=0,
        )
    )
    work.add(t.DocumentContent(document_id=document_id, pdf=filing.pdf, text=filing.text))
    _keep_releases(work, filing, document_id)
    return document_id


def _keep_releases(work: Work, filing: Filing, document_id: int) -> None:
    """What was released for this paper goes with it. Raises :class:`Conflict` where a manager took one back."""
    for number in filing.releases:
        row = work.session.get(t.Release, number)
        if row is None or row.document_id is not None:
            raise Conflict("A manager took back what was released for this paper.", "Look at the preview again.")
        row.document_id = document_id
    work.session.flush()


def next_reference(work: Work, case_id: int) -> str:
    """The reference that the case's next paper will bear, without taking it."""
    case = work.session.get_one(t.Case, case_id)
    last = work.session.scalars(select(t.Counter.last).where(t.Counter.series == f"{case.reference}/L")).one_or_none()
    return references.document_reference(case.reference, (last or 0) + 1)


def note_saved(work: Work, document_id: int) -> None:
    """A sealed paper is written to a file, outside of all encryption: it is in the audit."""
    require(work.who.role, "export")
    document = work.session.get(t.Document, document_id)
    if document is None:
        raise NotFound("This document is no longer in the office.")
    note_act(work, "document", document_id, "saved as pdf", reference=document.reference, sha256=document.sha256)


def note_printed(work: Work, document_id: int) -> None:
    """A sealed paper went to the printer: counted, and in the audit."""
    document = work.session.get(t.Document, document_id)
    if document is None:
        raise NotFound("This document is no longer in the office.")
    document.times_printed += 1
    work.session.flush()
    note_act(work, "document", document_id, "printed", reference=document.reference, sha256=document.sha256)
