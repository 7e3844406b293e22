"""What a paper says of a contract: its terms and people, and the matter it is about (an interview, breach, review or
version).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from asbdesk.documents.contract_facts import (
    BreachFacts,
    ChangeFacts,
    InterviewFacts,
    MinuteFacts,
    ReviewFacts,
    VersionFacts,
)
from asbdesk.documents.dates import long_date
from asbdesk.documents.facts import ContractFacts, SignatoryFacts, TermFacts
from asbdesk.domain import ages
from asbdesk.domain.agreements import TermValues
from asbdesk.domain.casework import BreachStep, ContractKind, ContractState, SignatoryRole
from asbdesk.domain.when import show_date
from asbdesk.queries.watching import BreachRow, VersionRow, terms_on, versions, watched
from asbdesk.storage import tables as t

MatterKind = Literal["", "interview", "breach", "planned-review", "held-review", "version"]
_MONTHS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_AGENCIES = (SignatoryRole.LANDLORD, SignatoryRole.POLICE, SignatoryRole.SCHOOL, SignatoryRole.OTHER)
STEPS = {
    BreachStep.TALK: "We have talked about it with you, and have noted what you said.",
    BreachStep.WARNING: "This is a written warning.",
    BreachStep.REVIEW: "We will meet to see whether the agreement should be changed or extended, or more help given.",
    BreachStep.OTHER: "We are looking at other steps.",
}
"""The step after a breach, as the person reads it."""


@dataclass(frozen=True, slots=True)
class Matter:
    """Something of a contract that a paper can be about; ``words`` as a list shows it."""

    kind: MatterKind
    id: int
    words: str


@dataclass(frozen=True, slots=True)
class MatterFacts:
    """The facts of the one matter that a paper is about; the others are empty."""

    interview: InterviewFacts = field(default_factory=InterviewFacts)
    breach: BreachFacts = field(default_factory=BreachFacts)
    review: ReviewFacts = field(default_factory=ReviewFacts)
    version: VersionFacts = field(default_factory=VersionFacts)


def matters(session: Session, contract_id: int) -> tuple[Matter, ...]:
    """All that papers of a contract can be about, of each kind the likeliest first."""
    seen = watched(session, contract_id)
    reviews = _reviews(session, contract_id)
    return (
        *(Matter("interview", i.id, f"Interview of {show_date(i.values.held_on)}") for i in seen.interviews),
        *(
            Matter("breach", b.id, f"Term {b.values.term_number}, {show_date(b.values.happened_on)}")
            for b in seen.counted
        ),
        *(Matter("planned-review", r.id, f"Planned for {show_date(r.due_on)}") for r in reviews if not r.held_on),
        *(Matter("held-review", r.id, f"Review of {show_date(r.held_on)}") for r in reversed(reviews) if r.held_on),
        *(
            Matter("version", v.id, f"{v.kind.label} of {show_date(v.agreed_on)}")
            for v in reversed(seen.versions)
        ),
    )  # fmt: skip


def likeliest(session: Session, contract_id: int, kind: str) -> int:
    """The matter of that kind that a paper is about unless somebody says otherwise; 0 where there is none."""
    return next((matter.id for matter in matters(session, contract_id) if matter.kind == kind), 0)


def matter_facts(session: Session, contract_id: int | None, kind: str, matter_id: int) -> MatterFacts:
    """The facts of a matter; the likeliest of its kind where ``matter_id`` is 0, none where there is none."""
    if contract_id is None or not kind:
        return MatterFacts()
    found = [m.id for m in matters(session, contract_id) if m.kind == kind and matter_id in (0, m.id)]
    if not found:
        return MatterFacts()
    match kind:
        case "interview":
            return MatterFacts(interview=_interview(session, contract_id, found[0]))
        case "breach":
            row = next(each for each in watched(session, contract_id).breaches if each.id == found[0])
            return MatterFacts(breach=_breach(row))
        case "version":
            return MatterFacts(version=_version(session, contract_id, found[0]))
        case _:
            return MatterFacts(review=_review(_reviews(session, contract_id), found[0]))


def contract_facts(session: Session, contract_id: int | None, office: str) -> ContractFacts:
    """A contract as a paper says it; ``office`` signs for the council."""
    if contract_id is None:
        return ContractFacts()
    parts = (t.Contract.terms, t.Contract.signatures, t.Contract.reviews)
    row = session.execute(
        select(t.Contract).where(t.Contract.id == contract_id).options(*(selectinload(part) for part in parts))
    ).scalar_one()
    broken = sorted(watched(session, contract_id).counted, key=lambda b: (b.values.happened_on, b.id))
    return ContractFacts(
        reference=row.reference,
        kind=ContractKind(row.kind).value,
        start=row.starts_on,
        end=row.ends_on,
        months=row.months,
        length_words=length_words(row.months),
        terms=tuple(TermFacts(term.number, term.kind.value, term.text) for term in row.terms),
        reviews=tuple(review.due_on for review in row.reviews),
        signatories=tuple(
            SignatoryFacts(
                role=s.role.label,
                name=s.name,
                agency=office if s.role is SignatoryRole.COUNCIL else s.role.label if s.role in _AGENCIES else "",
                signed_on=s.signed_at.date() if s.signed_at and row.state is not ContractState.DRAFT else None,
            )
            for s in row.signatures
        ),
        state=row.state.value,
        offered_on=row.offered_on,
        signed_on=row.signed_on,
        settled_on=row.settled_on,
        breaches=tuple(breach_line(b) for b in broken),
    )


def length_words(months: int) -> str:
    """ "six months"."""
    words = _MONTHS[months] if months < len(_MONTHS) else str(months)
    return f"{words} month{'' if months == 1 else 's'}"


def breach_line(row: BreachRow) -> str:
    """A breach in a line: "Term 1 on 6 December 2003: Loud music until 2 am"."""
    values = row.values
    return f"Term {values.term_number} on {long_date(values.happened_on)}: {values.summary.rstrip('.')}"


_NOTHING = MinuteFacts("Nothing is recorded.")
_END = MinuteFacts("", "heading")


def minute_lines(text: str) -> tuple[MinuteFacts, ...]:
    """Minutes as they were typed: a line that ends in a colon is a heading, one that begins with "- " an entry. A
    heading under which nothing was typed says so."""
    found: list[MinuteFacts] = []
    for line in (each.strip() for each in text.splitlines()):
        if line.endswith(":") and not line.startswith("-"):
            found.append(MinuteFacts(line.removesuffix(":"), "heading"))
        elif line.startswith("-"):
            entry = line.removeprefix("-").strip()
            found += [MinuteFacts(entry, "entry")] if entry else []
        elif line:
            found.append(MinuteFacts(line))
    return tuple(
        each
        for line, after in pairwise((*found, _END))
        for each in ((line, _NOTHING) if line.kind == after.kind == "heading" else (line,))
    )


def _reviews(session: Session, contract_id: int) -> Sequence[t.ContractReview]:
    return session.scalars(
        select(t.ContractReview)
        .where(t.ContractReview.contract_id == contract_id)
        .order_by(t.ContractReview.due_on, t.ContractReview.id)
    ).all()


def _interview(session: Session, contract_id: int, interview_id: int) -> InterviewFacts:
    row = next(each for each in watched(session, contract_id).interviews if each.id == interview_id)
    values = row.values
    person = session.get_one(t.Person, session.get_one(t.Contract, contract_id).person_id)
    age = ages.known_age(person.born, person.approximate_age, person.age_noted_on, values.held_on)
    return InterviewFacts(
        held_on=values.held_on,
        present=values.present,
        age=age.years if age else None,
        understanding=values.understanding,
        reasons=values.reasons,
        support_needs=values.support_needs,
        agreed_wording=values.agreed_wording,
        interviewer=row.interviewer,
    )


def _breach(row: BreachRow) -> BreachFacts:
    values = row.values
    return BreachFacts(
        term_number=values.term_number,
        term_text=row.term,
        happened_on=values.happened_on,
        summary=values.summary.rstrip("."),
        incident=row.incident.rpartition(", ")[2],
        account=values.persons_account,
        serious="yes" if values.serious else "",
        step=values.step.value if values.step else "",
        step_words=STEPS[values.step] if values.step else "",
        step_note=values.step_note,
        decided_on=values.decided_on,
    )


def _review(reviews: Sequence[t.ContractReview], review_id: int) -> ReviewFacts:
    place, row = next((n, each) for n, each in enumerate(reviews, 1) if each.id == review_id)
    after = [each.due_on for each in reviews if not each.held_on and each.due_on > (row.held_on or row.due_on)]
    return ReviewFacts(
        number=place,
        due_on=row.due_on,
        held_on=row.held_on,
        present=row.present,
        found=row.note,
        minutes=minute_lines(row.minutes),
        next_on=min(after, default=None),
    )


def _version(session: Session, contract_id: int, version_id: int) -> VersionFacts:
    known = versions(session, contract_id)
    row = next(each for each in known if each.id == version_id)
    end, now = _after(session, contract_id, known, row)
    return VersionFacts(
        number=row.number + 1,
        kind=row.kind.value,
        agreed_on=row.agreed_on,
        reason=row.reason,
        agreed_by=row.agreed_by,
        old_end=row.ends_on,
        new_end=end,
        changes=changes(row.terms, now),
    )


def _after(session: Session, contract_id: int, known: Sequence[VersionRow], row: VersionRow):
    """The end and the terms that this change led to: those of the next version, else today's."""
    later = next((each for each in known if each.number == row.number + 1), None)
    if later is not None:
        return later.ends_on, later.terms
    contract = session.get_one(t.Contract, contract_id)
    newest = max(each.agreed_on for each in known)
    return contract.ends_on, terms_on(session, contract_id, newest)


def changes(before: Sequence[TermValues], after: Sequence[TermValues]) -> tuple[ChangeFacts, ...]:
    """The terms that differ, by their numbers."""
    was = {term.number or 0: term.text for term in before}
    now = {term.number or 0: term.text for term in after}
    return tuple(
        ChangeFacts(number, was.get(number, ""), now.get(number, ""))
        for number in sorted({*was, *now})
        if was.get(number) != now.get(number)
    )
