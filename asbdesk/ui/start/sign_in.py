"""The sign-in page: user, password, and the ways to another office."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from asbdesk.errors import AsbdeskError, WrongPassword
from asbdesk.ui import theme


class SignInPage(QWidget):
    """Paints with nothing but labels, fields and buttons, so that it is there at once."""

    asked = Signal(str, str)
    """User and password."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.user = _field("User", "&User")
        self.password = _field("Password", "&Password")
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.heading = theme.title("Sign in")
        self.where = theme.muted("", wrap=True)
        self.trouble = theme.Text("", "alert", wrap=True)
        self.trouble.setAccessibleName("")
        self.go = QPushButton("&Sign in")
        self.go.setProperty("kind", "primary")
        self.go.setDefault(True)
        self.go.clicked.connect(self._ask)
        for field in (self.user, self.password):
            field.returnPressed.connect(self._ask)
        self._countdown = QTimer(self, interval=250)
        self._countdown.timeout.connect(self._count)
        self._left = 0.0
        self._links = QHBoxLayout()
        self._links.setSpacing(theme.gap(2))
        self._links.addStretch(1)
        self._links.addStretch(1)
        self._lay_out()

    def show_office(self, folder: Path) -> None:
        """Sign in to the office in this folder."""
        self.heading.setText("Sign in")
        self.where.setText(f"Office in {folder}")
        self.user.setReadOnly(False)
        self._ready(self.user)

    def show_locked(self, login: str) -> None:
        """The window is locked: the same user goes on where she was."""
        self.heading.setText("Locked")
        self.where.setText("Nothing that you typed is lost. Type your password to go on.")
        self.user.setText(login)
        self.user.setReadOnly(True)
        self._ready(self.password)

    def add_link(self, words: str, then: Callable[[], object]) -> QPushButton:
        """A quiet button beneath: another office, a lost password."""
        link = QPushButton(words)
        link.setProperty("kind", "link")
        link.setAutoDefault(False)
        link.clicked.connect(lambda _checked: then())
        self._links.insertWidget(self._links.count() - 1, link)  # before the stretch at the end
        return link

    def show_trouble(self, error: AsbdeskError) -> None:
        """Say what was wrong; after several wrong passwords, count the wait down."""
        self._say(str(error))
        self.go.setEnabled(True)
        self.password.clear()
        self.password.setFocus()
        if isinstance(error, WrongPassword) and error.wait > 0:
            self._left = error.wait
            self.go.setEnabled(False)
            self._countdown.start()

    def show_progress(self, words: str) -> None:
        """What opening is doing, where it takes longer."""
        self.where.setText(words)

    def _ready(self, field: QLineEdit) -> None:
        self._say("")
        self.password.clear()
        self.go.setEnabled(True)
        field.setFocus()

    def _say(self, words: str) -> None:
        self.trouble.setText(words)
        self.trouble.setAccessibleName(words)
        self.trouble.setVisible(bool(words))

    def _ask(self) -> None:
        if not self.go.isEnabled():
            return
        if not self.user.text().strip() or not self.password.text():
            self._say("Type your user name and your password.")
            return
        self._say("")
        self.go.setEnabled(False)
        self.asked.emit(self.user.text().strip(), self.password.text())

    def _count(self) -> None:
        self._left -= self._countdown.interval() / 1000
        if self._left > 0:
            self._say(f"Too many wrong tries. You can try again in {round(self._left + 0.5)} seconds.")
            return
        self._countdown.stop()
        self._say("")
        self.go.setEnabled(True)

    def _lay_out(self) -> None:
        box = QWidget()
        box.setFixedWidth(self.fontMetrics().averageCharWidth() * 64)
        column = QVBoxLayout(box)
        column.setSpacing(theme.gap(2))
        column.addWidget(theme.heading("ASB Desk"))
        column.addWidget(self.heading)
        column.addWidget(self.where)
        column.addSpacing(theme.gap(2))
        for field in (self.user, self.password):
            label = QLabel(field.property("label"))
            label.setBuddy(field)
            column.addWidget(label)
            column.addWidget(field)
        column.addWidget(self.trouble)
        column.addSpacing(theme.gap(1))
        column.addWidget(self.go)
        column.addLayout(self._links)
        across = QHBoxLayout()  # not an alignment: that would cut off what wraps
        across.addStretch(1)
        across.addWidget(box)
        across.addStretch(1)
        outer = QVBoxLayout(self)
        outer.addStretch(2)
        outer.addLayout(across)
        outer.addStretch(3)


def _field(name: str, label: str) -> QLineEdit:
    field = QLineEdit()
    field.setAccessibleName(name)
    field.setProperty("label", label)
    return field
