"""The papers that the law asks for with an application: which, at which step, whether filed, whether to be checked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from asbdesk.documents import library
from asbdesk.documents.library import Ask, Template
from asbdesk.domain import law_people
from asbdesk.domain.consultation import AskedHow
from asbdesk.domain.law_people import Concerns
from asbdesk.domain.law_rules import Document
from asbdesk.domain.orders import IN_HAND, ApplicationState, OrderKind, SoughtKind
from asbdesk.domain.readiness_papers import CERTIFICATE, HEARSAY_NOTICE, REQUIREMENT_EVIDENCE, uncounted
from asbdesk.domain.readiness_words import cap, depends
from asbdesk.domain.when import show_date, show_time
from asbdesk.errors import Refused
from asbdesk.queries.allegations import needs_hearsay_notice
from asbdesk.queries.consultation import ConsulteeRow, consultation_page, papers_about
from asbdesk.queries.draft_terms import terms_asked
from asbdesk.queries.hearings import CourtStory, court_story
from asbdesk.queries.prescribed_forms import confirmations
from asbdesk.queries.templates import office_templates
from asbdesk.reference_data import load_proportionality
from asbdesk.storage import tables as t

"""The kind of the office's rules that say that a template was compared with its prescribed form."""
REQUEST = "court-consultation-request"
PROPORTION = "court-proportionality"
FACTS = "court-facts"
STEPS = {
    "consultation": "Consultation",
    "application": "Application",
    "interim": "Interim order",
    "hearing": "Hearing",
    "order": "Order made",
    "notice": "Notice",
    "service": "Service",
    "variation": "Variation or discharge",
    "breach": "Breach",
}
_ABOUT: dict[str, Literal["consultee", "service", "breach"]] = {
    REQUEST: "consultee",
    "court-consultation-certificate": "consultee",
    "court-service-certificate": "service",
    "court-breach-report": "breach",
}


@dataclass(frozen=True, slots=True)
class FiledPaper:
    """``about``: the consultee's code, where it is about one and that can be told."""

    id: int
    reference: str
    on: date
    about: str = ""


@dataclass(frozen=True, slots=True)
class PaperRow:
    """A paper of the law file. ``template`` is empty where the program makes no such paper. ``about``: what must be
    chosen for it, ``asks`` what must be answered; ``check`` says why its text is to be checked,
    ``confirmed`` who did so and when; ``waits`` those consultees for whom it is not filed yet, code -> name.
    ``late``: that the application is decided, where the paper goes before; ``closed``: it is not written any longer."""

    code: str
    words: str
    step: str
    template: str
    form: str
    section: str
    doubt: str
    needed: bool
    note: str
    about: str
    check: str
    confirmed: str
    filed: tuple[FiledPaper, ...]
    asks: tuple[Ask, ...] = ()
    waits: Mapping[str, str] = field(default_factory=dict[str, str])
    late: str = ""

    @property
    def closed(self) -> bool:
        """Whether it would ask for an order of an application that is decided."""
        return bool(self.late) and self.template in _ASKS_FOR_ORDER

    @property
    def whole(self) -> bool:
        """Whether it is filed, for each whom it is about."""
        return bool(self.filed) and not self.waits

    @property
    def open_check(self) -> bool:
        """Whether the office has still to compare it with the prescribed form."""
        return bool(self.check) and not self.confirmed


@dataclass(frozen=True, slots=True)
class PapersPage:
    """``choices``: for ``consultee``, ``service`` and ``breach`` what a paper may be about, key and words."""

    rows: tuple[PaperRow, ...]
    choices: dict[str, tuple[tuple[str, str], ...]]


def papers_page(session: Session, application_id: int, today: date) -> PapersPage:
    """Everything that the tab shows. Raises :class:`~asbdesk.errors.NotFound`."""
    story = court_story(session, application_id, today)
    page = story.page
    filed = _filed(session, page.case_id, page.id, page.instrument.code)
    confirmed = confirmations(session)
    acts = load_proportionality().acts_in(page.jurisdiction, today)
    made, wanted = office_templates(session), _wanted(session, page.id)
    rows = [
        _row(made, found, story, filed, confirmed, wanted=wanted)
        for found in law_people.documents(page.instrument, page.matter)
    ]
    asked = consultation_page(session, application_id, today).consultees
    consultees = tuple((row.code, row.words) for row in asked)
    rows = [replace(row, waits=_waits(row, asked)) for row in rows]
    if consultees:
        rows.insert(0, _own(made[REQUEST], filed, "Letter to each body to be consulted", "consultation"))
        rows[0] = replace(rows[0], waits=_waits(rows[0], asked))
    rows.append(_own(made[FACTS], filed, "Statement of facts and legal test", "application"))
    rows.append(_own(made[PROPORTION], filed, "Proportionality record", "application", acts))
    late = decided(story)
    rows = [replace(row, late=late if row.step in _BEFORE else "") for row in rows]
    order = list(STEPS)
    rows.sort(key=lambda row: order.index(row.step))
    choices = {
        "consultee": consultees,
        "service": tuple(
            (str(s.id), f"{s.values.paper.label}, {show_date(s.values.served_at.date())} "
             f"{show_time(s.values.served_at.time())}, on {s.values.on_whom}")
            for s in story.services
        ),
        "breach": tuple(
            (str(b.id), f"Term {b.values.term_number}, {show_date(b.values.happened_on)}") for b in story.breaches
        ),
    }  # fmt: skip
    return PapersPage(tuple(rows), choices)


def decided(story: CourtStory) -> str:
    """That the application is decided, and when: "the order was made on 15 Sep 2003"; "" while it is in hand."""
    page = story.page
    if page.state in IN_HAND:
        return ""
    if page.state in (ApplicationState.REFUSED, ApplicationState.WITHDRAWN):
        on = f" on {show_date(page.settled_on)}" if page.settled_on else ""
        return f"the application was {page.state.label.lower()}{on}"
    made = next((row.made_on for row in story.orders if row.values.kind is OrderKind.FULL), page.settled_on)
    return f"the order was made on {show_date(made)}" if made else "the order was made"


def check_in_hand(story: CourtStory, template: Template) -> None:
    """Raises :class:`Refused` for a paper that would ask the court for what it has decided."""
    late = decided(story) if template.code in _ASKS_FOR_ORDER else ""
    if late and story.orders:
        raise Refused(f"{template.title}: {late}.", "The order as made stands under Hearings.")
    if late:
        raise Refused(f"{template.title}: {late}.", "Begin another application if an order is to be asked for again.")


_ASKS_FOR_ORDER = frozenset({"court-order", "court-interim-order", "court-interim-application"})
_BEFORE = frozenset({"consultation", "application", "interim", "hearing"})
"""The steps whose papers go before the application is decided."""


def rule_of(story: CourtStory, template: Template) -> Document | None:
    """The law file's row of the paper that a template makes; None for one that it does not know there."""
    found = law_people.documents(story.page.instrument, story.page.matter)
    return next((each.rule for each in found if template.makes and each.rule.code == template.makes), None)


def check_words(rule: Document) -> str:
    """What is to be checked before it is used: its prescribed form, or what could not be confirmed; empty for neither.

    No template was taken from a prescribed form: the text of none could be read.
    """
    if rule.form:
        return f"Check against the prescribed form ({rule.form}) before it is used: this text was not taken from it."
    if not rule.unsure_of("form"):
        return ""
    against = " against the prescribed form" if "form" in rule.unsure else ""
    why = f" {cap(rule.note).rstrip('.')}." if rule.note else ""
    return f"Check{against} before it is used.{why}"


def form_key(story: CourtStory, template: Template, rule: Document) -> str:
    """What is confirmed: this version of the template for this row of the law."""
    page = story.page
    parts = (
        template.code,
        template.edition,
        page.jurisdiction.value,
        page.instrument.code,
        rule.section,
        rule.form,
    )
    return "|".join(parts)


def _row(
    made: dict[str, Template],
    found: Concerns[Document],
    story: CourtStory,
    filed: dict[str, list[FiledPaper]],
    confirmed: dict[str, str],
    *,
    wanted: frozenset[str],
) -> PaperRow:
    rule = found.rule
    own = library.making(rule.code, story.page.instrument.code)
    template = made[own.code] if own else None
    key = form_key(story, template, rule) if template else ""
    return PaperRow(
        code=rule.code,
        words=cap(rule.words),
        step=rule.step,
        template=template.code if template else "",
        form=rule.form,
        section=rule.section,
        doubt=rule.doubt,
        needed=rule.needed or (rule.step == "interim" and story.page.values.interim_sought) or rule.code in wanted,
        note="" if found.sure else depends(found, story.page.matter),
        about=_ABOUT.get(template.code, "") if template else "",
        check=check_words(rule) if template else "",
        confirmed=confirmed.get(key, ""),
        filed=tuple(filed.get(rule.code, ())),
        asks=template.asks if template else (),
    )


def _wanted(session: Session, application_id: int) -> frozenset[str]:
    """The papers that the law asks for in some cases alone, and in this one."""
    required = any(kind is SoughtKind.REQUIREMENT for kind, _ in terms_asked(session, application_id))
    hearsay = needs_hearsay_notice(session, application_id)
    return frozenset([HEARSAY_NOTICE] * hearsay + [REQUIREMENT_EVIDENCE] * required)


def _waits(row: PaperRow, asked: Sequence[ConsulteeRow]) -> dict[str, str]:
    """The certificate is asked for as the law has it; the letter of everybody who was not asked by word of mouth."""
    if row.code == CERTIFICATE:
        wanted = {each.code: _name(each) for each in asked if each.certified}
    elif row.code == REQUEST:
        wanted = {each.code: _name(each) for each in asked if each.row is None or each.row.asked_how in _WRITTEN}
    else:
        return {}
    return uncounted(wanted, [paper.about for paper in row.filed])


def _name(each: ConsulteeRow) -> str:
    return each.row.consultee if each.row else each.words


_WRITTEN = (AskedHow.LETTER, AskedHow.EMAIL)


def _own(
    template: Template,
    filed: dict[str, list[FiledPaper]],
    words: str,
    step: str,
    section: str = "Local practice, not law",
) -> PaperRow:
    """A paper that no law file names."""
    return PaperRow(
        code=template.code,
        words=words,
        step=step,
        template=template.code,
        form="",
        section=section,
        doubt="",
        needed=True,
        note="",
        about=_ABOUT.get(template.code, ""),
        check="",
        confirmed="",
        filed=tuple(filed.get(template.code, ())),
        asks=template.asks,
    )


def _filed(session: Session, case_id: int, application_id: int, instrument: str) -> dict[str, list[FiledPaper]]:
    """By the law's code of the paper, or the template's own; the letters of its instrument belong to it as well."""
    rows = session.scalars(
        select(t.Document)
        .where(
            t.Document.case_id == case_id,
            or_(t.Document.matter_id == application_id, t.Document.template.in_(library.letters_under(instrument))),
        )
        .order_by(t.Document.id)
    )
    about = papers_about(session, application_id)
    found: dict[str, list[FiledPaper]] = defaultdict(list)
    for row in rows:
        code = library.law_code(row.template) or row.template
        found[code].append(FiledPaper(row.id, row.reference, row.dated, about.get(row.id, "")))
    return found
