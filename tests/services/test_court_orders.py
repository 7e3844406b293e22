"""Orders as made, their service, reviews and breaches, on a real office: what is wrong stands at its field."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from asbdesk.domain.casework import UserRole
from asbdesk.domain.court_orders import BreachValues, OrderValues, ReviewValues
from asbdesk.domain.orders import ApplicationState, HearingKind, HearingOutcome, OrderKind
from asbdesk.errors import InvalidField, Refused
from asbdesk.queries.cases import case
from asbdesk.queries.court_dues import court_dues
from asbdesk.queries.court_list import DUE, IN_FORCE, applications_on
from asbdesk.queries.listing import ListFilter
from asbdesk.queries.today import today
from asbdesk.services import court_orders
from asbdesk.storage.office import Office
from asbdesk.storage.work import Actor
from asbdesk.ui.orders.court_state import copy_words, to_copy
from tests.factories import TODAY, ask, new_office
from tests.services.court_way import TERMS, Way, begun, granted, lodged, set_birth

Opened = tuple[Office, Actor]
MONDAY_2010 = datetime(2010, 1, 4, 9)


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Opened]:
    made = new_office(tmp_path)
    yield made
    made[0].close()


def breach(**changed: object) -> BreachValues:
    values: dict[str, object] = {
        "happened_on": date(2003, 11, 17), "term_number": "1", "evidence": "Seen by PC Sampleford.", **changed,
    }  # fmt: skip
    return BreachValues(**values)  # type: ignore[arg-type]


def dues(way: Way, until: date = date.max) -> list[tuple[date, str]]:
    found = ask(way.office, lambda s: court_dues(s, way.clock.today(), until, user_id=way.who.user_id))
    return [(due.on, due.what) for due in found]


# the order as made


def test_a_length_that_the_law_does_not_know_says_why_at_its_field(opened: Opened) -> None:
    way = lodged(*opened)
    way.at(datetime(2003, 11, 17, 16))
    way.listed(datetime(2003, 11, 17, 10))
    way.who = replace(way.who, role=UserRole.CASEWORKER)
    with pytest.raises(InvalidField, match="at least 2 years") as refused:
        way.came(HearingOutcome.ORDER_MADE, order=way.made(date(2004, 11, 16)))
    assert refused.value.field == "last_day"


def test_a_manager_records_it_all_the_same_with_a_reason(opened: Opened) -> None:
    way = lodged(*opened)
    way.at(datetime(2003, 11, 17, 16))
    way.listed(datetime(2003, 11, 17, 10))
    with pytest.raises(InvalidField) as refused:
        way.came(HearingOutcome.ORDER_MADE, order=way.made(date(2004, 11, 16)))
    assert refused.value.field == "go_on"
    way.came(HearingOutcome.ORDER_MADE, order=way.made(date(2004, 11, 16)), go_on="The court made it so.")
    row = way.story().orders[0]
    assert (row.values.departure, row.length.verdict) == ("The court made it so.", "too-short")


def test_a_power_of_arrest_is_refused_where_the_instrument_knows_none(opened: Opened) -> None:
    way = lodged(*opened)
    way.at(datetime(2003, 11, 17, 16))
    way.listed(datetime(2003, 11, 17, 10))
    with pytest.raises(InvalidField) as refused:
        way.came(HearingOutcome.ORDER_MADE, order=way.made(None, power_of_arrest=True))
    assert refused.value.field == "power_of_arrest"


def test_what_was_recorded_of_an_order_is_put_right(opened: Opened) -> None:
    way = granted(*opened)
    number = way.story().orders[0].id
    way.do(court_orders.change_order, number, OrderValues(OrderKind.FULL, None, {"1": "Not to enter Larch Court."}))
    assert way.story().orders[0].standing.words == "In force until further order"
    with pytest.raises(InvalidField) as refused:
        way.do(court_orders.change_order, number, OrderValues(OrderKind.FULL, None, {}))
    assert refused.value.field == "terms"


def test_an_order_ends_by_its_last_day_alone(opened: Opened) -> None:
    way = granted(*opened)
    way.at(datetime(2005, 12, 31, 9))
    assert way.story().page.ran_out is None
    assert way.story().in_force is not None
    way.at(datetime(2006, 1, 1, 9))
    assert way.story().page.ran_out == date(2005, 12, 31)
    assert way.story().in_force is None
    assert way.story().page.state is ApplicationState.GRANTED  # nothing had to run


def test_an_order_still_in_force_is_read_as_its_successor_by_the_saving(opened: Opened) -> None:
    way = granted(*opened, last_day=None)
    way.at(datetime(2020, 3, 22, 9))
    assert way.story().reads_as is None
    way.at(datetime(2020, 3, 23, 9))
    saving = way.story().reads_as
    assert saving is not None
    assert saving.becomes == "injunction"
    assert saving.doubt


# service


def test_periods_are_counted_from_service_and_move_with_it(opened: Opened) -> None:
    way = granted(*opened)
    assert (TODAY, "Order not served yet") in dues(way)
    number = way.served(datetime(2003, 11, 17, 15))
    assert (TODAY, "Order not served yet") not in dues(way)
    bar = next(d for d in way.story().days if d.what.startswith("No discharge"))
    assert bar.last_day == date(2005, 11, 17)
    row = way.story().services[0]
    way.at(datetime(2003, 11, 19, 16))
    values = replace(row.values, served_at=datetime(2003, 11, 19, 9))
    way.do(court_orders.record_service, way.id, values, number)
    bar = next(d for d in way.story().days if d.what.startswith("No discharge"))
    assert bar.last_day == date(2005, 11, 19)
    way.do(court_orders.remove_service, number)
    assert not [d for d in way.story().days if d.what.startswith("No discharge")]


def test_an_order_that_was_not_made_cannot_be_served(opened: Opened) -> None:
    way = lodged(*opened)
    with pytest.raises(InvalidField) as refused:
        way.served(datetime(2003, 11, 17, 8))
    assert refused.value.field == "paper"


def test_an_appeal_without_a_time_in_the_law_file_is_said(opened: Opened) -> None:
    way = granted(*opened)
    assert any("the Crown Court" in words and "not read" in words for words in way.story().untimed)


# breaches


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"term_number": "9"}, "term_number"),
        ({"happened_on": date(2003, 11, 16)}, "happened_on"),
        ({"happened_on": date(2003, 11, 18)}, "happened_on"),
        ({"evidence": " "}, "evidence"),
        ({"reported_on": date(2003, 11, 16), "reported_to": "PC Sampleford"}, "reported_on"),
        ({"reported_on": TODAY}, "reported_to"),
        ({"sentence": "Fine of £50"}, "outcome"),
        ({"outcome": "Convicted", "sentence": "Conditional discharge"}, "sentence"),
        ({"incident_id": 999}, "incident"),
    ],
)
def test_a_breach_that_cannot_be_says_so_at_its_field(opened: Opened, changed: dict[str, object], field: str) -> None:
    way = granted(*opened)
    with pytest.raises(InvalidField) as refused:
        way.do(court_orders.record_breach, way.story().orders[0].id, breach(**changed))
    assert refused.value.field == field


def test_a_breach_is_recorded_reported_decided_and_removed(opened: Opened) -> None:
    way = granted(*opened)
    way.served(datetime(2003, 11, 17, 11))
    order = way.story().orders[0].id
    number = way.do(court_orders.record_breach, order, breach())
    assert (TODAY, "Breach to be reported") in dues(way)
    told = breach(reported_on=TODAY, reported_to="PC Sampleford", outcome="Convicted", sentence="Fine of £50")
    assert way.do(court_orders.record_breach, order, told, number) == number
    assert dues(way) == [(date(2005, 12, 31), "Order ends")]
    rows = ask(way.office, case, way.case_id, TODAY).timeline
    assert any("term 1 of the order broken" in row.details and row.alert for row in rows)
    way.do(court_orders.remove_breach, number)
    assert way.story().breaches == ()


def test_a_breach_after_the_end_is_none(opened: Opened) -> None:
    way = granted(*opened)
    way.at(datetime(2006, 1, 10, 9))
    with pytest.raises(InvalidField, match="had ended on 31 Dec 2005"):
        way.do(court_orders.record_breach, way.story().orders[0].id, breach(happened_on=date(2006, 1, 5)))


# reviews


def on_the_young(office: Office, who: Actor) -> Way:
    """An order of January 2010 about somebody born on 1 June 1995."""
    from asbdesk.services import orders
    from tests.factories import proportion_of

    made = begun(office, who)
    made.at(MONDAY_2010)
    made.id = made.do(
        orders.start_application, made.case_id,
        orders.NewApplication(made.person_id, "asbo", "council", MONDAY_2010.date()),
    )  # fmt: skip
    set_birth(made, date(1995, 6, 1))
    proportion_of(office, who, made.case_id, "application")
    made.do(orders.move_application, made.id, ApplicationState.LODGED, MONDAY_2010.date(), not_ready="For a test.")
    made.at(MONDAY_2010.replace(hour=16))
    made.listed(MONDAY_2010, HearingKind.FINAL)
    made.came(HearingOutcome.ORDER_MADE, order=made.made(None))
    return made


def test_the_laws_reviews_are_planned_and_move_with_a_date_of_birth_and_an_order(opened: Opened) -> None:
    way = on_the_young(*opened)
    assert [row.due_on for row in way.story().reviews] == [date(2011, 1, 3), date(2012, 1, 3), date(2013, 1, 3)]
    set_birth(way, date(1994, 6, 1))
    assert [row.due_on for row in way.story().reviews] == [date(2011, 1, 3), date(2012, 1, 3)]
    number = way.story().orders[0].id
    way.do(court_orders.change_order, number, OrderValues(OrderKind.FULL, date(2012, 1, 4), TERMS))
    assert [row.due_on for row in way.story().reviews] == [date(2011, 1, 3), date(2012, 1, 3)]
    set_birth(way, date(1992, 1, 1))
    assert way.story().reviews == ()


def test_a_review_is_held_and_taken_back(opened: Opened) -> None:
    way = on_the_young(*opened)
    way.at(datetime(2010, 12, 20, 9))
    first = way.story().reviews[0]
    assert (first.due_on, "Review of the order") in dues(way, date(2011, 1, 17))
    with pytest.raises(InvalidField) as refused:
        way.do(court_orders.hold_review, first.id, ReviewValues(date(2010, 12, 20), "Kept.", "Mentor", ""))
    assert refused.value.field == "decision"
    way.do(court_orders.hold_review, first.id, ReviewValues(date(2010, 12, 20), "Kept.", "Mentor", "To go on."))
    assert (first.due_on, "Review of the order") not in dues(way)
    assert [row.due_on for row in way.story().reviews] == [date(2011, 1, 3), date(2012, 1, 3), date(2013, 1, 3)]
    way.do(court_orders.undo_review, first.id)
    assert (first.due_on, "Review of the order") in dues(way)
    with pytest.raises(Refused, match="The law asks"):
        way.do(court_orders.undo_review, first.id)


def test_the_office_plans_a_review_of_its_own_where_the_law_asks_for_none(opened: Opened) -> None:
    way = granted(*opened)
    assert way.story().reviews == ()
    order = way.story().orders[0].id
    with pytest.raises(InvalidField):
        way.do(court_orders.plan_review, order, date(2006, 1, 1))
    number = way.do(court_orders.plan_review, order, date(2004, 11, 16))
    assert [(row.due_on, row.by_law) for row in way.story().reviews] == [(date(2004, 11, 16), False)]
    way.do(court_orders.undo_review, number)
    assert way.story().reviews == ()


# the list


def test_the_list_shows_what_is_next_and_its_chips_agree_with_it(opened: Opened) -> None:
    way = granted(*opened)
    way.served(datetime(2003, 11, 17, 11))

    def chips(*on: str) -> list[str]:
        listing = applications_on(way.clock.today)
        ids = ask(way.office, listing.ids, ListFilter(chips=frozenset(on)), "reference")
        return [f"{row.next_on} {row.next_what}" for row in ask(way.office, listing.rows, ids)]

    assert chips() == ["2005-12-31 Order ends"]
    assert chips(IN_FORCE) == chips(ApplicationState.GRANTED) == chips()
    assert chips(DUE) == chips(ApplicationState.ENDED) == []
    way.at(datetime(2005, 12, 20, 9))
    assert chips(DUE) == ["2005-12-31 Order ends"]
    way.at(datetime(2006, 1, 1, 9))
    assert chips(IN_FORCE) == chips(ApplicationState.GRANTED) == chips(DUE) == []
    assert chips(ApplicationState.ENDED) == ["None "]


def test_the_end_of_an_order_is_on_today_before_it_comes(opened: Opened) -> None:
    way = granted(*opened)
    way.served(datetime(2003, 11, 17, 11))
    assert not [row for row in ask(way.office, today, way.who.user_id, date(2005, 12, 2)).due if row.kind == "order"]
    due = ask(way.office, today, way.who.user_id, date(2005, 12, 3)).due
    assert [(row.on, row.what) for row in due if row.kind == "order"] == [(date(2005, 12, 31), "Order ends")]


def test_what_a_breach_hearing_found_is_offered_and_copied_into_the_breach(opened: tuple[Office, Actor]) -> None:
    way = granted(*opened)
    order = way.story().orders[0]
    term = next(iter(order.values.terms))
    breach = way.do(court_orders.record_breach, order.id, BreachValues(TODAY, term, "The warden saw it."))
    hearing = way.listed(datetime(2003, 11, 17, 8), HearingKind.BREACH)
    assert to_copy(way.story()) is None
    with pytest.raises(Refused, match="decided nothing"):
        way.do(court_orders.copy_outcome, breach, hearing)
    way.came(HearingOutcome.BREACH_PROVED, words="Admitted.")
    found = to_copy(way.story())
    assert found is not None
    assert copy_words(*found).startswith("The hearing of 17 Nov 2003 found: breach proved.")
    way.do(court_orders.copy_outcome, breach, hearing)
    values = way.story().breaches[0].values
    assert (values.outcome, values.outcome_on) == ("Breach proved. Admitted", TODAY)
    assert to_copy(way.story()) is None
    with pytest.raises(Refused, match="recorded already"):
        way.do(court_orders.copy_outcome, breach, hearing)
