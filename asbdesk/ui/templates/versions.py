"""The versions of a template: who changed what and when, beside the one before; and the way back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from asbdesk.domain.permissions import may
from asbdesk.errors import AsbdeskError
from asbdesk.queries.templates import TemplatePage, VersionRow
from asbdesk.services.templates import roll_back
from asbdesk.ui import theme
from asbdesk.ui.desk import Desk
from asbdesk.ui.kit.dialog import Dialog
from asbdesk.ui.kit.fields import LongTextField
from asbdesk.ui.kit.form import Form
from asbdesk.ui.kit.pieces import button
from asbdesk.ui.kit.short_table import ShortTable
from asbdesk.ui.templates import state


class TemplateVersionsDialog(Dialog):
    """Choose a version: what it changed stands beneath. It may hold again, with a word why."""

    def __init__(self, parent: QWidget, desk: Desk, facts: TemplatePage, say: Callable[[str], object]) -> None:
        words = "Papers that are filed keep the words that they had."
        super().__init__(parent, f"Versions: {facts.now.title}", words, width=110)
        self._desk, self._facts, self._say = desk, facts, say
        self.table = ShortTable("Versions", ("Version", "Since", "By", "What was changed"), (14, 14, 20, 0))
        self.table.setMinimumHeight(theme.gap(36))
        self.table.show_lines([state.version_line(row) for row in facts.versions])
        self.table.currentCellChanged.connect(lambda *_places: self._compare())
        self.body.addWidget(self.table)
        self.compared = theme.muted(wrap=True)
        self.body.addWidget(self.compared)
        self.changes = QPlainTextEdit(readOnly=True)
        self.changes.setAccessibleName("What differs")
        self.changes.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.give_height(self.changes, 40)
        self.body.addWidget(self.changes, 1)
        self.form = Form()
        self.form.add("note", LongTextField("&Why it holds again, and who decided it", lines=2, grows=False))
        self.form.setVisible(may(desk.who.role, "templates"))
        self.body.addWidget(self.form)
        self.back_button = button("&Use this version again", self.use, kind="primary")
        self.foot.addWidget(button("&Close", self.reject))
        self.foot.addWidget(self.back_button)
        self.table.setCurrentCell(0, 0)
        self._compare()

    @property
    def chosen(self) -> VersionRow:
        """The version that is chosen."""
        return self._facts.versions[max(self.table.currentRow(), 0)]

    def use(self) -> None:
        """The words of the chosen version hold again, as a new version."""
        facts, note = self._facts, str(self.form.value()["note"])
        self._desk.do(
            roll_back, facts.own.code, facts.own.language, self.chosen.number, note, facts.newest,
            then=self._done, failed=self._refused, page=self,
        )  # fmt: skip

    def _compare(self) -> None:
        versions, place = self._facts.versions, max(self.table.currentRow(), 0)
        now = place == 0
        self.back_button.setEnabled(not now and may(self._desk.who.role, "templates"))
        if place + 1 < len(versions):
            before = versions[place + 1]
            name = f"version {before.number}" if before.number else "the program’s own"
            self.compared.setText(f"Beside {name}: what went has a -, what came a +.")
            self.changes.setPlainText(state.changes(before, versions[place]))
        else:
            self.compared.setText("The words as the program came.")
            self.changes.setPlainText(versions[place].text)

    def _done(self, _number: int) -> None:
        self._say("These words hold again. Papers from now on have them.")
        self.accept()

    def _refused(self, error: AsbdeskError) -> None:
        self.form.show_trouble(error)
