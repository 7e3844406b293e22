"""What the dialog that opens a case starts with, and what stands in its way. No Qt here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from asbdesk.domain.casework import CaseRole, CaseStatus, Disclosure, IncidentRole, Risk
from asbdesk.errors import InvalidField
from asbdesk.queries.incidents import CaseChoice, IncidentPage, IncidentPersonRow
from asbdesk.queries.opening import Opening
from asbdesk.reference_data import load_categories
from asbdesk.services.cases import CaseValues, PartyValues
from asbdesk.ui.cases.state import is_decided

SUBJECT_LENGTH = 60
"""A summary longer than this is no subject: the kind of incident stands in its place."""
_ROLES = {
    IncidentRole.PERPETRATOR: CaseRole.PERPETRATOR,
    IncidentRole.REPORTER: CaseRole.COMPLAINANT,
    IncidentRole.VICTIM: CaseRole.VICTIM,
    IncidentRole.WITNESS: CaseRole.WITNESS,
}
_FIRST = (CaseRole.PERPETRATOR, CaseRole.COMPLAINANT, CaseRole.VICTIM, CaseRole.WITNESS)
"""Who is several things in an incident is in the case the first of these."""


def draft_key(incident_id: int, person_id: int) -> str:
    """Where the dialog's draft is kept."""
    if incident_id:
        return f"case:new:incident-{incident_id}"
    return f"case:new:person-{person_id}" if person_id else "case:new"


def first_values(facts: Opening, user_id: int) -> dict[str, Any]:
    """The form as it is shown first."""
    incident = facts.incident
    owner = user_id if any(user.id == user_id for user in facts.users) else facts.users[0].id
    values: dict[str, Any] = {"subject": "", "categories": [], "parties": [], "owner": str(owner)}
    if incident:
        values["subject"] = subject_of(incident)
        values["categories"] = [incident.values.category]
        values["parties"] = parties_of(incident.people)
    elif facts.person_id:
        values["parties"] = [_party(facts.person_id, facts.person, CaseRole.PERPETRATOR)]
    return {**values, "risk": Risk.NOT_ASSESSED.value}


def subject_of(incident: IncidentPage) -> str:
    """The neutral summary where it is short, else the kind of incident."""
    summary = incident.values.summary.strip().rstrip(".")
    short = summary and len(summary) <= SUBJECT_LENGTH and "\n" not in summary
    return summary if short else load_categories().label(incident.values.category)


def parties_of(people: Sequence[IncidentPersonRow]) -> list[dict[str, Any]]:
    """Everybody in the incident whom the office knows, each once, the perpetrators first."""
    roles: dict[int, CaseRole] = {}
    names: dict[int, str] = {}
    for person in people:
        if person.person_id is None:
            continue
        role = _ROLES[person.role]
        known = roles.get(person.person_id, role)
        roles[person.person_id] = min(known, role, key=_FIRST.index)
        names[person.person_id] = person.name
    ordered = sorted(roles, key=lambda person_id: _FIRST.index(roles[person_id]))
    return [_party(person_id, names[person_id], roles[person_id]) for person_id in ordered]


def described_only(people: Sequence[IncidentPersonRow]) -> str:
    """Those whom nobody could name, in a sentence; "" where there are none."""
    words = [f"{p.description} ({p.role.label.lower()})" for p in people if p.person_id is None and p.description]
    return f"Not named in the report: {'; '.join(words)}. Add them when you know who they are." if words else ""


def _party(person_id: int, name: str, role: CaseRole) -> dict[str, Any]:
    closed = Disclosure.PROTECTED if is_decided(role) else Disclosure.OPEN
    return {"id": person_id, "name": name, "role": role.value, "disclosure": closed.value}


def accused(parties: Sequence[Mapping[str, Any]]) -> tuple[int, ...]:
    """The perpetrators whom the office knows."""
    return tuple(p["id"] for p in parties if p.get("role") == CaseRole.PERPETRATOR.value and p.get("id"))


@dataclass(frozen=True, slots=True)
class Earlier:
    """What the office already has about the same person: an open case to join, or a closed one to remember."""

    open: CaseChoice | None = None
    closed: CaseChoice | None = None


def earlier(choices: Sequence[CaseChoice]) -> Earlier:
    """The newest open and the newest closed of them."""
    return Earlier(
        next((c for c in choices if c.status is not CaseStatus.CLOSED), None),
        next((c for c in choices if c.status is CaseStatus.CLOSED), None),
    )


def words_about(found: Earlier, with_incident: bool) -> str:
    """What to say about it."""
    if found.open:
        case = found.open
        then = "This report can join it instead of opening a second case." if with_incident else "Look there first."
        return f"{case.person_name} already has an open case: {case.reference}, {case.subject}. {then}"
    if found.closed:
        case = found.closed
        return (
            f"An earlier case about {case.person_name} is closed: {case.reference}, {case.subject}. "
            "The new case will remember it as the previous one."
        )
    return ""


def values_from(form: Mapping[str, Any], incident_id: int, previous: CaseChoice | None) -> CaseValues:
    """The form as the service takes it. Raises :class:`InvalidField` for a person who is not recorded yet."""
    for party in form["parties"]:
        if not party.get("id"):
            raise InvalidField("parties", f"{party['name']} is not recorded yet.", "Record or remove this person.")
    return CaseValues(
        subject=form["subject"],
        categories=tuple(form["categories"]),
        parties=tuple(
            PartyValues(p["id"], CaseRole(p["role"]), Disclosure(p.get("disclosure") or Disclosure.PROTECTED))
            for p in form["parties"]
        ),
        incident_ids=(incident_id,) if incident_id else (),
        owner_id=int(form["owner"]) if form["owner"] else None,
        previous_case_id=previous.id if previous else None,
        risk=Risk(form["risk"] or Risk.NOT_ASSESSED),
    )
