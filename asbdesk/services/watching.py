"""A contract while it is watched: the interview before it, its log, and its breaches answered in proportion."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import select

from asbdesk.domain.casework import BreachStep, ContractState
from asbdesk.domain.permissions import require
from asbdesk.domain.watching import BreachValues, InterviewValues, in_proportion
from asbdesk.domain.when import show_date
from asbdesk.errors import InvalidField, NotFound, Refused
from asbdesk.queries.watching import steps_before, term_in_force
from asbdesk.services.contract_clocks import follow_contract
from asbdesk.services.contracts import not_future, note_in_log
from asbdesk.storage import tables as t
from asbdesk.storage.work import Work


def record_interview(work: Work, contract_id: int, values: InterviewValues, interview_id: int = 0) -> int:
    """The interview with the person, or a correction of one; answers its id."""
    require(work.who.role, "contract")
    _contract(work, contract_id)
    if not values.present.strip():
        raise InvalidField("present", "Say who was there.")
    if not values.understanding.strip():
        raise InvalidField("understanding", "Say how well the person understands what a contract asks.")
    row = work.session.get(t.ContractInterview, interview_id) if interview_id else None
    if row is None:
        row = t.ContractInterview(contract_id=contract_id, interviewer_id=work.who.user_id)
    row.held_on = not_future("held_on", values.held_on, work.today)
    row.present, row.understanding = values.present.strip(), values.understanding.strip()
    row.reasons, row.support_needs = values.reasons.strip(), values.support_needs.strip()
    row.agreed_wording = values.agreed_wording.strip()
    return work.add(row)


def note_contract(work: Work, contract_id: int, happened_at: datetime, text: str, entry_id: int = 0) -> int:
    """An entry in the log, or a correction of one; answers its id. ``happened_at`` is the wall clock's."""
    require(work.who.role, "contract")
    _contract(work, contract_id)
    if not text.strip():
        raise InvalidField("text", "Write what was noticed.")
    if happened_at > work.wall:
        raise InvalidField("happened_at", "This lies in the future.")
    row = work.session.get(t.ContractLogEntry, entry_id) if entry_id else None
    if row is None:
        row = t.ContractLogEntry(contract_id=contract_id, author_id=work.who.user_id)
    row.happened_at, row.text = happened_at, text.strip()
    return work.add(row)


def record_breach(
    work: Work, contract_id: int, values: BreachValues, breach_id: int = 0, missed_reason: str = ""
) -> int:
    """A term was broken, or what was recorded of it is put right; answers its id.

    A step may be left for later. Raises :class:`InvalidField` for a step without the person's account, for another
    step than the one in proportion without a reason, and for one decided late without ``missed_reason``.
    """
    require(work.who.role, "contract")
    contract = _contract(work, contract_id)
    row = _breach(work, breach_id) if breach_id else None
    if row is None and contract.state is not ContractState.SIGNED:
        raise Refused("Only a contract that runs can be broken.")
    _check(work, contract, values, breach_id)
    if row is None:
        row = t.ContractBreach(
            contract_id=contract_id, recorded_by=work.who.user_id, withdrawn_on=None, withdrawn_note=""
        )
    _fill(work, row, values)
    number = work.add(row)
    follow_contract(work, contract_id, missed_reason)
    return number


def withdraw_breach(work: Work, breach_id: int, why: str) -> None:
    """It was no breach: it stays in the file with the reason, and counts no more."""
    require(work.who.role, "contract")
    row = _breach(work, breach_id)
    if row.withdrawn_on is not None:
        raise Refused("This breach was withdrawn already.")
    if not why.strip():
        raise InvalidField("why", "Say why it was no breach.")
    row.withdrawn_on, row.withdrawn_note = work.today, why.strip()
    note_in_log(
        work, row.contract_id, f"Breach of term {row.term_number}, {show_date(row.happened_on)}, withdrawn: {why}"
    )
    work.session.flush()
    follow_contract(work, row.contract_id)


def _check(work: Work, contract: t.Contract, values: BreachValues, breach_id: int) -> None:
    not_future("happened_on", values.happened_on, work.today)
    first = contract.signed_on or contract.starts_on
    if not min(first, contract.starts_on) <= values.happened_on <= max(contract.ends_on, first):
        span = f"{show_date(contract.starts_on)} to {show_date(contract.ends_on)}"
        raise InvalidField("happened_on", f"The contract did not run on that day: it runs from {span}.")
    if term_in_force(work.session, contract.id, values.term_number, values.happened_on) is None:
        raise InvalidField("term", f"Term {values.term_number} did not stand in the contract on that day.")
    if not values.summary.strip():
        raise InvalidField("summary", "Say in a neutral line what happened; the person may read it.")
    incident = work.session.get(t.Incident, values.incident_id) if values.incident_id else None
    if values.incident_id and (incident is None or incident.case_id != contract.case_id):
        raise InvalidField("incident", "This incident is not in the case.")
    if values.step is not None:
        _check_step(work, contract.id, values, values.step, breach_id)


def _check_step(work: Work, contract_id: int, values: BreachValues, step: BreachStep, breach_id: int) -> None:
    if not values.serious and not values.persons_account.strip():
        raise InvalidField(
            "persons_account", "Write down what the person says, or that nothing was said: we ask and listen first."
        )
    called_for = in_proportion(values.serious, steps_before(work.session, contract_id, values.happened_on, breach_id))
    if step is not called_for.step and not values.departure.strip():
        raise InvalidField(
            "departure",
            f"In proportion is: {called_for.step.label.lower()}. {called_for.why} Say why another step is right.",
        )
    if step is BreachStep.OTHER and not values.step_note.strip():
        raise InvalidField("step_note", "Say which other action.")
    decided_on = values.decided_on or work.today
    not_future("decided_on", decided_on, work.today)
    if decided_on < values.happened_on:
        raise InvalidField("decided_on", "This lies before the breach.")


def _fill(work: Work, row: t.ContractBreach, values: BreachValues) -> None:
    row.term_number, row.happened_on, row.summary = values.term_number, values.happened_on, values.summary.strip()
    row.incident_id, row.serious = values.incident_id, values.serious
    row.evidence, row.persons_account = values.evidence.strip(), values.persons_account.strip()
    decided = values.step is not None
    row.step, row.step_note = values.step, values.step_note.strip() if decided else ""
    row.departure = values.departure.strip() if decided and _departs(work, row, values) else ""
    row.decided_on = (values.decided_on or work.today) if decided else None
    row.decided_by = work.who.user_id if decided else None


def _departs(work: Work, row: t.ContractBreach, values: BreachValues) -> bool:
    before = steps_before(work.session, row.contract_id, values.happened_on, row.id or 0)
    return in_proportion(values.serious, before).step is not values.step


def last_breach_on(work: Work, contract_id: int) -> date | None:
    """The day of the newest breach that counts."""
    return work.session.scalars(
        select(t.ContractBreach.happened_on)
        .where(t.ContractBreach.contract_id == contract_id, t.ContractBreach.withdrawn_on.is_(None))
        .order_by(t.ContractBreach.happened_on.desc())
    ).first()


def _contract(work: Work, contract_id: int) -> t.Contract:
    contract = work.session.get(t.Contract, contract_id)
    if contract is None:
        raise NotFound("This contract is no longer in the office.")
    return contract


def _breach(work: Work, breach_id: int) -> t.ContractBreach:
    breach = work.session.get(t.ContractBreach, breach_id)
    if breach is None:
        raise NotFound("This breach is no longer in the office.")
    return breach
