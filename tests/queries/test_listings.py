"""The lists: every order, every chip, what is typed in their box, hostile texts, and a bounded number of statements."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime

import pytest
from sqlalchemy import select
from sqlalchemy.exc import InvalidRequestError

from asbdesk.domain.casework import CaseRole, EventKind, IncidentRole, WhenKind
from asbdesk.domain.incidents import IncidentPersonValues
from asbdesk.domain.when import When
from asbdesk.queries.cases import CASES, case
from asbdesk.queries.contracts import CONTRACTS
from asbdesk.queries.documents import DOCUMENTS
from asbdesk.queries.incidents import INCIDENTS
from asbdesk.queries.listing import ListFilter, Listing
from asbdesk.queries.people import PEOPLE
from asbdesk.queries.search import search
from asbdesk.services import cases, incidents, people
from asbdesk.storage import tables as t
from asbdesk.storage.office import Office
from asbdesk.storage.work import Actor
from tests.factories import TODAY, ask, case_of, contract_of, do, incident_values, person_values

LISTS = {"people": PEOPLE, "incidents": INCIDENTS, "cases": CASES, "contracts": CONTRACTS, "documents": DOCUMENTS}
CHIPS = {
    "people": ("open-case", "perpetrators", "marker"),
    "incidents": ("unopened", "no-case", "imported", "hate"),
    "cases": ("open", "mine", "high", "closed", "contract"),
    "contracts": ("draft", "offered", "signed", "kept", "broken"),
    "documents": ("warnings", "contracts", "unprinted"),
}
HOSTILE = ("'; DROP TABLE person; --", '"*', "NEAR(", "a OR b", "title:x", "^", "\x00", "%", "😀 ' \"", "-", "( ) AND")
Opened = tuple[Office, Actor]
Counting = Callable[[], AbstractContextManager[list[str]]]


def furnish(office: Office, who: Actor, count: int = 1) -> int:
    """``count`` more incidents, people and cases, each with a contract; answers the last case."""
    case_id = 0
    for number in range(count):
        person = do(office, who, people.add_person, person_values("Amina", f"Testwick{number}"))
        values = incident_values(
            IncidentPersonValues(IncidentRole.PERPETRATOR, person),
            when=When(WhenKind.MOMENT, datetime(2003, 10, 1 + number % 28, 20, 0)),
            place=f"{number} Larch Court",
        )
        incident = do(office, who, incidents.record_incident, values)
        party = cases.PartyValues(person, CaseRole.PERPETRATOR)
        opened = cases.CaseValues(f"Noise {number}", ("noise",), (party,), incident_ids=(incident,))
        case_id = do(office, who, cases.open_case, opened)
        contract_of(office, who, case_id, person)
    return case_id


@pytest.mark.parametrize(("name", "order"), [(name, order) for name, one in LISTS.items() for order in one.orders])
def test_every_order_goes_up_and_down(name: str, order: str, office: Opened) -> None:
    furnish(*office, 4)
    listing = LISTS[name]
    up = list(ask(office[0], listing.ids, ListFilter(), order))
    down = list(ask(office[0], listing.ids, ListFilter(), f"-{order}"))
    assert up == down[::-1]
    assert list(ask(office[0], listing.first, ListFilter(), order, 2)) == up[:2]
    assert ask(office[0], listing.count, ListFilter()) == len(up)


@pytest.mark.parametrize(("name", "chip"), [(name, chip) for name, chips in CHIPS.items() for chip in chips])
def test_a_chip_shows_a_part_of_the_list(name: str, chip: str, office: Opened) -> None:
    furnish(*office, 2)
    every = set(ask(office[0], LISTS[name].ids, ListFilter(), ""))
    shown = set(ask(office[0], LISTS[name].ids, ListFilter(chips=frozenset({chip}), user_id=office[1].user_id), ""))
    assert shown <= every


def test_chips_show_what_they_say(office: Opened) -> None:
    furnish(*office, 2)
    loose = do(*office, incidents.record_incident, incident_values())

    def shown(listing: Listing, *chips: str) -> int:
        return len(ask(office[0], listing.ids, ListFilter(chips=frozenset(chips), user_id=office[1].user_id), ""))

    assert list(ask(office[0], INCIDENTS.ids, ListFilter(chips=frozenset({"no-case"})), "")) == [loose]
    assert (shown(INCIDENTS), shown(INCIDENTS, "unopened"), shown(INCIDENTS, "imported")) == (3, 1, 0)
    assert (shown(CASES, "open", "mine"), shown(CASES, "closed"), shown(CASES, "contract")) == (2, 0, 0)
    assert (shown(PEOPLE, "perpetrators"), shown(PEOPLE, "marker")) == (2, 0)
    assert (shown(CONTRACTS, "draft"), shown(CONTRACTS, "signed")) == (2, 0)


def test_typed_words_narrow_a_list_to_what_holds_them_all(office: Opened) -> None:
    furnish(*office, 3)
    found = ask(office[0], PEOPLE.ids, ListFilter("testwick1 ami"), "")
    assert [row.name for row in ask(office[0], PEOPLE.rows, found)] == ["Amina Testwick1"]
    assert len(ask(office[0], INCIDENTS.ids, ListFilter("music larch"), "")) == 3
    assert len(ask(office[0], INCIDENTS.ids, ListFilter("music harpsichord"), "")) == 0


def test_a_single_sign_narrows_nothing(office: Opened) -> None:
    furnish(*office, 2)
    assert len(ask(office[0], PEOPLE.ids, ListFilter("t"), "")) == 2


@pytest.mark.parametrize("typed", HOSTILE)
def test_hostile_words_are_words(typed: str, office: Opened) -> None:
    furnish(*office)
    for listing in LISTS.values():
        ask(office[0], listing.first, ListFilter(typed), "", 10)
    ask(office[0], search, typed)
    assert len(ask(office[0], PEOPLE.ids, ListFilter(), "")) == 1


@pytest.mark.parametrize("name", LISTS)
def test_a_list_sends_no_more_statements_for_more_rows(name: str, office: Opened, statements: Counting) -> None:
    furnish(*office, 1)
    few = sent_for(office, LISTS[name], statements)
    furnish(*office, 9)
    assert sent_for(office, LISTS[name], statements) == few <= 10


def sent_for(office: Opened, listing: Listing, statements: Counting) -> int:
    with statements() as sent:
        ids = ask(office[0], listing.ids, ListFilter(), "")
        ask(office[0], listing.rows, ids)
    return len(sent)


def test_the_case_page_sends_no_more_statements_for_a_longer_story(office: Opened, statements: Counting) -> None:
    case_id, _, _ = case_of(*office)
    for number in range(2):
        do(*office, cases.note, case_id, EventKind.NOTE, datetime(2003, 11, 10), f"Called, {number}.")
    with statements() as few:
        ask(office[0], case, case_id, TODAY)
    for number in range(25):
        do(*office, cases.note, case_id, EventKind.NOTE, datetime(2003, 11, 10), f"Called again, {number}.")
        do(*office, people.add_person, person_values("Sam", f"Sampleford{number}"))
    with statements() as many:
        page = ask(office[0], case, case_id, TODAY)
    assert len(page.timeline) > 25
    assert len(many) == len(few) <= 19  # one or two to each kind of thing that the case does hold


def test_search_sends_a_bounded_number_of_statements(office: Opened, statements: Counting) -> None:
    furnish(*office, 10)
    with statements() as sent:
        assert ask(office[0], search, "testwick")
    assert len(sent) <= 40


def test_what_was_not_asked_for_is_not_fetched_behind_ones_back(office: Opened) -> None:
    furnish(*office)
    with office[0].reading() as session:
        incident = session.scalars(select(t.Incident)).one()
        with pytest.raises(InvalidRequestError, match="raise_on_sql"):
            _ = incident.people
