"""The pages of a file for partners: previewed, given, seen again, and repeated for the months that follow."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from asbdesk.demonstration_places import add_places
from asbdesk.domain.casework import UserRole, WhenKind
from asbdesk.domain.when import When
from asbdesk.queries.sharing import shares
from asbdesk.services import agencies, incidents
from asbdesk.ui.desk import Desk
from asbdesk.ui.insight.new_share import NewSharePage
from asbdesk.ui.insight.sharing import ShareDialog, SharingPage, ThresholdDialog
from asbdesk.ui.kit.form import Form
from asbdesk.ui.shell import Shell
from tests.factories import ask, do, incident_values
from tests.ui.page_fixtures import Went


@pytest.fixture
def counted(desk: Desk) -> Desk:
    """Quarry has 6 incidents in October, Osier Holt 2."""
    do(desk.office, desk.who, add_places)
    do(desk.office, desk.who, agencies.take_examples)
    for postcode, many in (("TM3 8QX", 6), ("TM2 7NE", 2)):
        for day in range(1, many + 1):
            when = When(WhenKind.MOMENT, datetime(2003, 10, day, 21, 0))
            do(desk.office, desk.who, incidents.record_incident, incident_values(when=when, postcode=postcode))
    return desk


def opened(page: NewSharePage | SharingPage, qtbot: QtBot) -> None:
    qtbot.addWidget(page)
    page.resize(1200, 720)
    page.refresh()
    page.show()


def filled(page: NewSharePage) -> None:
    assert page.form is not None
    wards = next(place for place in range(2) if page.form.fields["set"].box.itemText(place).startswith("Wards"))
    page.form.fields["set"].box.setCurrentIndex(wards)
    page.form.fields["agency"].box.setCurrentIndex(1)
    page.form.fields["power"].set_value("The protocol of 2002")
    page.form.fields["necessity"].set_value("To plan patrols for the winter.")


def test_the_preview_says_what_is_withheld_and_why_and_a_file_that_was_given_is_seen_again(
    counted: Desk, go: Went, qtbot: QtBot, tmp_path: Path
) -> None:
    page = NewSharePage(counted, go)
    opened(page, qtbot)
    filled(page)
    lines = [[page.table.item(row, column).text() for column in range(4)] for row in range(page.table.rowCount())]
    assert ["Osier Holt", "Oct 2003", "withheld", "fewer than 5"] in lines
    assert ["Quarry", "Oct 2003", "withheld", "a total would give another back"] in lines
    assert "so that no total gives them back" in page.words.text()
    page.give_to(tmp_path)
    assert sorted(path.suffix for path in tmp_path.glob("incidents-by-*")) == [".csv", ".csv", ".pdf", ".xlsx"]
    assert go.places[-1][0] == "sharing"
    log = SharingPage(counted, go)
    opened(log, qtbot)
    log.table.opened.emit(0)
    dialog = log.findChild(ShareDialog)
    assert dialog is not None
    assert dialog.view.shown_bytes() == next(tmp_path.glob("*.pdf")).read_bytes()
    (tmp_path / "again").mkdir()
    dialog.save_to(tmp_path / "again")
    assert go.said[-1] == "4 files written to again."
    for path in (tmp_path / "again").iterdir():
        assert path.read_bytes() == (tmp_path / path.name).read_bytes()


def test_a_second_file_begins_on_a_form_of_its_own(counted: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    shell = Shell(counted)
    qtbot.addWidget(shell)
    shell("new-share")
    first = shell.page()
    assert isinstance(first, NewSharePage)
    filled(first)
    first.give_to(tmp_path)
    shell("new-share")
    second = shell.page()
    assert isinstance(second, NewSharePage)
    assert second is not first
    assert len(second.findChildren(Form)) == 1


def test_the_same_months_again_are_warned_about(counted: Desk, go: Went, qtbot: QtBot, tmp_path: Path) -> None:
    page = NewSharePage(counted, go)
    opened(page, qtbot)
    filled(page)
    page.give_to(tmp_path)
    again = NewSharePage(counted, go, again=ask(counted.office, shares)[0].id)
    opened(again, qtbot)
    assert again.form is not None
    assert again.form.value()["power"] == "The protocol of 2002"
    assert "not over yet" in again.head.words.text()
    assert "cut the same way" in again.banner.words()
    again.form.fields["first"].set_value(again.form.value()["last"])
    assert "may give back" in again.banner.words()
    assert "sum by sum: no count under 5 was found to come out" in again.banner.words()
    again.give_to(tmp_path, "The coroner has ordered it.")
    assert "no count under 5 was found to come out." in ask(counted.office, shares)[0].cautions[1]


def test_a_file_of_the_same_cut_is_not_given_twice_when_a_few_reports_came_in(
    counted: Desk, go: Went, qtbot: QtBot, tmp_path: Path
) -> None:
    for name, many, files in (("first", 0, 4), ("unchanged", 0, 4), ("late", 2, 0)):
        for day in range(1, many + 1):
            when = When(WhenKind.MOMENT, datetime(2003, 10, day, 9, 0))
            do(counted.office, counted.who, incidents.record_incident, incident_values(when=when, postcode="TM3 8QX"))
        page = NewSharePage(counted, go)
        opened(page, qtbot)
        filled(page)
        (tmp_path / name).mkdir()
        page.give_to(tmp_path / name)
        assert len(list((tmp_path / name).iterdir())) == files
    assert "the difference between the two files would give them away" in page.banner.accessibleName()
    assert page._giver.isEnabled()
    assert page.bar.isHidden()
    assert len(ask(counted.office, shares)) == 2


def test_what_is_missing_stands_beside_its_field_and_a_caseworker_only_looks(
    counted: Desk, go: Went, qtbot: QtBot
) -> None:
    page = NewSharePage(counted, go)
    opened(page, qtbot)
    page.save()
    assert page.form is not None
    assert "Choose the agency" in page.form.fields["agency"].error()
    for box in page.form.fields["across"].boxes.values():
        box.setChecked(True)
    assert "two at most" in page.words.text()
    counted.who = replace(counted.who, role=UserRole.CASEWORKER)
    other = NewSharePage(counted, go)
    opened(other, qtbot)
    assert other.editor is not None
    assert not other.editor.foot.itemAt(0).widget().isEnabled()
    assert other.table.rowCount()


def test_the_threshold_is_changed_with_who_decided_it(counted: Desk, go: Went, qtbot: QtBot) -> None:
    page = SharingPage(counted, go)
    opened(page, qtbot)
    page.change_threshold()
    dialog = page.findChild(ThresholdDialog)
    assert dialog is not None
    dialog.form.fields["threshold"].set_value("2")
    dialog.form.fields["note"].set_value("The partnership, 3 November.")
    dialog.save()
    assert "under 3" in dialog.form.fields["threshold"].error()
    dialog.form.fields["threshold"].set_value("10")
    dialog.save()
    page.refresh()
    assert "Counts under 10 are withheld" in page.words.text()
