"""An import is undone whole or not at all, and never takes a word with it that somebody typed since."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from asbdesk.domain.incidents import IncidentValues
from asbdesk.queries import imports as queries
from asbdesk.queries.incidents import INCIDENTS, incident
from asbdesk.queries.listing import ListFilter
from asbdesk.queries.search import search
from asbdesk.services import drafts, incidents
from asbdesk.services.imports import undo_import
from asbdesk.services.in_use import InUse
from asbdesk.storage import tables as t
from asbdesk.storage.health import check
from asbdesk.storage.office import Office
from asbdesk.storage.work import Actor
from tests.factories import ask, case_of, do, new_office
from tests.importers.test_run import STREET, take_in

Place = tuple[Office, Actor]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Place]:
    opened, who = new_office(tmp_path)
    yield opened, who
    opened.close()


@pytest.fixture
def batch_id(office: Place) -> int:
    return take_in(office, STREET).batch_id


def of_import(office: Place, batch_id: int) -> int:
    with office[0].reading() as session:
        return session.query(t.Incident).filter_by(batch_id=batch_id).count()


def first(office: Place) -> tuple[int, str]:
    number = ask(office[0], INCIDENTS.ids, ListFilter(), "when")[0]
    return number, ask(office[0], incident, number).reference


def changed(office: Place, number: int, **values: str) -> None:
    page = ask(office[0], incident, number)
    new: IncidentValues = replace(page.values, **values)
    do(*office, incidents.change_incident, number, page.version, new)


def refused(office: Place, batch_id: int, reference: str) -> None:
    with pytest.raises(InUse, match=rf"1 of these incidents is in use by now: {reference}\.") as told:
        do(*office, undo_import, batch_id)
    assert told.value.others == 16
    assert ask(office[0], queries.batches)[0].undone_at is None
    assert of_import(office, batch_id) == 17


def undone(office: Place, batch_id: int) -> None:
    assert do(*office, undo_import, batch_id) == 17
    assert of_import(office, batch_id) == 0
    assert all(finding.good for finding in check(office[0]))


def test_an_incident_in_a_case_is_named_and_once_it_has_left_the_import_is_undone(office: Place, batch_id: int) -> None:
    number, reference = first(office)
    case_id, *_ = case_of(*office, incident_ids=())
    do(*office, incidents.join_case, number, case_id)
    refused(office, batch_id, reference)
    do(*office, incidents.leave_case, number)
    undone(office, batch_id)


def test_a_word_that_was_typed_stays_until_it_is_put_back(office: Place, batch_id: int) -> None:
    number, reference = first(office)
    changed(office, number, account="Amina heard it from her kitchen.")
    refused(office, batch_id, reference)
    changed(office, number, account="", summary=".")
    refused(office, batch_id, reference)
    with office[0].transaction(office[1], "change_incident") as work:
        work.session.get_one(t.Incident, number).summary = ""
    undone(office, batch_id)


def test_what_nobody_uses_goes_and_what_was_typed_stays_and_is_not_doubled(office: Place, batch_id: int) -> None:
    number, reference = first(office)
    changed(office, number, account="Amina heard it from her kitchen.")
    assert do(*office, undo_import, batch_id, True) == 16
    assert of_import(office, batch_id) == 1
    page = ask(office[0], incident, number)
    assert (page.reference, page.values.account) == (reference, "Amina heard it from her kitchen.")
    assert [hit.id for hit in ask(office[0], search, "kitchen")] == [number]
    (batch,) = ask(office[0], queries.batches)
    assert (batch.undone_at is not None, batch.kept) == (True, 1)
    assert all(finding.good for finding in check(office[0]))
    again = take_in(office, STREET)
    assert (again.taken, again.known) == (16, 1)


def test_what_stands_unsaved_in_a_form_is_in_use_too(office: Place, batch_id: int) -> None:
    number, reference = first(office)
    do(*office, drafts.keep_draft, f"incident:{number}", "Noise", {"account": "She said"})
    refused(office, batch_id, reference)
    do(*office, drafts.drop_draft, f"incident:{number}")
    do(*office, incidents.deal_with, number, "Passed on to the wardens")
    refused(office, batch_id, reference)
    do(*office, incidents.put_back, number)
    undone(office, batch_id)
