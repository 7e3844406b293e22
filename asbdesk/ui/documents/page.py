"""A sealed paper, as it left: looked at, printed, saved, never changed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from asbdesk.domain.bundle import MASTER
from asbdesk.errors import AsbdeskError, DamagedOffice
from asbdesk.queries import documents as document_queries
from asbdesk.queries.bundle import PRINTING, copies_of
from asbdesk.queries.documents import SealedDocument
from asbdesk.queries.redactions import RedactionRow, of_document
from asbdesk.services import documents, drafts
from asbdesk.ui import ask, theme
from asbdesk.ui.desk import Desk, Task
from asbdesk.ui.documents import state
from asbdesk.ui.documents.sealed import before_it_leaves
from asbdesk.ui.evidence.paper_dialog import show_redaction_log
from asbdesk.ui.kit.facts import emptied, link
from asbdesk.ui.kit.layout import Flow
from asbdesk.ui.kit.notices import Toast
from asbdesk.ui.kit.page_head import PageHead
from asbdesk.ui.kit.pdf_view import PdfView
from asbdesk.ui.kit.pieces import Banner, Pill, button
from asbdesk.ui.page import Go, Page


class DocumentPage(Page):
    """``filed`` is the reference of a paper filed this moment; ``then`` is "print" to print it at once."""

    rail = "documents"
    shows: ClassVar[frozenset[str]] = frozenset({"document", "redaction"})
    help_topic = "documents"

    def __init__(
        self, desk: Desk, go: Go, document_id: int, filed: str = "", then: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(desk, go, parent)
        self.document_id = document_id
        self.document: SealedDocument | None = None
        self._filed, self._then = filed, then
        self._build()

    def title(self) -> str:
        return f"{self.document.reference} {self.document.title}" if self.document else "Document"

    def refresh(self) -> None:
        self.desk.ask(document_queries.document, self.document_id, then=self._show, failed=self._failed, page=self)

    def print_sealed(self) -> None:
        """Print the sealed bytes; each time is noted. A set of a bundle is printed in as many copies as last time."""
        if self.document is None:
            return
        if not state.is_bundle(self._template):
            self._guarded(self._print_one)
            return
        who, template = self.desk.who.user_id, self._template
        self._knowing(
            lambda: self.desk.ask(copies_of, who, template, then=self._print, failed=self._trouble, page=self)
        )

    def save_pdf(self) -> None:
        """Save the sealed bytes as a file."""
        self._knowing(self._ask_where)

    def _ask_where(self) -> None:
        if self.document is not None:
            name = state.file_name(self.document.reference, self.document.title)
            ask.save_file(self, "Save as PDF", name, "PDF (*.pdf)", then=self._save)

    # inside

    @property
    def _template(self) -> str:
        return self.document.template if self.document else ""

    def _knowing(self, then: Callable[[], object]) -> None:
        """An unredacted set does not leave by mistake."""
        if self._template == MASTER:
            ask.confirm(self, "The set that is not redacted?", state.NOT_REDACTED, "&Yes, this one", then, danger=True)
        elif self.document is not None:
            self._guarded(then)

    def _guarded(self, then: Callable[[], object]) -> None:
        """What was filed in good order may give somebody away who was protected since."""
        before_it_leaves(self, self.desk, self.document_id, self.view, then, self._trouble)

    def _print_one(self) -> None:
        if self.document is not None:
            self.view.print_it(self.document.reference, then=self._printed, kind=state.print_kind(self._template))

    def _print(self, copies: int) -> None:
        if self.document is not None:
            self.view.print_it(
                self.document.reference, then=self._printed, kind=state.print_kind(self._template), copies=copies,
                counted=self._keep_copies,
            )  # fmt: skip

    def _keep_copies(self, copies: int) -> None:
        self.desk.do(drafts.save_view, PRINTING, self._template, {"copies": copies}, failed=self._trouble, page=self)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.gap(3))
        self.head = PageHead("Document")
        self.printed = self.head.add_pill(Pill())
        self.again_button = button("&Write again", self._write_again)
        self.redact_button = button("&Redact…", lambda: self.go("redact", self.document_id, kind="document"))
        self.buttons = [
            self.head.add_action(made)
            for made in (
                button("Open c&ase", self._open_case),
                self.again_button,
                self.redact_button,
                button("Save as P&DF", self.save_pdf),
                button("&Print the sealed copy", self.print_sealed, kind="primary", icon_name="printer-outline"),
            )
        ]
        column.addWidget(self.head)
        self.banner, self.released = Banner(), Banner()
        column.addWidget(self.banner)
        column.addWidget(self.released)
        self.copies = QWidget()
        self._copies = QVBoxLayout(self.copies)
        self._copies.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.copies)
        self.copies.hide()
        self.view = PdfView("Sealed document")
        column.addWidget(self.view, 1)
        self._toast = Toast(self)
        for keys, then in (("Ctrl+P", self.print_sealed), ("Esc", self.go.back)):
            QShortcut(QKeySequence(keys), self, then, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._enable(False)

    def _enable(self, on: bool) -> None:
        self.printed.setVisible(on)
        for each in self.buttons:
            each.setEnabled(on)

    def _show(self, document: SealedDocument) -> None:
        first = self.document is None
        self.document = document
        self.head.title.setText(f"{document.reference} · {document.title}")
        self.head.words.setText(state.seal_words(document))
        self.head.words.setToolTip(f"SHA-256 {document.sha256}")
        self.printed.show_words(
            state.printed_words(document.times_printed), "good" if document.times_printed else "quiet"
        )
        self._enable(True)
        self.again_button.setVisible(state.can_be_written_again(document.template))
        self.redact_button.setVisible(state.can_be_redacted(document.template, (), document.id))
        self.desk.ask(of_document, document.id, then=self._show_copies, failed=self._trouble, page=self)
        self.banner.show_words("")
        self.released.show_words(state.released_words(document.released), "info")
        if first:
            self.view.show_bytes(document.pdf)
            self._arrived()

    def _show_copies(self, rows: tuple[RedactionRow, ...]) -> None:
        """Links to redacted copies, or from a copy to its original."""
        column = emptied(self._copies)
        for row in rows:
            is_copy = row.copy_id == self.document_id
            words = f"Redacted copy of {row.original}" if is_copy else f"Redacted copy: {row.copy}"
            number = row.original_id if is_copy else row.copy_id
            line = QWidget()
            flow = Flow(line)
            flow.addWidget(link(words, lambda number=number: self.go("document", number)))
            flow.addWidget(
                link(f"Redaction log of {row.copy}", lambda n=row.id: show_redaction_log(self, self.desk, n))
            )
            column.addWidget(line)
        self.copies.setVisible(bool(rows))

    def _arrived(self) -> None:
        """Straight from the letter's page: say that it was filed, and print if that was asked for."""
        if self._filed:
            self._toast.say(f"Filed as {self._filed}.")
        if self._then == "print":
            self.print_sealed()
        self._filed = self._then = ""

    def _failed(self, error: AsbdeskError) -> None:
        """A damaged seal above all: nothing is shown that may not be what was filed."""
        self.document = None
        self.view.show_bytes(b"")
        self._enable(False)
        self.head.words.setText("The seal is broken." if isinstance(error, DamagedOffice) else "")
        self.banner.show_words(str(error), "alert")

    def _printed(self) -> None:
        self.desk.do(documents.note_printed, self.document_id, then=self._noted, failed=self._trouble, page=self)

    def _noted(self, _answer: None) -> None:
        self.refresh()
        self._toast.say("Printed, and noted.")

    def _save(self, path: Path) -> None:
        if self.document is None:
            return
        told = f"Saved as {path.name}. This file is not encrypted."
        self.desk.heavy(
            _write,
            path,
            self.document_id,
            self.document.pdf,
            then=lambda _done: self._toast.say(told),
            failed=self._trouble,
            page=self,
        )

    def _write_again(self) -> None:
        document = self.document
        if document is not None:
            self.go(
                "letter",
                case_id=document.case_id,
                template=document.template,
                person_id=document.person_id or 0,
                contract_id=document.contract_id or 0,
            )

    def _open_case(self) -> None:
        if self.document is not None:
            self.go("case", self.document.case_id)

    def _trouble(self, error: AsbdeskError) -> None:
        self.banner.show_words(str(error), "alert")


def _write(task: Task, path: Path, document_id: int, pdf: bytes) -> None:
    with task.office.transaction(task.who, "save_document") as work:
        documents.note_saved(work, document_id)
        try:
            path.write_bytes(pdf)
        except OSError as error:
            raise AsbdeskError(f"The file could not be written: {error.strerror}.", "Choose another folder.") from error
