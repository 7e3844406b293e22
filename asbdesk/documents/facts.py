"""The facts of one paper, read once from the office and sealed with it.

Facts about a person other than the recipient and the person the paper is about have no place here: a letter to an
alleged perpetrator cannot name a complainant, because nothing in its facts does.
"""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date
from functools import cache
from types import NoneType, UnionType
from typing import Any, cast, get_args, get_origin, get_type_hints

from asbdesk.documents.agency_facts import ConferenceFacts, LogFacts
from asbdesk.documents.contract_facts import BreachFacts, InterviewFacts, ReviewFacts, VersionFacts
from asbdesk.documents.handover_facts import HandoverFacts
from asbdesk.documents.mediation_facts import MediationFacts
from asbdesk.documents.order_facts import (
    BrokenFacts,
    ConsultFacts,
    CourtFacts,
    MadeFacts,
    PaperRowFacts,
    ServedFacts,
)
from asbdesk.documents.proportion_facts import ProportionFacts
from asbdesk.documents.rule_facts import RuleFacts
from asbdesk.documents.schedule_facts import ScheduleFacts
from asbdesk.domain.casework import TermKind


@dataclass(frozen=True, slots=True)
class PanelLine:
    """A line of the panel in other languages: the language's tag, its own name, and the sentence. ``short`` is what
    stands for it in larger print, where there is such a line."""

    language: str
    name: str
    words: str
    short: str = ""


@dataclass(frozen=True, slots=True)
class OfficeFacts:
    """The office on its letterhead. ``logo`` is a PNG or JPEG; ``jurisdiction`` a ``Jurisdiction`` value. ``panel``:
    that a letter is important, in the languages that the office chose. ``window_right`` and ``window_down``: how far
    the address is moved in the envelope's window, in tenths of a millimetre."""

    name: str
    address: tuple[str, ...] = ()
    telephone: str = ""
    email: str = ""
    jurisdiction: str = "england-wales"
    team: str = ""
    complaints: str = ""
    emergency: str = "In an emergency always telephone 999."
    data_notice: str = ""
    formats: str = ""
    languages: str = ""
    logo: bytes | None = None
    panel: tuple[PanelLine, ...] = ()
    complaints_welsh: str = ""
    data_notice_welsh: str = ""
    window_right: int = 0
    window_down: int = 0


@dataclass(frozen=True, slots=True)
class OfficerFacts:
    name: str = ""
    job_title: str = ""
    telephone: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """``salutation_name`` is what follows "Dear": "Mr Mercer", or the full name when no title is known; empty: nobody
    knows, and the letter says "Dear Sir or Madam". ``age`` is in whole years on the day of the letter."""

    full_name: str = ""
    salutation_name: str = ""
    title: str = ""
    address: tuple[str, ...] = ()
    date_of_birth: date | None = None
    age: int | None = None
    preferred_format: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """``closing_reason`` in words, once it is closed; what was noted with it stays in the office."""

    reference: str = ""
    opened_on: date | None = None
    closed_on: date | None = None
    closing_reason: str = ""


@dataclass(frozen=True, slots=True)
class IncidentFacts:
    """``when_words``: "on 3 November 2003 at about 11.30 pm"; ``when_welsh`` says it in Welsh. ``summary`` is a neutral
    line, put after a colon, that names no source and is fit to be read by the person it is about: "loud music from
    14 Larch Court". ``category`` is the heading's label. ``place`` is for papers that may say it: it can give a witness
    away."""

    reference: str = ""
    when_words: str = ""
    summary: str = ""
    category: str = ""
    place: str = ""
    when_welsh: str = ""


@dataclass(frozen=True, slots=True)
class TermFacts:
    """``kind`` is a ``TermKind`` value; ``text`` is the whole sentence with its full stop."""

    number: int
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class SignatoryFacts:
    """``role`` in words ("Parent or guardian"), ``agency`` for one who signs for an agency."""

    role: str
    name: str = ""
    agency: str = ""
    signed_on: date | None = None


@dataclass(frozen=True, slots=True)
class ContractFacts:
    """``kind`` is a ``ContractKind`` value, ``state`` a ``ContractState``. ``length_words``: "six months". ``breaches``
    in lines that the person may read."""

    reference: str = ""
    kind: str = "abc"
    start: date | None = None
    end: date | None = None
    months: int | None = None
    length_words: str = ""
    terms: tuple[TermFacts, ...] = ()
    reviews: tuple[date, ...] = ()
    signatories: tuple[SignatoryFacts, ...] = ()
    state: str = ""
    offered_on: date | None = None
    signed_on: date | None = None
    settled_on: date | None = None
    breaches: tuple[str, ...] = ()

    @property
    def negative_terms(self) -> tuple[TermFacts, ...]:
        return self._terms(TermKind.NEGATIVE)

    @property
    def positive_terms(self) -> tuple[TermFacts, ...]:
        return self._terms(TermKind.POSITIVE)

    @property
    def agency_terms(self) -> tuple[TermFacts, ...]:
        return self._terms(TermKind.AGENCY)

    def _terms(self, kind: TermKind) -> tuple[TermFacts, ...]:
        return tuple(term for term in self.terms if term.kind == kind.value)


@dataclass(frozen=True, slots=True)
class MovementFacts:
    """A line of a continuity log. ``when`` in words: "3 Nov 2003, 14:05"."""

    when: str
    holder: str
    why: str


@dataclass(frozen=True, slots=True)
class ExhibitFacts:
    """``witness`` as the paper may name her: a protected one by her pseudonym. ``size``: "12.4 MB"; ``seal`` in groups
    that can be compared aloud."""

    mark: str = ""
    title: str = ""
    kind: str = ""
    witness: str = ""
    made_on: date | None = None
    received_on: date | None = None
    file_name: str = ""
    size: str = ""
    seal: str = ""
    movements: tuple[MovementFacts, ...] = ()


@dataclass(frozen=True, slots=True)
class SheetFacts:
    """A diary sheet of a pack: ``reference`` is the case's with the sheet's own number, and all that its code says."""

    number: int
    reference: str


@dataclass(frozen=True, slots=True)
class DiaryFacts:
    """``first`` is the number of the pack's first sheet; ``return_by`` the day by which the sheets are wanted back."""

    sheets: tuple[SheetFacts, ...] = ()
    return_by: date | None = None

    @property
    def first(self) -> int:
        return self.sheets[0].number if self.sheets else 0


@dataclass(frozen=True, slots=True)
class ParagraphFacts:
    number: int
    text: str


@dataclass(frozen=True, slots=True)
class StatementExhibitFacts:
    mark: str
    title: str


@dataclass(frozen=True, slots=True)
class StatementFacts:
    """A witness statement. ``short_name``: "J Okafor"; ``ordinal``: "First"; ``marks``: "JO/1, JO/2"; ``truth`` is the
    statement of truth in the words that were prescribed on ``dated``. ``called``: the pseudonym of a witness whom not
    all who get the papers may know of, so that her statement is not served as it is."""

    name: str = ""
    called: str = ""
    short_name: str = ""
    ordinal: str = ""
    on_behalf_of: str = ""
    heading: tuple[str, ...] = ()
    marks: str = ""
    dated: date | None = None
    paragraphs: tuple[ParagraphFacts, ...] = ()
    exhibits: tuple[StatementExhibitFacts, ...] = ()
    truth: str = ""
    truth_source: str = ""


@dataclass(frozen=True, slots=True)
class VisitedFacts:
    """Somebody who is visited. ``contact``: which ways are safe and which are not, and what to mind."""

    name: str
    part: str = ""
    contact: str = ""


@dataclass(frozen=True, slots=True)
class MarkerFacts:
    """A warning for visiting staff, with its reason."""

    who: str
    text: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class VisitFacts:
    """A visit as its sheet has it. ``when_words``: "on 18 November 2003 at 10.30 am". ``not_told`` is what must not be
    said, and to whom; ``protected`` the pseudonyms of those who must not be given away."""

    title: str = ""
    when_words: str = ""
    place: str = ""
    officer: str = ""
    notes: str = ""
    people: tuple[VisitedFacts, ...] = ()
    markers: tuple[MarkerFacts, ...] = ()
    not_told: str = ""
    protected: str = ""


@dataclass(frozen=True, slots=True)
class StepFacts:
    """A step of an action plan: "Fit a door chain", by whom, by when."""

    text: str
    who: str
    due_on: date


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """What is agreed with the recipient against the risk to her; never a score. ``review_on``: looked at again."""

    steps: tuple[StepFacts, ...] = ()
    review_on: date | None = None


@dataclass(frozen=True, slots=True)
class LawFacts:
    """What the office's law of the day calls things. ``order_name`` with its article: "an Anti-Social Behaviour
    Order"; ``order_court``: "the magistrates' court"; ``version`` which law was read. ``case_review``: what a victim
    may ask for, without its article; empty where the law of the day knows no such thing. Name and court are empty
    where the person is too young for the order."""

    order_name: str = ""
    order_court: str = ""
    version: str = ""
    case_review: str = ""


@dataclass(frozen=True, slots=True)
class LetterFacts:
    """``reference`` of the letter itself, "ASB/2003/0147/L2"; ``your_reference`` the recipient's own."""

    reference: str = ""
    date: date | None = None
    your_reference: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """All that a template may say. ``recipient`` is who opens the letter; ``person`` whom it is about (the same one,
    unless the letter goes to a parent or an agency). ``asked`` holds what the caseworker answered for this letter,
    under the names in the template's head."""

    office: OfficeFacts
    officer: OfficerFacts = field(default_factory=OfficerFacts)
    recipient: PersonFacts = field(default_factory=PersonFacts)
    person: PersonFacts = field(default_factory=PersonFacts)
    case: CaseFacts = field(default_factory=CaseFacts)
    letter: LetterFacts = field(default_factory=LetterFacts)
    law: LawFacts = field(default_factory=LawFacts)
    rule: RuleFacts = field(default_factory=RuleFacts)
    handover: HandoverFacts = field(default_factory=HandoverFacts)
    contract: ContractFacts = field(default_factory=ContractFacts)
    exhibit: ExhibitFacts = field(default_factory=ExhibitFacts)
    diary: DiaryFacts = field(default_factory=DiaryFacts)
    statement: StatementFacts = field(default_factory=StatementFacts)
    visit: VisitFacts = field(default_factory=VisitFacts)
    plan: PlanFacts = field(default_factory=PlanFacts)
    interview: InterviewFacts = field(default_factory=InterviewFacts)
    breach: BreachFacts = field(default_factory=BreachFacts)
    review: ReviewFacts = field(default_factory=ReviewFacts)
    version: VersionFacts = field(default_factory=VersionFacts)
    mediation: MediationFacts = field(default_factory=MediationFacts)
    conference: ConferenceFacts = field(default_factory=ConferenceFacts)
    log: LogFacts = field(default_factory=LogFacts)
    schedule: ScheduleFacts = field(default_factory=ScheduleFacts)
    paper: PaperRowFacts = field(default_factory=PaperRowFacts)
    court: CourtFacts = field(default_factory=CourtFacts)
    made: MadeFacts = field(default_factory=MadeFacts)
    consult: ConsultFacts = field(default_factory=ConsultFacts)
    served: ServedFacts = field(default_factory=ServedFacts)
    broken: BrokenFacts = field(default_factory=BrokenFacts)
    proportion: ProportionFacts = field(default_factory=ProportionFacts)
    incidents: tuple[IncidentFacts, ...] = ()
    asked: dict[str, str | date] = field(default_factory=dict[str, str | date])


def facts_to_json(facts: Facts) -> str:
    """The facts as JSON text: dates in ISO form, the logo in base 64."""
    return json.dumps(facts, default=_out, separators=(",", ":"))


def facts_from_json(text: str) -> Facts:
    """The facts that :func:`facts_to_json` wrote. ``ValueError`` when the text is anything else."""
    try:
        return _in(Facts, json.loads(text))
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError("These are not the facts of a paper.") from error


@cache
def _names(kind: type) -> tuple[str, ...]:
    return tuple(each.name for each in fields(cast("Any", kind)))


def _out(value: object) -> Any:
    if is_dataclass(value):
        return {name: getattr(value, name) for name in _names(type(value))}
    if isinstance(value, bytes):
        return {"base64": base64.b64encode(value).decode("ascii")}
    if isinstance(value, date):
        return {"date": value.isoformat()}
    raise TypeError(type(value).__name__)


def _in(kind: Any, value: Any) -> Any:
    """``value`` out of JSON, as the annotation ``kind`` has it."""
    if get_origin(kind) is UnionType:
        kind = next(option for option in get_args(kind) if option is not NoneType)
    if isinstance(value, dict):
        match cast("dict[str, Any]", value):
            case {"date": str(day), **rest} if not rest:
                return date.fromisoformat(day)
            case {"base64": str(content), **rest} if not rest:
                return base64.b64decode(content)
            case _:
                pass
    if is_dataclass(kind) and isinstance(kind, type):
        hints = get_type_hints(kind)
        return kind(
            **{each.name: _in(hints[each.name], value[each.name]) for each in fields(kind) if each.name in value}
        )
    if get_origin(kind) is tuple:
        return tuple(_in(get_args(kind)[0], entry) for entry in cast("list[Any]", value))
    if get_origin(kind) is dict:
        return {name: _in(str, entry) for name, entry in cast("dict[str, Any]", value).items()}
    return cast("Any", value)
