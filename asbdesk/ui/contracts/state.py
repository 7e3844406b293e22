"""What the contracts' pages decide and say: who signs, what may follow, how it stands. No Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from asbdesk.domain import contracts
from asbdesk.domain.ages import Age, age_on
from asbdesk.domain.agreements import ContractValues, SignatoryValues, TermValues, blanks
from asbdesk.domain.casework import ContractKind, ContractState, SignatoryRole, TermKind
from asbdesk.domain.when import show_date
from asbdesk.queries.contracts import ContractPage, ReviewRow
from asbdesk.queries.watching import Watched

Tone = Literal["quiet", "info", "good", "alert"]
Entry = dict[str, Any]
_TONES: dict[ContractState, Tone] = {
    ContractState.DRAFT: "quiet",
    ContractState.OFFERED: "info",
    ContractState.SIGNED: "info",
    ContractState.DECLINED: "alert",
    ContractState.WITHDRAWN: "quiet",
    ContractState.KEPT: "good",
    ContractState.BROKEN: "alert",
    ContractState.ENDED: "quiet",
}
NEW_KEY = "contract:new:case-{}"


@dataclass(frozen=True, slots=True)
class Step:
    """A button that moves a contract on."""

    to: ContractState
    words: str
    title: str
    explained: str
    asks_note: bool = True


_STEPS = (
    Step(
        ContractState.OFFERED, "&Offer", "Offer the contract",
        "It was put to the person, who may ask for changes before signing.", asks_note=False,
    ),
    Step(ContractState.SIGNED, "&Sign", "Sign the contract", "Tick everybody who has signed the paper, and say when."),
    Step(
        ContractState.DECLINED, "&Declined", "The contract was declined",
        "The contract is voluntary. The refusal is noted; the contract cannot be signed afterwards.",
    ),
    Step(
        ContractState.WITHDRAWN, "&Withdraw", "The offer is withdrawn, or it lapsed",
        "Nobody answered, or it no longer fits. The contract cannot be signed afterwards; another can be drawn up.",
    ),
    Step(ContractState.KEPT, "&Kept", "The contract was kept", "It ran to its end and was kept."),
    Step(
        ContractState.BROKEN, "&Broken", "The contract was broken",
        "Breaking it is no offence. Say which term was broken and what happened; it goes on the timeline.",
    ),
    Step(ContractState.ENDED, "En&ded early", "The contract ends early", "It was given up, or it no longer fits."),
)  # fmt: skip


def steps(state: ContractState) -> tuple[Step, ...]:
    """What may follow, as buttons in their order."""
    may_follow = contracts.allowed(state)
    return tuple(step for step in _STEPS if step.to in may_follow)


def every_step() -> tuple[Step, ...]:
    """All of them, in their order."""
    return _STEPS


def kind_of_button(to: ContractState) -> str:
    """The one that usually comes next is the main button."""
    return "primary" if to in (ContractState.OFFERED, ContractState.SIGNED) else ""


def letters(page: ContractPage, watch: Watched, today: date) -> tuple[str, ...]:
    """The papers that can be written about the contract as it stands."""
    open_still, runs = may_change(page.state), page.state is ContractState.SIGNED
    found = ["abc"] if open_still or runs else []
    found += ["abc-copy"] if runs else []
    found += ["abc-interview"] if open_still and watch.interviews else []
    found += ["abc-invitation"] if open_still else []
    found += ["abc-invitation-parent"] if open_still and page.values.parent_id else []
    planned, parent = runs and any(not r.held_on for r in page.reviews), told_too(page, today)
    found += ["abc-review-invitation"] if planned else []
    found += ["abc-review-invitation-parent"] if planned and parent else []
    found += ["abc-review-minutes"] if any(r.minutes for r in page.reviews) else []
    found += ["abc-breach-notice"] if runs and watch.counted else []
    found += ["abc-breach-notice-parent"] if runs and watch.counted and parent else []
    found += ["abc-variation"] if watch.versions else []
    return (*found, *_LAST.get(page.state, ()))


def told_too(page: ContractPage, today: date) -> bool:
    """Does a parent or guardian get each letter too? While the person is young, or nobody knows the age."""
    young = page.born is None or age_on(page.born, today) < contracts.ADULT_FROM
    return page.kind is ContractKind.ABC and page.values.parent_id is not None and young


_LAST = {
    ContractState.DECLINED: ("abc-not-signed",),
    ContractState.WITHDRAWN: ("abc-not-signed",),
    ContractState.KEPT: ("abc-ending",),
    ContractState.BROKEN: ("abc-ending",),
    ContractState.ENDED: ("abc-ending",),
}


def may_change(state: ContractState) -> bool:
    """Whether terms may still change."""
    return state in (ContractState.DRAFT, ContractState.OFFERED)


def tone(state: ContractState) -> Tone:
    """The colour of the state beside its word."""
    return _TONES[state]


def span_words(page: ContractPage) -> str:
    """``17 Nov 2003 to 16 May 2004, 6 months``."""
    months = page.values.months
    return (
        f"{show_date(page.values.starts_on)} to {show_date(page.ends_on)}, {months} month{'' if months == 1 else 's'}"
    )


def story(page: ContractPage) -> tuple[tuple[str, str], ...]:
    """What became of it so far: label and day."""
    settled = page.state.label if page.settled_on else ""
    days = (("Offered", page.offered_on), ("Signed", page.signed_on), (settled, page.settled_on))
    return tuple((label, show_date(day)) for label, day in days if day)


def review_words(review: ReviewRow, today: date, contract: ContractState) -> tuple[str, str]:
    """How a review stands, and the colour role beside the words."""
    if review.held_on:
        filed = "" if review.filed or not review.minutes else " Minutes not filed yet."
        return f"Held {show_date(review.held_on)}. {review.note}{filed}".strip(), "good"
    if contract is not ContractState.SIGNED:
        return ("Planned" if may_change(contract) else "Not held"), "muted"
    return ("Overdue", "alert") if review.due_on < today else ("Planned", "")


def open_reviews(page: ContractPage) -> tuple[ReviewRow, ...]:
    """Reviews that can be held now; none unless the contract runs."""
    return tuple(r for r in page.reviews if not r.held_on) if page.state is ContractState.SIGNED else ()


def who_signs(name: str, age: Age | None, day: date) -> tuple[str, str]:
    """Who has to sign at that age, and why; with the colour role."""
    on = f"on {show_date(day)}"
    if age is None:
        return f"The age of {name} is not known. Record it, or a parent or guardian has to sign as well.", "alert"
    if contracts.kind_for(age.years) is ContractKind.PARENTAL:
        return (
            f"{name} is {age.words} {on}. Under {contracts.PARENTAL_UNDER} the parent or guardian makes the agreement: "
            f"this becomes a {ContractKind.PARENTAL.label}."
        ), "accent"
    if age.years < contracts.ADULT_FROM:
        return f"{name} is {age.words} {on}. Under {contracts.ADULT_FROM} a parent or guardian signs as well.", "accent"
    return f"{name} is {age.words} {on}.", "muted"


def usual_signatories(name: str, age: Age | None, parent: Entry | None, officer: str, person_id: int) -> list[Entry]:
    """Who signs unless somebody says otherwise: the family, then council and police."""
    years = age.years if age else None
    kind = contracts.kind_for(years)
    roles = contracts.must_sign(kind, years)
    found: list[Entry] = []
    if SignatoryRole.PERSON in roles:
        found.append({"role": SignatoryRole.PERSON.value, "name": name, "person_id": person_id})
    if SignatoryRole.PARENT in roles and (years is not None or parent):
        known = parent or {}
        parent_name = known.get("name", "")
        found.append({"role": SignatoryRole.PARENT.value, "name": parent_name, "person_id": known.get("id")})
    found.append({"role": SignatoryRole.COUNCIL.value, "name": officer})
    found.append({"role": SignatoryRole.POLICE.value, "name": ""})
    return found


def term_problem(entries: Sequence[Entry]) -> str:
    """What is wrong with the terms as typed; "" when nothing is."""
    for place, entry in enumerate(entries, 1):
        left = blanks(entry["text"])
        if left:
            what = ", ".join(left)
            return (
                f"Term {entry.get('number') or place} still has a blank: {what}. Fill it in and take the brackets away."
            )
    return ""


def signatory_problem(entries: Sequence[Entry]) -> str:
    """Everybody who signs needs a name."""
    for entry in entries:
        if not entry["name"].strip():
            role = SignatoryRole(entry["role"]).label.lower()
            return f"Give the name of who signs as {role}, or take the line out."
    return ""


def values(form: Entry, reviews: tuple[date, ...] | None) -> ContractValues:
    """The form's contents as the service takes them."""
    parent = form["parent"] or {}
    return ContractValues(
        starts_on=date.fromisoformat(form["starts_on"]),
        months=int(form["months"]),
        parent_id=parent.get("id"),
        terms=tuple(
            TermValues(TermKind(e["kind"]), e["text"], e.get("number"))
            for e in form["terms"]["lines"]
            if e["text"].strip()
        ),
        signatories=tuple(
            SignatoryValues(SignatoryRole(e["role"]), e["name"], e.get("person_id"), e.get("row_id"))
            for e in form["signatories"]["lines"]
        ),
        reviews=reviews,
    )


def shown(page: ContractPage) -> Entry:
    """A contract as its form shows it; until it is signed a term's number is its place."""
    kept, made = page.values, page.signed_on is not None
    return {
        "parent": {"id": kept.parent_id, "name": page.parent} if kept.parent_id else None,
        "starts_on": kept.starts_on.isoformat(),
        "months": str(kept.months),
        "terms": {
            "lines": [{"kind": e.kind.value, "text": e.text, "number": e.number if made else None} for e in kept.terms]
        },
        "signatories": {
            "lines": [
                {"role": e.role.value, "name": e.name, "person_id": e.person_id, "row_id": e.row_id}
                for e in kept.signatories
            ],
            "touched": True,
        },
    }
