"""The facts of the papers of an application to a court, and of the order that it ends in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from asbdesk.documents.schedule_facts import AllegationFacts


@dataclass(frozen=True, slots=True)
class PaperRowFacts:
    """What the law file says of the paper itself. ``words``: what it calls it; ``check``: that its text has not been
    compared with the prescribed form yet, empty once the office has done so."""

    words: str = ""
    form: str = ""
    section: str = ""
    check: str = ""


@dataclass(frozen=True, slots=True)
class ElementFacts:
    """A part of the test; ``standard`` in words: "beyond reasonable doubt"."""

    words: str
    standard: str = ""
    section: str = ""


@dataclass(frozen=True, slots=True)
class ClauseFacts:
    """A prohibition or requirement with its number for ever; ``area`` is "yes" where a map belongs to it."""

    number: int
    text: str
    reason: str = ""
    supervisor: str = ""
    area: str = ""


@dataclass(frozen=True, slots=True)
class ConsultedFacts:
    consultee: str
    asked: str = ""
    answer: str = ""
    certified: str = ""


@dataclass(frozen=True, slots=True)
class WitnessedFacts:
    """A statement of the bundle. ``witness``: a protected one by her pseudonym."""

    witness: str
    ordinal: str = ""
    signed: str = ""
    exhibits: str = ""


@dataclass(frozen=True, slots=True)
class ProducedFacts:
    mark: str
    title: str
    kind: str = ""
    witness: str = ""


@dataclass(frozen=True, slots=True)
class CourtFacts:
    """The application. ``order`` with its article, ``order_name`` without; ``we`` and ``they`` what the parties are
    called there. ``young``: what the court must or may do because of the person's age. ``notice`` and ``interim`` are
    "yes" or empty: without notice, an interim order is sought. Texts name protected people by their pseudonym only."""

    reference: str = ""
    jurisdiction: str = ""
    order: str = ""
    order_name: str = ""
    section: str = ""
    law_day: date | None = None
    court: str = ""
    number: str = ""
    we: str = ""
    they: str = ""
    applicant: str = ""
    applicant_words: str = ""
    person: str = ""
    person_address: tuple[str, ...] = ()
    born: date | None = None
    age: int | None = None
    age_now: int | None = None
    without_notice: str = ""
    interim: str = ""
    length: str = ""
    length_law: str = ""
    length_doubt: str = ""
    length_misfit: str = ""
    necessity: str = ""
    interim_reasons: str = ""
    interim_section: str = ""
    interim_rules: tuple[str, ...] = ()
    hearing: str = ""
    hearing_court: str = ""
    elements: tuple[ElementFacts, ...] = ()
    disregards: tuple[str, ...] = ()
    young: tuple[str, ...] = ()
    prohibitions: tuple[ClauseFacts, ...] = ()
    requirements: tuple[ClauseFacts, ...] = ()
    consultations: tuple[ConsultedFacts, ...] = ()
    hearsay: tuple[AllegationFacts, ...] = ()
    hearsay_by: date | None = None
    hearsay_late: str = ""
    hearsay_answer: str = ""
    statements: tuple[WitnessedFacts, ...] = ()
    exhibits: tuple[ProducedFacts, ...] = ()
    breach: tuple[str, ...] = ()
    papers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MadeFacts:
    """The order as the court made it: the one in force, or the last. ``kind``: "Order", "Interim order"; ``until`` in
    words; ``arrest`` is "yes" with a power of arrest. ``terms`` are all of them; ``must_not`` and ``must`` only where
    the court made what was asked for, word by word. ``changed_on``: since when it stands as it was varied.
    ``breach``, ``vary`` and ``appeal`` are the law file's rows."""

    kind: str = ""
    made_on: date | None = None
    changed_on: date | None = None
    court: str = ""
    until: str = ""
    terms: tuple[ClauseFacts, ...] = ()
    must_not: tuple[ClauseFacts, ...] = ()
    must: tuple[ClauseFacts, ...] = ()
    arrest: str = ""
    served: str = ""
    breach: tuple[str, ...] = ()
    vary: tuple[str, ...] = ()
    appeal: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ConsultFacts:
    """One consultation. ``duty`` is the law's word for it: "consult you", "notify you". ``code`` is printed nowhere: by
    it the filed paper counts for its own consultee."""

    consultee: str = ""
    duty: str = ""
    section: str = ""
    doubt: str = ""
    asked_on: date | None = None
    asked_how: str = ""
    reply_by: date | None = None
    answer: str = ""
    answered_on: date | None = None
    answer_words: str = ""
    certified_by: str = ""
    certified_on: date | None = None
    code: str = ""


@dataclass(frozen=True, slots=True)
class ServedFacts:
    """One service. ``when``: "Monday 1 December 2003 at 10 am"; ``law`` how the law has that paper served."""

    paper: str = ""
    on_whom: str = ""
    how: str = ""
    when: str = ""
    place: str = ""
    by: str = ""
    law: str = ""


@dataclass(frozen=True, slots=True)
class BrokenFacts:
    """One breach of a term."""

    on: date | None = None
    term: str = ""
    term_text: str = ""
    evidence: str = ""
    incident: str = ""
    reported: str = ""
    outcome: str = ""
    sentence: str = ""


Entry = tuple[str, str] | tuple[str, str, str]
_CLAUSE: tuple[Entry, ...] = (
    ("number", "number of the term", "number"),
    ("text", "words of the term"),
    ("reason", "why the term is needed"),
    ("supervisor", "who supervises the requirement"),
    ("area", "that a map belongs to it"),
)
GROUPS: tuple[tuple[str, tuple[Entry, ...]], ...] = (
    (
        "paper",
        (
            ("words", "name of the paper"),
            ("form", "prescribed form"),
            ("section", "provision of the paper"),
            ("check", "that the form was not checked"),
        ),
    ),
    (
        "court",
        (
            ("reference", "reference of the application"),
            ("jurisdiction", "jurisdiction"),
            ("order", "name of the order with its article"),
            ("order_name", "name of the order"),
            ("section", "provision of the order"),
            ("law_day", "day whose law it runs under", "date"),
            ("court", "name of the court"),
            ("number", "the court’s number"),
            ("we", "what the applicant is called"),
            ("they", "what the person is called"),
            ("applicant", "who applies"),
            ("applicant_words", "as which body it applies"),
            ("person", "against whom"),
            ("person_address", "address of the person", "lines"),
            ("born", "date of birth", "date"),
            ("age", "age on the day of the application", "number"),
            ("age_now", "age on the day of the paper", "number"),
            ("without_notice", "without notice"),
            ("interim", "interim order sought"),
            ("length", "length sought"),
            ("length_law", "what the law says of the length"),
            ("length_doubt", "what is unconfirmed about the length"),
            ("length_misfit", "why the length does not fit the law"),
            ("necessity", "why an order is needed"),
            ("interim_reasons", "why it cannot wait"),
            ("interim_section", "provision of an interim order"),
            ("interim_rules", "what the law asks of an interim order", "list"),
            ("hearing", "day and time of the hearing"),
            ("hearing_court", "court of the hearing"),
            ("elements", "parts of the test", "list"),
            ("disregards", "what the court leaves out", "list"),
            ("young", "what the court does because of the age", "list"),
            ("prohibitions", "prohibitions sought", "list"),
            ("requirements", "requirements sought", "list"),
            ("consultations", "consultations", "list"),
            ("hearsay", "allegations that rest on hearsay", "list"),
            ("hearsay_by", "last day to serve the notice", "date"),
            ("hearsay_late", "that day has passed"),
            ("hearsay_answer", "what the other side may do"),
            ("statements", "statements of the case", "list"),
            ("exhibits", "exhibits of the case", "list"),
            ("breach", "what follows a breach", "list"),
            ("papers", "papers filed with the application", "list"),
        ),
    ),
    (
        "made",
        (
            ("kind", "kind of order made"),
            ("made_on", "day the order was made", "date"),
            ("changed_on", "day the order was varied", "date"),
            ("court", "court that made the order"),
            ("until", "how long the order lasts"),
            ("terms", "terms of the order", "list"),
            ("must_not", "prohibitions of the order", "list"),
            ("must", "requirements of the order", "list"),
            ("arrest", "power of arrest"),
            ("served", "when the order was served"),
            ("breach", "what follows a breach of the order", "list"),
            ("vary", "how the order may be changed", "list"),
            ("appeal", "how to appeal", "list"),
        ),
    ),
    (
        "consult",
        (
            ("consultee", "body consulted"),
            ("duty", "what is asked of it"),
            ("section", "provision of the consultation"),
            ("doubt", "that the duty is unconfirmed"),
            ("asked_on", "day it was asked", "date"),
            ("asked_how", "how it was asked"),
            ("reply_by", "day a reply is asked for", "date"),
            ("answer", "answer of the consultee"),
            ("answered_on", "day of the answer", "date"),
            ("answer_words", "words of the answer"),
            ("certified_by", "who signed the certificate"),
            ("certified_on", "day it was signed", "date"),
        ),
    ),
    (
        "served",
        (
            ("paper", "paper served"),
            ("on_whom", "on whom it was served"),
            ("how", "how it was served"),
            ("when", "when it was served"),
            ("place", "where it was served"),
            ("by", "who served it"),
            ("law", "how the law has it served"),
        ),
    ),
    (
        "broken",
        (
            ("on", "day of the breach", "date"),
            ("term", "number of the term broken"),
            ("term_text", "words of the term broken"),
            ("evidence", "evidence of the breach"),
            ("incident", "incident of the breach"),
            ("reported", "when and to whom it was reported"),
            ("outcome", "outcome of the breach"),
            ("sentence", "sentence for the breach"),
        ),
    ),
    ("element", (("words", "part of the test"), ("standard", "standard of proof"), ("section", "provision"))),
    ("clause", _CLAUSE),
    (
        "consulted",
        (
            ("consultee", "body consulted"),
            ("asked", "when it was asked"),
            ("answer", "its answer"),
            ("certified", "when it was certified"),
        ),
    ),
    (
        "witnessed",
        (
            ("witness", "name of the witness"),
            ("ordinal", "number of the statement"),
            ("signed", "when it was signed"),
            ("exhibits", "exhibits of the statement"),
        ),
    ),
    (
        "produced",
        (
            ("mark", "mark of the exhibit"),
            ("title", "title of the exhibit"),
            ("kind", "kind of exhibit"),
            ("witness", "who produces it"),
        ),
    ),
)
LISTS = {
    "court.interim_rules": "",
    "court.elements": "element",
    "court.disregards": "",
    "court.young": "",
    "court.prohibitions": "clause",
    "court.requirements": "clause",
    "court.consultations": "consulted",
    "court.hearsay": "allegation",
    "court.statements": "witnessed",
    "court.exhibits": "produced",
    "court.breach": "",
    "court.papers": "",
    "made.terms": "clause",
    "made.must_not": "clause",
    "made.must": "clause",
    "made.breach": "",
    "made.vary": "",
    "made.appeal": "",
}
