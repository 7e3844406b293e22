from __future__ import annotations

import json
from datetime import date
from enum import Enum

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from asbdesk.domain.casework import ReportedHow
from asbdesk.errors import AsbdeskError, InvalidField
from asbdesk.ui.kit.date_fields import DateField, WhenField
from asbdesk.ui.kit.fields import AddressField, CheckField, ChoiceField, LongTextField, MultiChoice, TextField
from asbdesk.ui.kit.form import DraftKeeper, Form
from asbdesk.ui.kit.layout import Row

VALUE = {
    "surname": "Mercer", "born": "1985-03-04", "how": "warden", "flags": ["b"], "known": True,
    "address": {"lines": ["14 Larch Court", "Thornmere"], "postcode": "TM1 1AA"},
    "account": "Loud music.\n23:30 to 03:00.",
}  # fmt: skip


class Flag(Enum):
    AGE = "a"
    LANGUAGE = "b"


def parse(text: str) -> date:
    if text == "today":
        return date(2003, 11, 17)
    day, month, year = text.split("/")
    return date(int(year), int(month), int(day))


def show(day: date) -> str:
    return f"{day.day}/{day.month}/{day.year}"


@pytest.fixture
def form(qtbot) -> Form:
    made = Form()
    made.row(surname=TextField("&Surname", "As on the tenancy"), born=DateField("&Born", parse, show))
    made.add("how", ChoiceField("&How reported", ReportedHow, blank="Choose…"))
    made.add("flags", MultiChoice("&Vulnerability", Flag))
    made.add("known", CheckField("Identity may be &known"))
    made.add("address", AddressField("&Address"))
    made.add("account", LongTextField("A&ccount"))
    qtbot.addWidget(made)
    made.resize(900, 700)
    made.show()
    return made


def test_a_form_gives_back_as_json_what_it_was_given(form: Form) -> None:
    form.set_value(VALUE)
    assert json.loads(json.dumps(form.value())) == VALUE
    assert not form.dirty
    form.fields["surname"].set_value("Marcer")
    assert form.dirty


def test_an_empty_form_is_not_dirty(form: Form) -> None:
    assert not form.dirty
    assert form.value()["how"] is None


def test_every_field_is_named_by_its_label_and_led_to_by_its_mnemonic(qtbot, form: Form) -> None:
    for name, words in (("surname", "Surname"), ("how", "How reported"), ("account", "Account")):
        field = form.fields[name]
        assert field._control.accessibleName() == words
        assert field.label.buddy() is field._control
    form.activateWindow()
    qtbot.keyClick(form, Qt.Key.Key_S, Qt.KeyboardModifier.AltModifier)
    assert form.fields["surname"]._control.hasFocus()


def test_an_error_stands_at_its_field_and_is_spoken(form: Form) -> None:
    form.show_trouble(InvalidField("how", "Say how it was reported.", "Choose a line."))
    field = form.fields["how"]
    assert field.error() == "Say how it was reported. Choose a line."
    assert field._error.isVisible()
    assert field._control.hasFocus()
    assert field._control.accessibleDescription().startswith("Error: Say how")
    field.set_value("visit")
    assert not field._error.isVisible()
    assert "Error" not in field._control.accessibleDescription()


def test_an_error_of_no_field_stands_above(form: Form) -> None:
    form.show_trouble(AsbdeskError("Somebody else changed this person.", "Open it again."))
    assert form.banner.words() == "Somebody else changed this person. Open it again."


def test_the_first_wrong_field_gets_the_keyboard(form: Form) -> None:
    form.errors({"account": "Say what happened.", "surname": "Type a name."})
    assert form.fields["surname"]._control.hasFocus()


def test_what_was_understood_stands_beneath_while_it_is_typed(qtbot, form: Form) -> None:
    born = form.fields["born"]
    assert isinstance(born, DateField)
    born.focus()
    qtbot.keyClicks(born.edit, "3/11/2003")
    assert born.echo.text() == "= Mon 3/11/2003"
    assert born.echo.isVisible()
    assert born.value() == "2003-11-03"


def test_today_is_kept_as_the_day_that_it_is(qtbot, form: Form) -> None:
    born = form.fields["born"]
    assert isinstance(born, DateField)
    born.focus()
    qtbot.keyClicks(born.edit, "today")
    assert born.draft() == "17/11/2003"
    form.fields["surname"].focus()
    assert born.edit.text() == "17/11/2003"


def test_what_cannot_be_read_is_told_and_kept(qtbot, form: Form) -> None:
    born = form.fields["born"]
    assert isinstance(born, DateField)
    born.focus()
    qtbot.keyClicks(born.edit, "31/2/2003")
    assert (born.value(), born.draft()) == (None, "31/2/2003")
    assert not form.check()
    assert "day is out of range" in born.error()


def test_the_calendar_puts_a_day_into_the_field(qtbot, form: Form) -> None:
    from PySide6.QtWidgets import QCalendarWidget

    born = form.fields["born"]
    assert isinstance(born, DateField)
    born.open_calendar()
    (sheet,) = born.findChildren(QCalendarWidget)
    assert sheet.selectedDate().toPython() == date(2003, 11, 17)
    sheet.activated.emit(sheet.selectedDate())
    assert born.value() == "2003-11-17"


def test_a_moment_gives_its_words_and_its_object(qtbot) -> None:
    field = WhenField("&When", parse, show)
    qtbot.addWidget(field)
    field.set_value("3/11/2003")
    assert (field.value(), field.understood()) == ("3/11/2003", date(2003, 11, 3))


def test_a_password_is_never_kept_as_a_draft(qtbot) -> None:
    field = TextField("&Password", secret=True)
    qtbot.addWidget(field)
    field.set_value("correct horse")
    assert (field.value(), field.draft()) == ("correct horse", "")


def test_tab_leaves_the_long_text(qtbot, form: Form) -> None:
    account = form.fields["account"]
    account.focus()
    qtbot.keyClick(account._control, Qt.Key.Key_Tab)
    assert account.value() == ""
    assert not account._control.hasFocus()


def test_ctrl_s_asks_to_save_and_esc_to_leave(qtbot, form: Form) -> None:
    form.activateWindow()
    edit = form.fields["surname"]._control
    edit.setFocus()
    with qtbot.waitSignal(form.save_asked):
        qtbot.keyClick(edit, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    with qtbot.waitSignal(form.leave_asked):
        qtbot.keyClick(edit, Qt.Key.Key_Escape)


def test_fields_beside_one_another_stand_beneath_when_it_is_narrow(qtbot) -> None:
    first, second = TextField("&Surname"), TextField("&First name")
    window = QWidget()
    qtbot.addWidget(window)
    row = Row(first, second, parent=window)
    row.resize(600, 200)
    window.show()
    assert first.y() == second.y()
    row.resize(row.minimumSizeHint().width(), 200)
    qtbot.waitUntil(lambda: second.y() > first.y())


class Drafts:
    def __init__(self) -> None:
        self.kept: dict[str, dict[str, object]] = {}
        self.count = 0

    def keep(self, key: str, payload: dict[str, object]) -> None:
        self.count += 1
        self.kept[key] = json.loads(json.dumps(payload))

    def drop(self, key: str) -> None:
        self.kept.pop(key, None)


@pytest.fixture
def drafts() -> Drafts:
    return Drafts()


@pytest.fixture
def keeper(form: Form, drafts: Drafts) -> DraftKeeper:
    return DraftKeeper(form, "person:1", keep=drafts.keep, drop=drafts.drop)


def type_key(widget: object, letter: str) -> None:
    QApplication.sendEvent(widget, QKeyEvent(QKeyEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, letter))


def test_the_first_key_is_kept_at_once_and_the_rest_soon(
    qtbot, form: Form, keeper: DraftKeeper, drafts: Drafts
) -> None:
    edit = form.fields["surname"]._control
    edit.setFocus()
    type_key(edit, "M")
    assert drafts.kept["person:1"]["surname"] == "M"
    for letter in "ercer":
        type_key(edit, letter)
    assert drafts.count == 1
    qtbot.waitUntil(lambda: drafts.kept["person:1"]["surname"] == "Mercer")
    assert drafts.count == 2


def test_leaving_the_field_keeps_at_once(form: Form, keeper: DraftKeeper, drafts: Drafts) -> None:
    edit = form.fields["surname"]._control
    edit.setFocus()
    for letter in "Mer":
        type_key(edit, letter)
    form.fields["account"].focus()
    assert drafts.kept["person:1"]["surname"] == "Mer"


def test_hiding_the_form_keeps_at_once(form: Form, keeper: DraftKeeper, drafts: Drafts) -> None:
    for letter in "Mer":
        type_key(form.fields["surname"]._control, letter)
    form.hide()
    assert drafts.kept["person:1"]["surname"] == "Mer"


def test_a_draft_comes_back_and_can_be_discarded(form: Form, keeper: DraftKeeper, drafts: Drafts) -> None:
    form.set_value(VALUE)
    drafts.keep("person:1", {**form.draft(), "surname": "Marc", "born": "3/1"})
    keeper.bring_back(dict(drafts.kept["person:1"]), "3 Nov 10:14")
    assert form.value()["surname"] == "Marc"
    assert form.fields["born"].draft() == "3/1"
    assert form.banner.words() == "Brought back what you had typed (3 Nov 10:14)."
    assert form.dirty
    keeper.discard()
    assert form.value() == VALUE
    assert not form.dirty
    assert not drafts.kept


def test_filling_a_form_makes_no_draft(form: Form, keeper: DraftKeeper, drafts: Drafts) -> None:
    form.set_value(VALUE)
    form.hide()
    assert drafts.count == 0


def test_what_is_typed_and_taken_back_leaves_no_draft(form: Form, keeper: DraftKeeper, drafts: Drafts) -> None:
    form.fields["surname"].set_value("M")
    form.fields["surname"].set_value("")
    keeper.save_now()
    assert not drafts.kept
