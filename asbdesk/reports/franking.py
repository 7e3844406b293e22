"""The franking list: the letters of a day in the order in which they are carried, with class, weight and pages."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from io import BytesIO
from typing import Any, cast

import pikepdf
from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from asbdesk import paths
from asbdesk.clock import LONDON
from asbdesk.documents import library
from asbdesk.documents.blocks import Block, Heading, Paragraph, Run, Runs, Table
from asbdesk.documents.facts import OfficeFacts
from asbdesk.documents.paper import Paper
from asbdesk.domain import office_only
from asbdesk.domain.postal_order import postal_order
from asbdesk.domain.postcodes import postcode
from asbdesk.domain.when import show_date
from asbdesk.storage import tables as t

TITLE = "Franking list"
STAYS = f"{office_only.STAMP} It says who is written to; destroy it when the post has gone."
HEADINGS = ("No.", "Reference", "To", "Postcode", "Class", "Format", "Pages", "Grams")


@dataclass(frozen=True, slots=True)
class Franked:
    """One letter, and where it goes."""

    reference: str
    to: str
    lines: tuple[str, ...]
    postcode: str
    pages: int
    grams: int
    format: str


@cache
def weights() -> dict[str, Any]:
    """What ``resources/franking.toml`` says."""
    return tomllib.loads(paths.resource("franking.toml").read_text(encoding="utf-8"))


def franking(session: Session, day: date, *, both_sides: bool = False) -> tuple[Franked, ...]:
    """The letters that were filed or printed on a day, each once, in the order of the postcodes."""
    start = datetime.combine(day, time(), tzinfo=LONDON)
    end = start + timedelta(days=1)
    printed = select(t.AuditEntry.row_id).where(
        t.AuditEntry.kind == "document", t.AuditEntry.change == "printed",
        t.AuditEntry.at >= start, t.AuditEntry.at < end,
    )  # fmt: skip
    that_day = (t.Document.filed_at >= start) & (t.Document.filed_at < end)
    rows = session.execute(
        select(t.Document, t.DocumentContent.pdf)
        .join(t.DocumentContent, t.DocumentContent.document_id == t.Document.id)
        .where(or_(that_day, t.Document.id.in_(printed)))
    )
    known = library.templates()
    letters = [
        _franked(document, pdf, both_sides)
        for document, pdf in rows
        if document.template in known and known[document.template].layout == "letter"
    ]
    return tuple(sorted(letters, key=lambda each: (*postal_order(each.lines, each.postcode), each.reference)))


def table(letters: Sequence[Franked], chosen: str) -> list[list[str | int]]:
    """The list as rows, headings first."""
    return [
        list(HEADINGS),
        *(
            [number, each.reference, each.to, each.postcode, chosen, each.format, each.pages, each.grams]
            for number, each in enumerate(letters, 1)
        ),
    ]


def paper(letters: Sequence[Franked], chosen: str, day: date, office: OfficeFacts) -> Paper:
    """The list as a paper for the post room, which stays in the office."""
    rows = table(letters, chosen)
    grams, pages = sum(each.grams for each in letters), sum(each.pages for each in letters)
    noun = "letter" if len(letters) == 1 else "letters"
    said = f"{len(letters)} {noun}, {chosen}, {pages} pages, {grams} g in all, in the order of the postcodes."
    blocks: tuple[Block, ...] = (
        Heading(1, (Run(f"{TITLE}, {show_date(day)}"),)),
        Paragraph((Run(said),)),
        Paragraph((Run(STAYS),)),
        Table(_cells(rows[0]), tuple(_cells(row) for row in rows[1:]), widths=(2, 8, 7, 4, 4, 4, 3, 3)),
    )
    return Paper(f"{TITLE}, {show_date(day)}", blocks, office, layout="document", date=day, foot=False)


def _cells(row: Sequence[str | int]) -> tuple[Runs, ...]:
    return tuple((Run(str(cell)),) for cell in row)


def _franked(document: t.Document, pdf: bytes, both_sides: bool) -> Franked:
    facts = cast("dict[str, Any]", document.facts.get("facts", {})).get("recipient", {})
    address = [str(line) for line in facts.get("address", ())]
    code = postcode(address[-1]) if address else None
    with pikepdf.open(BytesIO(pdf)) as read:
        pages = len(read.pages)
    known = weights()
    sheets = (pages + 1) // 2 if both_sides else pages
    grams = known["envelope_grams"] + sheets * known["sheet_grams"]
    return Franked(
        reference=document.reference,
        to=str(facts.get("full_name", "")),
        lines=tuple(address[:-1] if code else address),
        postcode=code or "",
        pages=pages,
        grams=grams,
        format=known["letter"] if grams <= known["letter_grams"] else known["heavier"],
    )
