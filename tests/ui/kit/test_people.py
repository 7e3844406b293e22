from __future__ import annotations

from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from asbdesk.ui.kit.people_field import Choice, PeopleField
from asbdesk.ui.kit.person_picker import PersonPicker, Suggestions
from tests.ui.kit.helpers import InlineDesk, LateDesk

ROLES = [("perpetrator", "Perpetrator"), ("complainant", "Complainant")]


@dataclass(frozen=True)
class Known:
    id: int
    name: str


def suggest(_session: object, text: str, limit: int) -> tuple[Known, ...]:
    people = (Known(1, "Dean Mercer"), Known(2, "Dean Marsh"), Known(3, "Amina Testwick"))
    return tuple(p for p in people if p.name.lower().startswith(text.lower()[:4]))[:limit]


def describe(person: Known) -> str:
    return f"{person.name}, born 4 Mar 1985, 2 cases"


@pytest.fixture
def picker(qtbot) -> PersonPicker:
    made = PersonPicker(InlineDesk(), "&Reporter", suggest, describe, unknown=True)
    qtbot.addWidget(made)
    made.show()
    made.focus()
    return made


def lines(picker: PersonPicker) -> list[str]:
    model = picker.suggestions()
    return [model.data(model.index(row)) for row in range(model.rowCount())]


def test_typing_lists_people_already_known_then_new_then_not_known(qtbot, picker: PersonPicker) -> None:
    qtbot.keyClicks(picker.edit, "Dean Mercr")
    qtbot.waitUntil(lambda: picker.suggestions().rowCount() > 0)
    assert lines(picker) == [
        "Dean Mercer, born 4 Mar 1985, 2 cases", "Dean Marsh, born 4 Mar 1985, 2 cases",
        "New person: Dean Mercr", "Not known, description only: Dean Mercr",
    ]  # fmt: skip


def test_down_and_enter_take_the_first(qtbot, picker: PersonPicker) -> None:
    qtbot.keyClicks(picker.edit, "Dean")
    qtbot.waitUntil(lambda: picker.popup().isVisible())
    qtbot.keyClick(picker.popup(), Qt.Key.Key_Down)
    with qtbot.waitSignal(picker.chosen) as chosen:
        qtbot.keyClick(picker.popup(), Qt.Key.Key_Return)
    assert chosen.args == [1]
    assert picker.value() == {"id": 1, "name": "Dean Mercer"}
    assert picker.state_line.text() == "Already known"
    assert picker.edit.text() == "Dean Mercer"


def test_a_name_changed_after_the_choice_is_no_longer_that_person(qtbot, picker: PersonPicker) -> None:
    picker.set_value({"id": 1, "name": "Dean Mercer"})
    qtbot.keyClicks(picker.edit, "s")
    assert picker.value() == {"id": None, "name": "Dean Mercers"}


@pytest.mark.parametrize(
    ("row", "value"), [(2, {"id": None, "name": "Dean"}), (3, {"id": None, "name": "Dean", "unknown": True})]
)
def test_the_last_lines_stand_for_new_and_not_known(
    qtbot, picker: PersonPicker, row: int, value: dict[str, object]
) -> None:
    qtbot.keyClicks(picker.edit, "Dean")
    qtbot.waitUntil(lambda: picker.suggestions().rowCount() == 4)
    with qtbot.waitSignal(picker.new_person if row == 2 else picker.not_known) as told:
        picker._take(picker.suggestions().index(row))
    assert told.args == ["Dean"]
    assert picker.value() == value


def test_an_older_answer_is_dropped(qtbot) -> None:
    desk = LateDesk()
    picker = PersonPicker(desk, "&Reporter", suggest, describe)
    qtbot.addWidget(picker)
    picker.edit.setText("Amin")
    picker._ask()
    picker.edit.setText("Dean")
    picker._ask()
    desk.deliver(1)
    desk.deliver(0)
    assert lines(picker)[0].startswith("Dean Mercer")


def test_the_list_keeps_qts_rules() -> None:
    model = Suggestions()
    check = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show_lines([("known", "Dean Mercer", None), ("new", "New person: D", None)])
    model.show_lines([])
    assert check.model() is model


@pytest.fixture
def people(qtbot) -> PeopleField:
    made = PeopleField(InlineDesk(), "&People", suggest, describe, [Choice("role", "Role", ROLES, "complainant")])
    qtbot.addWidget(made)
    made.show()
    return made


def test_people_with_roles_come_back_as_they_were_given(people: PeopleField) -> None:
    value = [
        {"id": 1, "name": "Dean Mercer", "role": "perpetrator"},
        {"id": None, "name": "Amina Testwick", "role": "complainant"},
    ]
    people.set_value(value)
    assert people.value() == value


def test_a_new_person_gets_the_role_offered_and_later_an_id(qtbot, people: PeopleField) -> None:
    qtbot.keyClicks(people.picker.edit, "Amina")
    qtbot.waitUntil(lambda: people.picker.suggestions().rowCount() == 2)
    with qtbot.waitSignal(people.new_person):
        people.picker._take(people.picker.suggestions().index(1))
    assert people.value() == [{"id": None, "name": "Amina", "role": "complainant"}]
    assert people.picker.edit.text() == ""
    people.set_id("Amina", 9)
    assert people.value()[0]["id"] == 9


def test_nobody_is_added_twice(people: PeopleField) -> None:
    people.set_value([{"id": 1, "name": "Dean Mercer"}, {"id": 1, "name": "Dean Mercer"}])
    assert len(people.value()) == 1


def test_a_name_typed_but_not_added_is_told_and_kept_in_the_draft(qtbot, people: PeopleField) -> None:
    qtbot.keyClicks(people.picker.edit, "Kaye")
    assert "not added yet" in people.problem()
    draft = people.draft()
    people.set_draft({"people": [], "typed": None})
    assert people.problem() == ""
    people.set_draft(draft)
    assert people.picker.edit.text() == "Kaye"


def test_remove_is_a_button_with_the_persons_name(people: PeopleField) -> None:
    people.set_value([{"id": 1, "name": "Dean Mercer"}])
    (button,) = [b for b in people.findChildren(object) if getattr(b, "accessibleName", str)() == "Remove Dean Mercer"]
    button.click()
    assert people.value() == []
