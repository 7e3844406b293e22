"""How the dialog that opens a case is filled, without a window."""

from __future__ import annotations

import pytest

from asbdesk.domain.casework import CaseRole, CaseStatus, Disclosure, IncidentRole
from asbdesk.errors import InvalidField
from asbdesk.queries.incidents import CaseChoice, IncidentPersonRow
from asbdesk.ui.cases import opening

PERPETRATOR = IncidentPersonRow(1, "Dean Mercer", "", IncidentRole.PERPETRATOR)
REPORTER = IncidentPersonRow(2, "Amina Testwick", "", IncidentRole.REPORTER)
OPEN = CaseChoice(7, "ASB/2003/0007", "Noise", CaseStatus.OPEN, "Dean Mercer")
CLOSED = CaseChoice(3, "ASB/2002/0003", "Graffiti", CaseStatus.CLOSED, "Dean Mercer")


def test_whoever_reported_suffered_and_saw_it_is_one_complainant() -> None:
    victim = IncidentPersonRow(2, "Amina Testwick", "", IncidentRole.VICTIM)
    parties = opening.parties_of([victim, REPORTER, PERPETRATOR])
    assert [(p["name"], p["role"]) for p in parties] == [
        ("Dean Mercer", "perpetrator"),
        ("Amina Testwick", "complainant"),
    ]


def test_identities_are_protected_unless_somebody_decides_otherwise() -> None:
    witness = IncidentPersonRow(3, "Bo Witnessley", "", IncidentRole.WITNESS)
    parties = opening.parties_of([PERPETRATOR, REPORTER, witness])
    assert [p["disclosure"] for p in parties] == ["open", "protected", "protected"]


def test_somebody_described_only_is_mentioned_and_is_no_party() -> None:
    youth = IncidentPersonRow(None, "", "tall youth in a red coat", IncidentRole.PERPETRATOR)
    assert opening.parties_of([youth, REPORTER])[0]["name"] == "Amina Testwick"
    assert "tall youth in a red coat (alleged perpetrator)" in opening.described_only([youth, REPORTER])
    assert opening.described_only([REPORTER]) == ""


def test_an_open_case_is_joined_and_a_closed_one_remembered() -> None:
    found = opening.earlier([OPEN, CLOSED])
    assert (found.open, found.closed) == (OPEN, CLOSED)
    assert "can join it" in opening.words_about(found, with_incident=True)
    assert "as the previous one" in opening.words_about(opening.earlier([CLOSED]), with_incident=True)
    assert opening.words_about(opening.earlier([]), with_incident=True) == ""


def test_a_person_who_is_not_recorded_holds_the_case_up() -> None:
    witness = {"id": None, "name": "Bo Witnessley", "role": "witness", "disclosure": "protected"}
    form = {"subject": "Noise", "categories": ["noise"], "owner": "1", "risk": "low", "parties": [witness]}
    with pytest.raises(InvalidField, match="Bo Witnessley is not recorded yet"):
        opening.values_from(form, 0, None)


def test_the_closed_case_becomes_the_previous_one() -> None:
    form = {"subject": "Noise", "categories": ["noise"], "owner": "1", "risk": "low",
            "parties": [{"id": 1, "name": "Dean Mercer", "role": "perpetrator", "disclosure": "open"}]}  # fmt: skip
    values = opening.values_from(form, 5, CLOSED)
    assert values.previous_case_id == 3
    assert values.incident_ids == (5,)
    assert (values.parties[0].role, values.parties[0].disclosure) == (CaseRole.PERPETRATOR, Disclosure.OPEN)


def test_each_start_has_a_draft_of_its_own() -> None:
    keys = {opening.draft_key(7, 0), opening.draft_key(0, 7), opening.draft_key(0, 0)}
    assert keys == {"case:new:incident-7", "case:new:person-7", "case:new"}
