"""Who may know of a person, reader by reader; and ways to reach somebody that are not safe."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from asbdesk.documents import guard
from asbdesk.domain.casework import CaseRole, ContactKind, Disclosure, Reader, SafeToUse
from asbdesk.domain.disclosure import COURT_PAPERS, may_know
from asbdesk.errors import InvalidField, Refused
from asbdesk.queries.guarded import guarded, party_classes
from asbdesk.services import cases, papers
from asbdesk.services import party_classes as classes
from asbdesk.storage import tables as t
from asbdesk.storage.office import Office
from asbdesk.storage.work import Actor
from tests.factories import ask, case_of, do, new_office
from tests.services.test_papers import ANSWERS, prepared

Place = tuple[Office, Actor]
AGENCY = frozenset({Reader.AGENCY})


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Place]:
    made = new_office(tmp_path)
    yield made
    made[0].close()


def party_of(office: Office, person_id: int) -> int:
    return ask(office, lambda session: session.scalars(
        select(t.CaseParty.id).where(t.CaseParty.person_id == person_id)
    ).one())  # fmt: skip


def names_closed_to(office: Office, case_id: int, readers: frozenset[Reader]) -> list[str]:
    return [
        each.full_names[0] for each in ask(office, lambda session: guarded(session, case_id, readers=readers)).closed
    ]


def test_a_class_decided_for_one_reader_holds_for_that_reader_alone(office: Place) -> None:
    case_id, _, complainant = case_of(*office)
    number = party_of(office[0], complainant)
    do(*office, classes.decide, number, {Reader.AGENCY: Disclosure.OPEN}, "She agreed that the police may know")
    assert names_closed_to(office[0], case_id, AGENCY) == []
    assert names_closed_to(office[0], case_id, COURT_PAPERS) == ["Amina Testwick"]
    kept = ask(office[0], party_classes, number)
    assert (kept.decided, kept.called) == ({Reader.AGENCY: Disclosure.OPEN}, "Complainant A")


def test_to_open_somebody_to_a_reader_wants_a_reason(office: Place) -> None:
    _, _, complainant = case_of(*office)
    number = party_of(office[0], complainant)
    with pytest.raises(InvalidField, match="what was once read"):
        do(*office, classes.decide, number, {Reader.PUBLIC: Disclosure.OPEN}, " ")


def test_the_usual_class_needs_no_row_and_what_was_decided_goes_with_the_party(office: Place) -> None:
    case_id, _, complainant = case_of(*office)
    number = party_of(office[0], complainant)
    do(*office, classes.decide, number, {Reader.COURT: Disclosure.OPEN}, "The court asked for it")
    do(*office, classes.decide, number, {Reader.COURT: Disclosure.PROTECTED}, "")
    assert ask(office[0], party_classes, number).decided == {}
    do(*office, classes.decide, number, {Reader.COURT: Disclosure.OPEN}, "The court asked for it")
    do(*office, cases.remove_party, number)
    assert names_closed_to(office[0], case_id, COURT_PAPERS) == []


def test_a_perpetrator_may_be_closed_to_the_public() -> None:
    decided = {Reader.PUBLIC: Disclosure.PROTECTED}
    for readers, expected in ((frozenset({Reader.PUBLIC}), False), (COURT_PAPERS, True)):
        assert may_know(CaseRole.PERPETRATOR, Disclosure.OPEN, decided, readers, reads_or_about=False) is expected


def test_a_letter_that_says_an_unsafe_telephone_is_stopped_and_told_what_is_safe(office: Place) -> None:
    case_id, accused, _ = case_of(*office)
    with office[0].transaction(office[1], "test") as work:
        for value, safe in (("01632 960 555", SafeToUse.NO), ("07700 900 444", SafeToUse.YES)):
            work.add(
                t.PersonContact(person_id=accused, kind=ContactKind.MOBILE, value=value, digits="", safe=safe, note="")
            )
    made = prepared(office, case_id, accused, asked={**ANSWERS, "must_stop": "We rang 01632-960555."})
    assert made.leaks == (
        "“01632-960555” is marked as not safe for Dean Mercer. Safe instead: mobile telephone 07700 900 444.",
    )
    with pytest.raises(Refused, match="not safe"):
        do(*office, papers.file_paper, made)


def test_what_a_manager_released_is_kept_for_that_finding_alone(office: Place) -> None:
    case_id, accused, _ = case_of(*office)
    made = prepared(office, case_id, accused, asked={**ANSWERS, "must_stop": "Leave Amina alone. Ring Mrs Testwick."})
    first, second = made.findings
    assert isinstance(first, guard.Finding)
    assert first.key != second.key
    assert replace(first, page=3).key == first.key
