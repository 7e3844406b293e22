"""The papers of an application: made ready to be looked at, filed on its case, and compared with prescribed forms.

They are read by the person it is about, by the court and by agencies: nobody protected stands in them but under a
pseudonym, and the guard looks once more.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from asbdesk.documents import library, paper
from asbdesk.documents.blocks import Block
from asbdesk.documents.facts import Facts, PersonFacts
from asbdesk.documents.library import Template
from asbdesk.documents.order_facts import PaperRowFacts
from asbdesk.documents.zone_map import zone_page
from asbdesk.domain.casework import Reader, RecipientKind
from asbdesk.domain.disclosure import COURT_PAPERS
from asbdesk.domain.looks import Look
from asbdesk.domain.orders import Basis
from asbdesk.domain.permissions import require
from asbdesk.errors import Conflict, NotFound, Refused
from asbdesk.queries import order_facts as read
from asbdesk.queries.agencies import address_of
from asbdesk.queries.allegation_drafts import veil
from asbdesk.queries.allegations import schedule
from asbdesk.queries.facts import PaperFacts, frame_facts, person_facts
from asbdesk.queries.hearings import CourtStory, court_story
from asbdesk.queries.order_papers import check_in_hand, check_words, form_key, rule_of
from asbdesk.queries.prescribed_forms import confirmations
from asbdesk.queries.proportionality import proportion_facts
from asbdesk.queries.recipients import Addressee, agency_recipient, person_of
from asbdesk.queries.templates import office_template
from asbdesk.queries.zone_maps import made_maps, sought_maps
from asbdesk.services import documents, drafts, papers, prescribed_forms
from asbdesk.services.allegation_papers import schedule_facts
from asbdesk.services.papers import Prepared, Wanted
from asbdesk.storage import tables as t
from asbdesk.storage.work import Work

_OF_AN_ORDER = frozenset(
    {"court-summary-person", "court-summary-victim", "court-publicity-check", "court-variation-summons"}
)
_ASKING = frozenset({"court-application", "court-order", "court-interim-application", "court-interim-order"})
_TELLING = frozenset({"court-summary-person", "court-summary-victim", "court-breach-report"})
_READERS = {
    RecipientKind.AGENCY: frozenset({Reader.AGENCY}),
    RecipientKind.COMPLAINANT: frozenset({Reader.COMPLAINANT, Reader.VICTIM}),
}
"""Whoever reads a paper that is neither lodged nor served."""
_NAMED_BY_LAW = frozenset(
    {"court-application", "court-summons", "court-variation-summons", "court-service-certificate"}
)
"""Templates that go by the law file's words; the others say on their own what they are."""


@dataclass(frozen=True, slots=True)
class OrderPaper:
    """A paper as somebody asks for it. ``about``: the consultee's code, or the service's or the breach's id. ``look``:
    what goes to the person is in the person's own format unless another is asked for."""

    application_id: int
    template: str
    about: str = ""
    asked: Mapping[str, object] = field(default_factory=dict[str, object])
    look: Look = field(default_factory=Look)


def order_paper(session: Session, wanted: OrderPaper, officer_id: int, today: date) -> Prepared:
    """The paper as it stands.

    Raises :class:`Refused` where the law of the application knows no such paper, or no order was made yet.
    """
    template = office_template(session, wanted.template)
    story = court_story(session, wanted.application_id, today)
    frame, addressee = _facts(session, wanted, template, story, officer_id, today)
    first, second, chosen, words = papers.set_as(session, template, frame.facts, wanted.look)
    blocks = (*words, *_map_pages(session, story, template))
    made = paper.paper_for(first, frame.facts, blocks, chosen, second)
    if template.code in _NAMED_BY_LAW:
        made = replace(made, title=f"{frame.facts.paper.words}, {made.our_reference}")
    wanted_paper = Wanted(
        story.page.case_id,
        template.code,
        0 if template.recipient is RecipientKind.COMPLAINANT else story.page.person_id,
        asked=wanted.asked,
        matter_id=wanted.application_id,
        addressee=addressee,
    )
    return papers.looked_at(session, wanted_paper, template, frame, made)


def file_order_paper(
    work: Work, wanted: OrderPaper, prepared: Prepared, *, printed: bool = False, draft_key: str = ""
) -> int:
    """Seal the very paper that was looked at, and answer the document's id; the draft of its answers goes with it.

    Raises :class:`Refused` while a fact is missing or somebody would be given away, :class:`Conflict` when what it says
    has changed since.
    """
    require(work.who.role, "file_document")
    filing = papers.filing(prepared)
    if prepared.missing:
        raise Refused(f"This paper still lacks: {', '.join(prepared.missing)}.", "Fill these in before it is filed.")
    day = prepared.facts.letter.date or work.today
    story = court_story(work.session, wanted.application_id, day)
    now, _ = _facts(work.session, wanted, prepared.template, story, work.who.user_id, day)
    if replace(now.facts, letter=prepared.facts.letter) != prepared.facts or now.closed != prepared.guarded:
        raise Conflict("Something that this paper says has changed meanwhile.", "Make it again, then file it.")
    pages = _map_pages(work.session, story, prepared.template)
    if pages and prepared.composed[-len(pages) :] != pages:
        raise Conflict("A map of this paper has changed meanwhile.", "Make it again, then file it.")
    document_id = documents.file_document(work, filing)
    if printed:
        documents.note_printed(work, document_id)
    if draft_key:
        drafts.drop_draft(work, draft_key)
    return document_id


def confirm_form(work: Work, application_id: int, template_code: str, *, confirmed: bool, note: str = "") -> None:
    """A manager has compared the template with the prescribed form of the application's law, or takes that back.

    It holds for this version of the template and this row of the law, in every application.
    """
    require(work.who.role, "confirm_form")
    template = office_template(work.session, template_code)
    story = court_story(work.session, application_id, work.today)
    rule = rule_of(story, template)
    if rule is None or not check_words(rule):
        raise Refused("The law file knows no prescribed form of this paper.")
    key = form_key(story, template, rule)
    prescribed_forms.keep(work, key, confirmed=confirmed, note=note)


# inside


def _map_pages(session: Session, story: CourtStory, template: Template) -> tuple[Block, ...]:
    """A page for each zone: as asked for in what asks for it, as made in what tells of the order."""
    reference = story.page.reference
    if template.code in _ASKING:
        maps = sought_maps(session, story.page.id, reference)
    elif template.code in _TELLING and (row := story.in_force or next(reversed(story.orders), None)):
        maps = made_maps(session, row.id, reference)
    else:
        return ()
    return tuple(block for each in maps for block in zone_page(each))


def _facts(
    session: Session, wanted: OrderPaper, template: Template, story: CourtStory, officer_id: int, today: date
) -> tuple[PaperFacts, Addressee | None]:
    check_in_hand(story, template)
    page = story.page
    readers = _READERS.get(template.recipient, COURT_PAPERS)
    over = veil(session, page.case_id, readers)
    frame = frame_facts(session, page.case_id, officer_id, today, page.person_id, readers=readers)
    office = frame.facts.office.name
    person = person_facts(person_of(session, page.person_id), today)
    court = read.Court(story, over, office, person, today)
    facts = replace(
        frame.facts,
        person=person,
        paper=_paper_row(session, story, template),
        schedule=schedule_facts(page, schedule(session, page.id, today), over, office, today),
        made=read.made_facts(session, court),
        asked=library.answers(template, dict(wanted.asked)),
    )
    facts = replace(facts, court=_with_hearsay(read.court_facts(session, court), facts))
    facts, addressee = _about(session, wanted, template, court, facts)
    if template.code in _OF_AN_ORDER:
        read.check_made(facts.made)
    if template.recipient is RecipientKind.PERPETRATOR:
        facts = replace(facts, recipient=person)
    return replace(frame, facts=facts, closed=over.closed, opened=over.opened), addressee


def _with_hearsay(court: read.CourtFacts, facts: Facts) -> read.CourtFacts:
    hearsay = tuple(each for each in facts.schedule.allegations if each.basis == Basis.HEARSAY.label)
    return replace(court, hearsay=hearsay)


def _paper_row(session: Session, story: CourtStory, template: Template) -> PaperRowFacts:
    rule = rule_of(story, template)
    if rule is None:
        if template.makes:
            raise Refused(f"The law that this application runs under knows no “{template.title}”.")
        return PaperRowFacts(words=template.title)
    done = form_key(story, template, rule) in confirmations(session)
    return PaperRowFacts(
        rule.words[:1].upper() + rule.words[1:], rule.form, rule.section, "" if done else check_words(rule)
    )


def _about(
    session: Session, wanted: OrderPaper, template: Template, court: read.Court, facts: Facts
) -> tuple[Facts, Addressee | None]:
    match template.code:
        case "court-consultation-certificate":
            return replace(facts, consult=read.consult_facts(session, court, wanted.about)), None
        case "court-consultation-request":
            consult = read.consult_facts(session, court, wanted.about)
            reader, addressee = _reader(session, court, wanted.about, consult.consultee)
            return replace(facts, consult=consult, recipient=reader), addressee
        case "court-service-certificate":
            return replace(facts, served=read.served_facts(court, _number(wanted.about))), None
        case "court-proportionality":
            return replace(facts, proportion=proportion_facts(session, court.story.page.case_id, court.over)), None
        case "court-breach-report":
            broken, made = read.broken_facts(session, court, _number(wanted.about))
            return replace(facts, broken=broken, made=made), None
        case _:
            return facts, None


def _reader(session: Session, court: read.Court, code: str, name: str) -> tuple[PersonFacts, Addressee | None]:
    """The agency of the directory, where the consultation has one."""
    agency = session.scalars(
        select(t.Consultation.agency_id).where(
            t.Consultation.application_id == court.story.page.id, t.Consultation.code == code
        )
    ).first()
    if agency is None:
        return PersonFacts(full_name=name[:1].upper() + name[1:]), None
    return agency_recipient(address_of(session, agency)), Addressee(agency)


def _number(about: str) -> int:
    if not about.isdecimal():
        raise NotFound("Choose first what this paper is about.")
    return int(about)
