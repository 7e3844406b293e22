"""People known twice, in a real office: found as they are saved, searched, decided about."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from asbdesk.domain.casework import ContactKind, SafeToUse
from asbdesk.domain.linkage import search
from asbdesk.domain.people import ContactValues
from asbdesk.errors import Refused
from asbdesk.queries import duplicates as queries
from asbdesk.queries.duplicates import Duplicates
from asbdesk.reference_data import load_nicknames
from asbdesk.services import duplicates, people
from asbdesk.storage import tables as t
from asbdesk.storage.office import Office
from asbdesk.storage.work import Actor, Work
from tests.factories import ask, complainant_values, do, new_office, person_values

Opened = tuple[Office, Actor]


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Opened]:
    office, who = new_office(tmp_path)
    yield office, who
    office.close()


def _twice(opened: Opened) -> tuple[int, int]:
    office, who = opened
    do(office, who, people.add_person, complainant_values())
    one = do(office, who, people.add_person, person_values())
    return one, do(office, who, people.add_person, person_values("Deen", "Mercer"))


def _found(opened: Opened) -> Duplicates:
    return ask(opened[0], queries.duplicates)


def _search(opened: Opened) -> int:
    office, who = opened
    ids, records = ask(office, queries.records)
    return do(office, who, duplicates.keep_search, ids, search(records, load_nicknames()))


def test_who_is_saved_is_compared_at_once(opened: Opened) -> None:
    one, other = _twice(opened)
    found = _found(opened)
    assert [(pair.one.id, pair.other.id) for pair in found.pairs] == [(one, other)]
    assert found.searched_at is None
    assert {each.label for each in found.pairs[0].reasons} >= {"given name", "family name", "date of birth"}


def test_who_is_changed_is_compared_anew(opened: Opened) -> None:
    _, other = _twice(opened)
    office, who = opened
    values = person_values("Xanthe", "Quillon", born=None, addresses=())
    do(office, who, people.change_person, other, 1, values)
    assert _found(opened).pairs == ()


def test_only_a_change_of_what_is_compared_compares_anew(opened: Opened) -> None:
    _, other = _twice(opened)
    office, who = opened

    def mark(work: Work) -> None:
        work.session.scalars(select(t.DuplicatePair)).one().score = 0.5
        work.session.flush()

    do(office, who, mark)
    do(office, who, people.change_person, other, 1, person_values("Deen", "Mercer", notes="Works nights."))
    assert [pair.score for pair in _found(opened).pairs] == [0.5]
    contact = ContactValues(ContactKind.TELEPHONE, "01632 960722", SafeToUse.YES)
    do(office, who, people.change_person, other, 2, person_values("Deen", "Mercer", contacts=(contact,)))
    assert [pair.score for pair in _found(opened).pairs] != [0.5]


def test_a_search_finds_the_same_pair_and_keeps_its_model(opened: Opened) -> None:
    one, other = _twice(opened)
    assert _search(opened) == 1
    found = _found(opened)
    assert [(pair.one.id, pair.other.id) for pair in found.pairs] == [(one, other)]
    assert (found.people, found.people_now) == (3, 3)
    made = ask(opened[0], queries.model)
    assert made.people == 3
    assert len(made.match) == len(made.chance)


def test_two_people_who_are_not_the_same_stay_off_the_list(opened: Opened) -> None:
    office, who = opened
    one, other = _twice(opened)
    decision = do(office, who, duplicates.not_same, other, one, "Cousins; Jo met both.")
    _search(opened)
    assert _found(opened).in_all == 0
    entry = ask(office, lambda s: s.query(t.AuditEntry).filter_by(kind="not_same").one())
    assert entry.after["reason"] == "Cousins; Jo met both."
    do(office, who, duplicates.may_be_same, decision)
    assert _found(opened).in_all == 1


def test_a_reader_decides_nothing(opened: Opened) -> None:
    from dataclasses import replace

    from asbdesk.domain.casework import UserRole

    office, who = opened
    one, other = _twice(opened)
    with pytest.raises(Refused):
        do(office, replace(who, role=UserRole.READER), duplicates.not_same, one, other)
