"""A paper of evidence looked at, printed, or saved: what is shown is what is printed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QPushButton, QWidget

from asbdesk.documents.library import template
from asbdesk.domain.printing import PaperKind
from asbdesk.errors import AsbdeskError
from asbdesk.services import evidence_papers
from asbdesk.services.figures import note_figures
from asbdesk.services.papers import Prepared
from asbdesk.services.redaction_log import LogPaper, log_paper
from asbdesk.ui import ask
from asbdesk.ui.desk import Desk, Task
from asbdesk.ui.documents.paper_guard import PaperGuard
from asbdesk.ui.documents.state import file_name, print_kind
from asbdesk.ui.insight.paper_dialog import write
from asbdesk.ui.kit.dialog import Dialog
from asbdesk.ui.kit.notices import JobBar
from asbdesk.ui.kit.pdf_view import PdfView
from asbdesk.ui.kit.pieces import button


class PaperDialog(Dialog):
    """``make(task)`` prepares the paper on the heavy lane."""

    def __init__(self, parent: QWidget, desk: Desk, title: str, make: Callable[[Task], Prepared | LogPaper]) -> None:
        super().__init__(parent, title, width=110)
        self.desk, self.title, self.prepared = desk, title, None
        self.bar = JobBar()
        self.body.addWidget(self.bar)
        self.view = PdfView(title)
        self.give_height(self.view, 110)
        self.guard = PaperGuard(desk, self.view, self.banner, self._again)
        self.body.addWidget(self.guard)
        self.body.addWidget(self.view, 1)
        self.save_button = button("Save as P&DF", self.save)
        self.print_button = button("&Print", self.print, kind="primary")
        for made in (self.save_button, button("&Close", self.reject), self.print_button):
            self.foot.addWidget(made)
        self._make = make
        self._again()

    prepared: Prepared | LogPaper | None

    def _again(self) -> None:
        self._allow(False)
        self.bar.start("Making the paper…")
        self.desk.heavy(self._make, then=self._show, failed=self._failed, page=self)

    def print(self) -> None:
        """To the printer; that it went there is noted."""
        made = self.prepared
        if made is not None:
            kind = print_kind(made.wanted.template) if isinstance(made, Prepared) else PaperKind.OTHER
            self.view.print_it(
                self.title, lambda: self.desk.do(note_figures, made.paper.title, "printed", page=self), kind=kind
            )

    def save(self) -> None:
        """To a file."""
        if self.prepared is not None:
            reference = self.prepared.paper.our_reference
            ask.save_file(self, "Save as PDF", file_name(reference, self.title), "PDF (*.pdf)", then=self._save)

    def _show(self, prepared: Prepared | LogPaper) -> None:
        self.bar.stop()
        self.prepared = prepared
        self._allow(not prepared.leaks)
        if isinstance(prepared, Prepared):
            self.guard.show_prepared(prepared)
        else:
            self.view.show_bytes(prepared.pdf)

    def _failed(self, error: AsbdeskError) -> None:
        self.bar.stop()
        self.banner.show_words(str(error), "alert")

    def _allow(self, allowed: bool) -> None:
        buttons: tuple[QPushButton, ...] = (self.save_button, self.print_button)
        for each in buttons:
            each.setEnabled(allowed)

    def _save(self, path: Path) -> None:
        if self.prepared is not None:
            self.desk.heavy(
                write, self.prepared.paper.title, self.prepared.pdf, path, failed=self._failed, page=self,
                then=lambda name: self.banner.show_words(f"Saved as {name}. This file is not encrypted.", "good"),
            )  # fmt: skip


def show_exhibit_paper(parent: QWidget, desk: Desk, code: str, exhibit_id: int) -> None:
    """The exhibit sheet or the continuity log."""
    today = desk.clock.today()

    def make(task: Task) -> Prepared:
        with task.office.reading() as session:
            return evidence_papers.exhibit_paper(session, code, exhibit_id, task.who.user_id, today)

    PaperDialog(parent, desk, template(code).title, make).open()


def show_diary_pack(
    parent: QWidget, desk: Desk, case_id: int, first: int, last: int, return_by: date | None = None
) -> None:
    """Numbered diary sheets."""
    today = desk.clock.today()

    def make(task: Task) -> Prepared:
        with task.office.reading() as session:
            return evidence_papers.diary_pack(session, case_id, first, last, task.who.user_id, today, return_by)

    PaperDialog(parent, desk, "Diary sheets", make).open()


def show_redaction_log(parent: QWidget, desk: Desk, redaction_id: int) -> None:
    """Which boxes, why, who, when, and what proves it."""
    today = desk.clock.today()

    def make(task: Task) -> LogPaper:
        with task.office.reading() as session:
            return log_paper(session, redaction_id, task.who.user_id, today)

    PaperDialog(parent, desk, "Redaction log", make).open()
