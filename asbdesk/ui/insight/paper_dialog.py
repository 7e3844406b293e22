"""A paper over a page: the very bytes that print, and that are saved."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from asbdesk.domain.permissions import may, require
from asbdesk.domain.when import show_date
from asbdesk.errors import AsbdeskError
from asbdesk.services.figures import note_figures
from asbdesk.ui import ask
from asbdesk.ui.desk import Desk, Task
from asbdesk.ui.insight.paper_page import print_shown
from asbdesk.ui.kit.dialog import Dialog
from asbdesk.ui.kit.pdf_view import PdfView


class PaperDialog(Dialog):
    """The paper as it will be printed. ``title`` names it in the audit record and in the name of a file."""

    def __init__(self, parent: QWidget, desk: Desk, page: Any, title: str) -> None:
        super().__init__(parent, title, width=110)
        self.desk, self.go, self.what = desk, page.go, title
        self.view = PdfView(title, empty="The paper is being made.")
        self.give_height(self.view, 110)
        self.body.addWidget(self.view, 1)
        self.add_buttons("&Print…", lambda: print_shown(self, self.view, title), cancel="&Close")
        self.saver = self.add_button("&Save as PDF…", self._ask)
        self.saver.setEnabled(False)

    def show_pdf(self, pdf: bytes) -> None:
        """The bytes that will be printed."""
        self.view.show_bytes(pdf)
        self.saver.setEnabled(may(self.desk.who.role, "export"))

    def save_to(self, path: Path) -> None:
        """Write the bytes, and note it."""
        self.desk.heavy(
            write, self.what, self.view.shown_bytes(), path, then=lambda name: self.go.say(f"The paper is in {name}."),
            failed=lambda error: self.banner.show_words(str(error), "alert"), page=self,
        )  # fmt: skip

    def _ask(self) -> None:
        name = f"{self.what} {show_date(self.desk.clock.today())}.pdf"
        ask.save_file(self, f"Save {self.what.lower()}", name, "PDF (*.pdf)", self.save_to)


def write(task: Task, what: str, pdf: bytes, path: Path) -> str:
    """On the heavy lane; what could not be written is not noted."""
    require(task.who.role, "export")
    with task.office.transaction(task.who, "export_figures") as work:
        note_figures(work, what, "exported as pdf")
        try:
            path.write_bytes(pdf)
        except OSError as error:
            raise AsbdeskError(
                f"“{path.name}” could not be written.", "Close it where it is open, or choose another folder."
            ) from error
    return path.name
