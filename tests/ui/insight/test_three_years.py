"""The page of the three-year audit on an office of its own."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from asbdesk.demonstration_places import add_places
from asbdesk.domain.casework import WhenKind
from asbdesk.domain.when import When
from asbdesk.services import incidents, people, targets
from asbdesk.ui.desk import Desk
from asbdesk.ui.incidents.list import IncidentsPage
from asbdesk.ui.insight.submitted import SubmittedPage
from asbdesk.ui.insight.three_years import FileDialog, ThreeYearsPage
from tests.factories import TODAY, do, incident_values, person_values
from tests.ui.page_fixtures import Went


@pytest.fixture
def page(desk: Desk, go: Went, qtbot: QtBot) -> ThreeYearsPage:
    """Six incidents of noise in 2001-02 and seven in 2002-03."""
    do(desk.office, desk.who, add_places)
    for year, many in ((2001, 6), (2002, 7)):
        for day in range(1, many + 1):
            when = When(WhenKind.MOMENT, datetime(year, 5, day, 22, 30))
            do(desk.office, desk.who, incidents.record_incident, incident_values(when=when))
    do(desk.office, desk.who, people.add_person, person_values("Kit", "Invented"))
    made = ThreeYearsPage(desk, go)
    qtbot.addWidget(made)
    made.resize(1150, 700)
    made.refresh()
    made.show()
    return made


def row_of(page: ThreeYearsPage, label: str) -> int:
    return next(place for place, each in enumerate(page._rows) if each.label == label)


def test_a_figure_opens_the_incidents_behind_it(page: ThreeYearsPage, desk: Desk, go: Went, qtbot: QtBot) -> None:
    assert page.years.box.currentText() == "2001-02 to 2003-04"
    page.figures.opened.emit(row_of(page, "Noise, 2002-03"))
    place, _, facts = go.places[-1]
    assert (place, facts["about"], len(facts["ids"])) == ("incidents", "Noise, 2002-03", 7)
    found = IncidentsPage(desk, go, **facts)
    qtbot.addWidget(found)
    found.refresh()
    assert found.list.table.rows.rowCount() == 7
    page.figures.opened.emit(row_of(page, "Noise, 2003-04"))
    assert go.said == ["Noise, 2003-04: nothing is behind this."]


def test_years_that_run_cannot_be_filed_those_that_are_over_can(
    page: ThreeYearsPage, desk: Desk, go: Went, qtbot: QtBot
) -> None:
    assert not page.filer.isEnabled()
    assert "from 31 Mar 2004 on" in page.head.words.text()
    page.years.set_value("2000-04-01")
    assert page.filer.isEnabled()
    page.file()
    dialog = next(iter(page.findChildren(FileDialog)))
    dialog.form.fields["note"].set_value("Published.")
    dialog.save()
    place, number, _ = go.places[-1]
    assert place == "return"
    filed = SubmittedPage(desk, go, number)
    qtbot.addWidget(filed)
    filed.refresh()
    assert filed.verdict.text() == "Counted anew today, every figure is as it was sent."
    assert filed.view.shown_bytes() == page.made.pdf if page.made else False
    page.refresh()
    assert page.filed.rowCount() == 1


def test_a_name_that_was_typed_stops_saving_and_filing(page: ThreeYearsPage, desk: Desk, tmp_path: Path) -> None:
    page.save_to(tmp_path / "good.pdf")
    assert (tmp_path / "good.pdf").read_bytes().startswith(b"%PDF")
    do(desk.office, desk.who, targets.adopt_plan)
    do(desk.office, desk.who, targets.review_year, 2002, TODAY, "Quieter since Kit Invented moved away.")
    page.years.set_value("2000-04-01")
    page.save_to(tmp_path / "bad.pdf")
    assert not (tmp_path / "bad.pdf").exists()
    assert "Kit Invented" in page.banner.accessibleName()
    page.file_with("", "three-years-file:2000")
    page.refresh()
    assert page.filed.rowCount() == 0


def test_the_part_that_is_chosen_stays_chosen_and_says_its_method(page: ThreeYearsPage) -> None:
    page.part.set_value("hours")
    assert "counts where it began" in page.method.text()
    page.refresh()
    assert page.part.value() == "hours"
