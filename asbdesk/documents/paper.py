"""A paper: everything that will stand on the page, and nothing about how it is drawn."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

from asbdesk.documents.blocks import Blocks, Turn, missing_facts, plain_text
from asbdesk.documents.facts import Facts, OfficeFacts, OfficerFacts
from asbdesk.documents.frames import frame
from asbdesk.documents.library import Template
from asbdesk.domain.casework import ContractKind, PaperFormat, PaperLanguage, RecipientKind

NO_ADDRESS, NO_DATE, NO_OFFICER = "address of the recipient", "date of the letter", "name of the officer"
LARGE_PRINT = 18.0
EASY_PRINT = 16.0
ORDINARY_PRINT = 11.5
WIDE_PRINT = 9.5
"""Eleven columns stand side by side."""


SIZES = {
    PaperFormat.ORDINARY: ORDINARY_PRINT,
    PaperFormat.LARGE_PRINT: LARGE_PRINT,
    PaperFormat.EASY_READ: EASY_PRINT,
}


@dataclass(frozen=True, slots=True)
class Part:
    """A letter in one of its languages: what stands around its words. ``language`` is one of the templates' folders."""

    language: str
    salutation: str = ""
    closing: str = ""
    enclosures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Paper:
    """``layout`` is letter (window address, salutation, signature), document (title, no address), plain (a court's
    form: nothing of the office but what its words say) or wide (such a form across the page, for a table). ``title``
    goes into the PDF's metadata and holds no personal name. ``copies`` never names a complainant. ``size`` is the
    text's, in points. ``foot``: how to complain, for readers outside. ``twin`` is
    what stands around the words in a second language, which follow a :class:`~asbdesk.documents.blocks.Turn`.
    ``numbered``: each page says which it is, and with it ``mark``, where there is one. ``guides``: the window of the
    envelope is drawn, on a sheet that is printed to try it.
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
    numbered: bool = True
    mark: str = ""
    format: PaperFormat = PaperFormat.ORDINARY
    words: str = "en"
    twin: Part | None = None
    guides: bool = False

    @property
    def language_kept(self) -> PaperLanguage:
        """The paper's language or languages, as its record keeps them."""
        return PaperLanguage("-".join(dict.fromkeys(part.language for part, _ in self.parts)))

    @property
    def parts(self) -> tuple[tuple[Part, Blocks], ...]:
        """The paper's languages with their blocks: one, or two."""
        first = Part(self.words, self.salutation, self.closing, self.enclosures)
        cut = next((n for n, block in enumerate(self.blocks) if isinstance(block, Turn)), None)
        if cut is None:
            return ((first, self.blocks),)
        turn = self.blocks[cut]
        language = turn.language if isinstance(turn, Turn) else self.words
        return ((first, self.blocks[:cut]), (self.twin or replace(first, language=language), self.blocks[cut + 1 :]))


def missing_from(paper: Paper) -> tuple[str, ...]:
    """The labels of all that a paper still lacks, in its blocks and around them. While it lacks any it is not filed."""
    if paper.layout != "letter":
        return missing_facts(paper.blocks)
    around = ((NO_ADDRESS, paper.address), (NO_DATE, paper.date), (NO_OFFICER, paper.officer.name.strip()))
    return (*(words for words, known in around if not known), *missing_facts(paper.blocks))


def format_for(template: Template, facts: Facts) -> PaperFormat:
    """The format that the recipient asked for, where the paper can be made in it."""
    wanted = facts.recipient.preferred_format.casefold().replace(" ", "-")
    return next((each for each in template.formats if each.value == wanted), PaperFormat.ORDINARY)


def words_on(paper: Paper) -> str:
    """Everything on the paper that somebody may have typed, a line each; for search."""
    officer = paper.officer
    around = (
        *paper.address,
        paper.salutation,
        paper.our_reference,
        paper.your_reference,
        officer.name,
        officer.job_title,
    )
    return "\n".join((paper.title, *around, plain_text(paper.blocks), *paper.enclosures, *paper.copies))


def paper_for(
    template: Template,
    facts: Facts,
    blocks: Blocks,
    chosen: PaperFormat | None = None,
    second: Template | None = None,
) -> Paper:
    """The paper that a template, its facts and its (perhaps edited) blocks make, in a format: the recipient's own
    where none is chosen. ``second`` is the template of the second language, where there is one."""
    chosen = chosen or format_for(template, facts)
    around = frame(template.language)
    named = facts.recipient.salutation_name
    recipient, contract = facts.recipient, facts.contract
    title, reference = template.title, facts.letter.reference or facts.case.reference
    if template.code == "abc" and contract.reference:
        title, reference = ContractKind(contract.kind).label, contract.reference
    return Paper(
        title=", ".join(part for part in (title, reference) if part),
        blocks=blocks,
        office=_sender(template, facts.office),
        layout=template.layout,
        address=tuple(line for line in (recipient.full_name, *recipient.address) if line.strip()),
        our_reference=reference,
        your_reference=facts.letter.your_reference,
        date=facts.letter.date,
        officer=facts.officer,
        salutation=around.salutation(named),
        closing=around.closing(named),
        language=around.tag,
        enclosures=template.enclosures,
        foot=_has_foot(template),
        mark=around.not_served.format(called=facts.statement.called) if _names_protected(template, facts) else "",
        size=WIDE_PRINT if template.layout == "wide" else SIZES[chosen],
        format=chosen,
        words=template.language,
        twin=_twin(second, named) if second else None,
    )


def _has_foot(template: Template) -> bool:
    """None on what stays in the office or with an exhibit, or is a form between agencies."""
    form = template.recipient is RecipientKind.AGENCY and template.layout != "letter"
    return template.recipient is not RecipientKind.OFFICE and template.place != "exhibit" and not form


def _names_protected(template: Template, facts: Facts) -> bool:
    """The statement of a protected witness, who signs it by her name."""
    return template.place == "statement" and bool(facts.statement.called)


def _sender(template: Template, office: OfficeFacts) -> OfficeFacts:
    """The office as the paper shows it: to another agency, without the panel of languages."""
    return replace(office, panel=(), languages="") if template.recipient is RecipientKind.AGENCY else office


def _twin(second: Template, named: str) -> Part:
    around = frame(second.language)
    return Part(second.language, around.salutation(named), around.closing(named), second.enclosures)
