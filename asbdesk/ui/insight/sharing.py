"""Sharing: what was given to partners without names, to whom, by which power; each can be seen again as it went."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import ClassVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from asbdesk.domain.permissions import may
from asbdesk.domain.when import parse_date, show_date
from asbdesk.errors import AsbdeskError
from asbdesk.queries.sharing import SharedFile, ShareFacts, ShareRow, share_facts, shared_files
from asbdesk.services.sharing import set_threshold
from asbdesk.ui import ask, theme
from asbdesk.ui.desk import Desk
from asbdesk.ui.editing import FormDialog
from asbdesk.ui.insight import sharing_state as state
from asbdesk.ui.insight.sharing_work import save_again
from asbdesk.ui.kit.date_fields import DateField
from asbdesk.ui.kit.dialog import Dialog
from asbdesk.ui.kit.facts import Facts
from asbdesk.ui.kit.fields import LongTextField, TextField
from asbdesk.ui.kit.form import Form
from asbdesk.ui.kit.layout import scrolled
from asbdesk.ui.kit.page_head import PageHead
from asbdesk.ui.kit.pdf_view import PdfView
from asbdesk.ui.kit.pieces import Banner, Card, button
from asbdesk.ui.kit.short_table import ShortTable
from asbdesk.ui.page import Go, Page

NOTHING = "Nothing was given yet. “New file” counts incidents by area for a partner, and names nobody."
THRESHOLD_KEY = "share-threshold:0"


class SharingPage(Page):
    """The log; a row opens what went. ``resume`` opens the dialog of the threshold with its draft."""

    rail: ClassVar[str] = "insight"
    help_topic: ClassVar[str] = "sharing"
    shows: ClassVar[frozenset[str]] = frozenset({"share", "agency", "office_rule", "boundary_set"})

    def __init__(self, desk: Desk, go: Go, resume: str = "", parent: QWidget | None = None) -> None:
        super().__init__(desk, go, parent)
        self.facts: ShareFacts | None = None
        self._resume = resume
        role = desk.who.role
        self.head = PageHead("Sharing without names")
        self.head.words.setText("Counts for partners: no person, no address, no reference, no text.")
        self.new_button = self.head.add_action(button("New &file…", lambda: go("new-share"), kind="primary"))
        self.new_button.setEnabled(may(role, "export"))
        self.threshold_button = self.head.add_action(button("&Threshold…", self.change_threshold))
        self.threshold_button.setVisible(may(role, "settings"))
        self.banner = Banner()
        titles = ("Given", "To", "What", "By which power")
        self.table = ShortTable("Files given to partners", titles, (12, 26, 0, 34), one_click=True)
        self.table.opened.connect(self._open)
        self.words = theme.muted(wrap=True)
        card = Card("Given so far")
        card.body.addWidget(self.words)
        card.body.addWidget(self.table, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.gap(3))
        for part in (self.head, self.banner):
            column.addWidget(part)
        column.addWidget(card, 1)
        self.setFocusProxy(self.new_button)

    def title(self) -> str:
        return "Sharing"

    def refresh(self) -> None:
        self.desk.ask(share_facts, self.desk.clock.today(), then=self._show, failed=self._failed, page=self)

    def change_threshold(self) -> None:
        """From which count on figures are given."""
        if self.facts is not None:
            ThresholdDialog(self, self.facts).open()

    def _show(self, facts: ShareFacts) -> None:
        self.facts = facts
        threshold = f"Counts under {facts.threshold} are withheld."
        self.words.setToolTip(f"{facts.threshold_source}.")
        self.words.setText(f"{threshold} {'A row opens the files as they went.' if facts.before else NOTHING}")
        self.table.show_lines(state.log_lines(facts.before))
        if not facts.sets:
            words = "No boundaries are loaded yet: counts go by their areas."
            self.banner.show_words(words, "info", "Open &Settings", lambda: self.go("settings", tab="Maps"))
        resume, self._resume = self._resume, ""
        if resume and may(self.desk.who.role, "settings"):
            self.change_threshold()

    def _open(self, row: int) -> None:
        if self.facts is not None:
            shown = self.facts.before[row]
            self.desk.ask(shared_files, shown.id, then=lambda files: ShareDialog(self, shown, files).open(), page=self)

    def _failed(self, error: AsbdeskError) -> None:
        self.banner.show_words(str(error), "alert")


class ShareDialog(Dialog):
    """One file that went: its facts and its summary, the very bytes."""

    def __init__(self, page: SharingPage, row: ShareRow, files: tuple[SharedFile, ...]) -> None:
        super().__init__(page, row.title, width=120)
        self.page, self.row = page, row
        facts = Facts()
        for about, words in state.share_facts_shown(row):
            facts.add(about, words)
        facts.add(
            "Files",
            f"{len(files)}, sealed as they went. The summary: SHA-256 {files[-1].sha256[:16]}…" if files else "",
        )
        self.view = PdfView("Summary as it went", empty="The summary is missing.")
        self.view.setMinimumHeight(theme.gap(64))
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, theme.gap(3), 0)
        column.setSpacing(theme.gap(3))
        column.addWidget(facts)
        column.addWidget(self.view, 1)
        area = scrolled(inside)
        self.body.addWidget(area, 1)
        for file in files:
            if file.name.endswith(".pdf"):
                self.view.show_bytes(file.content)
        self.add_buttons("Same for the &next months…", self._again, cancel="&Close")
        if self.main is not None:
            self.main.setEnabled(may(page.desk.who.role, "export"))
        saver = self.add_button("&Save the files again…", self._choose)
        saver.setEnabled(may(page.desk.who.role, "release"))
        self.fit(area)

    def save_to(self, folder: Path) -> None:
        """Write the files as they went."""
        self.page.desk.heavy(
            save_again, self.row.id, folder,
            then=lambda count: self.page.go.say(f"{count} files written to {folder.name}."),
            failed=lambda error: self.banner.show_words(str(error), "alert"), page=self,
        )  # fmt: skip

    def _choose(self) -> None:
        ask.choose_folder(self, "Save the files again", self.save_to)

    def _again(self) -> None:
        self.accept()
        self.page.go("new-share", again=self.row.id)


class ThresholdDialog(FormDialog):
    """The office's own threshold, from a day on."""

    def __init__(self, page: SharingPage, facts: ShareFacts) -> None:
        today = page.desk.clock.today()
        form = Form()
        form.row(
            threshold=TextField("Withhold counts &under", "Not less than 3.", longest=3),
            since=DateField("&From", lambda text: parse_date(text, today), show_date),
        )
        form.add("note", LongTextField("&What was decided, and by whom", lines=3))
        form.set_value({"threshold": str(facts.threshold), "since": today.isoformat()})
        super().__init__(
            page, page.desk, "Threshold for small counts", f"Now: {facts.threshold}. {facts.threshold_source}.",
            form=form, key=THRESHOLD_KEY, draft=lambda: "Threshold for small counts", yes="&Save threshold",
        )  # fmt: skip

    def save(self) -> None:
        """Keep it; what is refused stands beside its field."""
        if self.editor.check():
            form = self.form.value()
            if not form["since"]:
                self.form.errors({"since": "From which day on?"})
                return
            self.do(set_threshold, form["threshold"], date.fromisoformat(form["since"]), form["note"])
