"""A signed contract changes by agreement: other terms, more time. What it was stays readable for ever.

A signing day that was written down wrongly is put right here too; the clocks that hang on it move.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm.attributes import flag_modified

from asbdesk.domain import contracts
from asbdesk.domain.agreements import TermValues
from asbdesk.domain.casework import ContractState, VersionKind
from asbdesk.domain.permissions import require
from asbdesk.domain.watching import AgreedChange, Variation
from asbdesk.domain.when import show_date
from asbdesk.errors import InvalidField, Refused
from asbdesk.queries.standards import contract_standard
from asbdesk.services.contract_clocks import follow_contract
from asbdesk.services.contracts import fill_terms, new_review, not_future, note_in_log, the_contract
from asbdesk.services.versions import same_version
from asbdesk.storage import tables as t
from asbdesk.storage.work import Work


def vary(work: Work, contract_id: int, version: int, variation: Variation) -> int:
    """Other terms, agreed by all who signed; answers the number of the version that is kept.

    A term that is taken out never gives its number to another. Raises :class:`InvalidField` while somebody does not
    agree.
    """
    contract = _signed(work, contract_id, version)
    before = [(term.number, term.kind, term.text) for term in contract.terms]
    wanted = [term for term in variation.terms if term.text.strip()]
    if not wanted:
        raise InvalidField("terms", "A contract needs at least one term.")
    if [(term.number, term.kind, term.text.strip()) for term in wanted] == before:
        raise InvalidField("terms", "Nothing is varied yet: change a term, add one or take one out.")
    number = _keep(work, contract, VersionKind.VARIATION, variation.change)
    fill_terms(contract, _known(contract, wanted))
    work.session.flush()
    return number


def extend(work: Work, contract_id: int, version: int, months: int, change: AgreedChange) -> int:
    """So many months more, agreed by all who signed; answers the number of the version that is kept.

    Its end moves; the reviews planned so far stay, and those of the added time join them.
    """
    contract = _signed(work, contract_id, version)
    if months < 1 or contract.months + months > contracts.MOST_MONTHS:
        raise InvalidField("months", f"A contract runs for {contracts.MOST_MONTHS} months at most, all told.")
    number = _keep(work, contract, VersionKind.EXTENSION, change)
    was = contract.ends_on
    contract.months += months
    contract.ends_on = contracts.end_date(contract.starts_on, contract.months)
    jurisdiction = work.session.scalars(select(t.OfficeRecord.jurisdiction)).one()
    every = contract_standard(work.session, contract.starts_on, "abc-reviews").days
    days = contracts.review_dates(contract.starts_on, contract.ends_on, jurisdiction, every=every)
    contract.reviews = [*contract.reviews, *(new_review(day) for day in days if day > was)]
    work.session.flush()
    follow_contract(work, contract_id)
    return number


def correct_signing(work: Work, contract_id: int, signed: dict[int, datetime], why: str) -> None:
    """The days on which people signed were written down wrongly; the clocks move, and the log says why."""
    require(work.who.role, "contract")
    contract = the_contract(work, contract_id)
    if contract.signed_on is None:
        raise Refused("The contract is not signed yet.")
    if not why.strip():
        raise InvalidField("why", "Say what was wrong.")
    for signature in contract.signatures:
        when = signed.get(signature.id, signature.signed_at)
        if when is not None and when > work.wall:
            raise InvalidField("signed_at", "A signature cannot lie in the future.")
        signature.signed_at = when
    was = contract.signed_on
    days: list[date] = [s.signed_at.date() for s in contract.signatures if s.signed_at]
    contract.signed_on = now = max(days, default=was)
    if contract.offered_on and contract.offered_on > now:
        contract.offered_on = now
    if now != was:
        note_in_log(work, contract_id, f"Signed on {show_date(now)}, not on {show_date(was)}: {why.strip()}")
    work.session.flush()
    follow_contract(work, contract_id)


def as_it_stood(contract: t.Contract) -> dict[str, Any]:
    """Terms, time, signatures and reviews, as a version keeps them. Days in ISO form."""
    return {
        "starts_on": contract.starts_on.isoformat(),
        "ends_on": contract.ends_on.isoformat(),
        "months": contract.months,
        "signed_on": contract.signed_on.isoformat() if contract.signed_on else "",
        "terms": [{"number": term.number, "kind": term.kind.value, "text": term.text} for term in contract.terms],
        "signed": [
            {"role": s.role.value, "name": s.name, "at": s.signed_at.isoformat()}
            for s in contract.signatures
            if s.signed_at
        ],
        "reviews": [review.due_on.isoformat() for review in contract.reviews],
    }


def _signed(work: Work, contract_id: int, version: int) -> t.Contract:
    require(work.who.role, "contract")
    contract = the_contract(work, contract_id)
    same_version(contract.version, version)
    if contract.state is not ContractState.SIGNED:
        raise Refused("Only a contract that runs is varied or extended.")
    return contract


def _known(contract: t.Contract, wanted: list[TermValues]) -> list[TermValues]:
    """A number that is not in the contract (any more) is none: such a term gets a new one."""
    there = {term.number for term in contract.terms}
    return [term if term.number in there else TermValues(term.kind, term.text) for term in wanted]


def _keep(work: Work, contract: t.Contract, kind: VersionKind, change: AgreedChange) -> int:
    """The contract as it stands, before it changes."""
    not_future("agreed_on", change.agreed_on, work.today)
    if contract.signed_on and change.agreed_on < contract.signed_on:
        raise InvalidField("agreed_on", f"The contract was signed on {show_date(contract.signed_on)}.")
    if not change.reason.strip():
        raise InvalidField("reason", "Say why the contract changes.")
    last = work.session.execute(
        select(t.ContractVersion.number, t.ContractVersion.agreed_on)
        .where(t.ContractVersion.contract_id == contract.id)
        .order_by(t.ContractVersion.number.desc())
    ).first()
    if last and change.agreed_on < last[1]:
        raise InvalidField("agreed_on", f"The change before this one was agreed on {show_date(last[1])}.")
    signed = [s for s in contract.signatures if s.signed_at]
    lacking = [s.name for s in signed if s.id not in change.agreed]
    if lacking:
        raise InvalidField("agreed", f"A change counts when all who signed agree. Still missing: {', '.join(lacking)}.")
    flag_modified(contract, "months")  # a change of its terms alone counts as a change of the contract too
    number = (work.session.scalar(
        select(func.max(t.ContractVersion.number)).where(t.ContractVersion.contract_id == contract.id)
    ) or 0) + 1  # fmt: skip
    work.add(
        t.ContractVersion(
            contract_id=contract.id,
            number=number,
            kind=kind,
            agreed_on=change.agreed_on,
            reason=change.reason.strip(),
            agreed_by=", ".join(s.name for s in signed),
            as_it_stood=as_it_stood(contract),
        )
    )
    return number
