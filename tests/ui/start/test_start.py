"""The window from its first painting to the opened office, with the real store behind it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from asbdesk import settings
from asbdesk.errors import WrongPassword
from asbdesk.queries import offices
from asbdesk.storage.office import Office
from asbdesk.ui.kit.dialog import Dialog
from asbdesk.ui.kit.fields import plain
from asbdesk.ui.main_window import MainWindow
from asbdesk.ui.start.first_run import FirstRun
from asbdesk.ui.start.recover import RecoverDialog
from asbdesk.ui.start.sign_in import SignInPage
from tests.factories import LOGIN, PASSWORD, ask, founding, office_folder

NEW = "three wise kettles"
SLOW = 30_000

Opens = Callable[..., MainWindow]


@pytest.fixture
def opens(qtbot: QtBot) -> Iterator[Opens]:
    """Opens windows, and closes them at the end."""
    windows: list[MainWindow] = []

    def make(folder: Path, **named: Any) -> MainWindow:
        window = MainWindow(folder, **named)
        windows.append(window)
        window.show()
        return window

    yield make
    for window in windows:
        window.close()
        window.deleteLater()


def signed_in(qtbot: QtBot, opens: Opens, folder: Path) -> MainWindow:
    window = opens(folder, sign_in=(LOGIN, PASSWORD))
    qtbot.waitUntil(lambda: window.shell is not None, timeout=SLOW)
    return window


def sign_in(qtbot: QtBot, window: MainWindow, user: str, password: str) -> None:
    page = window.sign_in
    qtbot.waitUntil(page.go.isEnabled, timeout=SLOW)
    page.user.setText(user)
    page.password.setText(password)
    qtbot.keyClick(page.password, Qt.Key.Key_Return)


def dialog(qtbot: QtBot, window: MainWindow, kind: type[Dialog]) -> Any:
    qtbot.waitUntil(lambda: any(each.isVisible() for each in window.findChildren(kind)), timeout=SLOW)
    return next(each for each in window.findChildren(kind) if each.isVisible())


def button(inside: QWidget, words: str) -> QPushButton:
    return next(each for each in inside.findChildren(QPushButton) if plain(each.text()) == words)


def test_user_and_password_open_the_office_at_today(qtbot: QtBot, opens: Opens, tmp_path: Path) -> None:
    folder = office_folder(tmp_path)
    window = opens(folder)
    assert str(folder) in window.sign_in.where.text()
    sign_in(qtbot, window, LOGIN.upper(), PASSWORD)
    qtbot.waitUntil(lambda: window.windowTitle() == "Today - ASB Desk", timeout=SLOW)
    assert settings.last_office() == folder


def test_a_wrong_password_is_told_and_costs_a_growing_wait(qtbot: QtBot, opens: Opens, tmp_path: Path) -> None:
    window = opens(office_folder(tmp_path))
    sign_in(qtbot, window, LOGIN, "a wrong one")
    qtbot.waitUntil(lambda: bool(window.sign_in.trouble.text()), timeout=SLOW)
    assert window.sign_in.trouble.text() == "User name and password do not go together."
    assert window.sign_in.password.text() == ""
    sign_in(qtbot, window, LOGIN, "another wrong one")
    qtbot.waitUntil(lambda: "Wait 2 seconds" in window.sign_in.trouble.text(), timeout=SLOW)
    assert not window.sign_in.go.isEnabled()
    qtbot.waitUntil(window.sign_in.go.isEnabled, timeout=SLOW)
    assert window.shell is None
    sign_in(qtbot, window, LOGIN, PASSWORD)
    qtbot.waitUntil(lambda: window.shell is not None, timeout=SLOW)


def test_nothing_typed_is_asked_for(qtbot: QtBot) -> None:
    page = SignInPage()
    qtbot.addWidget(page)
    page.show()
    qtbot.keyClick(page.password, Qt.Key.Key_Return)
    assert page.trouble.text() == "Type your user name and your password."


def test_the_countdown_says_how_long(qtbot: QtBot) -> None:
    page = SignInPage()
    qtbot.addWidget(page)
    page.show()
    page.show_trouble(WrongPassword("Wrong.", 1.0))
    assert not page.go.isEnabled()
    qtbot.waitUntil(lambda: "You can try again in 1 seconds" in page.trouble.text(), timeout=SLOW)
    qtbot.waitUntil(page.go.isEnabled, timeout=SLOW)
    assert page.trouble.text() == ""


def test_locking_hides_everything_and_keeps_what_was_typed(qtbot: QtBot, opens: Opens, tmp_path: Path) -> None:
    window = signed_in(qtbot, opens, office_folder(tmp_path))
    assert window.shell is not None
    window.shell("new-incident")
    page = window.shell.page()
    assert page is not None
    account = next(each for each in page.findChildren(QPlainTextEdit) if each.accessibleName() == "Account")
    account.setPlainText("The music began again at eleven.")
    window.lock()
    assert window.stack.currentWidget() is window.sign_in
    assert window.windowTitle() == "ASB Desk - locked"
    assert not account.isVisible()
    assert window.sign_in.user.isReadOnly()
    sign_in(qtbot, window, LOGIN, "a wrong one")
    qtbot.waitUntil(lambda: bool(window.sign_in.trouble.text()), timeout=SLOW)
    assert window.stack.currentWidget() is window.sign_in
    sign_in(qtbot, window, LOGIN, PASSWORD)
    qtbot.waitUntil(lambda: window.stack.currentWidget() is window.shell, timeout=SLOW)
    assert account.toPlainText() == "The music began again at eleven."
    assert window.windowTitle() == f"{page.title()} - ASB Desk"


def test_an_open_dialog_is_hidden_by_the_lock_and_comes_back(qtbot: QtBot, opens: Opens, tmp_path: Path) -> None:
    window = signed_in(qtbot, opens, office_folder(tmp_path))
    shown = Dialog(window, "Close case", "Say why.")
    shown.open()
    window.lock()
    assert not shown.isVisible()
    sign_in(qtbot, window, LOGIN, PASSWORD)
    qtbot.waitUntil(shown.isVisible, timeout=SLOW)
    shown.reject()


def test_closing_keeps_what_is_typed_as_a_draft(qtbot: QtBot, opens: Opens, tmp_path: Path) -> None:
    folder = office_folder(tmp_path)
    window = signed_in(qtbot, opens, folder)
    assert window.shell is not None
    window.shell("new-incident")
    page = window.shell.page()
    assert page is not None
    account = next(each for each in page.findChildren(QPlainTextEdit) if each.accessibleName() == "Account")
    account.setPlainText("The music began again at eleven.")
    window.close()
    office, who = Office.open(folder, LOGIN, PASSWORD)
    draft = ask(office, offices.draft, who.user_id, "incident:new")
    office.close()
    assert draft is not None
    assert "The music began again at eleven." in draft.payload.values()


def test_the_first_run_founds_an_office_and_shows_its_recovery_key(qtbot: QtBot, opens: Opens, tmp_path: Path) -> None:
    folder = tmp_path / "new office"
    window = opens(folder)
    wizard: FirstRun = dialog(qtbot, window, FirstRun)
    wizard.next.click()
    assert wizard.office.fields["name"].error() == "Please fill this in."
    office = {"name": "Thornmere Borough Council", "address": "1 Market Square", "telephone": "01632 960100"}
    for name, value in office.items():
        wizard.office.fields[name].set_value(value)
    wizard.office.fields["jurisdiction"].set_value("scotland")
    wizard.next.click()
    user = {"user_name": "Jo Okafor", "login": "jo", "password": NEW, "again": "something else"}
    for name, value in user.items():
        wizard.user.fields[name].set_value(value)
    wizard.next.click()
    assert "differ" in wizard.user.fields["again"].error()
    wizard.user.fields["again"].set_value(NEW)
    wizard.next.click()
    qtbot.waitUntil(lambda: wizard.stack.currentIndex() == 2, timeout=SLOW)
    key = next(each for each in wizard.findChildren(QLineEdit) if each.accessibleName() == "Recovery key").text()
    wizard.next.click()
    assert "first" in wizard.banner.words(), "the key must be kept before anything else"
    wizard.reject()
    assert wizard.isVisible(), "Esc does not lead past the key"
    wizard.kept.set_value(True)
    wizard.next.click()
    assert window.shell is not None
    window.close()
    opened, who = Office.open_with_recovery(folder, key, "jo", NEW + "!")
    name = ask(opened, offices.office)
    opened.close()
    assert (who.name, name.name, name.jurisdiction.value) == ("Jo Okafor", "Thornmere Borough Council", "scotland")


def test_the_recovery_key_opens_and_gives_a_new_password(qtbot: QtBot, opens: Opens, tmp_path: Path) -> None:
    folder = tmp_path / "office"
    office, key = Office.found(folder, founding(), PASSWORD)
    office.close()
    window = opens(folder)
    button(window.sign_in, "Lost password…").click()
    lost: RecoverDialog = dialog(qtbot, window, RecoverDialog)
    for name, value in {"login": LOGIN, "key": "AAAA-" + key[5:], "password": NEW, "again": NEW}.items():
        lost.form.fields[name].set_value(value)
    lost.go.click()
    qtbot.waitUntil(lambda: bool(lost.banner.words()), timeout=SLOW)
    assert window.shell is None
    lost.form.fields["key"].set_value(key.lower().replace("-", " "))
    lost.go.click()
    qtbot.waitUntil(lambda: window.shell is not None, timeout=SLOW)
    window.close()
    opened, who = Office.open(folder, LOGIN, NEW)
    opened.close()
    assert who.login == LOGIN


def test_a_locked_office_is_left_before_its_lost_password_is_mended(qtbot: QtBot, opens: Opens, tmp_path: Path) -> None:
    folder = tmp_path / "office"
    office, key = Office.found(folder, founding(), PASSWORD)
    office.close()
    window = signed_in(qtbot, opens, folder)
    window.lock()
    button(window.sign_in, "Lost password…").click()
    lost: RecoverDialog = dialog(qtbot, window, RecoverDialog)
    for name, value in {"login": LOGIN, "key": key, "password": NEW, "again": NEW}.items():
        lost.form.fields[name].set_value(value)
    lost.go.click()
    qtbot.waitUntil(lambda: window.shell is not None, timeout=SLOW)


def test_a_second_window_on_the_same_office_says_that_it_is_open(qtbot: QtBot, opens: Opens, tmp_path: Path) -> None:
    folder = office_folder(tmp_path)
    signed_in(qtbot, opens, folder)
    second = opens(folder)
    sign_in(qtbot, second, LOGIN, PASSWORD)
    qtbot.waitUntil(lambda: bool(second.sign_in.trouble.text()), timeout=SLOW)
    assert "open" in second.sign_in.trouble.text()
    assert second.shell is None


def test_a_folder_without_an_office_is_told_so(qtbot: QtBot, opens: Opens, tmp_path: Path) -> None:
    window = opens(office_folder(tmp_path))
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None, timeout=SLOW)
    empty = tmp_path / "empty"
    empty.mkdir()
    window._use_folder(empty)  # what the folder box calls
    assert window.sign_in.trouble.text().startswith(f"No office is in “{empty}”.")
