"""What the handover page says of a case. Whoever is protected stands there by pseudonym, without number or address."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from asbdesk.documents.handover_facts import HandedFacts, HandoverFacts
from asbdesk.domain.casework import ClockState, FlagKind, SafeToUse
from asbdesk.domain.when import show_date
from asbdesk.queries.guarded import hidden_names
from asbdesk.queries.people import full_name
from asbdesk.storage import tables as t

_SAFE = {
    SafeToUse.YES: "safe to use",
    SafeToUse.NO: "NOT safe",
    SafeToUse.UNKNOWN: "nobody has asked whether it is safe",
}


def handover_facts(session: Session, case_id: int, veil: Callable[[str], str]) -> HandoverFacts:
    """Risk, people, what is due and what was promised. ``veil`` takes the names of the protected out of typed words."""
    case = session.get_one(t.Case, case_id)
    parties = session.execute(
        select(t.CaseParty, t.Person)
        .join(t.Person, t.Person.id == t.CaseParty.person_id)
        .where(t.CaseParty.case_id == case_id)
        .order_by(t.CaseParty.id)
        .options(*(selectinload(part) for part in (t.Person.contacts, t.Person.addresses, t.Person.flags)))
    ).all()
    hidden = hidden_names(session, case_id)
    return HandoverFacts(
        subject=veil(case.subject),
        status=case.status.label,
        risk=case.risk.label,
        owner=session.get_one(t.User, case.owner_id).name,
        people=tuple(_handed(party, person, hidden) for party, person in parties),
        coming=tuple(veil(line) for line in _coming(session, case_id)),
        promises=tuple(veil(line) for line in _promises(session, case_id)),
        warnings=tuple(dict.fromkeys(veil(line) for _, person in parties for line in _warnings(person, hidden))),
    )


def _shown(person: t.Person, hidden: Mapping[int, str]) -> str:
    return hidden.get(person.id) or full_name(person)


def _handed(party: t.CaseParty, person: t.Person, hidden: Mapping[int, str]) -> HandedFacts:
    ways = [f"{each.kind.label}: {_SAFE[each.safe]}." for each in person.contacts]
    if any(each.safe_to_write is SafeToUse.NO for each in person.addresses if each.lived_to is None):
        ways.append("NOT safe to write to the address.")
    if person.language:
        ways.append(f"Speaks {person.language}{', with an interpreter' if person.interpreter else ''}.")
    return HandedFacts(_shown(person, hidden), party.role.label, " ".join(ways) or "No way is recorded.")


def _warnings(person: t.Person, hidden: Mapping[int, str]) -> Iterator[str]:
    for flag in person.flags:
        if flag.kind is FlagKind.MARKER:
            yield f"{_shown(person, hidden)}: {flag.text}{f' ({flag.reason})' if flag.reason else ''}"


def _coming(session: Session, case_id: int) -> list[str]:
    due = func.coalesce(t.CaseClock.extended_to, t.CaseClock.due_on)
    clocks = select(due, t.CaseClock.label).where(
        t.CaseClock.case_id == case_id, t.CaseClock.state == ClockState.RUNNING
    )
    tasks = select(t.Task.due_on, t.Task.title).where(t.Task.case_id == case_id, t.Task.done_on.is_(None))
    found = sorted({(day, words) for rows in (clocks, tasks) for day, words in session.execute(rows)})
    return [f"{show_date(day)}: {words}" for day, words in found]


def _promises(session: Session, case_id: int) -> list[str]:
    rows = session.scalars(
        select(t.PlanStep)
        .where(t.PlanStep.case_id == case_id, t.PlanStep.done_on.is_(None))
        .order_by(t.PlanStep.due_on, t.PlanStep.id)
    )
    return [f"{show_date(step.due_on)}: {step.text} ({step.who})" for step in rows]
