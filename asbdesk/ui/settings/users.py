"""Who signs in: the card in Settings, and its dialogs."""

from __future__ import annotations

from typing import Any

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from asbdesk.domain.casework import UserRole
from asbdesk.domain.permissions import may
from asbdesk.errors import AsbdeskError
from asbdesk.queries import offices as queries
from asbdesk.services import offices as services
from asbdesk.ui import theme
from asbdesk.ui.desk import Desk, Task
from asbdesk.ui.kit.dialog import Dialog
from asbdesk.ui.kit.fields import CheckField, ChoiceField, TextField
from asbdesk.ui.kit.form import Form
from asbdesk.ui.kit.layout import scrolled
from asbdesk.ui.kit.pieces import Card, button
from asbdesk.ui.kit.short_table import Line, ShortTable

_COLUMNS = ("Name", "Signs in as", "Role", "Job title", "Telephone")
_WIDTHS = (24, 16, 18, 0, 18)


class UsersCard(Card):
    """The users in a table; Enter opens one."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("Users", parent)
        self._desk = desk
        self._rows: tuple[queries.UserRow, ...] = ()
        self._may = may(desk.who.role, "users")
        add = button("&Add a user…", lambda: UserDialog(self, desk, None).open(), kind="link")
        add.setEnabled(self._may)
        self.add_action(add)
        self.table = ShortTable("Users", _COLUMNS, _WIDTHS, whole=True)
        self.table.opened.connect(self._open)
        self.body.addWidget(self.table)

    def refresh(self) -> None:
        """Read the users again."""
        self._desk.ask(queries.users, then=self._show, page=self)

    def _show(self, rows: tuple[queries.UserRow, ...]) -> None:
        self._rows = rows
        self.table.show_lines([user_line(row) for row in rows])

    def _open(self, number: int) -> None:
        row = self._rows[number]
        if self._may or row.id == self._desk.who.user_id:
            UserDialog(self, self._desk, row).open()


def user_line(row: queries.UserRow) -> Line:
    """A user in the table; who has left stands there in a quieter colour, and in words."""
    role = row.role.label.split(" (")[0] if row.active else "Shut out"
    return Line((row.name, row.login, role, row.job_title, row.telephone), "" if row.active else "muted")


class UserDialog(Dialog):
    """A new user with her first password, or one who is known."""

    def __init__(self, parent: QWidget, desk: Desk, row: queries.UserRow | None) -> None:
        super().__init__(parent, "A new user" if row is None else row.name, width=84)
        self._desk, self._row = desk, row
        self.form = Form()
        self.form.row(name=TextField("&Name"), job_title=TextField("&Job title"))
        self.form.row(telephone=TextField("&Telephone"), email=TextField("&E-mail"))
        self.form.row(login=TextField("&Signs in as"), role=ChoiceField("&Role", UserRole))
        if row is None:
            self.form.row(password=TextField("&Password", secret=True), again=TextField("Password a&gain", secret=True))
        else:
            self.form.add("active", CheckField("Works &here and may sign in"))
            self.form.set_value({name: getattr(row, name) for name in (*_PLAIN, "login", "active")})
            self.form.fields["role"].set_value(row.role.value)
            self.form.fields["login"].setEnabled(False)
            self.add_button("New pass&word…", lambda: PasswordDialog(self, desk, row.login).open())
        self.form.setContentsMargins(0, 0, theme.gap(3), 0)
        self.area = scrolled(self.form)
        self.body.addWidget(self.area)
        self.add_buttons("Save the &user", self._save)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.fit(self.area)
        self.form.fields["name"].focus()

    def _save(self) -> None:
        value = self.form.value()
        values = services.UserValues(
            **{name: str(value[name]) for name in (*_PLAIN, "login")},
            role=UserRole(value["role"]),
            active=bool(value.get("active", True)),
        )
        if self._row is None:
            wrong = _wrong_passwords(str(value["password"]), str(value["again"]))
            self.form.errors(wrong)
            if not wrong:
                self._do(services.add_user, values, then=lambda _: self._set_password(values.login, value["password"]))
        else:
            self._do(services.change_user, self._row.id, values, then=lambda _: self._changed(values))

    def _changed(self, values: services.UserValues) -> None:
        if not values.active:
            self._desk.heavy(lambda task: task.office.remove_password(values.login), page=None)
        self.accept()

    def _set_password(self, login: str, password: str) -> None:
        def give(task: Task) -> None:
            task.office.set_password(login.strip().casefold(), password)

        self._desk.heavy(give, then=lambda _: self.accept(), failed=self._failed, page=self)

    def _do(self, service: Any, *args: Any, then: Any) -> None:
        self._desk.do(service, *args, then=then, failed=self.form.show_trouble, page=self)

    def _failed(self, error: AsbdeskError) -> None:
        self.banner.show_words(str(error), "alert")


class PasswordDialog(Dialog):
    """A new password for a user."""

    def __init__(self, parent: QWidget, desk: Desk, login: str) -> None:
        super().__init__(parent, f"A new password for {login}", "At least 8 characters. Three words together are good.")
        self._desk, self._login = desk, login
        self.form = Form()
        self.form.row(password=TextField("&Password", secret=True), again=TextField("Password a&gain", secret=True))
        self.body.addWidget(self.form)
        self.add_buttons("&Set the password", self._save)

    def _save(self) -> None:
        value = self.form.value()
        wrong = _wrong_passwords(str(value["password"]), str(value["again"]))
        self.form.errors(wrong)
        if wrong:
            return

        def give(task: Task) -> None:
            task.office.set_password(self._login, str(value["password"]))

        self._desk.heavy(give, then=lambda _: self.accept(), failed=self._failed, page=self)

    def _failed(self, error: AsbdeskError) -> None:
        self.banner.show_words(str(error), "alert")


_PLAIN = ("name", "job_title", "telephone", "email")


def _wrong_passwords(password: str, again: str) -> dict[str, str]:
    if len(password) < 8:
        return {"password": "Use at least 8 characters; three words together are good."}
    return {} if password == again else {"again": "The two passwords differ. Type them again."}
