from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from asbdesk.domain.casework import UserRole
from asbdesk.errors import WrongPassword
from asbdesk.queries import offices as queries
from asbdesk.services import offices as services
from asbdesk.storage.office import Office
from asbdesk.storage.work import Actor
from asbdesk.ui import ask as asking
from asbdesk.ui.desk import Desk
from asbdesk.ui.kit.dialog import Dialog
from asbdesk.ui.kit.fields import plain
from asbdesk.ui.settings.audit import AuditDialog
from asbdesk.ui.settings.page import SettingsPage
from asbdesk.ui.settings.users import PasswordDialog, UserDialog
from tests.factories import LOGIN, PASSWORD, Inline, ask, do
from tests.ui.kit.helpers import Recorder
from tests.ui.page_fixtures import Went

SAM = "three wise kettles"


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, go: Went) -> SettingsPage:
    page = SettingsPage(desk, go)
    desk.changed.connect(lambda kinds: page.refresh() if kinds & page.shows else None)
    qtbot.addWidget(page)
    page.resize(1118, 690)
    page.show()
    page.refresh()
    return page


def button(inside: QWidget, words: str) -> QPushButton:
    return next(each for each in inside.findChildren(QPushButton) if plain(each.text()) == words)


def dialog(page: SettingsPage, kind: type[Dialog]) -> Any:
    return next(each for each in page.findChildren(kind) if each.isVisible())


def add_sam(page: SettingsPage, password: str = SAM, again: str = SAM) -> UserDialog:
    button(page, "Add a user…").click()
    made: UserDialog = dialog(page, UserDialog)
    values = {"name": "Sam Lundqvist", "login": "Sam", "role": "caseworker", "password": password, "again": again}
    for name, value in values.items():
        made.form.fields[name].set_value(value)
    assert made.main is not None
    made.main.click()
    return made


def opens_with(office: Office, login: str, password: str) -> Actor:
    """Who comes in, once the office is closed."""
    office.close()
    again, who = Office.open(office.folder, login, password)
    again.close()
    return who


def test_the_offices_details_are_saved_and_stand_on_the_page(page: SettingsPage, desk: Desk, go: Went) -> None:
    page.office.fields["telephone"].set_value("01632 960999")
    page.office.fields["complaints"].set_value("Write to the Head of Housing.")
    page.office.fields["lock_after_minutes"].set_value("5")
    button(page, "Save the office").click()
    office = ask(desk.office, queries.office)
    assert (office.telephone, office.complaints, office.lock_after_minutes) == (
        "01632 960999", "Write to the Head of Housing.", 5,
    )  # fmt: skip
    assert "saved" in go.said[-1]
    assert not page.office.dirty


@pytest.mark.parametrize("minutes", ["soon", "", "0", "900"])
def test_minutes_that_cannot_be_stand_beside_their_field(page: SettingsPage, desk: Desk, minutes: str) -> None:
    page.office.fields["lock_after_minutes"].set_value(minutes)
    button(page, "Save the office").click()
    assert "minutes" in page.office.fields["lock_after_minutes"].error()
    assert ask(desk.office, queries.office).lock_after_minutes == 15


def test_what_is_typed_survives_a_change_made_elsewhere(page: SettingsPage, desk: Desk) -> None:
    page.office.fields["telephone"].set_value("01632 960999")
    desk.do(services.add_user, services.UserValues("Sam Lundqvist", "sam"))
    assert page.office.fields["telephone"].value() == "01632 960999"


def test_a_logo_is_kept_and_what_is_no_picture_is_refused(
    page: SettingsPage, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen = tmp_path / "logo.png"

    def choose(_parent: QWidget, _title: str, _kinds: str, then: Callable[[Path], object]) -> None:
        then(chosen)

    monkeypatch.setattr(asking, "choose_file", choose)
    chosen.write_text("no picture", encoding="utf-8")
    button(page, "Choose a logo…").click()
    assert "cannot be printed" in page.office.banner.words()
    picture = QImage(8, 8, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.blue)
    picture.save(str(chosen))
    button(page, "Choose a logo…").click()
    button(page, "Save the office").click()
    assert ask(desk.office, queries.office).logo == chosen.read_bytes()


def test_a_new_user_opens_the_office_with_her_password(page: SettingsPage, desk: Desk) -> None:
    add_sam(page)
    assert [page.users.table.item(row, 1).text() for row in range(2)] == ["jo", "sam"]
    who = opens_with(desk.office, "sam", SAM)
    assert (who.name, who.role) == ("Sam Lundqvist", UserRole.CASEWORKER)


def test_two_passwords_that_differ_make_no_user(page: SettingsPage, desk: Desk) -> None:
    made = add_sam(page, again="another one")
    assert "differ" in made.form.fields["again"].error()
    made = add_sam(page, password="short", again="short")
    assert "8 characters" in made.form.fields["password"].error()
    assert len(ask(desk.office, queries.users)) == 1


def test_a_login_in_use_is_told_beside_its_field(page: SettingsPage) -> None:
    add_sam(page)
    made = add_sam(page)
    assert "already" in made.form.fields["login"].error()


def test_a_user_who_no_longer_works_here_is_shut_out(page: SettingsPage, desk: Desk) -> None:
    add_sam(page)
    page.users.table.setCurrentCell(1, 0)
    page.users.table.opened.emit(1)
    made: UserDialog = dialog(page, UserDialog)
    made.form.fields["active"].set_value(False)
    assert made.main is not None
    made.main.click()
    assert page.users.table.item(1, 2).text() == "Shut out"
    with pytest.raises(WrongPassword):
        opens_with(desk.office, "sam", SAM)


def test_nobody_shuts_herself_out(page: SettingsPage, desk: Desk) -> None:
    page.users.table.opened.emit(0)
    made: UserDialog = dialog(page, UserDialog)
    made.form.fields["active"].set_value(False)
    assert made.main is not None
    made.main.click()
    assert "shuts herself out" in made.form.banner.words()
    assert opens_with(desk.office, LOGIN, PASSWORD).name == "Jo Okafor"


def test_a_changed_password_opens_and_the_old_one_does_not(page: SettingsPage, desk: Desk) -> None:
    button(page, "Change my password…").click()
    made: PasswordDialog = dialog(page, PasswordDialog)
    for name in ("password", "again"):
        made.form.fields[name].set_value(SAM)
    assert made.main is not None
    made.main.click()
    assert not made.isVisible()
    with pytest.raises(WrongPassword):
        opens_with(desk.office, LOGIN, PASSWORD)
    assert opens_with(desk.office, LOGIN, SAM).login == LOGIN


def test_a_new_recovery_key_is_shown_and_opens(page: SettingsPage, desk: Desk, asked: Recorder) -> None:
    button(page, "New recovery key…").click()
    assert "opens nothing any more" in asked.questions[0][1]
    shown = dialog(page, Dialog)
    key = next(each for each in shown.findChildren(QLineEdit) if each.accessibleName() == "Recovery key").text()
    shown.reject()
    desk.office.close()
    office, who = Office.open_with_recovery(desk.office.folder, key.lower(), LOGIN, SAM)
    office.close()
    assert who.login == LOGIN


def test_a_backup_is_a_file_in_its_folder(page: SettingsPage, desk: Desk, go: Went) -> None:
    button(page, "Back up now").click()
    assert len(list((desk.office.folder / "backups").iterdir())) >= 1
    assert go.said[-1].startswith("Backed up as ")


def test_the_audit_says_who_did_what(page: SettingsPage, desk: Desk) -> None:
    add_sam(page)
    button(page, "Show the audit…").click()
    audit: AuditDialog = dialog(page, AuditDialog)
    first = [audit.table.item(0, column).text() for column in range(6)]
    assert first[1] == "Jo Okafor"
    assert first[2].startswith("Add user")
    assert "sam" in first[5].lower()


def test_a_caseworker_sees_the_settings_and_changes_none_of_the_offices(qtbot: QtBot, desk: Desk, go: Went) -> None:
    who = Actor(desk.who.user_id, "jo", "Jo Okafor", UserRole.CASEWORKER)
    page = SettingsPage(Desk(desk.office, who, lanes=(Inline(), Inline())), go)
    qtbot.addWidget(page)
    for words in ("Save the office", "Add a user…", "Back up now", "New recovery key…", "Show the audit…"):
        assert not button(page, words).isEnabled(), words
    assert button(page, "Change my password…").isEnabled()


def mnemonics(inside: QWidget) -> list[str]:
    """Letters after Alt, of all buttons and labels in view."""
    found = [*inside.findChildren(QPushButton), *(each for each in inside.findChildren(QLabel) if each.buddy())]
    texts = [each.text().replace("&&", "") for each in found if each.isVisibleTo(inside)]
    return [text[text.index("&") + 1].lower() for text in texts if "&" in text]


def test_mnemonics_are_unique_on_the_page_and_in_its_dialogs(page: SettingsPage, desk: Desk) -> None:
    do(desk.office, desk.who, services.add_user, services.UserValues("Sam Lundqvist", "sam"))
    rows = ask(desk.office, queries.users)
    dialogs = [UserDialog(page, desk, None), UserDialog(page, desk, rows[1]), PasswordDialog(page, desk, "jo")]
    for each in dialogs:
        each.open()
        letters = mnemonics(each)
        assert len(letters) == len(set(letters)), (each.windowTitle(), letters)
        each.reject()
    letters = mnemonics(page)
    assert len(letters) == len(set(letters)), letters
    assert "n" not in letters, "New incident has it"
