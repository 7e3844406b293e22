"""The first run: who the office is, who signs in, and the recovery key to be printed and locked away."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from asbdesk.domain.casework import Jurisdiction
from asbdesk.errors import AsbdeskError, InvalidField
from asbdesk.ui import ask, theme
from asbdesk.ui.kit.dialog import Dialog
from asbdesk.ui.kit.fields import CheckField, ChoiceField, LongTextField, TextField
from asbdesk.ui.kit.form import Form
from asbdesk.ui.kit.layout import scrolled
from asbdesk.ui.kit.pieces import button
from asbdesk.ui.start.recovery_key import print_recovery_key

if TYPE_CHECKING:
    from asbdesk.ui.start.opening import Opening

LARGEST_LOGO = 2_000_000


class FirstRun(Dialog):
    """Three steps. The office is made at the end of the second; the third shows the recovery key."""

    founded = Signal(object, object)
    """The opened office and its user."""

    def __init__(self, parent: QWidget, folder: Path, opening: Opening) -> None:
        super().__init__(parent, "A new office", width=84)
        self._folder, self._opening = folder, opening
        self._logo: bytes | None = None
        self._made: tuple[Any, Any] | None = None
        self.step = theme.muted()
        self.office = self._office_form()
        self.user = self._user_form()
        self.stack = QStackedWidget()
        for page in (self.office, self.user):
            page.setContentsMargins(0, 0, theme.gap(3), 0)
            self.stack.addWidget(scrolled(page))
        self.body.addWidget(self.step)
        self.body.addWidget(self.stack, 1)
        self.back = self.add_button("&Back", lambda: self._turn(0))
        self.next = self.add_buttons("Ne&xt", self._go_on)
        self.cancel = next(each for each in self.findChildren(QPushButton) if each.text() == "&Cancel")
        self._turn(0)

    def _office_form(self) -> Form:
        form = Form()
        form.add("name", TextField("&Name of the office"))
        form.add("address", LongTextField("&Address, as it stands on letters", lines=5, grows=False))
        form.row(telephone=TextField("&Telephone"), email=TextField("&E-mail"))
        form.add("jurisdiction", ChoiceField("&Jurisdiction", Jurisdiction))
        self._logo_words = theme.muted("No logo. Letters carry the office's name instead.", wrap=True)
        form.body.addWidget(self._logo_words)
        form.body.addWidget(button("Choose a &logo…", self._choose_logo), 0, Qt.AlignmentFlag.AlignLeft)
        self._folder_words = theme.muted(f"The office will be kept in {self._folder}", wrap=True)
        form.body.addWidget(self._folder_words)
        form.body.addWidget(button("Choose another &folder…", self._choose_folder), 0, Qt.AlignmentFlag.AlignLeft)
        form.body.addStretch(1)
        return form

    def _user_form(self) -> Form:
        form = Form()
        form.add("user_name", TextField("&Your name, as it stands under letters"))
        form.add("job_title", TextField("Job &title"))
        form.add("login", TextField("Name to &sign in with", "Short, without blanks"))
        form.row(password=TextField("&Password", secret=True), again=TextField("Password a&gain", secret=True))
        form.body.addWidget(
            theme.muted(
                "At least 8 characters. Three words together are good. Nobody can look the password up.", wrap=True
            )
        )
        form.body.addStretch(1)
        return form

    def _turn(self, page: int) -> None:
        self.stack.setCurrentIndex(page)
        self.step.setText(f"Step {page + 1} of 3")
        self.back.setVisible(page == 1)
        self.cancel.setVisible(page < 2)
        self.next.setText(("Ne&xt", "&Make the office", "&Open the office")[page])
        self.banner.show_words("")

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.fit(cast("QScrollArea", self.stack.widget(0)))

    def reject(self) -> None:
        """Esc leaves, but not before the recovery key is kept: the office exists by then."""
        if self._made is None:
            super().reject()
        else:
            self._ask_to_keep()

    def _ask_to_keep(self) -> None:
        self.banner.show_words("Print or write down the recovery key first, then tick the box.", "alert")

    def _go_on(self) -> None:
        page = self.stack.currentIndex()
        if page == 0:
            self._check_office()
        elif page == 1:
            self._make()
        elif self._made is not None and self.kept.value():
            self.accept()
            self.founded.emit(*self._made)
        else:
            self._ask_to_keep()

    def _check_office(self) -> None:
        value = self.office.value()
        missing = {name: "Please fill this in." for name in ("name", "address", "telephone") if not value[name]}
        if not value["jurisdiction"]:
            missing["jurisdiction"] = "Choose the law that the office works under."
        self.office.errors(missing)
        if not missing:
            self._turn(1)

    def _make(self) -> None:
        office, user = self.office.value(), self.user.value()
        wrong = {name: "Please fill this in." for name in ("user_name", "login", "password") if not user[name]}
        if user["password"] != user["again"]:
            wrong["again"] = "The two passwords differ. Type them again."
        if len(str(user["password"] or "")) < 8:
            wrong |= {"password": "Use at least 8 characters; three words together are good."}
        if any(c.isspace() for c in str(user["login"] or "")):
            wrong["login"] = "Give a short name without blanks."
        self.user.errors(wrong)
        if wrong:
            return
        from asbdesk.storage.office import Founding

        founding = Founding(
            name=str(office["name"]),
            address=_lines(office["address"]),
            telephone=str(office["telephone"]),
            email=str(office["email"] or ""),
            jurisdiction=Jurisdiction(str(office["jurisdiction"])),
            user_name=str(user["user_name"]),
            login=str(user["login"]),
            job_title=str(user["job_title"] or ""),
            logo=self._logo,
        )
        self.next.setEnabled(False)
        self.banner.show_words("Making the office. This takes some seconds.")
        self._opening.found(self._folder, founding, str(user["password"]), self._founded, self._failed)

    def _founded(self, made: tuple[Any, Any, str]) -> None:
        office, who, recovery = made
        self._made = (office, who)
        self.banner.hide()
        self.next.setEnabled(True)
        self.stack.addWidget(scrolled(self._recovery_page(office.folder, recovery)))
        self._turn(2)

    def _failed(self, error: AsbdeskError) -> None:
        self.next.setEnabled(True)
        self.banner.hide()
        if isinstance(error, InvalidField):
            self.user.errors({error.field: str(error)})
        else:
            self.banner.show_words(str(error), "alert")

    def _recovery_page(self, folder: Path, recovery: str) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, theme.gap(3), 0)
        column.setSpacing(theme.gap(3))
        column.addWidget(
            theme.Text(
                "This recovery key opens the office when every password is lost. Without it and without a password, "
                "nobody on earth can open the office again. Print it, and lock it away from this computer.",
                wrap=True,
            )
        )
        label = QLabel("&Recovery key")
        key = QLineEdit(recovery)
        key.setReadOnly(True)
        key.setAccessibleName("Recovery key")
        label.setBuddy(key)
        column.addWidget(label)
        column.addWidget(key)
        name = str(self.office.value()["name"])
        printing = button("&Print the recovery key…", lambda: print_recovery_key(self, name, folder, recovery))
        column.addWidget(printing, 0, Qt.AlignmentFlag.AlignLeft)
        self.kept = CheckField("I have &kept the recovery key in a safe place")
        column.addWidget(self.kept)
        column.addStretch(1)
        return page

    def _choose_folder(self) -> None:
        def use(folder: Path) -> None:
            self._folder = folder
            self._folder_words.setText(f"The office will be kept in {folder}")

        ask.choose_folder(self, "A folder for the office", use)

    def _choose_logo(self) -> None:
        ask.choose_file(self, "The office's logo", "Pictures (*.png *.jpg *.jpeg)", self._take_logo)

    def _take_logo(self, path: Path) -> None:
        from PySide6.QtGui import QImage

        content = path.read_bytes() if path.stat().st_size <= LARGEST_LOGO else b""
        if not content or QImage.fromData(content).isNull():
            self.banner.show_words(
                f"“{path.name}” is no picture that can be printed. Choose a PNG or JPEG under 2 MB.", "alert"
            )
            return
        self._logo = content
        self._logo_words.setText(f"Logo: {path.name}")


def _lines(value: object) -> str:
    return "\n".join(value) if isinstance(value, list) else str(value or "")
