"""Is the office whole? Every page readable, every reference met, every seal unbroken, nothing half-made.

It looks and changes nothing, so that it may run beside an open window.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Integer, cast, func, select, text
from sqlalchemy.orm import Session

from asbdesk.errors import DamagedOffice
from asbdesk.storage import tables as t
from asbdesk.storage.engine import telling
from asbdesk.storage.evidence import AT_ONCE, CHUNK, chunk, forget_pages
from asbdesk.storage.search import KINDS, indexed

if TYPE_CHECKING:
    from asbdesk.storage.office import Office

MOST = 20
"""Troubles of one kind that are named one by one."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at. ``troubles`` are sentences, the first :data:`MOST` of ``count``."""

    what: str
    troubles: tuple[str, ...]
    count: int

    @property
    def good(self) -> bool:
        """Nothing is wrong."""
        return self.count == 0


def check(office: Office, tell: Callable[[str], None] | None = None) -> tuple[Finding, ...]:
    """Look at everything, in the order in which trouble spreads. ``tell`` hears what is looked at now."""
    found: list[Finding] = []
    with office.reading() as session:
        for what, look in _LOOKS:
            if tell:
                tell(what)
            try:
                with telling():
                    found.append(_finding(what, look(session)))
            except DamagedOffice as error:  # no look that follows could see anything
                found.append(Finding(what, (error.message,), 1))
                break
    return tuple(found)


def _finding(what: str, troubles: Iterator[str]) -> Finding:
    named: list[str] = []
    count = 0
    for count, words in enumerate(troubles, start=1):
        if count <= MOST:
            named.append(words)
    return Finding(what, tuple(named), count)


def _cipher(session: Session) -> Iterator[str]:
    for row in session.execute(text("PRAGMA cipher_integrity_check")):
        yield f"A page of the file does not match its seal: {row[0]}."


def _pages(session: Session) -> Iterator[str]:
    for row in session.execute(text("PRAGMA integrity_check")):
        if row[0] != "ok":
            yield f"The file's own check says: {row[0]}."


def _references(session: Session) -> Iterator[str]:
    for child, row_id, parent, _ in session.execute(text("PRAGMA foreign_key_check")):
        yield f"Row {row_id} of “{child}” points to a row of “{parent}” that is not there."


def _seals(session: Session) -> Iterator[str]:
    content = t.DocumentContent
    sealed = (
        select(t.Document.reference, t.Document.sha256, content.id, content.pdf)
        .outerjoin(content, content.document_id == t.Document.id)
        .order_by(t.Document.id)
        .execution_options(yield_per=20)
    )
    for reference, seal, content_id, pdf in session.execute(sealed):
        if not content_id:
            yield f"{reference} has lost its contents."
        elif hashlib.sha256(pdf).hexdigest() != seal:
            yield f"{reference} no longer matches its seal."


def _shared(session: Session) -> Iterator[str]:
    files = select(t.ShareFile.name, t.ShareFile.sha256, t.ShareFile.content).execution_options(yield_per=20)
    for name, seal, content in session.execute(files):
        if hashlib.sha256(content).hexdigest() != seal:
            yield f"The shared file “{name}” no longer matches its seal."


def _returns(session: Session) -> Iterator[str]:
    row, paper = t.SubmittedReturn, t.ReturnPaper
    sent = (
        select(row.title, row.period, row.sha256, paper.id, paper.pdf)
        .outerjoin(paper, paper.return_id == row.id)
        .order_by(row.id)
        .execution_options(yield_per=20)
    )
    for title, period, seal, paper_id, pdf in session.execute(sent):
        what = f"“{title.split(':')[0]}” of {period}, as it was submitted,"
        if not paper_id:
            yield f"{what} has lost its paper."
        elif hashlib.sha256(pdf).hexdigest() != seal:
            yield f"{what} no longer matches its seal."


def _exhibits(session: Session) -> Iterator[str]:
    """Every file from its first byte to its last, a chunk at a time."""
    exhibits = select(
        t.Exhibit.id, t.Exhibit.mark, t.Exhibit.title, t.Exhibit.file_name, t.Exhibit.size, t.Exhibit.sha256
    )
    for exhibit_id, mark, title, file_name, size, sha256 in session.execute(
        exhibits.where(t.Exhibit.complete.is_(True)).order_by(t.Exhibit.id)
    ).all():
        trouble = _exhibit_trouble(session, exhibit_id, size, sha256)
        if trouble:
            yield f"{mark} “{title}” ({file_name}) {trouble}"


def _exhibit_trouble(session: Session, exhibit_id: int, size: int, sha256: str) -> str:
    seal, total, lost, odd = hashlib.sha256(), -(-size // CHUNK), 0, 0
    for number in range(total):
        if number % AT_ONCE == 0:
            forget_pages(session)
        content = chunk(session, exhibit_id, number)
        lost += content is None
        odd += content is not None and len(content) != min(CHUNK, size - number * CHUNK)
        seal.update(content or b"")
    if lost:
        return f"has lost {lost} of its {total} parts."
    if odd or chunk(session, exhibit_id, total) is not None:
        return "is no longer as long as what was taken in."
    return "" if seal.hexdigest() == sha256 else "no longer matches its seal."


def _index(session: Session) -> Iterator[str]:
    for kind in KINDS:
        rows = t.Base.metadata.tables[kind].c.id
        for row_id in session.scalars(select(rows).where(rows.not_in(indexed(kind)))):
            yield f"Search does not find {kind} {row_id}."
        for row_id in session.scalars(indexed(kind).except_(select(rows))):
            yield f"Search finds {kind} {row_id}, which is not there."


def _audit(session: Session) -> Iterator[str]:
    for mapper in t.Base.registry.mappers:
        rows: type[t.Base] = mapper.class_
        if rows.audited:
            yield from _without_entry(session, rows)


def _without_entry(session: Session, rows: type[t.Base]) -> Iterator[str]:
    """Rows that came in without an audit entry; those of an import, or of a file of boundaries, have one together."""
    entry = t.AuditEntry
    inserted = (entry.kind == rows.__tablename__, entry.change == "inserted")
    batch = func.json_extract(entry.after, "$.batch")
    one_by_one = select(entry.row_id).where(*inserted, batch.is_(None))
    statement = select(rows.id).where(rows.id.not_in(one_by_one))
    batch_id: Any = getattr(rows, rows.batch, None)
    if batch_id is not None:
        together = select(cast(batch, Integer)).where(*inserted, batch.is_not(None))
        statement = statement.where(batch_id.is_(None) | batch_id.not_in(together))
    for row_id in session.scalars(statement):
        yield f"The audit does not know how {rows.__tablename__} {row_id} came in."


def _imports(session: Session) -> Iterator[str]:
    counted = (
        select(func.count(t.Incident.id)).where(t.Incident.batch_id == t.ImportBatch.id).scalar_subquery(),
        select(func.count(t.ImportPerson.id)).where(t.ImportPerson.batch_id == t.ImportBatch.id).scalar_subquery(),
        select(func.count(t.Home.id)).where(t.Home.batch_id == t.ImportBatch.id).scalar_subquery(),
        select(func.count(t.ImportRefusal.id)).where(t.ImportRefusal.batch_id == t.ImportBatch.id).scalar_subquery(),
    )
    for batch, incidents, people, homes, refusals in session.execute(select(t.ImportBatch, *counted)):
        wanted = batch.reading.get(t.ImportBatch.KEPT, 0) if batch.undone_at else batch.accepted
        kind = "people" if people else "addresses" if homes else "incidents"
        if incidents + people + homes != wanted or refusals != batch.refused:
            yield (
                f"The import of “{batch.file_name}” is not whole: {incidents + people + homes} of {wanted} {kind}, "
                f"{refusals} of {batch.refused} refused rows."
            )


_LOOKS: tuple[tuple[str, Callable[[Session], Iterator[str]]], ...] = (
    ("Encryption of every page", _cipher),
    ("Structure of the file", _pages),
    ("References between rows", _references),
    ("Seals of filed papers", _seals),
    ("Seals of submitted returns", _returns),
    ("Seals of shared files", _shared),
    ("Files of exhibits", _exhibits),
    ("Search index", _index),
    ("Audit", _audit),
    ("Imports", _imports),
)
