"""Papers call somebody by what was decided for their own reader, and closed to one she has one pseudonym in all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from sqlalchemy import select

from asbdesk.domain.casework import CaseRole, Disclosure, IncidentRole, Reader
from asbdesk.domain.exhibits import Witness
from asbdesk.domain.incidents import IncidentPersonValues
from asbdesk.queries.guarded import guarded, hidden_names
from asbdesk.queries.recipients import about_whom
from asbdesk.services import cases, people
from asbdesk.services import party_classes as classes
from asbdesk.services.allegation_papers import schedule_paper
from asbdesk.services.evidence_papers import exhibit_paper
from asbdesk.services.papers import Prepared
from asbdesk.storage import tables as t
from tests.factories import TODAY, ask, new_office, person_values
from tests.services.schedule_way import ACCUSED, Way, way_of
from tests.services.test_evidence import file_of, taken_in

OPEN, CLOSED = Disclosure.OPEN, Disclosure.PROTECTED


@pytest.fixture
def way(tmp_path: Path) -> Iterator[Way]:
    office, who = new_office(tmp_path)
    yield way_of(office, who)
    office.close()


def decide(way: Way, person_id: int, wanted: Mapping[Reader, Disclosure]) -> None:
    party = ask(way.office, lambda session: session.scalars(
        select(t.CaseParty.id).where(t.CaseParty.person_id == person_id)
    ).first())  # fmt: skip
    way.do(classes.decide, party, wanted, "She agreed to it in writing")


def open_witness(way: Way) -> int:
    """A second witness, whom the case does not protect, and an incident that she saw."""
    number: int = way.do(people.add_person, person_values(given_names="Zoe", family_name="Quill", title="Ms"))
    way.do(cases.add_party, way.case_id, cases.PartyValues(number, CaseRole.WITNESS, OPEN))
    seen = (IncidentPersonValues(ACCUSED, way.accused), IncidentPersonValues(IncidentRole.WITNESS, number))
    way.incident(date(2003, 10, 2), *seen)
    return number


def words(prepared: Prepared) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(prepared.pdf)).pages).split())


def schedule_words(way: Way) -> str:
    prepared = ask(way.office, schedule_paper, way.application_id, way.who.user_id, TODAY)
    assert prepared.leaks == ()
    return words(prepared)


def sheet_words(way: Way, number: int) -> str:
    prepared = ask(way.office, exhibit_paper, "exhibit-sheet", number, way.who.user_id, TODAY)
    assert prepared.leaks == ()
    return words(prepared)


def test_somebody_opened_to_court_and_perpetrator_stands_by_name_in_court_papers(way: Way, tmp_path: Path) -> None:
    witness = Witness("Amina Testwick", person_id=way.complainant)
    number = taken_in((way.office, way.who), way.case_id, file_of(tmp_path, b"words"), witness=witness)
    assert "Complainant A" in sheet_words(way, number)
    decide(way, way.complainant, {Reader.COURT: OPEN, Reader.PERPETRATOR: OPEN})
    assert "Amina Testwick" in sheet_words(way, number)
    assert "Complainant A" not in sheet_words(way, number)
    way.add_all()
    assert "Amina Testwick" in schedule_words(way)


def test_what_is_lodged_is_served_so_that_the_court_alone_opens_nothing(way: Way) -> None:
    decide(way, way.complainant, {Reader.COURT: OPEN})
    way.add_all()
    assert "Complainant A" in schedule_words(way)
    assert "Testwick" not in schedule_words(way)


def test_an_open_witness_closed_to_the_perpetrator_has_her_pseudonym_in_every_paper_of_his(
    way: Way, tmp_path: Path
) -> None:
    witness = open_witness(way)
    file = file_of(tmp_path, b"seen")
    number = taken_in((way.office, way.who), way.case_id, file, witness=Witness("Zoe Quill", person_id=witness))
    way.add_all()
    assert "Zoe Quill" in schedule_words(way)
    assert "Zoe Quill" in sheet_words(way, number)
    decide(way, witness, {Reader.PERPETRATOR: CLOSED})
    for said in (schedule_words(way), sheet_words(way, number)):
        assert "Quill" not in said
        assert "Witness B" in said


def test_a_class_for_agencies_changes_what_agencies_read_alone(way: Way) -> None:
    witness = open_witness(way)
    decide(way, witness, {Reader.AGENCY: CLOSED})
    decide(way, way.complainant, {Reader.AGENCY: OPEN})
    agency = frozenset({Reader.AGENCY})
    assert ask(way.office, hidden_names, way.case_id, agency) == {witness: "Witness B"}
    assert ask(way.office, hidden_names, way.case_id) == {way.complainant: "Complainant A"}
    protected = {each.person_id: each.protected for each in ask(way.office, about_whom, way.case_id)}
    assert protected == {way.accused: False, way.complainant: False, witness: True}


def test_somebody_with_two_parts_has_one_pseudonym_in_both(way: Way) -> None:
    way.do(cases.add_party, way.case_id, cases.PartyValues(way.complainant, CaseRole.WITNESS))
    found: Any = ask(way.office, guarded, way.case_id)
    assert [each.called for each in found.closed] == ["Complainant A"]
    assert found.hidden == {way.complainant: "Complainant A"}
