"""A sealed paper that names somebody who was protected since is told of before it leaves again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from asbdesk.domain.casework import CaseRole, Disclosure, Reader, SafeToUse
from asbdesk.domain.people import AddressValues
from asbdesk.errors import InvalidField
from asbdesk.queries import people as people_queries
from asbdesk.services import cases, papers, people, sealed_papers
from asbdesk.services import party_classes as classes
from asbdesk.storage import tables as t
from asbdesk.storage.office import Office
from asbdesk.storage.work import Actor
from tests.factories import ask, case_of, do, new_office, person_values
from tests.services.test_papers import ANSWERS, prepared

Place = tuple[Office, Actor]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Place]:
    made = new_office(tmp_path)
    yield made
    made[0].close()


def letter_naming_a_witness(office: Place) -> tuple[int, int]:
    """A filed letter to the perpetrator that names an open witness: (document, her place in the case)."""
    case_id, accused, _ = case_of(*office)
    witness = do(*office, people.add_person, person_values("Zoe", "Quill", title="Ms", addresses=()))
    do(*office, cases.add_party, case_id, cases.PartyValues(witness, CaseRole.WITNESS, Disclosure.OPEN))
    made = prepared(office, case_id, accused, asked={**ANSWERS, "must_stop": "Leave Zoe Quill alone."})
    document_id = do(*office, papers.file_paper, made)
    party = ask(office[0], lambda session: session.scalars(
        select(t.CaseParty.id).where(t.CaseParty.person_id == witness)
    ).one())  # fmt: skip
    return document_id, party


def test_what_was_filed_in_good_order_leaves_again_without_a_word(office: Place) -> None:
    document_id, _ = letter_naming_a_witness(office)
    assert sealed_papers.look_again(office[0], document_id).findings == ()


def test_a_witness_closed_to_the_reader_since_is_told_of_with_her_place(office: Place) -> None:
    document_id, party = letter_naming_a_witness(office)
    do(*office, classes.decide, party, {Reader.PERPETRATOR: Disclosure.PROTECTED}, "She was threatened")
    late = sealed_papers.look_again(office[0], document_id)
    (finding,) = late.findings
    assert (finding.who, finding.page, bool(finding.boxes)) == ("Witness B", 1, True)
    assert late.sentences[0].startswith("Zoe Quill, protected as Witness B, would be named")


def test_a_class_for_another_reader_stops_nothing(office: Place) -> None:
    document_id, party = letter_naming_a_witness(office)
    do(*office, classes.decide, party, {Reader.AGENCY: Disclosure.PROTECTED}, "")
    assert sealed_papers.look_again(office[0], document_id).findings == ()


def test_a_manager_lets_it_leave_with_a_reason_and_is_not_asked_again(office: Place) -> None:
    document_id, party = letter_naming_a_witness(office)
    do(*office, classes.decide, party, {Reader.PERPETRATOR: Disclosure.PROTECTED}, "She was threatened")
    late = sealed_papers.look_again(office[0], document_id)
    with pytest.raises(InvalidField, match="few words"):
        do(*office, sealed_papers.release_sealed, document_id, late.case_id, late.findings, "ok")
    reason = "He has the first copy already"
    do(*office, sealed_papers.release_sealed, document_id, late.case_id, late.findings, reason)
    assert sealed_papers.look_again(office[0], document_id).findings == ()


@pytest.mark.parametrize("lines", ["14 Larch Court, Quarry Road, Thornmere", "14 LARCH CT, Quarry Rd."])
def test_a_letter_filed_before_its_address_became_unsafe_is_not_posted_again(office: Place, lines: str) -> None:
    document_id, _ = letter_naming_a_witness(office)
    assert not sealed_papers.look_again(office[0], document_id).unsafe
    accused = ask(office[0], lambda session: session.get_one(t.Document, document_id).person_id)
    page = ask(office[0], people_queries.person, accused)
    unsafe = AddressValues(lines, "TM3 8QX", safe_to_write=SafeToUse.NO)
    do(*office, people.change_person, accused, page.version, person_values(addresses=(unsafe,)))
    late = sealed_papers.look_again(office[0], document_id)
    assert late.findings == ()
    assert late.unsafe.startswith("Since it was filed, 14 Larch Court")
    assert "was marked as unsafe to write to. No safe way is recorded" in late.unsafe
