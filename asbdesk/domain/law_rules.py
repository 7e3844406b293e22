"""The kinds of rule that a law file may hold. Code knows the kinds; every number, date and word is in the file.

A row of ``resources/law/*.toml`` is one of these. Each names the section that it comes from and says whether that was
confirmed; what could not be confirmed is shown so beside the field. Not legal advice.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from typing import Literal

At = Literal["act", "application", "hearing", "order", "end", "breach"]
"""A day on which an age may matter."""

ApplicantKind = Literal[
    "council",
    "county-council",
    "police",
    "transport-police",
    "social-landlord",
    "housing-action-trust",
    "housing-executive",
    "transport-for-london",
    "environment-agency",
    "natural-resources-wales",
    "nhs",
    "prosecutor",
    "court",
    "landlord",
    "authorised-person",
    "police-inspector",
    "anyone",
]
Anchor = Literal[
    "act", "hearing", "service", "notice", "application", "order", "decision", "conviction", "arrest", "complaint",
]  # fmt: skip
"""The day, or the moment, that a period is counted from or back from."""
Before = Literal["application", "variation", "discharge", "hearing", "order", "breach", "notice"]
ShownBy = Literal["incident", "statement", "exhibit", "record", "assessment", "conviction", "order"]
Paper = Literal[
    "application", "summons", "statements", "hearsay-notice", "interim-order", "order", "variation", "other"
]
"""A paper that is served, as the record of its service calls it (``domain.orders.ServedPaper``)."""
Method = Literal["hand", "first-class", "recorded", "left", "court", "solicitor", "other"]
Step = Literal["application", "interim", "hearing", "order", "service", "variation", "breach", "notice"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A length of time; exactly one of its units is set."""

    hours: int = 0
    days: int = 0
    working_days: int = 0
    weeks: int = 0
    months: int = 0
    years: int = 0

    @property
    def parts(self) -> dict[str, int]:
        """The units that are set."""
        return {f.name: count for f in fields(self) if (count := getattr(self, f.name))}

    @property
    def words(self) -> str:
        """``21 days``, ``1 year``, ``3 working days``."""
        unit, count = next(iter(self.parts.items()), ("days", 0))
        name = unit.replace("_", " ")
        return f"{count} {name.removesuffix('s') if count == 1 else name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What every row has. ``unsure`` names the fields of a confirmed row that are not confirmed themselves.

    The last four narrow it: to stages of the instrument, to kinds of applicant (none: all of them), and to an age
    under, or from, so many years on one of the days ``at``.
    """

    section: str
    confirmed: bool
    note: str = ""
    unsure: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()
    applicants: tuple[ApplicantKind, ...] = ()
    under: int | None = None
    from_age: int | None = None
    at: tuple[At, ...] = ()

    @property
    def doubt(self) -> str:
        """What stands beside the field: empty where everything in the row is confirmed."""
        if self.confirmed and not self.unsure:
            return ""
        return f"Unconfirmed: {self.note}" if self.note else "Unconfirmed."

    def unsure_of(self, field: str) -> bool:
        """Is this field of the row unconfirmed?"""
        return not self.confirmed or field in self.unsure

    def for_applicant(self, kind: str | None) -> bool:
        """Does it concern an applicant of that kind? Where the kind is not known yet, it may."""
        return not self.applicants or kind is None or kind in self.applicants

    def for_age(self, age: int) -> bool:
        """Does it concern somebody of that age?"""
        return (self.under is None or age < self.under) and (self.from_age is None or age >= self.from_age)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage(Rule):
    """A state of the law between two amendments; ``since`` and ``until`` are its first and last day."""

    code: str
    since: date
    until: date | None = None
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Applicant(Rule):
    """Who may apply. ``protects`` says whom, ``only`` what narrows the right."""

    kind: ApplicantKind
    words: str
    protects: str = ""
    only: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AgeRule(Rule):
    """The age that is needed on the days ``at``, in whole years."""

    least: int | None = None
    most: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Court(Rule):
    """The court and the way to it; narrowed by age for the youth court. ``name`` with its article."""

    name: str
    form: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Element(Rule):
    """A part of the test. A ``disregard`` is no part to prove but what the court leaves out.

    ``standard``: to which the court must be sure; ``judgement`` where it weighs rather than finds a fact.
    ``shown_by``: what may tick it.
    """

    code: str
    words: str
    standard: Literal["criminal", "civil", "judgement"]
    shown_by: tuple[
        Literal["incident", "statement", "exhibit", "record", "assessment", "conviction", "order"], ...
    ] = ()
    role: Literal["condition", "disregard"] = "condition"


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning(Rule):
    """One way in which behaviour counts as anti-social under the instrument."""

    code: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Consultee(Rule):
    """Who must be asked or told, before what, and what must be on file of it."""

    code: str
    words: str
    how: Literal["consult", "notify", "inform", "advice"]
    needs: tuple[Literal["request", "answer", "certificate"], ...]
    before: tuple[Before, ...] = ("application",)
    unless_without_notice: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty(Rule):
    """What must have been done; ticked by a dated record, or by the document that it names."""

    code: str
    words: str
    needs: Literal["record", "document"] = "record"
    document: str = ""
    before: tuple[Before, ...] = ("application",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limitation(Rule):
    """A complaint must be laid within so long of what it is about; older acts may serve as ``background``."""

    code: str
    words: str
    within: Span
    background: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach(Rule):
    """How far back acts count: none before ``since`` does."""

    since: date
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice(Rule):
    """A period before a day (at the latest so long before) or after it (at the latest so long after).

    ``clear`` days count neither the first nor the last day; a period ``with-first-day`` begins with the anchor's own.
    ``skips``: days that a period of hours leaves out.
    ``lands``: where the last day falls on a day that is no working day. ``papers``: which, served in time, keep it.
    """

    code: str
    words: str
    span: Span
    way: Literal["before", "after"]
    anchor: Anchor
    counting: Literal["clear", "calendar", "with-first-day"] = "calendar"
    lands: Literal["as-it-falls", "previous-working-day", "next-working-day"] = "as-it-falls"
    skips: tuple[Literal["sunday", "good-friday", "christmas-day"], ...] = ()
    papers: tuple[Paper, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Interim(Rule):
    """A condition of, or a limit on, an order before the end of the proceedings."""

    code: str
    words: str
    notice: Literal["with", "without", "either"] = "either"


@dataclass(frozen=True, slots=True, kw_only=True)
class Length(Rule):
    """How long an order, or a part of it, runs at least and at most; ``indefinite``: it may run until further order.

    ``first_day_counts``: the period begins with the day of the order. Where the text does not say, ``unsure`` names
    it, and the calculators keep to the safe side of both readings.
    """

    of: Literal["order", "interim", "support-order", "detention", "direction", "notice", "extension"] = "order"
    least: Span | None = None
    most: Span | None = None
    indefinite: bool = False
    first_day_counts: bool = True
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Content(Rule):
    """What an order may hold, and within which limits."""

    kind: Literal["prohibition", "requirement", "exclusion", "arrest", "limit", "must-contain"]
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class YouthStep(Rule):
    """A step for the young: it appears by itself where the age is under ``under`` on one of the days ``at``.

    With ``reached`` only where that age has been attained by the day ``reached_at``: the 18th birthday in between.
    """

    code: str
    words: str
    before: tuple[Before, ...] = ()
    reached: int | None = None
    reached_at: At = "hearing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Review(Rule):
    """A review in every such period of the order, while the person is young enough."""

    code: str
    words: str
    every: Span
    under_at_order: int | None = None
    under_at_end: int | None = None
    by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Variation(Rule):
    """Who may ask for a change or the end of the order; ``bar``: not before so long after ``bar_from``."""

    code: str
    words: str
    who: tuple[Literal["applicant", "person", "court"], ...]
    bar: Span | None = None
    bar_from: Anchor = "service"
    bar_lifted_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Breach(Rule):
    """What follows a breach: ``summary`` and ``indictment`` are the longest terms of imprisonment."""

    code: str
    words: str
    court: str = ""
    standard: Literal["criminal", "civil", ""] = ""
    summary: Span | None = None
    indictment: Span | None = None
    conditional_discharge: bool = True
    """False where the law takes a conditional discharge away from the court."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Appeal(Rule):
    """Where an appeal lies, and until when, where that is in the data."""

    code: str
    to: str
    words: str
    within: Span | None = None
    anchor: Anchor = "service"
    first_day_counts: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Document(Rule):
    """A paper of the application or of a later step; ``form`` names the prescribed form, if there is one."""

    code: str
    words: str
    step: Step = "application"
    form: str = ""
    needed: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Service(Rule):
    """How ``papers`` are served, and by whom. ``methods``: the ways that it names, none where it names no way."""

    code: str
    words: str
    papers: tuple[Paper, ...] = ()
    methods: tuple[Method, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Saving(Rule):
    """What an order still in force is read as from a later day on; ``becomes`` is that instrument's code."""

    since: date
    words: str
    becomes: str


KINDS: dict[str, tuple[str, type[Rule]]] = {
    "stage": ("known_stages", Stage),
    "applicant": ("applicants", Applicant),
    "age": ("ages", AgeRule),
    "court": ("courts", Court),
    "element": ("elements", Element),
    "meaning": ("meanings", Meaning),
    "consultee": ("consultees", Consultee),
    "duty": ("duties", Duty),
    "limitation": ("limitations", Limitation),
    "reach": ("reaches", Reach),
    "notice": ("notices", Notice),
    "interim": ("interims", Interim),
    "length": ("lengths", Length),
    "content": ("contents", Content),
    "youth": ("youth", YouthStep),
    "review": ("reviews", Review),
    "variation": ("variations", Variation),
    "breach": ("breaches", Breach),
    "appeal": ("appeals", Appeal),
    "document": ("documents", Document),
    "service": ("services", Service),
    "saving": ("savings", Saving),
}
"""A table of the file, the field of the instrument that it fills, and what its rows are."""
