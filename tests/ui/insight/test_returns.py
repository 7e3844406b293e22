"""The pages of returns on an office of its own."""

from __future__ import annotations

from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from asbdesk.demonstration_places import add_places
from asbdesk.domain.returns import Figure
from asbdesk.services import cases
from asbdesk.ui.cases.list import CasesPage
from asbdesk.ui.desk import Desk
from asbdesk.ui.insight import returns_state as state
from asbdesk.ui.insight.return_dialogs import SubmitDialog, YearDialog
from asbdesk.ui.insight.returns import ReturnsPage, open_figure
from asbdesk.ui.insight.submitted import SubmittedPage
from tests.factories import case_of, do
from tests.reports.test_returns import values
from tests.ui.page_fixtures import Went

OVER = "2002-04-01/2003-03-31"


@pytest.fixture
def page(desk: Desk, go: Went, qtbot: QtBot) -> ReturnsPage:
    """Two cases of the year that is over, both about Dean Mercer while the first was open."""
    do(desk.office, desk.who, add_places)
    _, accused, _ = case_of(desk.office, desk.who, opened_on=date(2002, 5, 1))
    do(desk.office, desk.who, cases.open_case, values(accused, date(2002, 6, 1)))
    made = ReturnsPage(desk, go)
    qtbot.addWidget(made)
    made.resize(1150, 700)
    made.refresh()
    made.show()
    return made


def figures(page: ReturnsPage) -> list[tuple[str, ...]]:
    return [line.cells for line in page.figures._lines]


def test_a_period_is_chosen_and_each_figure_opens_the_cases_behind_it(
    page: ReturnsPage, desk: Desk, go: Went, qtbot: QtBot
) -> None:
    assert figures(page)[0] == ("Cases opened", "0")
    assert not page.send.isEnabled()
    page.period.set_value(OVER)
    assert figures(page) == [
        ("Cases opened", "1"),
        ("Cases opened per 1,000 homes", "not known"),
        ("Of them hate cases", "0"),
        ("Hate cases opened per 1,000 homes", "not known"),
    ]
    assert "2002-03 (1 Apr 2002 to 31 Mar 2003)" in page.view.page_text(0)  # the paper follows, too
    page.figures.opened.emit(0)
    place, _, facts = go.places[-1]
    assert (place, facts["about"]) == ("cases", "Cases opened, 2002-03")
    found = CasesPage(desk, go, **facts)
    qtbot.addWidget(found)
    found.refresh()
    assert found.list.table.rows.rowCount() == 1
    page.figures.opened.emit(2)
    assert go.said == ["Of them hate cases: nothing is behind this."]
    open_figure(page, Figure("asked", "Surveys asked", "2", "2", "", "cases", (1,)), "2002-03")
    assert go.places[-1][2]["about"] == "Surveys asked, 2002-03: 2 in all"


def test_homes_are_taken_from_a_boundary_file_or_typed(page: ReturnsPage) -> None:
    page.period.set_value(OVER)
    page.ask_homes()
    dialog = next(iter(page.findChildren(YearDialog)))
    dialog.form.fields["boundaries"].set_value("1")
    assert dialog.form.value()["number"] == "15613"
    assert "Invented for the demonstration office" in dialog.form.value()["source"]
    dialog.form.set_draft({"boundaries": "1", "number": "4,6x", "source": "list"})
    dialog.save()
    assert dialog.form.fields["number"].error() == "Give a whole number: 4650."
    dialog.form.set_draft({"boundaries": "1", "number": "4,650", "source": "Stock list"})
    dialog.save()
    page.refresh()
    assert figures(page)[1] == ("Cases opened per 1,000 homes", "0.2")


def test_a_submitted_return_stands_beside_what_is_counted_today(
    page: ReturnsPage, desk: Desk, go: Went, qtbot: QtBot
) -> None:
    page.period.set_value(OVER)
    page.submit()
    dialog = next(iter(page.findChildren(SubmitDialog)))
    dialog.form.fields["note"].set_value("Sent by post.")
    dialog.save()
    place, number, _ = go.places[-1]
    assert place == "return"
    case_id = desk.office.reading
    assert case_id
    sent = SubmittedPage(desk, go, number)
    qtbot.addWidget(sent)
    sent.refresh()
    assert sent.verdict.text() == "Counted anew today, every figure is as it was sent."
    assert "Sent by post." in sent.head.words.text()
    page.refresh()
    assert page.sent.rowCount() == 1


def test_two_days_of_ones_own_are_a_period(page: ReturnsPage) -> None:
    page.period.set_value(state.OTHER)
    assert page.since.isVisibleTo(page)
    page.since.edit.setText("1 May 2002")
    page.until.edit.setText("30 April 2002")
    assert page.until.error() == "The last day lies before the first."
    page.until.edit.setText("1 May 2002")
    assert figures(page)[0] == ("Cases opened", "1")
    assert "1 May 2002 to 1 May 2002" in page.head.words.text()
