"""The page of addresses that are written in several ways."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from asbdesk.domain.people import AddressValues
from asbdesk.services import people
from asbdesk.ui.desk import Desk
from asbdesk.ui.insight.homes import HomesPage
from tests.factories import do, person_values
from tests.ui.page_fixtures import Went


def test_one_press_writes_the_home_in_one_way_and_undo_puts_it_back(qtbot: QtBot, desk: Desk, go: Went) -> None:
    for given, lines in (("Dean", "14 Larch Court\nQuarry Road"), ("Kaye", "14 Larch Ct, Quarry Rd")):
        values = person_values(given, addresses=(AddressValues(lines, "TM3 8QX"),))
        do(desk.office, desk.who, people.add_person, values)
    page = HomesPage(desk, go)
    qtbot.addWidget(page)
    page.refresh()
    assert page.table.rowCount() == 1
    assert page.spellings.rowCount() == 2
    page.write()
    page.refresh()
    assert go.said == ["The address is written in one way."]
    assert page.table.rowCount() == 0
    assert not page.alike.isEnabled()
    page.undo()
    page.refresh()
    assert page.table.rowCount() == 1
