"""Templates in Settings: every paper of the program, and which of them the office has in its own words."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from asbdesk.domain.permissions import may
from asbdesk.queries.templates import LetterSettings, TemplateEntry, letter_settings, template_entries
from asbdesk.ui import theme
from asbdesk.ui.desk import Desk
from asbdesk.ui.kit.fields import ChoiceField, TextField
from asbdesk.ui.kit.layout import Row
from asbdesk.ui.kit.page_head import PageHead
from asbdesk.ui.kit.pieces import Banner, button
from asbdesk.ui.kit.short_table import ShortTable
from asbdesk.ui.page import Go, Page
from asbdesk.ui.templates import state
from asbdesk.ui.templates.languages import LanguagesDialog


class TemplatesPage(Page):
    """Enter opens a template. ``resume`` goes on with a draft of the languages."""

    rail: ClassVar[str] = "settings"
    shows: ClassVar[frozenset[str]] = frozenset({"template_version"})
    help_topic: ClassVar[str] = "templates"

    def __init__(self, desk: Desk, go: Go, resume: str = "", parent: QWidget | None = None) -> None:
        super().__init__(desk, go, parent)
        self._resume = resume
        self._entries: tuple[TemplateEntry, ...] = ()
        self.shown: tuple[TemplateEntry, ...] = ()
        self.head = PageHead("Templates")
        self.head.words.setText("The words of every paper. Change one, and papers from then on have the new words.")
        self.open_button = self.head.add_action(button("&Open", lambda: self.open(self.table.currentRow())))
        self.languages_button = self.head.add_action(button("&Languages of letters…", self.choose_languages))
        self.languages_button.setEnabled(may(desk.who.role, "settings"))
        self.banner = Banner()
        self.typed = TextField("&Find a template", placeholder="A word of its title")
        self.whose = ChoiceField("&Whose words", (("all", "All templates"), ("ours", "Changed by the office")))
        self.whose.set_value("all")
        titles = ("Paper", "Language", "Formats", "Words", "To be minded")
        self.table = ShortTable("Templates", titles, (0, 10, 26, 34, 34))
        self.table.opened.connect(self.open)
        for field in (self.typed, self.whose):
            field.changed.connect(self._narrow)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.gap(3))
        for part in (self.head, self.banner, Row(self.typed, self.whose)):
            column.addWidget(part)
        column.addWidget(self.table, 1)
        QShortcut(QKeySequence("Escape"), self, self.go.back)

    def title(self) -> str:
        return "Templates"

    def refresh(self) -> None:
        self.desk.ask(template_entries, then=self._show, failed=self._failed, page=self)
        wanted, self._resume = self._resume, ""
        if wanted:
            self.choose_languages()

    def choose_languages(self) -> None:
        """The panel at the foot of letters, and Welsh."""
        self.desk.ask(letter_settings, then=self._choose_languages, failed=self._failed, page=self)

    def open(self, row: int) -> None:
        """The editor of a template."""
        if 0 <= row < len(self.shown):
            entry = self.shown[row]
            self.go("template", code=entry.code, language=entry.language)

    def _choose_languages(self, now: LetterSettings) -> None:
        LanguagesDialog(self, self.desk, self.go, now).open()

    def _show(self, entries: tuple[TemplateEntry, ...]) -> None:
        self._entries = entries
        self._narrow()

    def _narrow(self) -> None:
        self.shown = state.sought(self._entries, self.typed.value(), ours=self.whose.value() == "ours")
        self.table.show_lines([state.entry_line(each) for each in self.shown])
        nothing = "No template is called so." if self.typed.value() else "The office has changed no template yet."
        self.banner.show_words("" if self.shown or not self._entries else nothing, "quiet")
        if self.shown and self.table.currentRow() < 0:
            self.table.setCurrentCell(0, 0)

    def _failed(self, error: Exception) -> None:
        self.banner.show_words(str(error), "alert")
