"""Taking an incident down, with the real office behind it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from asbdesk.domain.casework import HateStrand, IncidentRole, Qualifier
from asbdesk.queries import incidents, offices, people
from asbdesk.services import drafts
from asbdesk.ui.desk import Desk
from asbdesk.ui.incidents.new import KEY, NewIncidentPage
from asbdesk.ui.people.dialog import PersonDialog
from tests.factories import ask, case_of, do
from tests.ui.page_fixtures import Went


def opened(qtbot: QtBot, desk: Desk, go: Went, **facts: Any) -> NewIncidentPage:
    page = NewIncidentPage(desk, go, **facts)
    qtbot.addWidget(page)
    page.resize(1118, 620)
    page.show()
    page.refresh()
    return page


def filled(page: NewIncidentPage) -> NewIncidentPage:
    page.form.when.set_value("yesterday 23:30")
    page.form.category.set_value("noise")
    page.form.fields["summary"].set_value("Loud music was played until 3 am.")
    page.form.fields["account"].set_value("It went on until three.")
    return page


def dialog(page: NewIncidentPage) -> PersonDialog:
    return page.form.findChild(PersonDialog)


def draft(desk: Desk) -> Any:
    return ask(desk.office, offices.draft, desk.who.user_id, KEY)


def test_an_incident_is_saved_with_a_new_person(qtbot: QtBot, desk: Desk, go: Went) -> None:
    page = filled(opened(qtbot, desk, go))
    page.form.people.picker.set_value({"id": None, "name": "Dean Mercer"})
    page.form.people._take_new("Dean Mercer")
    person = dialog(page)
    assert person.form.fields["given_names"].value() == "Dean"
    assert person.form.fields["family_name"].value() == "Mercer"
    person.form.fields["born"].set_value("1984-03-04")
    person.save()
    page.save()
    assert go.places == [("incident", 1, {})]
    saved = ask(desk.office, incidents.incident, 1)
    assert [(p.name, p.role) for p in saved.people] == [("Dean Mercer", IncidentRole.PERPETRATOR)]
    assert saved.values.when.start.isoformat() == "2003-11-16T23:30:00"
    assert saved.dealt_with_at is None


def test_somebody_who_was_only_typed_is_recorded_before_the_incident(qtbot: QtBot, desk: Desk, go: Went) -> None:
    page = filled(opened(qtbot, desk, go))
    page.form.people.add_person({"id": None, "name": "Dean Mercer", "role": "perpetrator"})
    page.save()
    assert go.places == []
    dialog(page).save()
    assert go.places == [("incident", 1, {})]
    assert ask(desk.office, people.person, 1).name == "Dean Mercer"


def test_a_described_person_needs_no_record(qtbot: QtBot, desk: Desk, go: Went) -> None:
    page = filled(opened(qtbot, desk, go))
    page.form.people.add_person({"id": None, "name": "A man in a red coat", "unknown": True, "role": "witness"})
    page.save()
    (seen,) = ask(desk.office, incidents.incident, 1).people
    assert (seen.person_id, seen.description, seen.role) == (None, "A man in a red coat", IncidentRole.WITNESS)


def test_what_is_missing_stands_beside_its_field(qtbot: QtBot, desk: Desk, go: Went) -> None:
    page = opened(qtbot, desk, go)
    page.save()
    assert page.form.when.error()
    assert page.form.category.error()
    page.form.when.set_value("tomorrow 10:00")
    page.form.category.set_value("noise")
    page.form.fields["account"].set_value("It will happen.")
    page.save()
    assert "future" in page.form.when.error()
    assert go.places == []


def test_an_unreadable_time_is_told_in_words(qtbot: QtBot, desk: Desk, go: Went) -> None:
    page = filled(opened(qtbot, desk, go))
    page.form.when.set_draft("the other day")
    page.save()
    assert "the other day" in page.form.when.error()


def test_the_open_case_of_the_perpetrator_is_joined(qtbot: QtBot, desk: Desk, go: Went) -> None:
    case_id, accused, _ = case_of(desk.office, desk.who)
    page = filled(opened(qtbot, desk, go, person_id=accused))
    assert page.form._case.box.currentText() == "Join ASB/2003/0001, Noise nuisance"
    page.save()
    assert ask(desk.office, incidents.incident, 2).case_id == case_id


def test_somebody_may_choose_not_to_join(qtbot: QtBot, desk: Desk, go: Went) -> None:
    _, accused, _ = case_of(desk.office, desk.who)
    page = filled(opened(qtbot, desk, go, person_id=accused))
    page.form._case.box.setCurrentIndex(1)
    page.form.people.add_person({"id": None, "name": "A man", "unknown": True, "role": "witness"})
    page.save()
    assert ask(desk.office, incidents.incident, 2).case_id is None


def test_a_witness_brings_no_case(qtbot: QtBot, desk: Desk, go: Went) -> None:
    _, accused, _ = case_of(desk.office, desk.who)
    page = opened(qtbot, desk, go)
    page.form.people.add_person({"id": accused, "name": "Dean Mercer", "role": "witness"})
    assert page.form.case_id() is None


def test_save_and_open_a_case_goes_on_to_the_case(qtbot: QtBot, desk: Desk, go: Went) -> None:
    filled(opened(qtbot, desk, go)).save_and_open_case()
    assert go.places == [("incident", 1, {"open_case": True})]


def test_the_qualifier_follows_the_category_until_somebody_chooses(qtbot: QtBot, desk: Desk, go: Went) -> None:
    form = opened(qtbot, desk, go).form
    form.category.set_value("graffiti")
    assert form.qualifier.value() == Qualifier.ENVIRONMENTAL
    form.qualifier.set_value(Qualifier.PERSONAL)
    form.category.set_value("noise")
    assert form.qualifier.value() == Qualifier.PERSONAL


def test_what_is_typed_comes_back_after_a_crash(qtbot: QtBot, desk: Desk, go: Went) -> None:
    first = opened(qtbot, desk, go)
    first.form.when.edit.setText("last fr")
    first.form.fields["account"].set_value("He shouted")
    first.form.fields["hate_strands"].set_value([HateStrand.RACE])
    first.form.people.add_person({"id": None, "name": "Dean Mercer", "role": "perpetrator"})
    first.editor.keeper.save_now()
    assert draft(desk).title == "New incident: He shouted"
    again = opened(qtbot, desk, go)
    assert again.form.when.edit.text() == "last fr"
    assert again.form.fields["account"].value() == "He shouted"
    assert again.form.hate.is_open()
    assert again.form.unrecorded() == "Dean Mercer"
    assert again.form.banner.words().startswith("Brought back")


def test_the_draft_goes_with_the_saving_and_the_form_is_empty_again(qtbot: QtBot, desk: Desk, go: Went) -> None:
    page = filled(opened(qtbot, desk, go))
    page.editor.keeper.save_now()
    assert draft(desk)
    page.save()
    assert draft(desk) is None
    assert page.form.fields["account"].value() == ""
    assert not page.form.dirty


def test_a_refused_saving_keeps_the_draft(qtbot: QtBot, desk: Desk, go: Went) -> None:
    page = filled(opened(qtbot, desk, go))
    page.form.when.set_value("tomorrow 10:00")
    page.editor.keeper.save_now()
    page.save()
    assert draft(desk).payload["summary"] == "Loud music was played until 3 am."


def test_saving_and_dropping_the_draft_are_one_transaction(desk: Desk) -> None:
    do(desk.office, desk.who, drafts.keep_draft, KEY, "New incident", {"summary": "x"})

    def fail(_work: object) -> None:
        raise ValueError

    try:
        do(desk.office, desk.who, drafts.save_form, KEY, fail)
    except ValueError:
        assert draft(desk)
    else:
        raise AssertionError


def test_the_form_is_filled_by_keyboard_alone(qtbot: QtBot, desk: Desk, go: Went) -> None:
    page = opened(qtbot, desk, go)
    page.setFocus()
    order = ["When", "Reported", "How reported", "Reported by", "Anonymous", "Where", "Place", "Postcode", "Category",
             "Qualifier", "Summary", "Account", "People", "Hate or domestic", "Case", "Save incident",
             "Save and open a case", "Leave"]  # fmt: skip
    met = []
    for _ in order:
        focus = page.window().focusWidget()
        met.append(focus.accessibleName() or focus.text().replace("&", ""))
        qtbot.keyClick(focus, Qt.Key.Key_Tab)
    assert met == order


def test_mnemonics_are_unique_on_the_page(qtbot: QtBot, desk: Desk, go: Went) -> None:
    from PySide6.QtWidgets import QAbstractButton, QLabel

    page = opened(qtbot, desk, go)
    page.form.hate.set_open(True)
    letters = []
    for widget in (*page.findChildren(QAbstractButton), *page.findChildren(QLabel)):
        words = widget.text().replace("&&", "")
        if "&" in words and widget.isVisibleTo(page):
            letters.append(words[words.index("&") + 1].casefold())
    assert len(letters) > 15
    assert sorted(letters) == sorted(set(letters))
