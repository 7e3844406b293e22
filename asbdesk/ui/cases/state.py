"""What the case's page decides: its heading, its ladder, what comes next, what may be done. No Qt here."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from asbdesk.domain.casework import CaseRole, CaseStatus, ClosingReason, ContractState, Labelled, Risk, UserRole
from asbdesk.domain.ladder import LadderFacts, Rung, ladder
from asbdesk.domain.orders import ApplicationState
from asbdesk.domain.permissions import may
from asbdesk.domain.when import show_date, show_time
from asbdesk.queries.cases import CasePage, ContractOnCase, PartyRow
from asbdesk.queries.clocks import ClockRow
from asbdesk.queries.court_dues import NOTICE, CourtDue
from asbdesk.queries.limitation import Limitation
from asbdesk.queries.mediation import MediationDue
from asbdesk.queries.offices import AuditRow
from asbdesk.queries.orders import ApplicationRow
from asbdesk.queries.partners import PartnerDue
from asbdesk.queries.repeats import AT_RISK
from asbdesk.queries.tasks import TaskRow
from asbdesk.queries.timeline import TimelineRow
from asbdesk.ui.today.state import how_soon

Tone = Literal["quiet", "info", "good", "alert"]
STATUS_TONE: dict[CaseStatus, Tone] = {
    CaseStatus.OPEN: "good",
    CaseStatus.MONITORING: "info",
    CaseStatus.CLOSED: "quiet",
}
RISK_TONE: dict[Risk, Tone] = {
    Risk.NOT_ASSESSED: "quiet",
    Risk.LOW: "quiet",
    Risk.MEDIUM: "info",
    Risk.HIGH: "alert",
}
KINDS = {
    "Incident": "incidents",
    "Letter": "letters",
    "Document": "letters",
    "Contract": "contracts",
    "Breach": "contracts",
    "Review": "contracts",
    "Case": "case",
    "Clock": "clocks",
    "Exhibit": "evidence",
    "Conference": "partners",
    "Action": "partners",
    "Disclosure": "partners",
    "Mediation": "mediation",
    "Court": "court",
}
CHIPS = (
    ("incidents", "Incidents"),
    ("letters", "Letters"),
    ("contracts", "Contracts"),
    ("court", "Court"),
    ("notes", "Notes and visits"),
    ("mediation", "Mediation"),
    ("evidence", "Evidence"),
    ("partners", "Agencies"),
    ("clocks", "Clocks"),
    ("risk", "Risk"),
    ("case", "Opened and closed"),
)
NOT_ADVICE = "Check: this is not legal advice."


def heading(page: CasePage) -> str:
    """The reference and whom it is about."""
    names = ", ".join(party.name for party in page.perpetrators)
    return f"{page.reference} · {names}" if names else page.reference


def words_beneath(page: CasePage) -> str:
    """Subject, address, owner and days in one line."""
    parts = [page.subject, page.address, f"Owner {page.owner}", f"Opened {show_date(page.opened_on)}"]
    if page.closed_on and page.closing_reason:
        parts.append(f"Closed {show_date(page.closed_on)}: {page.closing_reason.label}")
    return " · ".join(part for part in parts if part)


def rungs(page: CasePage) -> tuple[Rung, ...]:
    """The ladder as far as this case has climbed it."""
    nothing_agreed = (ContractState.DRAFT, ContractState.WITHDRAWN)
    contract = next((c for c in reversed(page.contracts) if c.state not in nothing_agreed), None)
    newest = _newest_application(page)
    refused = newest is not None and newest.state is ApplicationState.REFUSED
    facts = LadderFacts(
        reported=min((row.at.date() for row in page.timeline if row.what == "Incident"), default=page.opened_on),
        first_warning=_step(page.timeline, "first-warning"),
        final_warning=_step(page.timeline, "final-warning"),
        contract_offered=contract.offered_on if contract else None,
        contract_signed=contract.signed_on if contract else None,
        contract_declined=_settled(contract, ContractState.DECLINED),
        contract_broken=_settled(contract, ContractState.BROKEN),
        contract_kept=_settled(contract, ContractState.KEPT),
        application=newest.law_day if newest else None,
        lodged=newest.lodged_on if newest else None,
        order_made=newest.order_made if newest else None,
        order_refused=newest.settled_on if newest and refused else None,
    )
    limit = page.limitation if page.status is not CaseStatus.CLOSED else None
    order = newest.short if newest else page.order
    return ladder(
        facts,
        application=f"{order} application" if order else "Application to court",
        application_note=f"complaint by {show_date(limit.last_day)}" if limit else "",
        order=order or "Order",
    )


def _newest_application(page: CasePage) -> ApplicationRow | None:
    """How far this has come is what the ladder tells; what was withdrawn is no step."""
    return next((a for a in page.applications if a.state is not ApplicationState.WITHDRAWN), None)


def _step(timeline: Sequence[TimelineRow], step: str) -> date | None:
    return min((row.at.date() for row in timeline if row.step == step), default=None)


def _settled(contract: ContractOnCase | None, state: ContractState) -> date | None:
    return contract.settled_on if contract and contract.state is state else None


@dataclass(frozen=True, slots=True)
class Next:
    """Something that comes: ``small`` stands beneath, ``opens`` and ``opens_id`` name its page."""

    on: date
    what: str
    words: str
    late: bool
    small: str = ""
    opens: str = ""
    opens_id: int = 0


def coming(page: CasePage, today: date) -> tuple[Next, ...]:
    """What is due in this case, the soonest first. Nothing is due in a closed one."""
    if page.status is CaseStatus.CLOSED:
        return ()
    found = [due for contract in page.contracts for due in _of_contract(contract, today)]
    found += [_of_clock(clock, today) for clock in page.clocks if not _stands_there(clock)]
    found += [_of_court(due, today) for due in page.court]
    found += [_of_task(task, today) for task in page.tasks]
    found += [_of_partner(due, today) for due in page.partners]
    found += [_of_mediation(due, today) for due in page.mediation]
    if page.limitation:
        found.append(_of_limit(page.limitation, today))
    return tuple(sorted(found, key=lambda due: due.on))


def _of_limit(limit: Limitation, today: date) -> Next:
    """The countdown to the last day of the newest act, and what lapses on the way."""
    late = limit.last_day < today
    reach = f"{limit.months} months from the incident of {show_date(limit.incident_on)}"
    small = [lapse_words(limit, today), f"{limit.section}.", _sentence(limit.doubt), NOT_ADVICE]
    return Next(
        on=limit.last_day,
        what="The time to lay a complaint has passed" if late else "Last day to lay the complaint",
        words=f"{show_date(limit.last_day)}, {reach}" if late else _counted(limit, today, reach),
        late=late,
        small=" ".join(part for part in small if part),
        opens="order" if limit.application_id else "",
        opens_id=limit.application_id,
    )


def _sentence(words: str) -> str:
    return f"{words.rstrip('.')}." if words else ""


def _counted(limit: Limitation, today: date, reach: str) -> str:
    return f"{show_date(limit.last_day)}, {how_soon(limit.last_day, today)}, {reach}"


def lapse_words(limit: Limitation, today: date) -> str:
    """How many acts can no longer be complained of by then, and from when on; "" where none is lost."""
    if not limit.lapsing or limit.first_lapse is None or limit.before is None:
        return ""
    by = f"before it is lodged ({show_date(limit.before)})" if limit.planned else "before that day"
    acts = f"{limit.lapsing} of {limit.live} live acts {'lapses' if limit.lapsing == 1 else 'lapse'}"
    return f"{acts} {by}, the first after {show_date(limit.first_lapse)} ({how_soon(limit.first_lapse, today)})."


def _stands_there(clock: ClockRow) -> bool:
    """A contract's review and a court's period stand there by themselves."""
    return clock.code == "abc-review" or clock.code.startswith(NOTICE)


def _of_court(due: CourtDue, today: date) -> Next:
    at = f" at {show_time(due.at.time())}" if due.at else ""
    words = f"{show_date(due.on)}{at}, {how_soon(due.on, today)}"
    small = due.place or due.details
    return Next(due.on, due.what, words, due.on < today, small, "order", due.application_id)


def _of_clock(clock: ClockRow, today: date) -> Next:
    words = f"{show_date(clock.due_on)}, {how_soon(clock.due_on, today)}"
    small = "More time was given" if clock.extended else clock.doubt
    return Next(clock.due_on, clock.label, words, clock.due_on < today, small, "clock", clock.id)


def _of_mediation(due: MediationDue, today: date) -> Next:
    words = f"{show_date(due.on)}, {how_soon(due.on, today)}"
    return Next(due.on, due.what, words, due.on < today, due.details, "mediation", due.mediation_id)


def _of_task(task: TaskRow, today: date) -> Next:
    at = f" at {show_time(task.starts_at.time())}" if task.starts_at else ""
    words = f"{show_date(task.due_on)}{at}, {how_soon(task.due_on, today)}"
    small = ". ".join(part for part in (task.title, task.place, task.owner) if part)
    return Next(task.due_on, task.kind.label, words, task.due_on < today, small, "task", task.id)


def _of_partner(due: PartnerDue, today: date) -> Next:
    words = f"{show_date(due.on)}, {how_soon(due.on, today)}"
    return Next(due.on, due.what, words, due.on < today, due.details, due.opens, due.opens_id)


def _of_contract(contract: ContractOnCase, today: date) -> list[Next]:
    def due(on: date, what: str) -> Next:
        words = f"{show_date(on)}, {how_soon(on, today)}"
        return Next(on, what, words, on < today, contract.reference, "contract", contract.id)

    if contract.state is ContractState.OFFERED:
        return [due(contract.starts_on, "ABC offered, not signed")]
    if contract.state is not ContractState.SIGNED:
        return []
    found: list[Next] = []
    if contract.starts_on > today:
        found.append(due(contract.starts_on, "ABC starts"))
    if contract.next_review:
        found.append(due(contract.next_review, "ABC review"))
    found.append(due(contract.ends_on, "ABC ends" if contract.ends_on >= today else "ABC has ended: was it kept?"))
    return found


def nothing_next(page: CasePage) -> str:
    """What the card says when nothing is due."""
    return "The case is closed." if page.status is CaseStatus.CLOSED else "Nothing is due."


def contract_under_way(page: CasePage) -> int:
    """The id of the newest contract that is not settled; 0 where there is none."""
    states = (ContractState.DRAFT, ContractState.OFFERED, ContractState.SIGNED)
    return next((c.id for c in reversed(page.contracts) if c.state in states), 0)


def kind_of(row: TimelineRow) -> str:
    """The chip that a row of the timeline belongs to."""
    return KINDS.get(row.what, "notes")


def shown_timeline(page: CasePage, chips: frozenset[str], names: bool) -> tuple[TimelineRow, ...]:
    """The rows of the chips that are on (all when none is), without protected names unless ``names``."""
    rows = (row for row in page.timeline if not chips or kind_of(row) in chips)
    if names:
        return tuple(rows)
    return tuple(replace(row, details=without_names(row.details, page), by=without_names(row.by, page)) for row in rows)


def without_names(words: str, page: CasePage) -> str:
    """The words with the pseudonyms of those who are protected: a screen is read over the shoulder."""
    known = {word.casefold() for party in page.parties if not party.protected for word in party.name.split()}
    for party in page.parties:
        if not party.protected or not party.name:
            continue
        family = party.name.split()[-1]
        masks = [re.escape(party.name)]
        if family.casefold() not in known:
            masks.append(rf"(?:\b(?:Mr|Mrs|Miss|Ms|Mx|Dr)\.? )?{re.escape(family)}")
        words = re.sub(rf"(?<!\w)(?:{'|'.join(masks)})(?!\w)", party.pseudonym or party.role.label, words, flags=re.I)
    return words


@dataclass(frozen=True, slots=True)
class Person:
    """A line of the card *People*. ``shown`` leaks nothing; ``name`` stands beside it when names are shown."""

    party_id: int
    person_id: int
    shown: str
    words: str
    name: str
    protected: bool
    may_decide: bool
    at_risk: bool = False


def people(page: CasePage) -> tuple[Person, ...]:
    """Everybody in the case as the card shows them, the perpetrators first."""
    ordered = sorted(page.parties, key=lambda party: party.role is not CaseRole.PERPETRATOR)
    return tuple(
        Person(
            party_id=party.id,
            person_id=party.person_id,
            shown=(party.pseudonym or party.role.label) if party.protected else party.name,
            words=_about(party),
            name=party.name,
            protected=party.protected,
            may_decide=is_decided(party.role),
            at_risk=party.role in AT_RISK and page.status is not CaseStatus.CLOSED,
        )
        for party in ordered
    )


def is_decided(role: CaseRole) -> bool:
    """Whether somebody decides if the perpetrator may know who this is; of the others he knows anyway."""
    return role not in (CaseRole.PERPETRATOR, CaseRole.PARENT, CaseRole.PROFESSIONAL)


def _about(party: PartyRow) -> str:
    if party.protected:
        return "identity protected"
    known = "may be known" if is_decided(party.role) else ""
    return " · ".join(part for part in (party.age, party.role.label.lower(), known) if part)


Deed = Literal[
    "letter", "contract", "note", "task", "person", "change", "risk", "hand-over", "monitor", "open", "close", "reopen",
    "apply",
]  # fmt: skip


def deeds(page: CasePage, role: UserRole) -> frozenset[Deed]:
    """What this user may do with the case as it stands."""
    closed = page.status is CaseStatus.CLOSED
    found: set[Deed] = set()
    if may(role, "write_letter"):
        found.add("letter")
    if may(role, "contract") and not closed:
        found.add("contract")
    if may(role, "order") and not closed:
        found.add("apply")
    if may(role, "record"):
        found |= {"note"} if closed else {"note", "task", "person", "change", "risk", "hand-over", "close"}
        if not closed:
            found.add("open" if page.status is CaseStatus.MONITORING else "monitor")
    if closed and may(role, "reopen_case"):
        found.add("reopen")
    return frozenset(found)


def after_closing(page: CasePage) -> tuple[str, ...]:
    """What follows when the case is closed now, in sentences."""
    name = page.perpetrators[0].name if page.perpetrators else "the same person"
    running = [c for c in page.contracts if c.state in (ContractState.SIGNED, ContractState.OFFERED)]
    said = [f"The contract {c.reference} is {c.state.label.lower()} and stays so until it is settled." for c in running]
    said.append(f"A new report about {name} will open a new case that knows this one.")
    said.append("Nothing is deleted. A manager can open this case again.")
    return tuple(said)


CLOSING_LETTER = "To whoever reported: what was done, why it is closed, and how it is opened again."


def closing_letter_to(page: CasePage, role: UserRole) -> int:
    """To whom the letter about the closing goes first; 0 where nobody reported, or this user writes no letters."""
    told = (CaseRole.COMPLAINANT, CaseRole.VICTIM)
    people = [party.person_id for wanted in told for party in page.parties if party.role is wanted]
    return people[0] if people and may(role, "write_letter") else 0


_FIELDS: dict[str, tuple[str, type[Labelled] | None]] = {
    "subject": ("Subject", None),
    "summary": ("Summary", None),
    "status": ("Status", CaseStatus),
    "risk": ("Risk", Risk),
    "closing_reason": ("Reason", ClosingReason),
    "closing_note": ("Note", None),
}


def history_lines(rows: Sequence[AuditRow]) -> tuple[tuple[str, str, str], ...]:
    """When, who and what of each change, in words."""
    return tuple(
        (f"{show_date(row.at.date())}, {show_time(row.at.time())}", row.user, _what_changed(row)) for row in rows
    )


def _what_changed(row: AuditRow) -> str:
    if row.change == "inserted":
        return "Opened"
    before, after = row.before or {}, row.after or {}
    changed = [
        f"{words}: {_said(before.get(name), kind)} → {_said(after.get(name), kind)}"
        for name, (words, kind) in _FIELDS.items()
        if name in after and before.get(name) != after.get(name)
    ]
    if "owner_id" in after:
        changed.append("Handed over")
    return "; ".join(changed) or "Changed"


def _said(value: object, kind: type[Labelled] | None) -> str:
    if value in (None, ""):
        return "nothing"
    return kind(value).label if kind else f"“{value}”"
