"""The dialog that opens a case, on a real office."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from asbdesk.domain.casework import ClosingReason, IncidentRole
from asbdesk.domain.incidents import IncidentPersonValues
from asbdesk.queries import offices
from asbdesk.queries.cases import CasePage, case
from asbdesk.queries.incidents import incident
from asbdesk.services import cases, incidents, people
from asbdesk.ui.cases.open_case import OpenCaseDialog
from asbdesk.ui.desk import Desk
from tests.factories import TODAY, ask, case_of, complainant_values, do, incident_values, person_values
from tests.ui.page_fixtures import Went


def report(desk: Desk, accused: int | None = None) -> int:
    accused = accused or do(desk.office, desk.who, people.add_person, person_values())
    reporter = do(desk.office, desk.who, people.add_person, complainant_values())
    who = (
        IncidentPersonValues(IncidentRole.PERPETRATOR, accused),
        IncidentPersonValues(IncidentRole.REPORTER, reporter),
    )
    return do(desk.office, desk.who, incidents.record_incident, incident_values(*who))


def dialog(qtbot: QtBot, desk: Desk, go: Went, **start: int) -> OpenCaseDialog:
    made = OpenCaseDialog(None, desk, go, **start)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)  # the tests look at it once more
    qtbot.addWidget(made)
    made.open()
    return made


def opened(desk: Desk, go: Went) -> CasePage:
    place, number, _facts = go.places[-1]
    assert place == "case"
    return ask(desk.office, case, number, TODAY)


def test_a_case_is_opened_from_an_incident_with_its_people(qtbot: QtBot, desk: Desk, go: Went) -> None:
    incident_id = report(desk)
    made = dialog(qtbot, desk, go, incident_id=incident_id)
    assert made.subject.value() == "Loud music was played from 11.30 pm to 3 am"
    assert made.form.fields["categories"].value() == ["noise"]
    made.save()
    page = opened(desk, go)
    assert [(p.name, p.pseudonym, p.protected) for p in page.parties] == [
        ("Dean Mercer", "", False),
        ("Amina Testwick", "Complainant A", True),
    ]
    assert ask(desk.office, incident, incident_id).case_id == page.id


def test_the_question_of_identity_is_put_only_where_it_is_decided(qtbot: QtBot, desk: Desk, go: Went) -> None:
    made = dialog(qtbot, desk, go, incident_id=report(desk))
    perpetrator, complainant = made.people._lines
    assert not perpetrator.boxes["disclosure"].isVisibleTo(perpetrator)
    box = complainant.boxes["disclosure"]
    assert box.isVisibleTo(complainant)
    assert box.accessibleName() == "May the perpetrator know who Amina Testwick is?"
    role = complainant.boxes["role"]
    role.setCurrentIndex(role.findData("professional"))
    assert not box.isVisibleTo(complainant)


def test_an_open_case_about_the_same_person_can_be_joined(qtbot: QtBot, desk: Desk, go: Went) -> None:
    case_id, accused, _ = case_of(desk.office, desk.who)
    incident_id = report(desk, accused)
    made = dialog(qtbot, desk, go, incident_id=incident_id)
    assert "already has an open case: ASB/2003/0001" in made.banner.words()
    assert made.joiner.text() == "&Join ASB/2003/0001"
    made.join()
    assert go.places[-1][:2] == ("case", case_id)
    assert ask(desk.office, incident, incident_id).case_id == case_id


def test_a_closed_case_about_the_same_person_is_remembered(qtbot: QtBot, desk: Desk, go: Went) -> None:
    case_id, accused, _ = case_of(desk.office, desk.who)
    version = ask(desk.office, case, case_id, TODAY).version
    do(desk.office, desk.who, cases.close_case, case_id, version, ClosingReason.EARLY_INTERVENTION, "Quiet.")
    made = dialog(qtbot, desk, go, incident_id=report(desk, accused))
    assert "will remember it" in made.banner.words()
    assert not made.joiner.isVisibleTo(made)
    made.save()
    assert opened(desk, go).previous_reference == "ASB/2003/0001"


def test_without_a_perpetrator_the_form_says_what_is_missing(qtbot: QtBot, desk: Desk, go: Went) -> None:
    made = dialog(qtbot, desk, go)
    made.subject.set_value("Noise")
    made.save()
    assert made.people.error() == "Say whose behaviour the case is about."
    assert not go.places


def test_without_a_category_the_words_stand_beside_it(qtbot: QtBot, desk: Desk, go: Went) -> None:
    person = do(desk.office, desk.who, people.add_person, person_values())
    made = dialog(qtbot, desk, go, person_id=person)
    made.subject.set_value("Noise")
    made.save()
    assert made.form.fields["categories"].error() == "Choose at least one category."
    made.form.fields["categories"].set_value(["noise"])
    made.save()
    assert [p.name for p in opened(desk, go).perpetrators] == ["Dean Mercer"]


def test_what_was_typed_comes_back_and_is_gone_when_the_case_is_open(qtbot: QtBot, desk: Desk, go: Went) -> None:
    incident_id = report(desk)
    made = dialog(qtbot, desk, go, incident_id=incident_id)
    made.subject.edit.setText("Music through the night")
    made.reject()
    again = dialog(qtbot, desk, go, incident_id=incident_id)
    assert again.subject.value() == "Music through the night"
    titles: list[Any] = [d.title for d in ask(desk.office, offices.drafts, desk.who.user_id)]
    assert titles == ["New case: Music through the night"]
    again.save()
    assert ask(desk.office, offices.drafts, desk.who.user_id) == ()
    assert opened(desk, go).subject == "Music through the night"


def test_an_incident_that_is_gone_is_said_plainly(qtbot: QtBot, desk: Desk, go: Went) -> None:
    made = dialog(qtbot, desk, go, incident_id=99)
    assert made.banner.words() == "This incident is no longer in the office."
