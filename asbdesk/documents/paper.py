"""A paper: everything that will stand on the page, and nothing about how it is drawn."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from asbdesk.documents.blocks import Blocks, missing_facts
from asbdesk.documents.facts import Facts, OfficeFacts, OfficerFacts
from asbdesk.documents.library import Template
from asbdesk.domain.casework import ContractKind, RecipientKind

UNNAMED = "Sir or Madam"
NO_ADDRESS, NO_DATE, NO_OFFICER = "address of the recipient", "date of the letter", "name of the officer"
LARGE_PRINT = 18.0
ORDINARY_PRINT = 11.5
WIDE_PRINT = 9.5
"""Eleven columns stand side by side."""


@dataclass(frozen=True, slots=True)
class Paper:
    """``layout`` is letter (window address, salutation, signature), document (title, no address), plain (a court's
    form: nothing of the office but what its words say) or wide (such a form across the page, for a table). ``title``
    goes into the PDF's metadata and holds no personal name. ``copies`` never names a complainant. ``size`` is the
    text's, in points. ``foot``: how to complain, for readers outside.
    """

    title: str
    blocks: Blocks
    office: OfficeFacts
    layout: str = "letter"
    language: str = "en-GB"
    address: tuple[str, ...] = ()
    our_reference: str = ""
    your_reference: str = ""
    date: date | None = None
    officer: OfficerFacts = field(default_factory=OfficerFacts)
    salutation: str = ""
    closing: str = ""
    enclosures: tuple[str, ...] = ()
    copies: tuple[str, ...] = ()
    size: float = ORDINARY_PRINT
    foot: bool = True


def salutation(name: str) -> str:
    """Dear Mr Mercer; nobody's name gives Dear Sir or Madam."""
    return f"Dear {name.strip() or UNNAMED}"


def closing(name: str) -> str:
    """Yours sincerely after a name, Yours faithfully after Dear Sir or Madam."""
    return "Yours sincerely" if name.strip() else "Yours faithfully"


def missing_from(paper: Paper) -> tuple[str, ...]:
    """The labels of all that a paper still lacks, in its blocks and around them. While it lacks any it is not filed."""
    if paper.layout != "letter":
        return missing_facts(paper.blocks)
    around = ((NO_ADDRESS, paper.address), (NO_DATE, paper.date), (NO_OFFICER, paper.officer.name.strip()))
    return (*(words for words, known in around if not known), *missing_facts(paper.blocks))


def paper_for(template: Template, facts: Facts, blocks: Blocks) -> Paper:
    """The paper that a template, its facts and its (perhaps edited) blocks make."""
    named = facts.recipient.salutation_name
    recipient, contract = facts.recipient, facts.contract
    title, reference = template.title, facts.letter.reference or facts.case.reference
    if template.code == "abc" and contract.reference:
        title, reference = ContractKind(contract.kind).label, contract.reference
    return Paper(
        title=", ".join(part for part in (title, reference) if part),
        blocks=blocks,
        office=facts.office,
        layout=template.layout,
        address=tuple(line for line in (recipient.full_name, *recipient.address) if line.strip()),
        our_reference=reference,
        your_reference=facts.letter.your_reference,
        date=facts.letter.date,
        officer=facts.officer,
        salutation=salutation(named),
        closing=closing(named),
        enclosures=template.enclosures,
        foot=template.recipient is not RecipientKind.OFFICE,
        size=_size(template, recipient.preferred_format),
    )


def _size(template: Template, preferred: str) -> float:
    if template.layout == "wide":
        return WIDE_PRINT
    return LARGE_PRINT if preferred.casefold().replace("-", " ") == "large print" else ORDINARY_PRINT
