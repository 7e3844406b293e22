"""The visit sheet before it is printed; printed, it is filed on the case."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton

from asbdesk.errors import AsbdeskError
from asbdesk.services import visit_sheets
from asbdesk.services.papers import Prepared
from asbdesk.ui import theme
from asbdesk.ui.desk import Task
from asbdesk.ui.documents.paper_guard import PaperGuard
from asbdesk.ui.kit.dialog import Dialog
from asbdesk.ui.kit.notices import JobBar
from asbdesk.ui.kit.pdf_view import PdfView
from asbdesk.ui.kit.pieces import button
from asbdesk.ui.page import Page

TITLE = "Visit sheet"


class VisitSheetDialog(Dialog):
    """The sheet as it will be printed. What stops it stands above."""

    def __init__(self, page: Page, task_id: int) -> None:
        super().__init__(page, TITLE, "It is filed on the case as it is printed.", width=110)
        self._page, self._desk, self._task_id = page, page.desk, task_id
        self.prepared: Prepared | None = None
        self.bar = JobBar()
        self.body.addWidget(self.bar)
        self.view = PdfView(TITLE)
        self.view.setMinimumHeight(theme.gap(110))
        self.guard = PaperGuard(self._desk, self.view, self.banner, self._make)
        self.body.addWidget(self.guard)
        self.body.addWidget(self.view, 1)
        self.file_button: QPushButton = button("File with&out printing", self.file)
        self.print_button: QPushButton = button("&Print and file", self.print, kind="primary")
        for each in (self.file_button, button("&Close", self.reject), self.print_button):
            self.foot.addWidget(each)
        self._make()

    def _make(self) -> None:
        self._allow(False)
        task_id, today = self._task_id, self._desk.clock.today()

        def make(task: Task) -> Prepared:
            with task.office.reading() as session:
                return visit_sheets.visit_sheet(session, task_id, task.who.user_id, today)

        self.bar.start("Making the sheet…")
        self._desk.heavy(make, then=self._show, failed=self._refused, page=self)

    def print(self) -> None:
        """To the printer; once all of it has gone there it is filed."""
        self.view.print_it(TITLE, then=lambda: self._file(printed=True))

    def file(self) -> None:
        """File it only."""
        self._file(printed=False)

    def _file(self, *, printed: bool) -> None:
        if self.prepared is None:
            return
        self._allow(False)
        self._desk.do(
            visit_sheets.file_visit_sheet, self._task_id, self.prepared, printed,
            then=self._filed, failed=self._not_filed, page=self,
        )  # fmt: skip

    def _filed(self, _document_id: int) -> None:
        self._page.go.say("The visit sheet was filed on the case.")
        self.accept()

    def _not_filed(self, error: AsbdeskError) -> None:
        self._allow(True)
        self.banner.show_words(str(error), "alert")

    def _show(self, prepared: Prepared) -> None:
        self.bar.stop()
        self.prepared = prepared
        self.guard.show_prepared(prepared)
        self._allow(prepared.can_be_filed)

    def _refused(self, error: AsbdeskError) -> None:
        self.bar.stop()
        self.banner.show_words(str(error), "alert")

    def _allow(self, allowed: bool) -> None:
        for each in (self.file_button, self.print_button):
            each.setEnabled(allowed)
