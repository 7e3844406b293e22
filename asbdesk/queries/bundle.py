"""The bundle of an application: what goes into it, in which order, what is held back, and what was made."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from asbdesk.domain.bundle import MASTER, SERVICE, Section, Shape
from asbdesk.domain.exhibits import prefix_of, size_words
from asbdesk.domain.statements import ordinal
from asbdesk.domain.when import show_date
from asbdesk.queries.allegation_drafts import Veil, veil
from asbdesk.queries.offices import views
from asbdesk.queries.orders import ApplicationPage, application_page
from asbdesk.queries.redactions import RedactionRow, of_case
from asbdesk.queries.statements import witness_name
from asbdesk.reference_data import load_bundle
from asbdesk.storage import tables as t

OTHER = Section("other", "Other papers", "papers")


@dataclass(frozen=True, slots=True)
class BundleRow:
    """A paper or an exhibit that may go in. ``key`` is "document-5" or "exhibit-7"; ``on`` the date of a paper, or the
    day on which an exhibit was made (where that is not known: received); ``held`` says why it is held back;
    ``redaction`` is its newest redacted copy."""

    key: str
    section: Section
    title: str
    label: str
    on: date
    media_type: str
    size: int
    sha256: str
    held: str
    redaction: RedactionRow | None
    facts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class MadeBundle:
    """A bundle that was made, each of its papers under its seal."""

    id: int
    made_at: datetime
    made_by: str
    pages: int
    differing: int
    master_id: int
    service_id: int
    comparison_id: int


@dataclass(frozen=True, slots=True)
class BundlePage:
    """Everything that the tab shows."""

    application: ApplicationPage
    shape: Shape
    rows: tuple[BundleRow, ...]
    made: tuple[MadeBundle, ...]

    @property
    def going_in(self) -> tuple[BundleRow, ...]:
        """What is not held back."""
        return tuple(row for row in self.rows if not row.held)


def bundle_page(session: Session, application_id: int, today: date) -> BundlePage:
    """What the bundle would hold today. Raises :class:`~asbdesk.errors.NotFound`."""
    page = application_page(session, application_id, today)
    shape = load_bundle(page.jurisdiction.value)
    over = veil(session, page.case_id)
    held: dict[str, str] = {
        row.key: row.why
        for row in session.scalars(select(t.BundleHeld).where(t.BundleHeld.application_id == application_id))
    }
    copies: dict[str, RedactionRow] = {f"{r.kind}-{r.original_id}": r for r in of_case(session, page.case_id)}
    rows = [*_papers(session, page, shape, over, held, copies), *_exhibits(session, page, shape, over, held, copies)]
    order = [section.code for section in shape.sections] + [OTHER.code]
    rows.sort(key=lambda row: order.index(row.section.code))
    return BundlePage(page, shape, tuple(rows), _made(session, application_id))


def _papers(
    session: Session, page: ApplicationPage, shape: Shape, over: Veil, held: dict[str, str],
    copies: dict[str, RedactionRow],
) -> list[BundleRow]:  # fmt: skip
    statements = {
        row.document_id: row
        for row in session.scalars(select(t.Statement).where(t.Statement.case_id == page.case_id))
        if row.document_id
    }
    found: dict[str, list[t.Document]] = defaultdict(list)
    sections: dict[str, Section] = {}
    for paper in session.scalars(
        select(t.Document).where(t.Document.case_id == page.case_id).order_by(t.Document.dated, t.Document.id)
    ):
        section = _section(shape, paper, statements.get(paper.id), page.id)
        if section is not None:
            sections[section.code] = section
            found[section.code].append(paper)
    rows: list[BundleRow] = []
    for code, papers in found.items():
        for paper in _newest(papers) if sections[code].newest else papers:
            statement = statements.get(paper.id)
            title = over.over(paper.title)
            if statement is not None:
                name = over.hidden.get(statement.person_id or 0) or witness_name(
                    session, statement.user_id, statement.person_id
                )
                title = f"{ordinal(statement.number)} statement of {name}"
            key = f"document-{paper.id}"
            rows.append(
                BundleRow(
                    key, sections[code], title, paper.reference, paper.dated, "application/pdf", paper.size,
                    paper.sha256, held.get(key, ""), copies.get(key),
                )
            )  # fmt: skip
    return rows


def _section(shape: Shape, paper: t.Document, statement: t.Statement | None, application_id: int) -> Section | None:
    if statement is not None:
        kind = "officer" if statement.user_id else "statements"
        return next((each for each in shape.sections if each.kind == kind), OTHER)
    named = next((each for each in shape.sections if paper.template in each.templates), None)
    of_it = paper.template.startswith("court-") or paper.template == "allegation-schedule"
    if named is not None:
        return named if not of_it or paper.matter_id == application_id else None
    return None


def _newest(papers: Iterable[t.Document]) -> list[t.Document]:
    """The last of each template."""
    last = {paper.template: paper for paper in papers}
    return list(last.values())


def _exhibits(
    session: Session, page: ApplicationPage, shape: Shape, over: Veil, held: dict[str, str],
    copies: dict[str, RedactionRow],
) -> list[BundleRow]:  # fmt: skip
    section = next((each for each in shape.sections if each.kind == "exhibits"), OTHER)
    redacted = {row.copy_id for row in copies.values() if row.kind == "exhibit"}
    redacted |= {row.copy_id for row in of_case(session, page.case_id) if row.kind == "exhibit"}
    rows: list[BundleRow] = []
    for each in session.scalars(
        select(t.Exhibit).where(t.Exhibit.case_id == page.case_id, t.Exhibit.complete).order_by(t.Exhibit.id)
    ):
        if each.id in redacted:
            continue
        key, title = f"exhibit-{each.id}", over.over(each.title)
        witness = over.hidden.get(each.person_id, each.witness) if each.person_id else each.witness
        copy = copies.get(key)
        rows.append(
            BundleRow(
                key, section, title, each.mark, each.made_on or each.received_on, each.media_type, each.size,
                each.sha256, held.get(key, ""), copy, _facts(session, each, over, witness, copy),
            )
        )  # fmt: skip
    return sorted(rows, key=lambda row: (prefix_of(row.label), _number(row.label)))


def _number(mark: str) -> int:
    last = mark.rpartition("/")[2]
    return int(last) if last.isdecimal() else 0


def _facts(
    session: Session, each: t.Exhibit, over: Veil, witness: str, copy: RedactionRow | None
) -> tuple[tuple[str, str], ...]:
    """What stands on the sheet; the same in both sets."""
    facts = [
        ("Produced by", witness),
        ("Kind", each.kind.label),
        ("Made", show_date(each.made_on) if each.made_on else ""),
        ("Received", show_date(each.received_on)),
        ("File", f"{over.over(each.file_name)}, {size_words(each.size)}"),
        ("Seal (SHA-256)", groups(each.sha256)),
    ]
    if copy is not None:
        made = session.get(t.Exhibit, copy.copy_id)
        facts.append(("Seal of the redacted copy", groups(made.sha256) if made else ""))
    return tuple((label, value) for label, value in facts if value)


PRINTING = "print-copies"
"""Under what the number of copies printed last is kept for a user."""


def copies_of(session: Session, user_id: int, template: str) -> int:
    """How many copies of a paper the print dialog offers: those of last time; of a bundle, what the court wants."""
    kept = views(session, user_id, PRINTING).get(template)
    if kept:
        return max(1, int(kept.get("copies", 1)))
    if template not in (MASTER, SERVICE):
        return 1
    return load_bundle(session.scalars(select(t.OfficeRecord.jurisdiction)).one().value).copies


def groups(sha256: str) -> str:
    """A seal in groups of eight, so that two people can compare it aloud."""
    return " ".join(sha256[place : place + 8] for place in range(0, len(sha256), 8))


def _made(session: Session, application_id: int) -> tuple[MadeBundle, ...]:
    rows = session.execute(
        select(t.Bundle, t.User.name)
        .join(t.User, t.User.id == t.Bundle.made_by)
        .where(t.Bundle.application_id == application_id)
        .order_by(t.Bundle.id.desc())
    )
    return tuple(
        MadeBundle(
            row.id, row.made_at, name, row.pages, row.differing, row.master_id, row.service_id, row.comparison_id
        )
        for row, name in rows
    )  # fmt: skip
