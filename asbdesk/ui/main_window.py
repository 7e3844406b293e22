"""The window: signing in, the opened office, locking, and the way out. Nothing of the work itself is here."""

from __future__ import annotations

import logging
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QCloseEvent, QKeySequence, QPaintEvent, QShortcut
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget

from asbdesk import paths, settings
from asbdesk.errors import AsbdeskError
from asbdesk.ui import theme
from asbdesk.ui.start.opening import Opening
from asbdesk.ui.start.sign_in import SignInPage

if TYPE_CHECKING:
    from asbdesk.storage.office import Office
    from asbdesk.storage.work import Actor
    from asbdesk.ui.desk import Desk
    from asbdesk.ui.shell import Shell

log = logging.getLogger(__name__)
_ACTIVITY = frozenset({QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel, QEvent.Type.MouseMove})
_LONGEST_UNPAINTED_MS = 1000
"""A window that opens minimised is never painted; it starts all the same."""


class MainWindow(QMainWindow):
    """``sign_in`` (user and password) goes straight in, as the demonstration office does."""

    def __init__(self, folder: Path | None, *, sign_in: tuple[str, str] | None = None) -> None:
        super().__init__()
        self.folder = folder or settings.last_office() or paths.default_office()
        self._sign_in_at_once = sign_in
        self.opening = Opening(self)
        self.desk: Desk | None = None
        self.shell: Shell | None = None
        self._lock_after_ms = 0
        self._idle = QTimer(self, singleShot=True)
        self._idle.timeout.connect(self.lock)
        self.stack = QStackedWidget()
        self.setCentralWidget(self.stack)
        self.sign_in = SignInPage()
        self.sign_in.asked.connect(self._sign_in)
        self.opening.told.connect(self.sign_in.show_progress)
        self.stack.addWidget(self.sign_in)
        self._sign_in_links()
        self.sign_in.show_office(self.folder)
        self.setWindowTitle("ASB Desk")
        self.resize(1280, 760)
        self._started = False
        QTimer.singleShot(_LONGEST_UNPAINTED_MS, self, self._start)

    def _sign_in_links(self) -> None:
        self.sign_in.add_link("&Open another office…", self._choose_office)
        self.sign_in.add_link("Ne&w office…", self._first_run)
        self.sign_in.add_link("&Lost password…", self._recover)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._started:
            QTimer.singleShot(0, self._start)

    def _start(self) -> None:
        """After the first painting: warm up the store, or go straight in."""
        if self._started:
            return
        self._started = True
        theme.follow_system(self._application())
        if not (self.folder / "office.keys").exists() and not (self.folder / "office.db").exists():
            self._first_run()
            return
        self.opening.warm_up()
        if self._sign_in_at_once:
            self._sign_in(*self._sign_in_at_once)

    # signing in and out

    def _sign_in(self, login: str, password: str) -> None:
        if self.desk is not None:
            self.opening.check_password(
                self.desk.office, self.desk.who.login, password, lambda _: self._unlocked(), self.sign_in.show_trouble
            )
            return
        self.opening.sign_in(self.folder, login, password, lambda both: self.enter(*both), self.sign_in.show_trouble)

    def enter(self, office: Office, who: Actor) -> None:
        """The office is open: show it."""
        from asbdesk.queries import offices
        from asbdesk.services.exhibit_words import read_left_out
        from asbdesk.storage.evidence import give_back
        from asbdesk.ui.desk import Desk
        from asbdesk.ui.shell import Shell

        self.close_office()  # the one that was locked behind this sign-in page
        settings_now = settings.load()
        if self._sign_in_at_once is None:
            settings_now.last_office = str(office.folder)
            settings.save(settings_now)
        self.folder = office.folder
        self.desk = Desk(office, who, self)
        self.desk.bug.connect(self._tell_bug)
        self.shell = Shell(self.desk)
        self.shell.titled.connect(self._show_title)
        self.stack.addWidget(self.shell)
        self.stack.setCurrentWidget(self.shell)
        self.desk.ask(offices.office, then=self._know_office, page=self)
        self.desk.changed.connect(self._office_changed)
        self._application().installEventFilter(self)
        for keys, act in (("Ctrl+L", self.lock), ("Ctrl+/", self._show_shortcuts), ("F1", self._show_help)):
            QShortcut(QKeySequence(keys), self.shell, act)
        self.shell("today")
        self.desk.heavy(lambda task: give_back(task.office, task.who, task.check), page=self)
        self.desk.heavy(lambda task: task.office.back_up_if_due(), page=self)
        self.desk.heavy(lambda task: read_left_out(task.office, task.who, task.check), page=self)

    def _know_office(self, office: Any) -> None:
        self._lock_after_ms = office.lock_after_minutes * 60_000
        self._idle.start(self._lock_after_ms)

    def _office_changed(self, kinds: frozenset[str]) -> None:
        if "office" in kinds and self.desk is not None:
            from asbdesk.queries import offices

            self.desk.ask(offices.office, then=self._know_office, page=self)

    def _show_title(self, title: str) -> None:
        """Qt would take "[*]" in it for its mark of what is not saved."""
        from asbdesk.ui.words import as_typed

        if self.stack.currentWidget() is self.shell:  # not while locked: the title names people
            self.setWindowTitle(as_typed(f"{title} - ASB Desk".replace("[*]", "[*][*]")))

    def lock(self) -> None:
        """Hide everything behind the password. What was typed is kept: as a draft, and in its fields."""
        if self.desk is None or self.stack.currentWidget() is not self.shell:
            return
        for dialog in QApplication.topLevelWidgets():
            if dialog is not self and dialog.isVisible():
                dialog.setVisible(False)
                dialog.setProperty("hidden_by_lock", True)
        self.sign_in.show_locked(self.desk.who.login)
        self.stack.setCurrentWidget(self.sign_in)
        self.setWindowTitle("ASB Desk - locked")

    def _unlocked(self) -> None:
        if self.shell is None:
            return
        self.stack.setCurrentWidget(self.shell)
        page = self.shell.page()
        self._show_title(page.title() if page else "")
        for dialog in QApplication.topLevelWidgets():
            if dialog.property("hidden_by_lock"):
                dialog.setProperty("hidden_by_lock", False)
                dialog.setVisible(True)
        self._idle.start(self._lock_after_ms)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _ACTIVITY and self._lock_after_ms and self.stack.currentWidget() is self.shell:
            self._idle.start(self._lock_after_ms)
        return super().eventFilter(watched, event)

    # other offices

    def _choose_office(self) -> None:
        from asbdesk.ui import ask

        ask.choose_folder(self, "The folder of the office", self._use_folder)

    def _use_folder(self, folder: Path) -> None:
        self.close_office()
        self.folder = folder
        self.sign_in.show_office(folder)
        if not (folder / "office.keys").exists():
            self.sign_in.show_trouble(AsbdeskError(f"No office is in “{folder}”.", "Choose another, or a new one."))

    def _first_run(self) -> None:
        from asbdesk.ui.start.first_run import FirstRun

        wizard = FirstRun(self, self.folder, self.opening)
        wizard.founded.connect(self.enter)
        wizard.open()

    def _recover(self) -> None:
        from asbdesk.ui.start.recover import RecoverDialog

        self.close_office()  # a locked office would bar its own way; what was typed in it is kept
        self.sign_in.show_office(self.folder)
        dialog = RecoverDialog(self, self.folder, self.opening)
        dialog.opened.connect(self.enter)
        dialog.open()

    # help, trouble, the way out

    def _show_shortcuts(self) -> None:
        from asbdesk.ui.help import ShortcutsDialog

        ShortcutsDialog(self).open()

    def _show_help(self) -> None:
        from asbdesk.ui.help import HelpDialog

        page = self.shell.page() if self.shell else None
        HelpDialog(self, (page.help() if page else "") or "start").open()

    def _tell_bug(self, error: BaseException) -> None:
        log.error("a bug reached the window: %s", type(error).__name__)
        if self.shell is not None:
            words = AsbdeskError(
                "Something went wrong that should not have.",
                "What you typed is kept. If it happens again, send the log to whoever looks after ASB Desk.",
            )
            self.shell.show_trouble(words)

    def bug_hook(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """For ``sys.excepthook``: nothing that happens in a slot may end the program."""
        log.error("uncaught", exc_info=(kind, error, trace))
        self._tell_bug(error)

    def close_office(self) -> None:
        """Keep what is typed, let the lanes finish, and close the file."""
        self._idle.stop()
        if self.shell is not None:
            page = self.shell.page()
            if page is not None:
                page.leave()
        if self.desk is not None:
            self._application().removeEventFilter(self)
            self.desk.close()
            self.desk.office.close()
        if self.shell is not None:
            self.stack.setCurrentWidget(self.sign_in)
            self.stack.removeWidget(self.shell)
            self.shell.deleteLater()
        self.desk = self.shell = None

    @staticmethod
    def _application() -> QApplication:
        application = QApplication.instance()
        if not isinstance(application, QApplication):
            raise TypeError("there is no application with windows")
        return application

    def closeEvent(self, event: QCloseEvent) -> None:
        self.close_office()
        self.opening.close()
        super().closeEvent(event)
