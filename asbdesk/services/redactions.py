"""Redacted copies: made from a sealed original, proven, and kept beside it under a seal of their own."""

from __future__ import annotations

import contextlib
import hashlib
import secrets
from collections.abc import Sequence

from sqlalchemy import func, select

from asbdesk.documents import exhibit_text, pages, redact, redact_picture
from asbdesk.domain import media
from asbdesk.domain.permissions import require
from asbdesk.domain.redaction import COPY, Box, Redacted, to_json
from asbdesk.errors import AsbdeskError, NotFound, Refused
from asbdesk.queries.documents import document
from asbdesk.services import documents, drafts, evidence
from asbdesk.services.evidence import Check, Progress, keep_words
from asbdesk.storage import evidence as store
from asbdesk.storage import tables as t
from asbdesk.storage.audit import note_act
from asbdesk.storage.evidence import AT_ONCE, CHUNK
from asbdesk.storage.office import Office
from asbdesk.storage.work import Actor, Work

LARGEST = 256 * 1024 * 1024
"""Bytes of the largest file that is redacted here."""
_ENDINGS = {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png", "image/tiff": "tif"}


def content_of(office: Office, exhibit_id: int, *, check: Check = lambda: None) -> tuple[bytes, str]:
    """An exhibit's file, checked against its seal, and its media type. Raises :class:`Refused` for one that has
    neither pages nor a picture."""
    with office.reading() as session:
        exhibit = session.get(t.Exhibit, exhibit_id)
        if exhibit is None or not exhibit.complete:
            raise NotFound("This exhibit is no longer in the office.")
        kind, size = exhibit.media_type, exhibit.size
    if media.family(kind) not in ("pdf", "image"):
        raise Refused(
            "Only a PDF or a picture can be redacted here.", "Print it to a PDF with its own program, and add that."
        )
    if size > LARGEST:
        raise Refused("This file is too large to be redacted here.", "Split it, and add the parts.")
    return b"".join(evidence.checked(office, exhibit_id, check=check)), kind


def apply(content: bytes, media_type: str, boxes: Sequence[Box], *, progress: Progress, check: Check) -> Redacted:
    """The proven copy of a PDF or a picture."""
    if media.family(media_type) == "pdf":
        return redact.redact(content, boxes, progress=progress, check=check)
    return redact_picture.redact(content, media_type, boxes)


def redact_exhibit(
    office: Office,
    who: Actor,
    exhibit_id: int,
    boxes: Sequence[Box],
    *,
    draft_key: str = "",
    progress: Progress = lambda _done, _total: None,
    check: Check = lambda: None,
) -> int:
    """Make the redacted copy of an exhibit; answers the copy's id. Its mark is the original's with R1, R2, ...

    Raises :class:`Refused` where the copy cannot be proven, ``Cancelled`` when stopped: nothing of it stays then.
    """
    require(who.role, "record")
    content, kind = content_of(office, exhibit_id, check=check)
    made = apply(content, kind, boxes, progress=progress, check=check)
    sha256 = hashlib.sha256(content).hexdigest()
    with office.transaction(who, "redact_exhibit") as work:
        copy_id = _begin(work, exhibit_id, made)
    try:
        _pour(office, who, copy_id, made.content, check)
        words = exhibit_text.words_of(made.media_type, made.content)
        with office.transaction(who, "redact_exhibit") as work:
            _finish(work, exhibit_id, copy_id, made, boxes, sha256)
            keep_words(work, copy_id, words)
            if draft_key:
                drafts.drop_draft(work, draft_key)
    except BaseException:
        with contextlib.suppress(AsbdeskError):
            store.remove(office, who, copy_id)
        raise
    return copy_id


def redact_document(
    office: Office,
    who: Actor,
    document_id: int,
    boxes: Sequence[Box],
    *,
    draft_key: str = "",
    progress: Progress = lambda _done, _total: None,
    check: Check = lambda: None,
) -> int:
    """Make the redacted copy of a filed paper, filed on the same case under a reference and a seal of its own."""
    require(who.role, "file_document")
    with office.reading() as session:
        original = document(session, document_id)
        row = session.get_one(t.Document, document_id)
        if row.template == COPY:
            raise Refused("This is a redacted copy already.", "Redact the original instead.")
        matter_id, contract_id, agency_id = row.matter_id, row.contract_id, row.agency_id
    made = apply(original.pdf, "application/pdf", boxes, progress=progress, check=check)
    words = _words(made.content)
    with office.transaction(who, "redact_document") as work:
        copy_id = documents.file_document(
            work,
            documents.Filing(
                case_id=original.case_id,
                reference=documents.next_reference(work, original.case_id),
                recipient=original.recipient,
                template=COPY,
                template_version=1,
                title=f"{original.title} (redacted copy of {original.reference})",
                dated=work.today,
                pdf=made.content,
                text=words,
                facts={"original": original.reference, "original_sha256": original.sha256},
                person_id=original.person_id,
                contract_id=contract_id,
                matter_id=matter_id,
                agency_id=agency_id,
            ),
        )
        _log(work, made, boxes, original.sha256, case_id=original.case_id, document_id=document_id, copy_id=copy_id)
        if draft_key:
            drafts.drop_draft(work, draft_key)
    return copy_id


def _begin(work: Work, exhibit_id: int, made: Redacted) -> int:
    original = work.session.get(t.Exhibit, exhibit_id)
    if original is None or not original.complete:
        raise NotFound("This exhibit is no longer in the office.")
    if work.session.scalars(select(t.Redaction.id).where(t.Redaction.copy_exhibit_id == exhibit_id)).first():
        raise Refused("This is a redacted copy already.", "Redact the original instead.")
    stem = original.file_name.rpartition(".")[0] or original.file_name
    return work.add(
        t.Exhibit(
            mark=f"coming in {secrets.token_hex(8)}",
            case_id=original.case_id,
            witness=original.witness,
            person_id=original.person_id,
            kind=original.kind,
            title=f"{original.title} (redacted)",
            file_name=media.safe_name(f"{stem} redacted.{_ENDINGS[made.media_type]}"),
            media_type=made.media_type,
            size=0,
            sha256="",
            complete=False,
            trouble="",
            made_on=original.made_on,
            received_on=original.received_on,
            received_from=original.received_from,
        )
    )


def _pour(office: Office, who: Actor, exhibit_id: int, content: bytes, check: Check) -> None:
    step = CHUNK * AT_ONCE
    for place in range(0, len(content), step):
        check()
        some = content[place : place + step]
        with office.transaction(who, "redact_exhibit") as work:
            store.append(
                work, exhibit_id, place // CHUNK, [some[n : n + CHUNK] for n in range(0, len(some), CHUNK)]
            )  # fmt: skip


def _finish(
    work: Work, exhibit_id: int, copy_id: int, made: Redacted, boxes: Sequence[Box], sha256: str
) -> None:  # fmt: skip
    session = work.session
    original, copy = session.get_one(t.Exhibit, exhibit_id), session.get_one(t.Exhibit, copy_id)
    before = session.scalars(select(func.count()).where(t.Redaction.exhibit_id == exhibit_id)).one()
    copy.mark = _free_mark(work, original.mark, before + 1)
    copy.size, copy.sha256 = len(made.content), hashlib.sha256(made.content).hexdigest()
    copy.complete, copy.opened_at, copy.opened_by = True, work.now, work.who.user_id
    session.flush()
    for link in session.scalars(select(t.ExhibitIncident).where(t.ExhibitIncident.exhibit_id == exhibit_id)):
        session.add(t.ExhibitIncident(exhibit_id=copy_id, incident_id=link.incident_id))
    for number, why in ((copy_id, f"Redacted copy made from {original.mark}"), (exhibit_id, f"Copied as {copy.mark}")):
        session.add(
            t.ExhibitMovement(
                exhibit_id=number, at=work.wall, holder=work.who.name, why=why, noted_by=work.who.user_id
            )
        )  # fmt: skip
    _log(work, made, boxes, sha256, case_id=original.case_id, exhibit_id=exhibit_id, copy_id=copy_id)


def _free_mark(work: Work, mark: str, number: int) -> str:
    """A copy that was taken out leaves its mark behind: no mark is given twice."""
    taken = set(work.session.scalars(select(t.Exhibit.mark).where(t.Exhibit.mark.startswith(f"{mark}-R"))))
    while f"{mark}-R{number}" in taken:
        number += 1
    return f"{mark}-R{number}"


def _log(
    work: Work, made: Redacted, boxes: Sequence[Box], sha256: str, *, case_id: int, copy_id: int,
    exhibit_id: int | None = None, document_id: int | None = None,
) -> None:  # fmt: skip
    number = work.add(
        t.Redaction(
            case_id=case_id,
            exhibit_id=exhibit_id,
            document_id=document_id,
            copy_exhibit_id=copy_id if exhibit_id else None,
            copy_document_id=copy_id if document_id else None,
            original_sha256=sha256,
            details={
                "boxes": to_json(boxes),
                "burned": [[each.page, each.why] for each in made.burned],
                "found": list(made.found),
            },
            made_at=work.now,
            made_by=work.who.user_id,
        )
    )
    note_act(work, "redaction", number, "applied", boxes=len(boxes), original=sha256, copy=copy_id)


def _words(content: bytes) -> str:
    said: list[str] = []
    with pages.opened(content) as document_:
        for number in range(len(document_)):
            page = document_[number]
            said.append(pages.words(page))
            page.close()
    return "\n".join(said).replace("\r\n", "\n").encode("utf-8", "replace").decode("utf-8")
