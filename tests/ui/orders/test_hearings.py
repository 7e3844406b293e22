"""The tab of hearings through its page and dialogs, on a real office."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from asbdesk.domain.orders import ApplicationState, HearingKind, HearingOutcome, OrderKind
from asbdesk.queries.hearings import CourtStory
from asbdesk.services import court_orders, hearings, orders
from asbdesk.ui.desk import Desk
from asbdesk.ui.orders.hearings import HearingsTab
from asbdesk.ui.orders.list import OrdersPage
from asbdesk.ui.orders.page import OrderPage
from asbdesk.ui.places import open_draft
from tests.services.court_way import COURT, Way, granted, lodged
from tests.ui.kit.helpers import Recorder
from tests.ui.page_fixtures import Went

Shown = Callable[[Way], HearingsTab]


@pytest.fixture
def tab_of(qtbot: QtBot, desk: Desk, go: Went) -> Shown:
    """Opens the tab of an application."""

    def show(way: Way) -> HearingsTab:
        page = OrderPage(desk, go, way.id, tab="HearingsTab")
        qtbot.addWidget(page)
        page.resize(1166, 700)
        page.show()
        page.refresh()
        return next(tab for tab in page.tabs if isinstance(tab, HearingsTab))

    return show


def dialog(tab: HearingsTab) -> Any:
    return tab.findChildren(QDialog)[-1]


def cells(card: Any) -> list[list[str]]:
    table = card.table
    return [[table.item(r, c).text() for c in range(table.columnCount())] for r in range(table.rowCount())]


def story(tab: HearingsTab) -> CourtStory:
    assert tab.story is not None
    return tab.story


def test_a_hearing_is_listed_and_its_period_stands_beside_it(desk: Desk, tab_of: Shown) -> None:
    way = lodged(desk.office, desk.who)
    tab = tab_of(way)
    assert tab.hearings.none.isVisible()
    tab.open_hearing(0)
    form = dialog(tab).form
    dialog(tab).save()
    assert "at what time" in form.fields["at"].error()
    form.fields["at"].edit.setText("20 Jan 2004")
    dialog(tab).save()
    assert "a day and a time" in form.fields["at"].error()
    form.fields["at"].edit.setText("20 Jan 2004 10am")
    form.fields["court"].set_value("")
    dialog(tab).save()
    assert "Name the court" in form.fields["court"].error()
    form.fields["court"].set_value(COURT)
    dialog(tab).save()
    tab.show_page(story(tab).page, may=True)
    assert cells(tab.hearings) == [["20 Jan 2004, 10:00", "First hearing", COURT, "In 64 days"]]
    assert cells(tab.days)[0][:4] == [
        "29 Dec 2003", "29 Dec 2003", "Hearsay notice served on every party and filed", "In 42 days",
    ]  # fmt: skip
    assert "Unconfirmed" in cells(tab.days)[0][4]


def test_the_outcome_offers_what_fits_and_asks_for_the_order(desk: Desk, tab_of: Shown) -> None:
    way = lodged(desk.office, desk.who)
    way.at(datetime(2003, 11, 17, 16))
    way.listed(datetime(2003, 11, 17, 10), HearingKind.FINAL)
    tab = tab_of(way)
    assert tab.outcome_button.isVisible()
    tab.record_outcome()
    made = dialog(tab)
    made.open()
    fields = made.form.fields
    offered = [fields["outcome"].box.itemData(n) for n in range(fields["outcome"].box.count())]
    assert "breach-proved" not in offered
    assert "interim-made" not in offered
    made.save()
    assert "decided" in fields["outcome"].error()
    fields["outcome"].set_value("order-made")
    assert fields["terms"].isVisible()
    assert not fields["next_at"].isVisible()
    assert not fields["power_of_arrest"].isVisible()
    made.save()
    assert "Write the terms" in fields["terms"].error()
    fields["terms"].set_value("Not to enter Larch Court.\nNot to shout.")
    fields["last_day"].set_value(date(2004, 5, 1))
    made.save()
    assert fields["go_on"].isVisible()
    assert "at least 2 years" in fields["go_on"].error()
    fields["last_day"].set_value(date(2005, 12, 31))
    made.save()
    tab.show_page(story(tab).page, may=True)
    assert story(tab).page.state is ApplicationState.GRANTED
    assert cells(tab.orders) == [["17 Nov 2003", "Order", "In force until 31 Dec 2005", "2 terms, not served yet"]]
    assert tab._pill.text() == "In force until 31 Dec 2005"
    assert not tab.outcome_button.isVisible()


def test_a_discharge_before_its_time_asks_whether_both_parties_consented(desk: Desk, tab_of: Shown) -> None:
    way = granted(desk.office, desk.who)
    way.served(datetime(2003, 11, 17, 15))
    way.at(datetime(2004, 3, 1, 17))
    way.listed(datetime(2004, 3, 1, 10), HearingKind.VARIATION)
    tab = tab_of(way)
    made = begin_outcome(tab, "varied")
    consented = made.form.fields["consented"]
    assert not consented.isVisible()
    made.form.fields["outcome"].set_value("discharged")
    assert consented.isVisible()
    made.save()
    assert "not before 17 Nov 2005" in consented.error()
    consented.set_value(True)
    made.save()
    tab.show_page(story(tab).page, may=True)
    assert "both parties consenting" in cells(tab.orders)[0][2]


def test_an_interim_order_that_runs_out_before_the_next_hearing_is_said(desk: Desk, tab_of: Shown) -> None:
    way = lodged(desk.office, desk.who)
    way.at(datetime(2003, 11, 20, 16))
    first = way.listed(datetime(2003, 11, 18, 10), HearingKind.INTERIM)
    way.came(HearingOutcome.INTERIM_MADE, first, order=way.made(date(2003, 12, 1), OrderKind.INTERIM))
    following = way.listed(datetime(2003, 12, 1, 10), HearingKind.FINAL)
    assert "renew" not in tab_of(way)._notes.text()
    page = way.story().hearings[-1]
    way.do(hearings.change_hearing, following, replace(page.values, at=datetime(2003, 12, 8, 10)))
    assert "ends with 1 Dec 2003, before the hearing of 8 Dec 2003" in tab_of(way)._notes.text()


def two_years_asked(desk: Desk) -> Way:
    """With the court, two years applied for, and heard in the morning."""
    way = lodged(desk.office, desk.who)
    page = way.story().page
    way.do(orders.change_application, way.id, page.version, replace(page.values, length_months=24))
    way.at(datetime(2003, 11, 20, 16))
    way.listed(datetime(2003, 11, 17, 10), HearingKind.FINAL)
    return way


def begin_outcome(tab: HearingsTab, outcome: str = "order-made") -> Any:
    tab.record_outcome()
    made = dialog(tab)
    made.open()
    made.form.fields["outcome"].set_value(outcome)
    return made


def redated(tab: HearingsTab, at: str) -> None:
    tab.open_hearing(story(tab).hearings[0].id)
    dialog(tab).form.fields["at"].edit.setText(at)
    dialog(tab).save()
    assert not dialog(tab).isVisible()
    tab.show_page(story(tab).page, may=True)


def test_the_last_day_is_offered_from_the_length_applied_for_and_moves_with_the_hearing(
    desk: Desk, go: Went, tab_of: Shown
) -> None:
    tab = tab_of(two_years_asked(desk))
    made = begin_outcome(tab)
    assert made.form.fields["last_day"].edit.text() == "17 Nov 2005"
    assert "24 months from 17 Nov 2003, as applied for" in made._of_order.offered.text()
    made.form.fields["outcome"].set_value("refused")
    assert made.form.fields["last_day"].value() is None
    made.form.fields["outcome"].set_value("order-made")
    made.form.fields["words"].set_value("Typed before it was put right.")
    made.reject()
    redated(tab, "18 Nov 2003 10:00")
    made = begin_outcome(tab)
    assert made.form.fields["words"].value() == "Typed before it was put right."
    assert made.form.fields["last_day"].edit.text() == "18 Nov 2005"
    made.form.fields["terms"].set_value("1. Not to enter Larch Court.")
    made.save()
    tab.show_page(story(tab).page, may=True)
    redated(tab, "19 Nov 2003 10:00")
    assert story(tab).orders[0].values.last_day == date(2005, 11, 19)
    assert go.said[-1] == "The order's last day moved with it: 19 Nov 2005."
    tab.open_order(story(tab).orders[0].id)
    assert "Nobody typed this day" in dialog(tab)._of_order.offered.text()
    dialog(tab).form.fields["last_day"].edit.setText("1 Dec 2005")
    dialog(tab).save()
    tab.show_page(story(tab).page, may=True)
    redated(tab, "18 Nov 2003 10:00")
    assert story(tab).orders[0].values.last_day == date(2005, 12, 1)


def test_a_last_day_that_was_typed_or_taken_away_stays_so(desk: Desk, tab_of: Shown) -> None:
    tab = tab_of(two_years_asked(desk))
    for typed in ("1 Jan 2006", ""):
        made = begin_outcome(tab)
        made.form.fields["last_day"].edit.setText(typed)
        made.reject()
        redated(tab, "18 Nov 2003 10:00")
        made = begin_outcome(tab)
        assert made.form.fields["last_day"].edit.text() == typed
        assert made._of_order.offered.text() == ""
        made.editor.keeper.discard()
        made.reject()
        redated(tab, "17 Nov 2003 10:00")
    assert begin_outcome(tab).form.fields["last_day"].edit.text() == "17 Nov 2005"


def test_an_adjournment_asks_for_the_next_hearing(desk: Desk, tab_of: Shown) -> None:
    way = lodged(desk.office, desk.who)
    way.at(datetime(2003, 11, 17, 16))
    way.listed(datetime(2003, 11, 17, 10))
    tab = tab_of(way)
    tab.record_outcome()
    made = dialog(tab)
    made.form.fields["outcome"].set_value("adjourned")
    assert made.form.fields["next_at"].isVisible()
    assert not made.form.fields["terms"].isVisible()
    made.form.fields["next_at"].edit.setText("3 Nov 2003 10:00")
    made.save()
    assert "after this one" in made.form.fields["next_at"].error()
    made.form.fields["next_at"].edit.setText("15 Dec 2003 10:00")
    made.save()
    tab.show_page(story(tab).page, may=True)
    assert [row[1] for row in cells(tab.hearings)] == ["First hearing", "Adjourned hearing"]


def test_an_outcome_is_undone_from_its_hearing(desk: Desk, tab_of: Shown, asked: Recorder) -> None:
    way = granted(desk.office, desk.who)
    tab = tab_of(way)
    tab.open_hearing(way.hearing_id)
    dialog(tab)._ask_undo()
    tab.show_page(story(tab).page, may=True)
    assert story(tab).orders == ()
    assert story(tab).page.state is ApplicationState.LODGED
    assert not tab.orders.isVisible()


def test_a_service_is_recorded_with_its_certificate(desk: Desk, tab_of: Shown) -> None:
    way = granted(desk.office, desk.who)
    tab = tab_of(way)
    tab.open_service(0)
    fields = dialog(tab).form.fields
    assert fields["paper"].value() == "order"
    fields["served_at"].edit.setText("18 Nov 2003 10:00")
    dialog(tab).save()
    assert "future" in fields["served_at"].error()
    fields["served_at"].edit.setText("17 Nov 2003 11:00")
    fields["certified_on"].set_value(date(2003, 11, 17))
    dialog(tab).save()
    tab.show_page(story(tab).page, may=True)
    assert cells(tab.services)[0][:4] == ["17 Nov 2003, 11:00", "Order", story(tab).page.person, "By hand"]
    assert cells(tab.orders)[0][3] == "2 terms"
    bar = next(row for row in cells(tab.days) if row[2].startswith("No discharge"))
    assert bar[0] == "17 Nov 2005"
    assert any(words.startswith("Free from this day on") for words in bar)


def test_a_breach_shows_the_laws_most_and_refuses_what_the_law_refuses(desk: Desk, tab_of: Shown) -> None:
    way = granted(desk.office, desk.who)
    tab = tab_of(way)
    tab.open_breach(0)
    made = dialog(tab)
    assert "6 months on summary conviction and 5 years on indictment" in made._law.text()
    fields = made.form.fields
    made.save()
    assert "Say what shows it" in fields["evidence"].error()
    fields["evidence"].set_value("Seen by PC Sampleford.")
    fields["outcome"].set_value("Convicted")
    fields["sentence"].set_value("Conditional discharge, 12 months")
    made.save()
    assert "no conditional discharge" in fields["sentence"].error()
    fields["sentence"].set_value("Fine of £50")
    made.save()
    tab.show_page(story(tab).page, may=True)
    assert cells(tab.breaches)[0] == ["17 Nov 2003", "Term 1", "Seen by PC Sampleford.", "Convicted. Fine of £50"]


def test_a_review_is_planned_held_and_taken_back(desk: Desk, tab_of: Shown) -> None:
    way = granted(desk.office, desk.who)
    tab = tab_of(way)
    tab.open_review(0)
    dialog(tab).save()
    assert "which day" in dialog(tab).form.fields["due_on"].error()
    dialog(tab).form.fields["due_on"].set_value(date(2004, 2, 2))
    dialog(tab).save()
    tab.show_page(story(tab).page, may=True)
    assert cells(tab.reviews)[0][:2] == ["2 Feb 2004", "The office"]
    tab.open_review(story(tab).reviews[0].id)
    fields = dialog(tab).form.fields
    dialog(tab).save()
    assert "how the order was kept" in fields["compliance"].error()
    fields["compliance"].set_value("Kept")
    fields["decision"].set_value("To go on.")
    dialog(tab).save()
    tab.show_page(story(tab).page, may=True)
    assert cells(tab.reviews)[0][2:] == ["Held 17 Nov 2003", "Kept. To go on."]


def test_an_order_that_ran_out_says_so_at_its_head_and_in_the_list(
    qtbot: QtBot, desk: Desk, go: Went, tab_of: Shown
) -> None:
    way = granted(desk.office, desk.who)
    way.at(datetime(2006, 1, 2, 9))
    tab = tab_of(way)
    assert tab._pill.text() == "Ended with 31 Dec 2005, its last day"
    page = tab.window()
    assert page.pill.text() == "Order ended 31 Dec 2005"  # type: ignore[attr-defined]
    assert page.help() == "hearings"  # type: ignore[attr-defined]
    listed = OrdersPage(desk, go)  # type: ignore[arg-type]
    qtbot.addWidget(listed)
    listed.resize(1166, 700)
    listed.show()
    listed.refresh()
    qtbot.waitUntil(lambda: listed.list.table.rows.row_at(0) is not None)
    row = listed.list.table.rows.row_at(0)
    assert row is not None
    assert (row.state, row.ran_out) == (ApplicationState.GRANTED, True)


def test_what_was_being_typed_leads_back_to_the_tab(go: Went) -> None:
    for key in ("order-outcome:7:3", "order-hearing:7", "order-plan-review:7"):
        open_draft(go, key)  # type: ignore[arg-type]
    assert go.places == [("order", 7, {"tab": "HearingsTab"})] * 3


def test_a_refused_application_lists_an_appeal_alone(desk: Desk, tab_of: Shown) -> None:
    way = lodged(desk.office, desk.who)
    way.at(datetime(2003, 11, 17, 16))
    way.listed(datetime(2003, 11, 17, 10))
    way.came(HearingOutcome.REFUSED)
    tab = tab_of(way)
    tab.open_hearing(0)
    box = dialog(tab).form.fields["kind"].box
    assert [box.itemData(n) for n in range(box.count())] == ["appeal"]


def test_the_words_for_an_order_in_force_name_its_saving(desk: Desk, tab_of: Shown) -> None:
    way = granted(desk.office, desk.who, last_day=None)
    way.at(datetime(2020, 6, 1, 9))
    tab = tab_of(way)
    assert "read as an injunction" in tab._notes.text()
    assert "Unconfirmed" in tab._notes.text()
    way.do(court_orders.plan_review, story(tab).orders[0].id, date(2020, 7, 1))
