"""A change touches what differs and nothing else, and two people's changes meet."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from asbdesk.domain.casework import ContactKind, IncidentRole
from asbdesk.domain.incidents import IncidentPersonValues
from asbdesk.domain.people import AddressValues, AliasValues, ContactValues, PersonValues
from asbdesk.errors import Conflict
from asbdesk.queries import incidents as incident_queries
from asbdesk.queries import offices
from asbdesk.queries import people as people_queries
from asbdesk.services import incidents, people
from asbdesk.services.parts import partners
from asbdesk.storage.office import Office
from asbdesk.storage.work import Actor
from tests.factories import ask, do, incident_values, new_office, person_values

HERE, THERE, BEFORE = (AddressValues(f"{number} Larch Court", "TM3 8QX") for number in (14, 2, 9))
PHONE = ContactValues(ContactKind.TELEPHONE, "01632 960711")
Opened = tuple[Office, Actor]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Opened]:
    opened, who = new_office(tmp_path)
    yield opened, who
    opened.close()


def changed(office: Opened, person_id: int, values: PersonValues) -> list[tuple[str, str]]:
    """Change the person and answer what the audit says of it: kinds of rows, and what was done to each."""
    before = ask(office[0], offices.audit)
    do(*office, people.change_person, person_id, ask(office[0], people_queries.person, person_id).version, values)
    now = ask(office[0], offices.audit)
    return sorted((entry.kind, entry.change) for entry in now[: len(now) - len(before)])


def addresses(office: Opened, person_id: int) -> tuple[AddressValues, ...]:
    return ask(office[0], people_queries.person, person_id).values.addresses


def test_the_audit_says_only_what_was_changed(office: Opened) -> None:
    values = person_values(addresses=(HERE, THERE), contacts=(PHONE,), aliases=(AliasValues("Dizzy"),))
    person = do(*office, people.add_person, values)
    assert changed(office, person, values) == []
    noted = person_values(addresses=(HERE, THERE), contacts=(PHONE,), aliases=(AliasValues("Dizzy"),), notes="Ill.")
    assert changed(office, person, noted) == [("person", "changed")]
    without = person_values(addresses=(HERE, THERE), aliases=(AliasValues("Dizzy"),), notes="Ill.")
    assert changed(office, person, without) == [("person_contact", "deleted")]


def test_an_address_that_is_corrected_added_or_taken_away_is_one_entry(office: Opened) -> None:
    person = do(*office, people.add_person, person_values(addresses=(HERE, THERE)))
    left = AddressValues(HERE.lines, HERE.postcode, lived_to=date(2003, 10, 1))
    assert changed(office, person, person_values(addresses=(left, THERE))) == [("person_address", "changed")]
    assert changed(office, person, person_values(addresses=(left, THERE, BEFORE))) == [("person_address", "inserted")]
    assert changed(office, person, person_values(addresses=(left, BEFORE))) == [("person_address", "deleted")]
    assert addresses(office, person) == (left, BEFORE)


@pytest.mark.parametrize(
    "order", [(BEFORE, HERE, THERE), (THERE, HERE), (HERE, BEFORE, THERE), (THERE,), (BEFORE,), ()]
)
def test_addresses_stay_in_the_order_of_the_form(office: Opened, order: tuple[AddressValues, ...]) -> None:
    person = do(*office, people.add_person, person_values(addresses=(HERE, THERE)))
    changed(office, person, person_values(addresses=order))
    assert addresses(office, person) == order


def test_a_new_row_never_stands_before_one_that_stays() -> None:
    def by(*letters: str) -> list[dict[str, object]]:
        return [{"name": letter} for letter in letters]

    assert partners(by("a", "b", "c"), by("a", "c")) == [0, 2]
    assert partners(by("a", "b"), by("a", "x")) == [0, 1]
    assert partners(by("a", "b"), by("a", "b", "x")) == [0, 1, None]
    assert partners(by("a", "b"), by("x", "a", "b")) == [0, 1, None]
    assert partners(by(), by("x")) == [None]


def test_two_who_change_the_same_persons_telephone_meet(office: Opened) -> None:
    person = do(*office, people.add_person, person_values())
    version = ask(office[0], people_queries.person, person).version
    do(*office, people.change_person, person, version, person_values(contacts=(PHONE,)))
    with pytest.raises(Conflict):
        do(*office, people.change_person, person, version, person_values(notes="Seen."))
    assert ask(office[0], people_queries.person, person).values.contacts == (PHONE,)


def test_two_who_change_who_was_in_an_incident_meet(office: Opened) -> None:
    incident = do(*office, incidents.record_incident, incident_values())
    version = ask(office[0], incident_queries.incident, incident).version
    seen = IncidentPersonValues(IncidentRole.WITNESS, None, "A woman in a green coat")
    do(*office, incidents.change_incident, incident, version, incident_values(seen))
    with pytest.raises(Conflict):
        do(*office, incidents.change_incident, incident, version, incident_values(summary="Louder."))
    assert [p.description for p in ask(office[0], incident_queries.incident, incident).people] == [seen.description]
