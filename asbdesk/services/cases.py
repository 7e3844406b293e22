"""Opening, keeping and closing cases."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import bindparam, select

from asbdesk.domain import disclosure, references
from asbdesk.domain.casework import (
    CaseRole,
    CaseStatus,
    ClosingReason,
    Disclosure,
    EventKind,
    Risk,
)
from asbdesk.domain.permissions import require
from asbdesk.errors import InvalidField, NotFound, Refused
from asbdesk.services import clocks, incidents, numbers
from asbdesk.services.contract_clocks import follow_contracts_of
from asbdesk.services.versions import same_version
from asbdesk.storage import tables as t
from asbdesk.storage.work import Work

_HERE = select(t.Case.id).where(t.Case.id == bindparam("case_id"))
_GONE = "This case is no longer in the office."
NEEDS_PSEUDONYM = (CaseRole.COMPLAINANT, CaseRole.VICTIM, CaseRole.WITNESS)


@dataclass(frozen=True, slots=True)
class PartyValues:
    """Somebody in a case. Complainants, victims and witnesses are protected unless somebody decided otherwise."""

    person_id: int
    role: CaseRole
    disclosure: Disclosure = Disclosure.PROTECTED


@dataclass(frozen=True, slots=True)
class CaseValues:
    """What opening a case asks for."""

    subject: str
    categories: tuple[str, ...]
    parties: tuple[PartyValues, ...]
    summary: str = ""
    incident_ids: tuple[int, ...] = ()
    owner_id: int | None = None
    opened_on: date | None = None
    previous_case_id: int | None = None
    risk: Risk = Risk.NOT_ASSESSED


def open_case(work: Work, values: CaseValues) -> int:
    """Open a case and answer its id; its incidents join it. Raises :class:`InvalidField`."""
    require(work.who.role, "open_case")
    opened_on = values.opened_on or work.today
    _check(values, opened_on, work.today)
    case = t.Case(
        reference=references.case_reference(opened_on.year, numbers.take(work, f"ASB/{opened_on.year}")),
        subject=values.subject.strip(),
        summary=values.summary.strip(),
        opened_on=opened_on,
        status=CaseStatus.OPEN,
        risk=values.risk,
        owner_id=values.owner_id or work.who.user_id,
        previous_case_id=values.previous_case_id,
        closing_note="",
    )
    case_id = work.add(case)
    for category in dict.fromkeys(values.categories):
        work.session.add(t.CaseCategory(case_id=case_id, category=category))
    for party in values.parties:
        add_party(work, case_id, party)
    for incident_id in values.incident_ids:
        incidents.join_case(work, incident_id, case_id)
    clocks.begin_case(work, case)
    return case_id


def change_case(
    work: Work, case_id: int, version: int, subject: str, summary: str, categories: tuple[str, ...]
) -> None:
    """Change what the case is about."""
    require(work.who.role, "record")
    case = _case(work, case_id)
    same_version(case.version, version)
    if not subject.strip():
        raise InvalidField("subject", "Say in a few words what the case is about.")
    case.subject, case.summary = subject.strip(), summary.strip()
    work.session.refresh(case, ["categories"])
    kept = {row.category: row for row in case.categories}
    case.categories = [kept.get(code) or t.CaseCategory(category=code) for code in dict.fromkeys(categories)]
    work.session.flush()


def add_party(work: Work, case_id: int, values: PartyValues) -> int:
    """Somebody joins the case, with a pseudonym where one may be needed; it is never used for another."""
    require(work.who.role, "record")
    known = work.session.scalars(select(t.CaseParty).where(t.CaseParty.case_id == case_id)).all()
    for party in known:
        if (party.person_id, party.role) == (values.person_id, values.role):
            raise InvalidField("person", "This person is already in the case in this part.")
    same = next((p.pseudonym for p in known if p.person_id == values.person_id and p.pseudonym), None)
    if values.role not in NEEDS_PSEUDONYM or same:
        pseudonym = None
    else:
        pseudonym = disclosure.next_pseudonym(values.role, pseudonyms_given(work, case_id))
    open_role = values.role in (CaseRole.PERPETRATOR, CaseRole.PARENT, CaseRole.PROFESSIONAL)
    party_id = work.add(
        t.CaseParty(
            case_id=case_id,
            person_id=values.person_id,
            role=values.role,
            disclosure=Disclosure.OPEN if open_role else values.disclosure,
            pseudonym=pseudonym,
        )
    )
    _follow_assessments(work, case_id, values.person_id)
    return party_id


def set_disclosure(work: Work, party_id: int, value: Disclosure) -> None:
    """Decide whether the perpetrator may learn who this is."""
    require(work.who.role, "record")
    _party(work, party_id).disclosure = value
    work.session.flush()


def remove_party(work: Work, party_id: int) -> None:
    """Take somebody out of the case. Raises :class:`Refused` when nobody would be left whom it is about."""
    require(work.who.role, "record")
    party = _party(work, party_id)
    others = work.session.scalars(
        select(t.CaseParty.id).where(
            t.CaseParty.case_id == party.case_id, t.CaseParty.role == CaseRole.PERPETRATOR, t.CaseParty.id != party_id
        )
    ).first()
    if party.role is CaseRole.PERPETRATOR and others is None:
        raise Refused("A case needs somebody whom it is about.", "Add the right person first, then remove this one.")
    for row in work.session.scalars(select(t.PartyClass).where(t.PartyClass.party_id == party_id)):
        work.session.delete(row)
    work.session.flush()
    work.session.delete(party)
    work.session.flush()
    _follow_assessments(work, party.case_id, party.person_id)


def note(work: Work, case_id: int, kind: EventKind, happened_at: datetime, text: str) -> int:
    """Put a note, visit, call or decision on the timeline."""
    require(work.who.role, "record")
    if work.session.connection().execute(_HERE, {"case_id": case_id}).first() is None:
        raise NotFound(_GONE)
    if not text.strip():
        raise InvalidField("text", "Write what happened.")
    if happened_at > work.wall:
        raise InvalidField("happened_at", "This lies in the future.")
    return work.add(
        t.CaseEvent(
            case_id=case_id,
            kind=kind,
            happened_at=happened_at,
            text=text.strip(),
            author_id=work.who.user_id,
            recorded_at=work.now,
        )
    )


def set_risk(work: Work, case_id: int, risk: Risk) -> None:
    """The caseworker's judgement of the risk to the victim."""
    require(work.who.role, "record")
    _case(work, case_id).risk = risk
    work.session.flush()
    clocks.follow_risk(work, case_id)


def hand_over(work: Work, case_id: int, owner_id: int) -> None:
    """Another caseworker takes the case."""
    require(work.who.role, "record")
    _case(work, case_id).owner_id = owner_id
    work.session.flush()


def set_status(work: Work, case_id: int, status: CaseStatus) -> None:
    """Between open and monitoring; closing has its own reason."""
    require(work.who.role, "record")
    case = _case(work, case_id)
    if CaseStatus.CLOSED in (case.status, status):
        raise Refused("A case is closed with a reason, and a closed one opened again by a manager.")
    case.status = status
    work.session.flush()


def close_case(work: Work, case_id: int, version: int, reason: ClosingReason, note: str) -> None:
    """Close the case with its reason. Raises :class:`Refused` when it is closed already."""
    require(work.who.role, "record")
    case = _case(work, case_id)
    same_version(case.version, version)
    if case.status is CaseStatus.CLOSED:
        raise Refused(f"{case.reference} is closed already.")
    if not note.strip():
        raise InvalidField("note", "Say in a few words why the case is closed.")
    case.status = CaseStatus.CLOSED
    case.closed_on, case.closing_reason, case.closing_note = work.today, reason, note.strip()
    work.session.flush()
    clocks.end_case(work, case_id)


def reopen_case(work: Work, case_id: int) -> None:
    """Undo a closing. A manager's decision: a new report otherwise opens a new case."""
    require(work.who.role, "reopen_case")
    case = _case(work, case_id)
    case.status, case.closed_on, case.closing_reason, case.closing_note = CaseStatus.OPEN, None, None, ""
    work.session.flush()
    clocks.resume_case(work, case_id)
    follow_contracts_of(work, case_id)
    from asbdesk.services.court_clocks import follow_courts_of  # the law is read only where it is needed

    follow_courts_of(work, case_id)


def _follow_assessments(work: Work, case_id: int, person_id: int) -> None:
    """Where the person was ever assessed in this case, its risk is that of the people who are in it now."""
    assessed = select(t.RiskAssessment.id).where(
        t.RiskAssessment.case_id == case_id, t.RiskAssessment.person_id == person_id
    )
    if work.session.scalars(assessed).first() is not None:
        from asbdesk.services.risk_followed import follow_people  # it stands on this module

        follow_people(work, case_id)


def _case(work: Work, case_id: int) -> t.Case:
    case = work.session.get(t.Case, case_id)
    if case is None:
        raise NotFound(_GONE)
    return case


def _party(work: Work, party_id: int) -> t.CaseParty:
    party = work.session.get(t.CaseParty, party_id)
    if party is None:
        raise NotFound("This person is no longer in the case.")
    return party


def pseudonyms_given(work: Work, case_id: int) -> tuple[str, ...]:
    """Every pseudonym that was ever given in a case, to somebody who has left it as well."""
    now = work.session.scalars(select(t.CaseParty.pseudonym).where(t.CaseParty.case_id == case_id))
    return (*(pseudonym for pseudonym in now if pseudonym), *_pseudonyms_once_used(work, case_id))


def _pseudonyms_once_used(work: Work, case_id: int) -> list[str]:
    entries = work.session.scalars(
        select(t.AuditEntry.before).where(t.AuditEntry.kind == "case_party", t.AuditEntry.change == "deleted")
    )
    return [e["pseudonym"] for e in entries if e and e.get("case_id") == case_id and e.get("pseudonym")]


def _check(values: CaseValues, opened_on: date, today: date) -> None:
    if not values.subject.strip():
        raise InvalidField("subject", "Say in a few words what the case is about.")
    if opened_on > today:
        raise InvalidField("opened_on", "A case cannot be opened in the future.")
    if not any(party.role is CaseRole.PERPETRATOR for party in values.parties):
        raise InvalidField("parties", "Say whose behaviour the case is about.")
    if not values.categories:
        raise InvalidField("categories", "Choose at least one category.")
