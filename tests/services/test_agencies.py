"""The directory of partner agencies, on a real office."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from asbdesk.domain.agencies import AgencyValues, ContactValues
from asbdesk.domain.casework import ActionKind, AgencyKind, UserRole
from asbdesk.errors import InvalidField, NotFound, Refused
from asbdesk.queries import agencies as queries
from asbdesk.queries import offices
from asbdesk.queries.listing import ListFilter
from asbdesk.reference_data import load_agencies
from asbdesk.services import agencies
from asbdesk.storage import tables as t
from asbdesk.storage.office import Office
from asbdesk.storage.work import Actor
from tests.factories import ask, case_of, do, new_office

POLICE = AgencyValues(
    "Thornmere Police",
    AgencyKind.POLICE,
    "2 Lantern Street\nThornmere\nTM1 2AB",
    "01632 960201",
    "desk@police.example",
    "Ask for the duty desk.",
    (ContactValues("PC Ruth Sampleford", "Beat officer", "01632 960203"),),
)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[tuple[Office, Actor]]:
    made, who = new_office(tmp_path)
    yield made, who
    made.close()


def test_an_agency_is_kept_with_its_contacts_and_its_window_address(office: tuple[Office, Actor]) -> None:
    agency_id = do(*office, agencies.add_agency, POLICE)
    page = ask(office[0], queries.agency, agency_id)
    assert page.values == replace(POLICE, contacts=(replace(POLICE.contacts[0], row_id=1),))
    address = ask(office[0], queries.address_of, agency_id)
    assert (address.name, address.lines) == ("Thornmere Police", ("2 Lantern Street", "Thornmere", "TM1 2AB"))
    assert not page.used


def test_changing_an_agency_keeps_known_contacts_and_takes_out_the_others(office: tuple[Office, Actor]) -> None:
    agency_id = do(*office, agencies.add_agency, POLICE)
    first = ask(office[0], queries.agency, agency_id).values.contacts[0]
    two = (replace(first, job_title="Sergeant"), ContactValues("Duty desk"))
    do(*office, agencies.change_agency, agency_id, replace(POLICE, contacts=two))
    found = ask(office[0], queries.agency, agency_id).values.contacts
    assert [(c.row_id == first.row_id, c.name, c.job_title) for c in found] == [
        (True, "PC Ruth Sampleford", "Sergeant"),
        (False, "Duty desk", ""),
    ]
    do(*office, agencies.change_agency, agency_id, replace(POLICE, contacts=found[1:]))
    assert [c.name for c in ask(office[0], queries.agency, agency_id).values.contacts] == ["Duty desk"]


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"name": "  "}, "name"),
        ({"telephone": "ring twice"}, "telephone"),
        ({"email": "desk at police"}, "email"),
        ({"address": "\n".join("1234567")}, "address"),
        ({"contacts": (ContactValues(""),)}, "contacts"),
        ({"contacts": (ContactValues("Ann Other", telephone="none"),)}, "contacts"),
    ],
)
def test_what_cannot_be_is_said_at_its_field(
    office: tuple[Office, Actor], changed: dict[str, object], field: str
) -> None:
    with pytest.raises(InvalidField) as found:
        do(*office, agencies.add_agency, replace(POLICE, **changed))
    assert found.value.field == field


def test_the_same_name_is_not_added_twice_in_any_spelling(office: tuple[Office, Actor]) -> None:
    agency_id = do(*office, agencies.add_agency, POLICE)
    with pytest.raises(InvalidField, match="in the directory already"):
        do(*office, agencies.add_agency, replace(POLICE, name="thornmere POLICE"))
    do(*office, agencies.retire_agency, agency_id)
    with pytest.raises(InvalidField, match="bring it back"):
        do(*office, agencies.add_agency, POLICE)
    do(*office, agencies.change_agency, agency_id, replace(POLICE, name="THORNMERE Police"))


def test_a_retired_agency_is_no_longer_offered_and_can_be_brought_back(office: tuple[Office, Actor]) -> None:
    agency_id = do(*office, agencies.add_agency, POLICE)
    do(*office, agencies.retire_agency, agency_id)
    assert ask(office[0], queries.active_agencies) == ()
    assert list(ask(office[0], queries.AGENCIES.ids, ListFilter(chips=frozenset({"retired"})), "name")) == [agency_id]
    do(*office, agencies.bring_back, agency_id)
    assert [a.name for a in ask(office[0], queries.active_agencies, AgencyKind.POLICE)] == ["Thornmere Police"]
    assert ask(office[0], queries.active_agencies, AgencyKind.MEDIATION) == ()


def test_an_agency_that_stands_in_the_records_is_never_deleted(office: tuple[Office, Actor]) -> None:
    used, unused = (do(*office, agencies.add_agency, replace(POLICE, name=name)) for name in ("Used", "Unused"))
    case_id, _, _ = case_of(*office)
    with office[0].transaction(office[1], "action") as work:
        work.add(
            t.AgreedAction(
                case_id=case_id, agency_id=used, kind=ActionKind.ACTION, text="Patrol", agreed_on=work.today, outcome=""
            )
        )
    with pytest.raises(Refused, match="Retire it"):
        do(*office, agencies.delete_agency, used)
    do(*office, agencies.delete_agency, unused)
    with pytest.raises(NotFound):
        ask(office[0], queries.agency, unused)
    assert ask(office[0], queries.agency, used).used


def test_the_examples_are_taken_over_once_and_what_the_office_has_stays(office: tuple[Office, Actor]) -> None:
    mine = do(*office, agencies.add_agency, replace(POLICE, name=load_agencies()[0].name))
    assert do(*office, agencies.take_examples) == len(load_agencies()) - 1
    assert do(*office, agencies.take_examples) == 0
    assert ask(office[0], queries.agency, mine).values.notes == "Ask for the duty desk."
    rows = ask(office[0], queries.active_agencies)
    assert len(rows) == len(load_agencies())
    kinds = {row.kind for row in rows}
    assert kinds == set(AgencyKind)


def test_every_example_is_clearly_invented() -> None:
    for values in load_agencies():
        reach = [values, *values.contacts]
        assert all(each.email.endswith(".example") for each in reach)
        assert all(each.telephone.startswith("01632 960") for each in reach)
        assert "Example entry." in values.notes


def test_the_directory_is_searched_by_any_word_of_it(office: tuple[Office, Actor]) -> None:
    agency_id = do(*office, agencies.add_agency, POLICE)
    for typed in ("thornmere", "lantern", "sampleford ruth", "960201", "desk@"):
        assert list(ask(office[0], queries.AGENCIES.ids, ListFilter(typed), "name")) == [agency_id], typed
    for typed in ("thornmere nobody", "100%", "_"):
        assert not ask(office[0], queries.AGENCIES.ids, ListFilter(typed), "name"), typed


def test_a_reader_may_look_but_not_change_the_directory(office: tuple[Office, Actor]) -> None:
    reader = replace(office[1], role=UserRole.READER)
    with pytest.raises(Refused):
        do(office[0], reader, agencies.add_agency, POLICE)


def test_every_change_of_the_directory_is_in_the_audit(office: tuple[Office, Actor]) -> None:
    agency_id = do(*office, agencies.add_agency, POLICE)
    do(*office, agencies.change_agency, agency_id, replace(POLICE, telephone="01632 960299"))
    words = str(ask(office[0], offices.history, "agency", agency_id))
    assert "01632 960201" in words
    assert "01632 960299" in words
