"""Reviews of a contract: held with minutes, put off with a reason, corrected or undone; their clocks go with them."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from asbdesk.domain.casework import ContractState
from asbdesk.domain.permissions import require
from asbdesk.domain.watching import ReviewValues
from asbdesk.domain.when import show_date
from asbdesk.domain.working_days import is_working_day, next_working_day
from asbdesk.errors import InvalidField, NotFound, Refused
from asbdesk.services.contract_clocks import follow_contract
from asbdesk.services.contracts import new_review, not_future, note_in_log
from asbdesk.storage import tables as t
from asbdesk.storage.work import Work


def hold_review(work: Work, review_id: int, values: ReviewValues) -> None:
    """A review was held, and what came of it; what was written of one held before is put right.

    Raises :class:`InvalidField` for one held late without a reason.
    """
    require(work.who.role, "contract")
    review = _review(work, review_id)
    contract = work.session.get_one(t.Contract, review.contract_id)
    if contract.state is not ContractState.SIGNED and review.held_on is None:
        raise Refused("The contract does not run: there is nothing to review.")
    if not values.note.strip():
        raise InvalidField("note", "Say in a few words what the review found.")
    if contract.signed_on and values.held_on < contract.signed_on:
        raise InvalidField("held_on", f"The contract was signed on {show_date(contract.signed_on)}.")
    review.held_on = not_future("held_on", values.held_on, work.today)
    review.note, review.present = values.note.strip(), values.present.strip()
    review.minutes = values.minutes.strip()
    work.session.flush()
    follow_contract(work, review.contract_id, values.missed_reason)


def undo_review(work: Work, review_id: int, why: str) -> None:
    """It was not held after all: it is due again. The reason goes into the log."""
    require(work.who.role, "contract")
    review = _review(work, review_id)
    if review.held_on is None:
        raise Refused("This review is not recorded as held.")
    if not why.strip():
        raise InvalidField("why", "Say why it is undone.")
    note_in_log(work, review.contract_id, f"The review of {show_date(review.held_on)} was undone: {why}")
    review.held_on, review.note, review.present, review.minutes = None, "", "", ""
    work.session.flush()
    follow_contract(work, review.contract_id)


def put_off_review(work: Work, review_id: int, to: date, why: str) -> None:
    """Another day for a planned review, and why; its clock moves with it."""
    require(work.who.role, "contract")
    review = _review(work, review_id)
    contract = _running(work, review.contract_id)
    if review.held_on is not None:
        raise Refused("This review was held already.")
    _fits(work, contract, to)
    if not why.strip():
        raise InvalidField("why", "Say why the review has another day.")
    note_in_log(
        work, contract.id, f"Review planned for {show_date(review.due_on)} moved to {show_date(to)}: {why.strip()}"
    )
    review.due_on = to
    work.session.flush()
    follow_contract(work, contract.id)


def plan_review(work: Work, contract_id: int, on: date) -> int:
    """One more review, as after a breach; answers its id. One that is planned for that day already is answered."""
    require(work.who.role, "contract")
    contract = _running(work, contract_id)
    _fits(work, contract, on)
    known = work.session.scalars(
        select(t.ContractReview).where(t.ContractReview.contract_id == contract_id, t.ContractReview.due_on == on)
    ).first()
    if known is not None:
        return known.id
    review = new_review(on)
    review.contract_id = contract_id
    review_id = work.add(review)
    follow_contract(work, contract_id)
    return review_id


def _fits(work: Work, contract: t.Contract, day: date) -> None:
    """Within the contract, and on a working day."""
    if not contract.starts_on <= day <= contract.ends_on:
        span = f"{show_date(contract.starts_on)} to {show_date(contract.ends_on)}"
        raise InvalidField("to", f"{show_date(day)} lies outside the contract: {span}.")
    jurisdiction = work.session.scalars(select(t.OfficeRecord.jurisdiction)).one()
    if not is_working_day(day, jurisdiction):
        other = show_date(next_working_day(day, jurisdiction))
        raise InvalidField("to", f"{show_date(day)} is not a working day. The next one is {other}.")


def _running(work: Work, contract_id: int) -> t.Contract:
    contract = work.session.get(t.Contract, contract_id)
    if contract is None:
        raise NotFound("This contract is no longer in the office.")
    if contract.state is not ContractState.SIGNED:
        raise Refused("The contract does not run: there is nothing to review.")
    return contract


def _review(work: Work, review_id: int) -> t.ContractReview:
    review = work.session.get(t.ContractReview, review_id)
    if review is None:
        raise NotFound("This review is no longer planned.")
    return review
