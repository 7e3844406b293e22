"""Until when a complaint can be laid, act by act, on a real office and the real law files."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from asbdesk.domain.applications import NewApplication
from asbdesk.domain.casework import CaseRole, Disclosure, Jurisdiction
from asbdesk.domain.incidents import IncidentPersonValues
from asbdesk.domain.law import in_force
from asbdesk.domain.orders import ApplicationState
from asbdesk.queries.cases import case
from asbdesk.queries.limitation import Limitation, limitation, limitations_ahead
from asbdesk.queries.today import DueRow, today
from asbdesk.reference_data import load_law, shipped_law
from asbdesk.services import cases, orders, people
from asbdesk.services.laws import keep_law
from asbdesk.storage import tables as t
from tests.factories import TODAY, ask, case_of, new_office, person_values, proportion_of
from tests.services.schedule_way import ACCUSED, Way, way_of


@pytest.fixture
def way(tmp_path: Path) -> Iterator[Way]:
    """The case has acts of 28 February, 17 May, 1 September and 3 November 2003, and no application yet."""
    office, who = new_office(tmp_path)
    made = way_of(office, who)
    with office.transaction(who, "none yet") as work:
        work.session.delete(work.session.get_one(t.Application, made.application_id))
    made.application_id = 0
    yield made
    office.close()


def limit(way: Way, day: date = TODAY) -> Limitation | None:
    return ask(way.office, case, way.case_id, day).limitation


def begin(way: Way, person_id: int, **values: date) -> int:
    new = NewApplication(person_id, "asbo", "council", values.get("law_day", TODAY))
    return way.do(orders.start_application, way.case_id, new)


def plan(way: Way, number: int, **values: object) -> None:
    with way.office.transaction(way.who, "plan") as work:
        for name, value in values.items():
            setattr(work.session.get_one(t.Application, number), name, value)


def dues(way: Way, day: date) -> list[DueRow]:
    due = ask(way.office, today, way.who.user_id, day).due
    return [row for row in due if row.what.startswith("Last day")]


def test_a_case_counts_down_to_the_last_day_of_its_newest_act_and_says_what_lapses_before(way: Way) -> None:
    found = limit(way)
    assert found is not None
    assert (found.last_day, found.incident_on) == (date(2004, 5, 3), date(2003, 11, 3))
    assert (found.live, found.lapsing, found.first_lapse) == (3, 2, date(2003, 11, 17))
    tomorrow = limit(way, TODAY + timedelta(days=1))
    assert tomorrow is not None
    assert (tomorrow.live, tomorrow.lapsing, tomorrow.first_lapse) == (2, 1, date(2004, 3, 1))


def test_the_last_act_alone_lapses_with_nothing_before_it(way: Way) -> None:
    found = limit(way, date(2004, 5, 3))
    assert found is not None
    assert (found.live, found.lapsing, found.first_lapse) == (1, 0, None)
    gone = limit(way, date(2004, 5, 4))
    assert gone is not None
    assert (gone.live, gone.last_day) == (0, date(2004, 5, 3))


def test_where_an_application_is_planned_it_counts_what_lapses_before_that_day(way: Way) -> None:
    number = begin(way, way.accused)
    plan(way, number, planned_on=date(2003, 12, 1))
    found = limit(way)
    assert found is not None
    assert (found.lapsing, found.before, found.planned, found.application_id) == (1, date(2003, 12, 1), True, number)


def test_nothing_counts_down_while_it_is_with_the_court_and_again_when_it_is_taken_back(way: Way) -> None:
    number = begin(way, way.accused)
    proportion_of(way.office, way.who, way.case_id, "application")
    plan(way, number, state=ApplicationState.LODGED, lodged_on=TODAY)
    assert limit(way) is None
    assert dues(way, date(2004, 4, 20)) == []
    plan(way, number, state=ApplicationState.WITHDRAWN)
    assert limit(way) is not None
    plan(way, number, state=ApplicationState.GRANTED)
    assert limit(way) is None


def test_the_acts_of_somebody_else_go_on_counting(way: Way) -> None:
    """One of two is before the court: what the other did alone still counts, what the first did alone does not."""
    other = way.do(people.add_person, person_values("Kaye", "Mercer"))
    party = cases.PartyValues(other, CaseRole.PERPETRATOR, Disclosure.OPEN)
    way.do(cases.add_party, way.case_id, party)
    way.incident(date(2003, 9, 20), IncidentPersonValues(ACCUSED, other))
    plan(way, begin(way, way.accused), state=ApplicationState.LODGED, lodged_on=TODAY)
    found = limit(way)
    assert found is not None
    assert (found.incident_on, found.live) == (date(2003, 9, 20), 1)
    plan(way, begin(way, other), state=ApplicationState.LODGED, lodged_on=TODAY)
    assert limit(way) is None


def test_an_application_that_is_prepared_brings_the_law_of_its_own_day(way: Way) -> None:
    """Ten years on the order of the day knows no limit; the application of 2003 keeps the six months."""
    later = date(2016, 5, 4)
    assert limit(way, later) is None
    begin(way, way.accused)
    found = limit(way, later)
    assert found is not None
    assert (found.months, found.live) == (6, 0)


def test_acts_before_the_law_do_not_count(way: Way) -> None:
    case_id, _, _ = case_of(way.office, way.who, incident_ids=())
    way.case_id = case_id
    way.incident(date(1999, 3, 31))
    assert limit(way) is None
    way.incident(date(1999, 4, 1))
    assert limit(way) is not None


def test_the_offices_own_law_is_used(way: Way) -> None:
    text = shipped_law("england-wales").replace("within = { months = 6 }", "within = { months = 4 }", 1)
    with way.office.transaction(way.who, "law") as work:
        keep_law(work, Jurisdiction.ENGLAND_WALES)
        work.add(
            t.LawText(version="own", jurisdiction=Jurisdiction.ENGLAND_WALES, name="own", text=text, note="",
                      added_at=work.now, added_by=way.who.user_id)
        )  # fmt: skip
    found = limit(way)
    assert found is not None
    assert (found.months, found.last_day) == (4, date(2004, 3, 3))


def test_today_tells_the_newest_act_and_how_many_more_lapse(way: Way) -> None:
    way.incident(date(2003, 10, 20))
    (row,) = dues(way, date(2004, 4, 10))
    assert (row.on, row.kind, row.id) == (date(2004, 5, 3), "case", way.case_id)
    assert row.details.endswith("incident of 3 Nov 2003; 1 more before that")


def test_today_tells_an_act_that_is_lost_before_the_day_planned(way: Way) -> None:
    number = begin(way, way.accused)
    plan(way, number, planned_on=date(2003, 12, 1))
    (row,) = dues(way, TODAY)
    assert (row.on, row.what, row.kind, row.id) == (date(2003, 11, 17), "Last day for an act", "order", number)
    assert row.details.endswith("1 of 3 live acts lapse before 1 Dec 2003, the day planned for it")


def test_without_an_application_single_acts_are_not_told_day_by_day(way: Way) -> None:
    assert dues(way, TODAY) == []
    assert ask(way.office, lambda session: list(limitations_ahead(session, TODAY, date(2003, 12, 15)))) == []


def test_northern_ireland_is_told_to_be_unconfirmed() -> None:
    order = in_force(load_law("northern-ireland"), date(2005, 3, 1))
    found = limitation(order, [date(2005, 1, 31), date(2004, 8, 24)], date(2005, 3, 1))
    assert found is not None
    assert (found.last_day, found.live, found.lapsing) == (date(2005, 7, 31), 1, 0)
    assert found.doubt.startswith("Unconfirmed")
