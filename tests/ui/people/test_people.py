"""Recording, finding and showing people, with the real office behind it."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from asbdesk.domain.casework import (
    ContactKind,
    FlagKind,
    PreferredFormat,
    Relation,
    SafeToUse,
    Tenure,
)
from asbdesk.domain.people import AddressValues, AliasValues, ContactValues, FlagValues
from asbdesk.queries import offices
from asbdesk.queries import people as read
from asbdesk.services import people
from asbdesk.ui.desk import Desk
from asbdesk.ui.people.dialog import PersonDialog
from asbdesk.ui.people.form import PersonForm
from asbdesk.ui.people.list import PeoplePage
from asbdesk.ui.people.page import PersonPage
from asbdesk.ui.people.relation import RelationDialog
from tests.factories import ask, case_of, do, person_values
from tests.ui.page_fixtures import Went

FULL = person_values(
    "Kaye",
    "Mercer",
    title="Ms",
    language="Portuguese",
    interpreter=True,
    preferred_format=PreferredFormat.LARGE_PRINT,
    notes="Works nights.",
    aliases=(AliasValues("Kay Dunn", "maiden name"),),
    addresses=(
        AddressValues("3 Mill Street\nThornmere", "TM1 4AB", date(1995, 1, 1), date(2001, 5, 1), Tenure.PRIVATE),
        AddressValues(
            "14 Larch Court", "TM3 8QX", date(2001, 5, 1), None, Tenure.COUNCIL, "Thornmere Homes", SafeToUse.NO
        ),
    ),
    contacts=(
        ContactValues(ContactKind.MOBILE, "07700 900123", SafeToUse.NO, "Partner reads it"),
        ContactValues(ContactKind.EMAIL, "kaye@example.org", SafeToUse.YES),
    ),
    flags=(FlagValues(FlagKind.MARKER, "Visit in pairs", "a dog", date(2004, 5, 1)),),
)


def words(widget: QWidget) -> str:
    QApplication.processEvents()
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget))


def opened(qtbot: QtBot, desk: Desk, go: Went, number: int, **facts: Any) -> PersonPage:
    page = PersonPage(desk, go, number, **facts)
    qtbot.addWidget(page)
    page.resize(1118, 620)
    desk.changed.connect(lambda kinds: page.refresh() if kinds & page.shows else None)
    page.show()
    page.refresh()
    return page


def test_a_form_gives_back_all_that_it_was_given(qtbot: QtBot, desk: Desk) -> None:
    form = PersonForm(desk, quick=True)
    qtbot.addWidget(form)
    form.show_person(FULL)
    assert form.person() == FULL
    assert form.more.is_open()
    assert not form.dirty


def test_an_empty_form_holds_no_addresses_or_telephones(qtbot: QtBot, desk: Desk) -> None:
    form = PersonForm(desk, quick=True)
    qtbot.addWidget(form)
    values = form.person()
    assert values.addresses == ()
    assert values.contacts == ()
    assert not form.more.is_open()


def test_nobody_has_said_that_a_new_telephone_is_safe(qtbot: QtBot, desk: Desk) -> None:
    form = PersonForm(desk, quick=True)
    qtbot.addWidget(form)
    form.fields["contacts"].item(0)["value"].set_value("01632 960711")
    assert form.person().contacts == (ContactValues(ContactKind.TELEPHONE, "01632 960711", SafeToUse.UNKNOWN),)


def test_an_item_is_added_and_removed(qtbot: QtBot, desk: Desk) -> None:
    form = PersonForm(desk, quick=True)
    qtbot.addWidget(form)
    addresses = form.fields["addresses"]
    addresses.item(0)["lines"].set_value("14 Larch Court")
    addresses.adder.click()
    addresses.item(1)["lines"].set_value("3 Mill Street")
    assert [a.lines for a in form.person().addresses] == ["14 Larch Court", "3 Mill Street"]
    assert addresses.item(1)["lines"].name == "Address 2"
    addresses._remove(addresses._items[0])
    assert [a.lines for a in form.person().addresses] == ["3 Mill Street"]


def test_a_new_person_is_saved(qtbot: QtBot, desk: Desk) -> None:
    got: list[tuple[int, str]] = []
    dialog = PersonDialog(None, desk, "Dean Mercer", then=lambda *who: got.append(who))
    dialog.open()
    dialog.form.fields["born"].set_draft("4/3/84")
    dialog.form.fields["addresses"].item(0)["lines"].set_value("14 Larch Court")
    dialog.save()
    assert got == [(1, "Dean Mercer")]
    values = ask(desk.office, read.person, 1).values
    assert values.born == date(1984, 3, 4)
    assert values.addresses[0].lines == "14 Larch Court"


def test_somebody_known_is_shown_before_a_second_record_is_made(qtbot: QtBot, desk: Desk) -> None:
    do(desk.office, desk.who, people.add_person, person_values())
    got: list[tuple[int, str]] = []
    dialog = PersonDialog(None, desk, "Mercer, Deen", then=lambda *who: got.append(who))
    dialog.open()
    dialog.form.fields["born"].set_value("1984-03-04")
    dialog.known.look()
    assert dialog.known.names() == ["Dean Mercer, born 4 Mar 1984, 14 Larch Court, Quarry Road, Thornmere, TM3 8QX"]
    dialog.known.findChildren(QPushButton)[0].click()
    assert got == [(1, "Dean Mercer")]
    assert len(ask(desk.office, read.PEOPLE.ids, read.ListFilter(), "name")) == 1


def test_the_warning_goes_when_the_name_is_another(qtbot: QtBot, desk: Desk) -> None:
    do(desk.office, desk.who, people.add_person, person_values())
    dialog = PersonDialog(None, desk, "Dean Mercer", then=lambda *_: None)
    qtbot.addWidget(dialog)
    dialog.form.fields["family_name"].set_value("Hollowell")
    dialog.form.fields["given_names"].set_value("Beatrix")
    dialog.known.look()
    assert dialog.known.isHidden()


def test_a_person_without_a_name_is_refused_beside_the_field(qtbot: QtBot, desk: Desk) -> None:
    dialog = PersonDialog(None, desk, then=lambda *_: None)
    qtbot.addWidget(dialog)
    dialog.save()
    assert "at least one name" in dialog.form.fields["family_name"].error()
    dialog.form.fields["approximate_age"].set_draft("old")
    dialog.save()
    assert "number of years" in dialog.form.fields["approximate_age"].error()


def test_a_new_person_comes_back_after_a_crash(qtbot: QtBot, desk: Desk) -> None:
    first = PersonDialog(None, desk, then=lambda *_: None)
    qtbot.addWidget(first)
    first.form.fields["given_names"].set_value("Amina")
    first.form.fields["flags"].set_draft([{"kind": "marker", "text": "Visit in pairs", "reason": "", "review_on": ""}])
    first.editor.keeper.save_now()
    again = PersonDialog(None, desk, then=lambda *_: None)
    qtbot.addWidget(again)
    assert again.form.fields["given_names"].value() == "Amina"
    assert again.form.more.is_open()
    assert ask(desk.office, offices.draft, desk.who.user_id, "person:new").title == "New person: Amina"


def test_a_page_warns_before_a_visit_and_marks_what_is_unsafe(qtbot: QtBot, desk: Desk, go: Went) -> None:
    page = opened(qtbot, desk, go, do(desk.office, desk.who, people.add_person, FULL))
    said = words(page.view)
    assert "Before a visit: Visit in pairs (a dog)" in said
    assert "Do not use: not safe" in said
    assert "Do not write: not safe" in said
    assert "also known as Kay Dunn" in said
    assert page.title() == "Kaye Mercer"


def test_an_edit_is_saved(qtbot: QtBot, desk: Desk, go: Went) -> None:
    page = opened(qtbot, desk, go, do(desk.office, desk.who, people.add_person, FULL))
    page.edit()
    assert page.editor is not None
    page.editor.form.fields["family_name"].set_value("Dunn")
    page.save()
    assert page.title() == "Kaye Dunn"
    values = ask(desk.office, read.person, 1).values
    assert (values.family_name, values.addresses, values.flags) == ("Dunn", FULL.addresses, FULL.flags)


def test_a_change_made_meanwhile_is_told(qtbot: QtBot, desk: Desk, go: Went) -> None:
    page = opened(qtbot, desk, go, do(desk.office, desk.who, people.add_person, FULL))
    page.edit()
    assert page.editor is not None
    page.editor.form.fields["notes"].set_value("Mine")
    do(desk.office, desk.who, people.change_person, 1, 1, person_values("Kaye", "Theirs"))
    page.save()
    assert "Somebody else changed this" in page.editor.form.banner.words()
    page.editor.take_newest()
    assert ask(desk.office, read.person, 1).values.notes == "Mine"


def test_a_parent_is_added_and_taken_away(qtbot: QtBot, desk: Desk, go: Went) -> None:
    dean = do(desk.office, desk.who, people.add_person, person_values())
    kaye = do(desk.office, desk.who, people.add_person, FULL)
    page = opened(qtbot, desk, go, dean)
    page.add_relation()
    dialog = page.findChild(RelationDialog)
    dialog.save()
    assert "choose the person" in dialog.other.error()
    dialog.other.set_value({"id": kaye, "name": "Kaye Mercer"})
    dialog.relation.set_value(Relation.PARENT)
    dialog.save()
    (relation,) = ask(desk.office, read.person, dean).relations
    assert (relation.name, relation.relation) == ("Kaye Mercer", Relation.PARENT)
    page.unrelate(relation.id)
    assert ask(desk.office, read.person, dean).relations == ()


def test_nobody_is_related_to_herself(qtbot: QtBot, desk: Desk, go: Went) -> None:
    dean = do(desk.office, desk.who, people.add_person, person_values())
    page = opened(qtbot, desk, go, dean)
    page.add_relation()
    dialog = page.findChild(RelationDialog)
    dialog.other.set_value({"id": dean, "name": "Dean Mercer"})
    dialog.save()
    assert "nobody is related to herself" in dialog.other.error()


def test_cases_and_incidents_lead_on(qtbot: QtBot, desk: Desk, go: Went) -> None:
    case_id, accused, _ = case_of(desk.office, desk.who)
    page = opened(qtbot, desk, go, accused)
    tables = {t.accessibleName(): t for t in page.view.findChildren(QWidget) if hasattr(t, "show_lines")}
    tables["Cases"].opened.emit(0)
    tables["Incidents"].opened.emit(0)
    page.new_incident()
    assert go.places == [("case", case_id, {}), ("incident", 1, {}), ("new-incident", 0, {"person_id": accused})]


def test_the_history_is_read_when_it_is_opened(qtbot: QtBot, desk: Desk, go: Went) -> None:
    number = do(desk.office, desk.who, people.add_person, person_values())
    page = opened(qtbot, desk, go, number)
    assert "Jo Okafor · Recorded" not in words(page.view)
    opener = next(b for b in page.view.findChildren(QPushButton) if b.text() == "&History")
    opener.click()
    assert "Jo Okafor · Recorded" in words(page.view)


def test_the_list_shows_age_and_warning(qtbot: QtBot, desk: Desk, go: Went) -> None:
    do(desk.office, desk.who, people.add_person, FULL)
    page = PeoplePage(desk, go)
    qtbot.addWidget(page)
    page.refresh()
    row = ask(desk.office, read.people_rows, [1])[0]
    cells = {column.title: column.getter(row) for column in page.list.shown_columns()}
    assert cells["Born"] == "4 Mar 1984 (19)"
    assert cells["Warning"] == "Visit in pairs"
    assert cells["Address"] == "14 Larch Court, TM3 8QX"
    assert page.list.count.text() == "1 person"


def test_a_left_draft_opens_from_the_list(qtbot: QtBot, desk: Desk, go: Went) -> None:
    page = PeoplePage(desk, go, new=True)
    qtbot.addWidget(page)
    page.show()
    page.refresh()
    assert page.findChild(PersonDialog)
