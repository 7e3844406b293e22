"""An application is begun, changed, lodged and taken back through its pages, on a real office."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from asbdesk.domain.applications import NewApplication
from asbdesk.domain.casework import Jurisdiction
from asbdesk.domain.law_people import Matter
from asbdesk.domain.orders import ApplicationState
from asbdesk.errors import Refused
from asbdesk.queries.orders import ApplicationPage, application_page, ground
from asbdesk.services.orders import start_application
from asbdesk.storage import tables as t
from asbdesk.ui.desk import Desk
from asbdesk.ui.orders import state
from asbdesk.ui.orders.application import ApplicationTab
from asbdesk.ui.orders.list import OrdersPage
from asbdesk.ui.orders.new import NewOrderPage
from asbdesk.ui.orders.page import OrderPage
from tests.factories import TODAY, Held, Inline, ask, case_of, do
from tests.services.court_way import Stopped
from tests.ui.page_fixtures import Went


def shown(qtbot: QtBot, page: Any) -> Any:
    qtbot.addWidget(page)
    page.resize(1166, 700)
    page.show()
    page.refresh()
    return page


@pytest.fixture
def begun(qtbot: QtBot, desk: Desk, go: Went) -> int:
    """The id of an application for an ASBO, begun on the page."""
    case_id, _, _ = case_of(desk.office, desk.who)
    page = shown(qtbot, NewOrderPage(desk, go, case_id))  # type: ignore[arg-type]
    page.instrument.set_value("asbo")
    qtbot.wait(1)
    page.applicant.set_value("council")
    page.save()
    place, number, _ = go.places[-1]
    assert place == "order"
    return number


def read(desk: Desk, number: int) -> ApplicationPage:
    return ask(desk.office, application_page, number, TODAY)


def test_an_application_is_begun_under_the_law_of_its_day(desk: Desk, begun: int) -> None:
    page = read(desk, begun)
    assert (page.instrument.code, page.law_day, page.state) == ("asbo", TODAY, ApplicationState.PREPARING)
    assert page.values.court == "the magistrates' court"
    assert page.reference.endswith("/O1")


def test_what_is_not_in_force_is_not_offered_and_the_page_says_from_when(qtbot: QtBot, desk: Desk, go: Went) -> None:
    case_id, _, _ = case_of(desk.office, desk.who)
    page = shown(qtbot, NewOrderPage(desk, go, case_id))  # type: ignore[arg-type]
    offered = [page.instrument.box.itemData(n) for n in range(page.instrument.box.count())]
    assert "asbo" in offered
    assert "injunction" not in offered
    assert "from 23 Mar 2015" in page.gone.text()


@pytest.mark.parametrize(
    ("born", "court"),
    [
        (date(1990, 3, 4), "Heard by the county court. "),
        (date(2006, 3, 4), "Heard by the youth court. "),
        (None, "Heard by the youth court or the county court, by the age of the person. "),
    ],
)
def test_the_court_that_is_named_first_is_that_of_the_persons_age(desk: Desk, born: date | None, court: str) -> None:
    case_id, _, _ = case_of(desk.office, desk.who)
    day = date(2019, 9, 2)
    found = ask(desk.office, ground, case_id, day)
    injunction = next(i for i in found.instruments if i.code == "injunction")
    assert court in state.about(injunction, Matter(day, born=born, days={"application": day}))


def test_the_law_of_another_day_offers_its_own_orders(qtbot: QtBot, desk: Desk, go: Went) -> None:
    case_id, _, _ = case_of(desk.office, desk.who)
    page = shown(qtbot, NewOrderPage(desk, go, case_id))  # type: ignore[arg-type]
    page.form.set_value({"law_day": "1999-03-31"})
    page._other_day()
    assert page.instrument.box.findData("asbo") < 0
    assert "from 1 Apr 1999" in page.gone.text()


OFFERED = [
    ("england-wales", "2003-11-17", {"asbo", "asbo-conviction"}, "Civil injunction: from 23 Mar 2015, in its place an"),
    ("england-wales", "2015-03-22", {"asbo", "criminal-behaviour-order"}, "Civil injunction: from 23 Mar 2015"),
    ("england-wales", "2015-03-23", {"injunction"}, "until 22 Mar 2015, its place taken by a civil injunction"),
    ("england-wales", "2026-06-28", {"injunction"}, "Respect order: from 29 Jun 2026 (unconfirmed)"),
    ("england-wales", "2026-06-29", {"respect-order", "youth-injunction", "housing-injunction"}, "until 22 Mar 2015"),
    ("scotland", "2003-11-17", {"asbo-1998"}, "Antisocial Behaviour Order (ASBO): from 28 Oct 2004 (unconfirmed)"),
    ("scotland", "2026-09-01", {"asbo"}, "its place taken by an Antisocial Behaviour Order"),
    ("northern-ireland", "2003-11-17", set(), "from 25 Aug 2004 (unconfirmed)"),
    ("northern-ireland", "2026-09-01", {"asbo"}, ""),
]  # fmt: skip


@pytest.mark.parametrize(("place", "day", "codes", "told"), OFFERED)
def test_each_jurisdiction_offers_the_law_of_the_day_and_says_what_took_the_place_of_the_rest(
    desk: Desk, place: str, day: str, codes: set[str], told: str
) -> None:
    case_id, accused, _ = case_of(desk.office, desk.who)
    with desk.office.transaction(desk.who, "test") as work:
        work.session.scalars(select(t.OfficeRecord)).one().jurisdiction = Jurisdiction(place)
    found = ask(desk.office, ground, case_id, date.fromisoformat(day))
    offered = {i.code for i in found.instruments}
    assert codes <= offered
    assert told in state.gone_words(found)
    desk.office.clock = Stopped(datetime.fromisoformat(f"{day}T09:00"))
    for gone in found.gone:
        values = NewApplication(accused, gone.code, "council", date.fromisoformat(day))
        with pytest.raises(Refused):
            do(desk.office, desk.who, start_application, case_id, values)


def test_its_form_is_saved_and_wrong_months_stand_beside_the_field(
    qtbot: QtBot, desk: Desk, go: Went, begun: int
) -> None:
    page = shown(qtbot, OrderPage(desk, go, begun, tab="ApplicationTab"))  # type: ignore[arg-type]
    tab = next(tab for tab in page.tabs if isinstance(tab, ApplicationTab))
    tab.form.fields["length_months"].edit.setText("two years")
    tab.save()
    assert "number of months" in tab.form.fields["length_months"].error()
    tab.form.fields["length_months"].edit.setText("24")
    tab.form.set_value({"planned_on": "2003-12-01", "necessity": "He has gone on."})
    tab.form.fields["court"].edit.setText("Thornmere Magistrates' Court")
    tab.save()
    values = read(desk, begun).values
    assert (values.length_months, str(values.planned_on)) == (24, "2003-12-01")
    assert (values.court, values.necessity) == ("Thornmere Magistrates' Court", "He has gone on.")
    assert go.said == ["The application is saved."]


def test_it_is_lodged_and_the_step_is_taken_back(qtbot: QtBot, desk: Desk, go: Went, begun: int) -> None:
    page = shown(qtbot, OrderPage(desk, go, begun))  # type: ignore[arg-type]
    step = next(s for s in page.steps if s.to is ApplicationState.LODGED)
    page.step(step)
    assert page.proportion.reason.error()
    page.proportion.reason.set_value("He moves away tomorrow.")
    page.step(step)
    dialog = page.findChildren(QDialog)[-1]
    dialog.save()
    assert "not ready to be lodged" in dialog.form.fields["not_ready"].error()
    dialog.form.set_value({"not_ready": "The limit runs out today."})
    dialog.save()
    assert read(desk, begun).state is ApplicationState.LODGED
    assert read(desk, begun).lodged_on == TODAY
    back = next(s for s in page.steps if s.to is ApplicationState.PREPARING)
    page.step(back)
    page.findChildren(QDialog)[-1].save()
    assert read(desk, begun).lodged_on is None


def test_nothing_is_lodged_before_it_is_known_what_is_missing(qtbot: QtBot, desk: Desk, go: Went, begun: int) -> None:
    reading = Held()
    slow = Desk(desk.office, desk.who, lanes=(reading, Inline()))
    page = OrderPage(slow, go, begun)  # type: ignore[arg-type]
    qtbot.addWidget(page)
    page.show()
    page.refresh()
    while reading.waiting:
        reading.let_go()
    page.step(next(s for s in page.steps if s.to is ApplicationState.LODGED))
    assert page.findChildren(QDialog) == []
    while reading.waiting:
        reading.let_go()
    assert page.proportion.reason.error()
    assert page.findChildren(QDialog) == []


def test_the_list_shows_it(qtbot: QtBot, desk: Desk, go: Went, begun: int) -> None:
    page = shown(qtbot, OrdersPage(desk, go))  # type: ignore[arg-type]
    assert page.list.count.text() == "1 application"
