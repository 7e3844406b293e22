"""Acceptable Behaviour Contracts: drawn up, offered, signed, watched to their end (domain.md 1.4)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import select

from asbdesk.domain import ages, contracts, references
from asbdesk.domain.agreements import ContractValues, SignatoryValues, TermValues, in_places
from asbdesk.domain.casework import ContractKind, ContractState
from asbdesk.domain.permissions import require
from asbdesk.domain.when import show_date
from asbdesk.errors import InvalidField, NotFound, Refused
from asbdesk.queries.standards import contract_standard
from asbdesk.services import numbers
from asbdesk.services.contract_clocks import follow_contract
from asbdesk.services.proportionality import allow_step
from asbdesk.services.versions import same_version
from asbdesk.storage import tables as t
from asbdesk.storage.work import Work


def draw_up(work: Work, case_id: int, person_id: int, values: ContractValues) -> int:
    """A draft contract with a person of the case; answers its id. Under 10 it is a parental agreement."""
    require(work.who.role, "contract")
    case = work.session.get(t.Case, case_id)
    person = work.session.get(t.Person, person_id)
    if case is None or person is None:
        raise NotFound("This case or person is no longer in the office.")
    number = numbers.take(work, f"{case.reference}/C")
    contract = t.Contract(
        reference=references.contract_reference(case.reference, number),
        case_id=case_id,
        person_id=person_id,
        state=ContractState.DRAFT,
        settled_note="",
        next_term=1,
        terms=[],
        signatures=[],
        reviews=[],
    )
    _fill(work, contract, person, values)
    return work.add(contract)


def change_contract(work: Work, contract_id: int, version: int, values: ContractValues) -> None:
    """Change a draft or an offer. Raises :class:`Refused` once it is signed: that takes a variation."""
    require(work.who.role, "contract")
    contract = the_contract(work, contract_id)
    same_version(contract.version, version)
    if contract.state not in (ContractState.DRAFT, ContractState.OFFERED):
        raise Refused("A signed contract is not changed; both sides agree a variation instead.")
    person = work.session.get_one(t.Person, contract.person_id)
    _fill(work, contract, person, values)
    work.session.flush()


def offer(work: Work, contract_id: int, on: date, go_on: str = "") -> None:
    """The contract was put to the person. Its terms may still change before signing.

    ``go_on``: why a manager goes on without a record of proportionality.
    """
    contract = _step(work, contract_id, ContractState.OFFERED)
    allow_step(work, contract.case_id, "contract", go_on, contract_id)
    contract.offered_on = not_future("offered_on", on, work.today)
    work.session.flush()


def sign(work: Work, contract_id: int, signed: dict[int, datetime], go_on: str = "") -> None:
    """Signatures by the id of their line, with wall-clock times. All must sign who have to; then it runs.
    ``go_on`` as for :func:`offer`.

    Raises :class:`Refused`, with what is missing in words.
    """
    contract = the_contract(work, contract_id)
    require(work.who.role, "contract")
    for signature in contract.signatures:
        when = signed.get(signature.id)
        if when is not None:
            if when > work.wall:
                raise InvalidField("signed_at", "A signature cannot lie in the future.")
            signature.signed_at = when
    person = work.session.get_one(t.Person, contract.person_id)
    given = tuple(s.role for s in contract.signatures if s.signed_at)
    missing = contracts.what_blocks_signing(
        kind=contract.kind,
        age=_age(person, max((s.signed_at.date() for s in contract.signatures if s.signed_at), default=work.today)),
        terms=tuple(term.text for term in contract.terms),
        signed=given,
    )
    if missing:
        raise Refused("The contract cannot be signed yet.", " ".join(missing))
    allow_step(work, contract.case_id, "contract", go_on, contract_id)
    _to(contract, ContractState.SIGNED)
    contract.signed_on = max(s.signed_at.date() for s in contract.signatures if s.signed_at)
    if contract.offered_on is None:
        contract.offered_on = contract.signed_on
    work.session.flush()
    follow_contract(work, contract_id)


def withdraw(work: Work, contract_id: int, on: date, note: str) -> None:
    """The office takes its offer back for good, or nobody answered and it lapsed."""
    _settle(work, contract_id, ContractState.WITHDRAWN, on, note)


def decline(work: Work, contract_id: int, on: date, note: str) -> None:
    """The person would not sign. The contract is voluntary; the refusal is noted."""
    _settle(work, contract_id, ContractState.DECLINED, on, note)


def settle(work: Work, contract_id: int, state: ContractState, on: date, note: str) -> None:
    """How it ended: kept, broken, or ended early. Raises :class:`Refused` for a step that cannot follow."""
    _settle(work, contract_id, state, on, note)


def back_to_draft(work: Work, contract_id: int) -> None:
    """Take an offer back to change it."""
    _step(work, contract_id, ContractState.DRAFT).offered_on = None
    work.session.flush()


def undo_end(work: Work, contract_id: int, why: str) -> None:
    """What was recorded as its end was wrong: it runs on, or is offered still. The reason goes into its log."""
    require(work.who.role, "contract")
    contract = the_contract(work, contract_id)
    if contract.settled_on is None:
        raise Refused("This contract has not ended.")
    if not why.strip():
        raise InvalidField("why", "Say why the end is undone.")
    was = contract.state.label.lower()
    contract.state = ContractState.SIGNED if contract.signed_on else ContractState.OFFERED
    note_in_log(work, contract_id, f"The end recorded for {show_date(contract.settled_on)} ({was}) was undone: {why}")
    contract.settled_on, contract.settled_note = None, ""
    work.session.flush()
    follow_contract(work, contract_id)


def note_in_log(work: Work, contract_id: int, text: str) -> None:
    """A line in the contract's log, of this moment."""
    now = work.wall.replace(second=0, microsecond=0)
    work.add(t.ContractLogEntry(contract_id=contract_id, happened_at=now, text=text.strip(),
                                author_id=work.who.user_id))  # fmt: skip


def _settle(work: Work, contract_id: int, state: ContractState, on: date, note: str) -> None:
    if not note.strip():
        raise InvalidField("note", "Say in a few words what happened.")
    contract = _step(work, contract_id, state)
    if state is ContractState.KEPT and on < contract.ends_on:
        raise InvalidField("settled_on", f"It runs until {show_date(contract.ends_on)}: it is kept when that is over.")
    contract.settled_on = not_future("settled_on", on, work.today)
    contract.settled_note = note.strip()
    work.session.flush()
    follow_contract(work, contract_id)


def _step(work: Work, contract_id: int, state: ContractState) -> t.Contract:
    require(work.who.role, "contract")
    contract = the_contract(work, contract_id)
    _to(contract, state)
    return contract


def _to(contract: t.Contract, state: ContractState) -> None:
    if state not in contracts.allowed(contract.state):
        raise Refused(f"A contract that is {contract.state.label.lower()} cannot become {state.label.lower()}.")
    contract.state = state


def the_contract(work: Work, contract_id: int) -> t.Contract:
    """The row with its terms, signatures and reviews. Raises :class:`NotFound`."""
    contract = work.session.get(t.Contract, contract_id)
    if contract is None:
        raise NotFound("This contract is no longer in the office.")
    work.session.refresh(contract, ["terms", "signatures", "reviews"])
    return contract


def not_future(field: str, day: date, today: date) -> date:
    """The day, if it is no later than today. Raises :class:`InvalidField`."""
    if day > today:
        raise InvalidField(field, "This lies in the future.")
    return day


def _age(person: t.Person, on: date) -> int | None:
    age = ages.known_age(person.born, person.approximate_age, person.age_noted_on, on)
    return age.years if age else None


def _fill(work: Work, contract: t.Contract, person: t.Person, values: ContractValues) -> None:
    if not 1 <= values.months <= contracts.MOST_MONTHS:
        raise InvalidField("months", f"A contract runs for 1 to {contracts.MOST_MONTHS} months.")
    contract.kind = contracts.kind_for(_age(person, values.starts_on))
    if contract.kind is ContractKind.PARENTAL and values.parent_id is None:
        raise InvalidField("parent", "Under 10 the parent or guardian signs: say who that is.")
    contract.parent_id = values.parent_id
    contract.starts_on, contract.months = values.starts_on, values.months
    contract.ends_on = contracts.end_date(values.starts_on, values.months)
    contract.next_term = 1
    fill_terms(contract, in_places(values.terms))
    _fill_signatures(contract, values.signatories)
    jurisdiction = work.session.scalars(select(t.OfficeRecord.jurisdiction)).one()
    days = values.reviews
    if days is None:
        every = contract_standard(work.session, contract.starts_on, "abc-reviews").days
        days = contracts.review_dates(contract.starts_on, contract.ends_on, jurisdiction, every=every)
    _fill_reviews(contract, days)


def fill_terms(contract: t.Contract, terms: Sequence[TermValues]) -> None:
    """The terms of a contract; one without a number takes the next that was never given."""
    known = {term.number: term for term in contract.terms}
    kept: list[t.ContractTerm] = []
    for values in terms:
        number = values.number or contract.next_term
        contract.next_term = max(contract.next_term, number + 1)
        term = known.get(number) or t.ContractTerm(number=number)
        term.kind, term.text = values.kind, values.text.strip()
        kept.append(term)
    contract.terms = kept


def _fill_signatures(contract: t.Contract, signatories: Sequence[SignatoryValues]) -> None:
    known = {signature.id: signature for signature in contract.signatures}
    kept: list[t.ContractSignature] = []
    for values in signatories:
        if not values.name.strip():
            raise InvalidField("signatories", "Everybody who is to sign needs a name.")
        signature = known.get(values.row_id or 0) or t.ContractSignature(signed_at=None)
        signature.role, signature.name, signature.person_id = values.role, values.name.strip(), values.person_id
        kept.append(signature)
    contract.signatures = kept


def _fill_reviews(contract: t.Contract, days: Sequence[date]) -> None:
    known = {review.due_on: review for review in contract.reviews}
    held = [review for review in contract.reviews if review.held_on]
    fresh = [known.get(day) or new_review(day) for day in days]
    contract.reviews = [*held, *(review for review in fresh if review not in held)]


def new_review(day: date) -> t.ContractReview:
    """A planned review."""
    return t.ContractReview(due_on=day, held_on=None, note="", present="", minutes="")
