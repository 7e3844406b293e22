"""A case's timeline: every incident, note, visit, letter, contract and closing in one list, newest first."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from asbdesk.clock import LONDON
from asbdesk.domain.casework import ClockState, ContractState, RecipientKind, RiskBand
from asbdesk.domain.standards import BY_ITSELF
from asbdesk.domain.when import When, show_date, show_when
from asbdesk.queries.clocks import ClockRow, ended
from asbdesk.queries.contract_events import contract_events
from asbdesk.queries.court_dues import court_events
from asbdesk.queries.holdings import PARTNERS, holdings
from asbdesk.queries.mediations import mediation_steps
from asbdesk.queries.order_events import order_events
from asbdesk.queries.partner_events import partner_events
from asbdesk.queries.people import full_name
from asbdesk.queries.proportionality import proportion_rows
from asbdesk.queries.redactions import of_case
from asbdesk.queries.tasks import done_tasks
from asbdesk.storage import tables as t


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """``at`` sorts; ``when`` is shown. ``opens`` and ``opens_id`` name the page that the row opens, if any."""

    at: datetime
    when: str
    what: str
    details: str
    by: str
    opens: str = ""
    opens_id: int = 0
    step: str = ""
    alert: bool = False


def timeline(session: Session, case_id: int, held: Collection[Any] | None = None) -> tuple[TimelineRow, ...]:
    """All that happened in a case, newest first; of the tables that are not ``held`` it has nothing."""
    held = holdings(session, case_id) if held is None else held
    users: dict[int, str] = {row[0]: row[1] for row in session.execute(select(t.User.id, t.User.name))}
    readers: tuple[tuple[Collection[Any], Callable[[], list[TimelineRow]]], ...] = (
        ({t.Incident}, lambda: _incidents(session, case_id)),
        ({t.CaseEvent}, lambda: _events(session, case_id, users)),
        ({t.CaseClock}, lambda: _clocks(session, case_id)),
        ({t.RiskAssessment}, lambda: _risks(session, case_id, users)),
        ({t.PlanStep}, lambda: _plan(session, case_id)),
        ({t.Proportionality}, lambda: _proportion(session, case_id)),
        ({t.Task}, lambda: _tasks(session, case_id)),
        ({t.Document}, lambda: _documents(session, case_id, users)),
        ({t.Contract}, lambda: _contracts(session, case_id)),
        ({t.Contract}, lambda: _reviews(session, case_id)),
        ({t.Contract}, lambda: _watched(session, case_id)),
        ({t.Exhibit}, lambda: _exhibits(session, case_id)),
        ({t.Redaction}, lambda: _redactions(session, case_id)),
        ({t.Mediation}, lambda: _mediations(session, case_id)),
        (PARTNERS, lambda: _partners(session, case_id)),
        ({t.Application}, lambda: _court(session, case_id)),
    )
    rows: list[TimelineRow] = []
    for kinds, read in readers:
        if any(kind in held for kind in kinds):
            rows += read()
    rows += _closing(session, case_id)  # last: what was done in a case stands above its opening on the same day
    return tuple(sorted(rows, key=lambda row: row.at, reverse=True))


def _at(day: date) -> datetime:
    return datetime.combine(day, time(12))


def _incidents(session: Session, case_id: int) -> list[TimelineRow]:
    return [
        TimelineRow(
            at=i.when_from,
            when=show_when(When(i.when_kind, i.when_from, i.when_to)),
            what="Incident",
            details=i.summary or i.account.replace("\n", " "),
            by=i.reported_by or i.reported_how.label,
            opens="incident",
            opens_id=i.id,
        )
        for i in session.scalars(select(t.Incident).where(t.Incident.case_id == case_id))
    ]


def _events(session: Session, case_id: int, users: dict[int, str]) -> list[TimelineRow]:
    return [
        TimelineRow(e.happened_at, show_date(e.happened_at.date()), e.kind.label, e.text, users.get(e.author_id, ""))
        for e in session.scalars(select(t.CaseEvent).where(t.CaseEvent.case_id == case_id))
    ]


def _documents(session: Session, case_id: int, users: dict[int, str]) -> list[TimelineRow]:
    return [
        TimelineRow(
            at=_at(d.dated),
            when=show_date(d.dated),
            what="Document" if d.template == "abc" or d.recipient is RecipientKind.OFFICE else "Letter",
            details=f"{d.title}, {d.reference}",
            by=users.get(d.filed_by, ""),
            opens="document",
            opens_id=d.id,
            step=d.step,
        )
        for d in session.scalars(select(t.Document).where(t.Document.case_id == case_id))
    ]


def _contracts(session: Session, case_id: int) -> list[TimelineRow]:
    found: list[TimelineRow] = []
    for c, person in session.execute(
        select(t.Contract, t.Person)
        .join(t.Person, t.Person.id == t.Contract.person_id)
        .where(t.Contract.case_id == case_id)
    ):
        name = full_name(person)
        signed = f"{c.kind.label} signed by {name} for {c.months} months, until {show_date(c.ends_on)}"
        steps = ((c.offered_on, f"{c.kind.label} offered to {name}", ""), (c.signed_on, signed, "abc-signed"))
        for on, words, step in steps:
            if on:
                found.append(TimelineRow(_at(on), show_date(on), "Contract", words, "", "contract", c.id, step))
        if c.settled_on:
            broken = c.state is ContractState.BROKEN
            words = f"{c.kind.label}: {c.state.label.lower()}. {c.settled_note}"
            step = "abc-breached" if broken else f"abc-{c.state.value}"
            day = show_date(c.settled_on)
            row = TimelineRow(_at(c.settled_on), day, "Contract", words, "", "contract", c.id, step, alert=broken)
            found.append(row)
    return found


def _reviews(session: Session, case_id: int) -> list[TimelineRow]:
    rows = session.execute(
        select(t.ContractReview.held_on, t.ContractReview.note, t.Contract.reference, t.Contract.id)
        .join(t.Contract, t.Contract.id == t.ContractReview.contract_id)
        .where(t.Contract.case_id == case_id, t.ContractReview.held_on.is_not(None))
    )
    return [
        TimelineRow(_at(on), show_date(on), "Review", f"{reference} reviewed. {note}", "", "contract", contract_id)
        for on, note, reference, contract_id in rows
        if on
    ]


def _watched(session: Session, case_id: int) -> list[TimelineRow]:
    return [
        TimelineRow(e.at, show_date(e.at.date()), e.what, e.words, e.by, "contract", e.contract_id, alert=e.alert)
        for e in contract_events(session, case_id)
    ]


def _exhibits(session: Session, case_id: int) -> list[TimelineRow]:
    return [
        TimelineRow(
            at=_at(e.received_on),
            when=show_date(e.received_on),
            what="Exhibit",
            details=f"{e.mark} {e.title}" + ("" if e.opened_at else " (unopened)"),
            by=e.witness if e.person_id is None else "",
            opens="exhibit",
            opens_id=e.id,
        )
        for e in session.scalars(select(t.Exhibit).where(t.Exhibit.case_id == case_id, t.Exhibit.complete))
    ]


def _redactions(session: Session, case_id: int) -> list[TimelineRow]:
    return [
        TimelineRow(
            row.made_at.astimezone(LONDON).replace(tzinfo=None), show_date(row.made_at.astimezone(LONDON).date()),
            "Redaction", f"{row.copy}: redacted copy made from {row.original}", row.made_by, row.kind, row.copy_id,
        )
        for row in of_case(session, case_id)
    ]  # fmt: skip


def _mediations(session: Session, case_id: int) -> list[TimelineRow]:
    return [
        TimelineRow(_at(on), show_date(on), "Mediation", words, by, "mediation", number)
        for number, on, words, by in mediation_steps(session, case_id)
    ]


def _partners(session: Session, case_id: int) -> list[TimelineRow]:
    return [
        TimelineRow(e.at, show_date(e.at.date()), e.what, e.words, e.by, e.opens, e.opens_id)
        for e in partner_events(session, case_id)
    ]


def _court(session: Session, case_id: int) -> list[TimelineRow]:
    return [
        TimelineRow(_at(e.on), show_date(e.on), "Court", e.words, e.by, "order", e.application_id, alert=e.alert)
        for e in order_events(session, case_id)
    ] + [
        TimelineRow(e.at, show_date(e.at.date()), "Court", e.words, "", "order", e.application_id, alert=e.alert)
        for e in court_events(session, case_id)
    ]


def _clocks(session: Session, case_id: int) -> list[TimelineRow]:
    return [
        TimelineRow(_at(c.stopped_on), show_date(c.stopped_on), "Clock", clock_words(c), "", "clock", c.id)
        for c in ended(session, case_id)
        if c.stopped_on
        and not (c.state is ClockState.NOT_NEEDED and c.stop_note in BY_ITSELF)
        and not (c.contract_id and not c.missed_reason)  # the review or the breach itself stands there
    ]


def _tasks(session: Session, case_id: int) -> list[TimelineRow]:
    return [
        TimelineRow(
            task.starts_at or _at(task.done_on), show_date(task.done_on), task.kind.label,
            f"{task.title}. {task.outcome}", task.owner, "task", task.id,
        )
        for task in done_tasks(session, case_id)
        if task.done_on
    ]  # fmt: skip


def clock_words(clock: ClockRow) -> str:
    """What became of a clock: "Update to the complainant: done 3 Nov 2003, due 1 Nov 2003, late because she moved." """
    if clock.state is ClockState.NOT_NEEDED or clock.stopped_on is None:
        return f"{clock.label}: no longer needed. {clock.stop_note}"
    late = f", late because: {clock.missed_reason}" if clock.missed_reason else ""
    done, due = show_date(clock.stopped_on), show_date(clock.due_on)
    return f"{clock.label}: done {done}, due {due}{late}. {clock.stop_note}".replace("..", ".")


def _risks(session: Session, case_id: int, users: dict[int, str]) -> list[TimelineRow]:
    rows = session.execute(
        select(t.RiskAssessment, t.CaseParty.pseudonym, t.Person)
        .join(t.Person, t.Person.id == t.RiskAssessment.person_id)
        .outerjoin(
            t.CaseParty,
            (t.CaseParty.case_id == case_id)
            & (t.CaseParty.person_id == t.Person.id)
            & t.CaseParty.pseudonym.is_not(None),
        )
        .where(t.RiskAssessment.case_id == case_id)
    )
    return [
        TimelineRow(
            at=_at(r.assessed_on),
            when=show_date(r.assessed_on),
            what="Risk",
            details=f"{pseudonym or full_name(person)}: {r.band.label.lower()} risk, score {r.score}",
            by=users.get(r.assessed_by, ""),
            opens="risk",
            opens_id=case_id,
            alert=r.band is RiskBand.HIGH,
        )
        for r, pseudonym, person in rows
    ]


def _plan(session: Session, case_id: int) -> list[TimelineRow]:
    done = select(t.PlanStep).where(t.PlanStep.case_id == case_id, t.PlanStep.done_on.is_not(None))
    return [
        TimelineRow(_at(s.done_on), show_date(s.done_on), "Risk", f"{s.text}: {s.outcome}", s.who, "risk", case_id)
        for s in session.scalars(done)
        if s.done_on
    ]


def _proportion(session: Session, case_id: int) -> list[TimelineRow]:
    return [
        TimelineRow(
            at=_at(row.recorded_on),
            when=show_date(row.recorded_on),
            what="Risk",
            details=f"Gone on before {row.label} without a record of proportionality. {row.release_reason}"
            if row.released_by
            else f"Proportionality recorded before {row.label}. {row.conclusion}",
            by=row.by,
            opens="risk",
            opens_id=case_id,
        )
        for row in proportion_rows(session, case_id)
    ]


def _closing(session: Session, case_id: int) -> list[TimelineRow]:
    case = session.get_one(t.Case, case_id)
    found = [TimelineRow(_at(case.opened_on), show_date(case.opened_on), "Case", f"{case.reference} opened", "")]
    if case.closed_on and case.closing_reason:
        words = f"Closed: {case.closing_reason.label}. {case.closing_note}"
        found.append(TimelineRow(_at(case.closed_on), show_date(case.closed_on), "Case", words, ""))
    return found
