"""Every password is lost: the printed recovery key opens the office, and a new password is set."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from asbdesk.errors import AsbdeskError
from asbdesk.ui import theme
from asbdesk.ui.kit.dialog import Dialog
from asbdesk.ui.kit.fields import TextField
from asbdesk.ui.kit.form import Form
from asbdesk.ui.kit.layout import scrolled

if TYPE_CHECKING:
    from asbdesk.ui.start.opening import Opening


class RecoverDialog(Dialog):
    """User, recovery key, new password twice."""

    opened = Signal(object, object)

    def __init__(self, parent: QWidget, folder: Path, opening: Opening) -> None:
        super().__init__(
            parent,
            "Lost password",
            "A colleague who signs in as administrator can give you a new password in Settings. "
            "Otherwise the printed recovery key opens the office.",
        )
        self._folder, self._opening = folder, opening
        self.form = Form()
        self.form.add("login", TextField("&User"))
        self.form.add("key", TextField("&Recovery key", "Seven groups of four"))
        self.form.row(
            password=TextField("&New password", secret=True), again=TextField("New password a&gain", secret=True)
        )
        self.form.setContentsMargins(0, 0, theme.gap(3), 0)
        self.area = scrolled(self.form)
        self.body.addWidget(self.area)
        self.go = self.add_buttons("&Open the office", self._open_office)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.fit(self.area)

    def _open_office(self) -> None:
        value: dict[str, Any] = self.form.value()
        wrong = {name: "Please fill this in." for name in ("login", "key", "password") if not value[name]}
        if value["password"] != value["again"]:
            wrong["again"] = "The two passwords differ. Type them again."
        self.form.errors(wrong)
        if wrong:
            return
        self.go.setEnabled(False)
        self._opening.recover(self._folder, value["key"], value["login"], value["password"], self._opened, self._failed)

    def _opened(self, both: tuple[Any, Any]) -> None:
        self.accept()
        self.opened.emit(*both)

    def _failed(self, error: AsbdeskError) -> None:
        self.go.setEnabled(True)
        self.banner.show_words(str(error), "alert")
