"""The directory of partner agencies through its page, and the ways to it."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from asbdesk.domain.casework import ActionKind
from asbdesk.domain.conferences import ActionValues
from asbdesk.queries import agencies as directory
from asbdesk.services import actions
from asbdesk.ui import places
from asbdesk.ui.agencies.dialog import AgencyDialog
from asbdesk.ui.agencies.list import AgenciesPage
from asbdesk.ui.cases.page import CasePage
from asbdesk.ui.desk import Desk
from asbdesk.ui.settings.page import SettingsPage
from tests.factories import ask
from tests.ui.agencies.hands import DUE, Case, dialog, filled, pressed, shown
from tests.ui.kit.helpers import Recorder
from tests.ui.page_fixtures import Went

# the directory


def test_a_new_office_takes_over_the_examples_with_one_click_and_once(qtbot: QtBot, desk: Desk, go: Went) -> None:
    page = shown(qtbot, desk, AgenciesPage(desk, go))
    page.take_examples()
    assert page.list.count.text() == "19 agencies"
    page.take_examples()
    assert go.said == ["19 example agencies were added.", "The examples are in the directory already."]


def test_an_agency_is_added_with_its_contact_and_wrong_input_is_told_at_its_field(
    qtbot: QtBot, desk: Desk, go: Went
) -> None:
    page = shown(qtbot, desk, AgenciesPage(desk, go))
    pressed(page, "Add an agency")
    made = dialog(AgencyDialog)
    filled(made.form, name="Thornmere Police", email="desk at police")
    made.save()
    assert made.form.fields["kind"].error() == "Choose what kind of agency it is."
    filled(made.form, kind="police")
    made.save()
    assert "no e-mail address" in made.form.fields["email"].error()
    filled(made.form, email="desk@police.example")
    made.form.fields["contacts"].add({"name": "", "telephone": "ring"})
    made.save()
    assert "needs a name" in made.form.fields["contacts"].error()
    made.form.fields["contacts"].lines[0].parts["name"].setText("PC Ruth Sampleford")
    made.save()
    assert "PC Ruth Sampleford: This is no telephone number." in made.form.fields["contacts"].error()
    made.form.fields["contacts"].lines[0].parts["telephone"].setText("01632 960203")
    made.save()
    assert not made.isVisible()
    assert [(row.name, row.contact) for row in ask(desk.office, directory.active_agencies)] == [
        ("Thornmere Police", "PC Ruth Sampleford")
    ]


def test_an_unfinished_agency_comes_back_and_leads_to_its_dialog(qtbot: QtBot, desk: Desk, go: Went) -> None:
    page = shown(qtbot, desk, AgenciesPage(desk, go))
    page.add()
    made = dialog(AgencyDialog)
    filled(made.form, name="Half an ag")
    made.editor.keeper.save_now()
    made.reject()
    places.open_draft(go, "agency:new")
    assert go.places == [("agencies", 0, {"resume": "new"})]
    shown(qtbot, desk, AgenciesPage(desk, go, resume="new"))
    assert dialog(AgencyDialog).form.fields["name"].value() == "Half an ag"


def test_an_agency_in_use_is_retired_and_one_that_never_was_is_deleted(
    qtbot: QtBot, case: Case, go: Went, asked: Recorder
) -> None:
    case.do(actions.add_action, case.id, ActionValues(ActionKind.ACTION, "Patrols", DUE, case.police))
    page = shown(qtbot, case.desk, AgenciesPage(case.desk, go))
    page.list.opened.emit(case.police)
    made = dialog(AgencyDialog)
    assert "Delete…" not in [b.text().replace("&", "") for b in made.findChildren(QPushButton)]
    pressed(made, "Retire")
    assert not made.isVisible()
    page.list.opened.emit(case.landlord)
    pressed(dialog(AgencyDialog), "Delete…")
    assert ask(case.desk.office, directory.active_agencies) == ()
    page.list.opened.emit(case.police)
    pressed(dialog(AgencyDialog), "Bring back")
    assert [row.id for row in ask(case.desk.office, directory.active_agencies)] == [case.police]


def test_settings_and_the_case_lead_to_the_agencies(qtbot: QtBot, case: Case, go: Went) -> None:
    settings = shown(qtbot, case.desk, SettingsPage(case.desk, go))
    pressed(settings, "Open the directory")
    page = shown(qtbot, case.desk, CasePage(case.desk, go, case.id))
    menu = page.more.menu()
    next(a for a in menu.actions() if a.text() == "Partner a&gencies…").trigger()
    pressed(page, "All about agencies")
    assert go.places == [("agencies", 0, {}), ("partners", case.id, {}), ("partners", case.id, {})]
