"""Papers from facts to the file: made ready for the preview, looked at by the guard, and sealed.

What the window shows is what is filed: the bytes of a :class:`Prepared` go into the store as they are.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from difflib import SequenceMatcher

from sqlalchemy.orm import Session

from asbdesk.documents import compose, fonts, guard, library, paper, pdf
from asbdesk.documents.blocks import Blocks, missing_facts
from asbdesk.documents.blocks_json import to_json
from asbdesk.documents.facts import Facts, facts_to_json
from asbdesk.domain.casework import PaperFormat, PaperLanguage
from asbdesk.domain.looks import Look
from asbdesk.errors import Conflict, InvalidField, Refused
from asbdesk.queries import facts as fact_queries
from asbdesk.queries import releases
from asbdesk.queries.contract_facts import likeliest
from asbdesk.queries.letter_law import check_paper, office_law
from asbdesk.queries.prescribed_forms import checked
from asbdesk.queries.recipients import Addressee, SharedHome
from asbdesk.queries.releases import ReleaseRow
from asbdesk.queries.rule_facts import rule_facts
from asbdesk.queries.templates import office_template, welsh_twin
from asbdesk.services import clocks, documents, drafts
from asbdesk.services.contract_clocks import paper_filed
from asbdesk.services.proportionality import allow_step
from asbdesk.storage.work import Work


@dataclass(frozen=True, slots=True)
class Wanted:
    """A paper as somebody asks for it. ``asked`` holds the answers to what the template asks.

    ``matter_id``: the breach, review, interview or version of the contract that it is about; 0 for the likeliest.
    ``incident_ids``: those to be named; None for all of the case. ``edited``: the words as they were changed by hand,
    ``format``: None for the one that the recipient asked for. ``edited``: the words as they were changed by hand,
    and ``edited_from`` the template's words that they were changed from. ``addressee``: it goes to an agency of the
    directory, and ``person_id`` is whom it is about; 0 for nobody in particular. ``occupier``: the lines of the address
    of a home to which it goes, whoever lives there. ``ahead``: how many papers of the case are filed before it in one
    go.
    """

    case_id: int
    template: str
    person_id: int
    asked: Mapping[str, object] = field(default_factory=dict[str, object])
    contract_id: int | None = None
    matter_id: int = 0
    incident_ids: tuple[int, ...] | None = None
    addressee: Addressee | None = None
    edited: Blocks | None = None
    edited_from: Blocks = ()
    format: PaperFormat | None = None
    language: PaperLanguage = PaperLanguage.ENGLISH
    occupier: tuple[str, ...] = ()
    ahead: int = 0

    @property
    def key(self) -> str:
        """By what the paper is known while it is written: what a manager released holds for it alone."""
        if self.occupier:
            return f"{self.template}:{'|'.join(self.occupier)}"
        to = f"agency-{self.addressee.agency_id}-{self.addressee.contact_id or 0}" if self.addressee else ""
        return f"{self.template}:{self.person_id}:{self.contract_id or 0}:{self.matter_id}:{to}"


@dataclass(frozen=True, slots=True)
class Prepared:
    """A paper ready to be looked at. ``composed`` are the template's own words, ``blocks`` those on the paper.

    ``missing`` are the facts that nobody knows yet; ``findings`` the places where the guard, reading the finished
    bytes, saw somebody who would be given away; those that ``released`` names stop it no longer.
    ``unread``: what the guard could not read, in words. ``shared``: who else lives where it goes.
    ``clash``: words changed by hand stand where the template now says something else.
    """

    wanted: Wanted
    template: library.Template
    facts: Facts
    composed: Blocks
    blocks: Blocks
    paper: paper.Paper
    pdf: bytes
    missing: tuple[str, ...]
    findings: tuple[guard.Finding, ...]
    clash: bool
    guarded: tuple[guard.ClosedPerson, ...]
    opened: tuple[guard.OpenPerson, ...] = ()
    released: tuple[ReleaseRow, ...] = ()
    unsafe: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    shared: tuple[SharedHome, ...] = ()

    @property
    def reference(self) -> str:
        """The reference that the letter will be filed under."""
        return self.facts.letter.reference

    @property
    def leaks(self) -> tuple[str, ...]:
        """Who would be given away, and where, a sentence each."""
        at_home = (each.words for each in self.at_home)
        return (*leak_sentences(self.stopping, self.guarded), *self.unsafe, *at_home)

    @property
    def stopping(self) -> tuple[guard.Finding, ...]:
        """The findings that nobody released."""
        free = {row.finding for row in self.released}
        return tuple(finding for finding in self.findings if finding.key not in free)

    @property
    def at_home(self) -> tuple[SharedHome, ...]:
        """Those who live where it goes, of whom nobody said why it goes there all the same."""
        free = {row.finding for row in self.released}
        return tuple(each for each in self.shared if each.key not in free)

    @property
    def can_be_filed(self) -> bool:
        """Whether nothing is missing and nobody would be given away."""
        return not self.missing and not self.leaks


def prepare(session: Session, wanted: Wanted, officer_id: int, today: date) -> Prepared:
    """Read the facts, fill the template and make the PDF.

    Raises ``InvalidField`` for an answer that cannot be one, ``Refused`` where one must not write to the recipient, or
    where the law of the day does not know the paper.
    """
    template = office_template(session, wanted.template)
    if template.place and not wanted.occupier:
        raise Refused(f"“{template.title}” is not written here.", f"It is made on the page of the {template.place}.")
    check_paper(session, template, wanted.case_id, wanted.person_id, today)
    if template.matter and wanted.contract_id is not None and not wanted.matter_id:
        wanted = replace(wanted, matter_id=likeliest(session, wanted.contract_id, template.matter))
    found = _facts(session, wanted, officer_id, today)
    first, second, chosen, composed = set_as(session, template, found.facts, Look(wanted.format, wanted.language))
    blocks, clash = composed, False
    if wanted.edited is not None:
        blocks, clash = merged(wanted.edited_from, wanted.edited, composed)
    made = paper.paper_for(first, found.facts, blocks, chosen, second)
    return replace(looked_at(session, wanted, template, found, made), composed=composed, clash=clash)


def looked_at(
    session: Session, wanted: Wanted, template: library.Template, found: fact_queries.PaperFacts, made: paper.Paper
) -> Prepared:
    """The paper as PDF, with what the guard found in it: every kind of paper comes through here."""
    rendered = pdf.render(made)
    reading = guard.with_pictures(guard.read(rendered))
    return Prepared(
        wanted=wanted,
        template=template,
        facts=found.facts,
        composed=made.blocks,
        blocks=made.blocks,
        paper=made,
        pdf=rendered,
        missing=missing_facts(made.blocks),
        findings=guard.find(reading, found.closed, found.opened),
        clash=False,
        guarded=found.closed,
        opened=found.opened,
        unsafe=_unsafe(reading, found.unsafe),
        unread=(*reading.unread, *_boxes(made)),
        shared=found.shared,
        released=releases.of_paper(session, wanted.case_id, wanted.key),
    )


def _boxes(made: paper.Paper) -> tuple[str, ...]:
    """Of which characters the reader would see an empty box, in words."""
    lacking = fonts.lacking(paper.words_on(made))
    return (f"no font of this program has {lacking}, and each prints as an empty box",) if lacking else ()


def set_as(
    session: Session, template: library.Template, facts: Facts, look: Look
) -> tuple[library.Template, library.Template | None, PaperFormat, Blocks]:
    """The paper as it is to look: its templates, its format and its words. Raises ``InvalidField`` where it is not
    there in that language or format."""
    first, second = in_languages(session, template, look.language)
    chosen = chosen_format(first, facts, look.format)
    return first, second, chosen, compose.compose_both(first, second, facts, chosen)


def in_languages(
    session: Session, template: library.Template, language: PaperLanguage
) -> tuple[library.Template, library.Template | None]:
    """The template of the first language and that of the second, if there is one.

    Raises ``InvalidField`` where the paper is not there in a language."""
    found = [template if part == template.language else welsh_twin(session, template.code) for part in language.parts]
    if None in found:
        raise InvalidField("language", f"“{template.title}” is not there in Welsh.", "Choose English.")
    known = [each for each in found if each is not None]
    return known[0], known[1] if len(known) > 1 else None


def chosen_format(template: library.Template, facts: Facts, chosen: PaperFormat | None) -> PaperFormat:
    """The format chosen, or the recipient's own. Raises ``InvalidField`` for one in which there is no such paper."""
    if chosen is None:
        return paper.format_for(template, facts)
    if chosen not in template.formats:
        kinds = ", ".join(each.label.lower() for each in template.formats)
        lacking = f"“{template.title}” is not there in {chosen.label.lower()}."
        raise InvalidField("format", lacking, f"There is: {kinds}.")
    return chosen


def _unsafe(reading: guard.Reading, unsafe: fact_queries.Unsafe | None) -> tuple[str, ...]:
    """The telephones and e-mails that the paper mentions although they are not safe to use, a sentence each."""
    found = guard.find(reading, [unsafe.ways]) if unsafe else ()
    said = [f"“{each.words}” is marked as not safe for {each.who}. {unsafe.instead}" for each in found if unsafe]
    return tuple(dict.fromkeys(said))


def merged(base: Blocks, edited: Blocks, fresh: Blocks) -> tuple[Blocks, bool]:
    """Words changed by hand, over the template's new words; and whether the two clash.

    A block that nobody touched follows the template. Where both changed the same one, or the template's blocks became
    more or fewer, the hand's words stand.
    """
    if fresh == base:
        return edited, False
    if len(fresh) != len(base):
        return edited, edited != fresh
    result, clash = list(edited), False
    matcher = SequenceMatcher(None, [repr(b) for b in base], [repr(b) for b in edited], autojunk=False)
    for what, start, end, there, _ in matcher.get_opcodes():
        if what == "equal":
            result[there : there + end - start] = fresh[start:end]
        else:
            clash = clash or base[start:end] != fresh[start:end]
    return tuple(result), clash


def filing(prepared: Prepared) -> documents.Filing:
    """The finished paper. Raises :class:`Refused` while a fact is missing or somebody would be given away."""
    if prepared.leaks:
        raise Refused(" ".join(prepared.leaks), leak_advice(prepared))
    if prepared.missing:
        raise Refused(f"This paper still lacks: {', '.join(prepared.missing)}.", "Fill these in before it is filed.")
    template, wanted = prepared.template, prepared.wanted
    return documents.Filing(
        case_id=wanted.case_id,
        reference=prepared.reference,
        recipient=template.recipient,
        template=template.code,
        template_version=template.version,
        office_version=template.office_version,
        format=prepared.paper.format,
        language=prepared.paper.language_kept,
        title=prepared.paper.title.removesuffix(f", {prepared.paper.our_reference}"),
        dated=prepared.paper.date or prepared.facts.case.opened_on or date.min,
        pdf=prepared.pdf,
        text=_storable(paper.words_on(prepared.paper)),
        facts={
            "facts": json.loads(facts_to_json(prepared.facts)),
            "blocks": json.loads(to_json(prepared.blocks)),
            "template_version": template.version,
            "office_version": template.office_version,
            "law_version": prepared.facts.law.version,
        },
        step=template.records,
        person_id=wanted.person_id or None,
        contract_id=wanted.contract_id,
        matter_id=wanted.matter_id or None,
        agency_id=wanted.addressee.agency_id if wanted.addressee else None,
        releases=tuple(row.id for row in prepared.released if row.finding in _keys(prepared)),
    )


def leak_advice(prepared: Prepared) -> str:
    """What to do about it; of a home that is shared the sentence itself says so."""
    return "Take this out before the paper is filed." if len(prepared.leaks) > len(prepared.at_home) else ""


def _keys(prepared: Prepared) -> set[str]:
    return {each.key for each in (*prepared.findings, *prepared.shared)}


def file_paper(work: Work, prepared: Prepared, draft_key: str = "", go_on: str = "") -> int:
    """Seal a prepared paper and answer its id; the draft that it came from goes in the same transaction.

    ``go_on``: why a manager takes this step of the ladder without a record of proportionality.

    Raises :class:`Refused` as :func:`filing` does, and :class:`Conflict` when what it says has changed since.
    """
    finished = filing(prepared)
    allow_step(work, prepared.wanted.case_id, finished.step, go_on)
    day = prepared.facts.letter.date or work.today
    now = _facts(work.session, prepared.wanted, work.who.user_id, day)
    if replace(now.facts, letter=prepared.facts.letter) != prepared.facts or (now.closed, now.shared) != (
        prepared.guarded,
        prepared.shared,
    ):
        raise Conflict(
            "Something that this paper says has changed meanwhile.", "Look at the preview again, then file it."
        )
    document_id = documents.file_document(work, finished)
    if finished.contract_id is not None:
        paper_filed(work, finished.contract_id, finished.template)
    clocks.answered(work, finished.case_id, prepared.template.stops)
    if draft_key:
        drafts.drop_draft(work, draft_key)
    return document_id


def _facts(session: Session, wanted: Wanted, officer_id: int, today: date) -> fact_queries.PaperFacts:
    template = office_template(session, wanted.template)
    answers = library.answers(template, dict(wanted.asked))
    found = fact_queries.paper_facts(
        session,
        wanted.case_id,
        template.recipient,
        wanted.person_id,
        officer_id,
        today,
        answers,
        contract_id=wanted.contract_id,
        matter=(template.matter, wanted.matter_id),
        incident_ids=wanted.incident_ids,
        addressee=wanted.addressee,
        occupier=wanted.occupier,
    )
    if wanted.ahead:
        found = replace(found, facts=_later(found.facts, wanted.ahead))
    if template.law:
        rule = rule_facts(office_law(session), template, today, answers, checked=bool(checked(session, template)))
        return replace(found, facts=replace(found.facts, rule=rule))
    return found


def _later(facts: Facts, ahead: int) -> Facts:
    """With the reference that is free when so many papers of the case have been filed."""
    head, _, number = facts.letter.reference.rpartition("L")
    return replace(facts, letter=replace(facts.letter, reference=f"{head}L{int(number) + ahead}"))


_SHOWN: dict[str, str] = {
    "name": "would be named",
    "initials": "would be named",
    "first name": "would be known by the first name",
    "surname": "would be known by the surname",
    "telephone": "would be known by the telephone number",
    "e-mail": "would be known by the e-mail address",
    "address": "would be known by the address",
    "postcode": "would be known by the postcode",
    "date of birth": "would be known by the date of birth",
    "reference": "would be known by a reference",
}
_UNSEEN: dict[str, str] = {
    "property": "in the properties of the file",
    "note": "in a note on the paper",
    "field": "in a field of the form",
    "bookmark": "in a bookmark",
    "description": "in the description of a picture",
    "layer": "in the name of a layer",
    "attachment": "in an attachment",
    "picture": "in a picture",
    "name": "in the name of a file",
    "cell": "in a cell",
}


def leak_sentences(findings: Sequence[guard.Finding], closed: tuple[guard.ClosedPerson, ...]) -> tuple[str, ...]:
    """Who would be given away and where, a sentence each."""
    return tuple(dict.fromkeys(leak_words(finding, closed) for finding in findings))


def leak_words(finding: guard.Finding, closed: tuple[guard.ClosedPerson, ...]) -> str:
    """``Amina Testwick, protected as Complainant A, would be named: “Leave Amina Testwick alone.”``"""
    names = next((each.full_names for each in closed if each.called == finding.who), ())
    who = f"{names[0]}, protected as {finding.who}," if names else finding.who
    where = _UNSEEN.get(finding.where, "")
    return f"{who} {_SHOWN[finding.what]}{f' {where}' if where else ''}: “{finding.line}”"


def unread_words(unread: Sequence[str]) -> str:
    """What somebody has to look at herself, because the guard could not read it; nothing where it read everything."""
    if not unread:
        return ""
    engine = "" if guard.engine() else " Text recognition (Tesseract) is not installed on this computer."
    return f"Look at it yourself: {'; '.join(dict.fromkeys(unread))}.{engine}"


def _storable(text: str) -> str:
    """Half a surrogate pair cannot be written as UTF-8; a question mark takes its place in the search text."""
    return text.encode("utf-8", "replace").decode("utf-8")
