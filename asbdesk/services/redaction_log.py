"""The redaction log as a paper: which boxes, on which pages, why; who made the copy, when, and what proves it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from asbdesk.clock import LONDON
from asbdesk.documents import blocks as b
from asbdesk.documents import pdf
from asbdesk.documents.guard import Finding
from asbdesk.documents.paper import Paper
from asbdesk.domain.when import show_date, show_time
from asbdesk.queries.bundle import groups
from asbdesk.queries.facts import frame_facts
from asbdesk.queries.redactions import RedactionRow, redaction
from asbdesk.services.list_guard import list_veil
from asbdesk.storage import tables as t


@dataclass(frozen=True, slots=True)
class LogPaper:
    """Looked at and printed like a prepared paper. It goes with the copy: protected people stand in it under their
    pseudonyms, whatever was typed as a reason."""

    paper: Paper
    pdf: bytes
    leaks: tuple[str, ...] = ()
    stopping: tuple[Finding, ...] = ()


def log_paper(session: Session, redaction_id: int, officer_id: int, today: date) -> LogPaper:
    """The log of one redacted copy. Raises :class:`~asbdesk.errors.NotFound`."""
    row = redaction(session, redaction_id)
    kept = session.get_one(t.Redaction, redaction_id)
    frame = frame_facts(session, kept.case_id, officer_id, today)
    case = frame.facts.case.reference
    veil = list_veil(session)
    reasons = tuple(veil.over([box.reason, case])[0] for box in row.boxes)
    made = Paper(
        title=f"Redaction log, {row.copy}",
        blocks=_blocks(row, reasons, case, kept.original_sha256, _seal(session, kept)),
        office=frame.facts.office,
        layout="document",
        our_reference=row.copy,
        date=today,
        foot=False,
    )
    return LogPaper(made, pdf.render(made))


def _blocks(row: RedactionRow, reasons: Sequence[str], case: str, original: str, copy: str) -> b.Blocks:
    local = row.made_at.astimezone(LONDON)
    when = f"{show_date(local.date())}, {show_time(local.time())}"
    told = f"Copy {row.copy} of {row.original}, case {case}. Made by {row.made_by} on {when}."
    rows = tuple(
        tuple((b.Run(words),) for words in (str(number), str(box.page + 1), reason))
        for number, (box, reason) in enumerate(zip(row.boxes, reasons, strict=True), 1)
    )
    heads = tuple((b.Run(words),) for words in ("Box", "Page", "Why"))
    burned = tuple(
        (b.Run(f"Page {each.page + 1} was made a picture, with the boxes burned in: it holds {each.why}."),)
        for each in row.burned
    )
    seals = ((b.Run(f"Original: {groups(original)}"),), (b.Run(f"Redacted copy: {groups(copy)}"),))
    return (
        b.Heading(1, (b.Run(f"Redaction log of {row.copy}"),)),
        b.Paragraph((b.Run(told),)),
        b.Table(heads, rows, (8, 8, 84)),
        b.Heading(2, (b.Run("What reading the copy back has shown"),)),
        b.Items(False, 1, tuple((b.Run(words),) for words in row.found) + burned),
        b.Heading(2, (b.Run("Seals (SHA-256)"),)),
        b.Items(False, 1, seals),
        b.Paragraph((b.Run("The original is kept as it came, under its seal."),)),
    )


def _seal(session: Session, kept: t.Redaction) -> str:
    if kept.copy_exhibit_id:
        return session.scalars(select(t.Exhibit.sha256).where(t.Exhibit.id == kept.copy_exhibit_id)).one()
    return session.scalars(select(t.Document.sha256).where(t.Document.id == kept.copy_document_id)).one()
