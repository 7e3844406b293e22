"""A paper of a mediation before it is filed: what is shown is what is sealed."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton

from asbdesk.documents.library import template
from asbdesk.errors import AsbdeskError
from asbdesk.queries.looks import Looks, looks
from asbdesk.services.mediation_papers import FOR_ONE, REFERRAL, file_mediation_paper, mediation_paper
from asbdesk.services.papers import Prepared
from asbdesk.ui import theme
from asbdesk.ui.desk import Task
from asbdesk.ui.documents.look_fields import LookFields
from asbdesk.ui.documents.paper_guard import PaperGuard
from asbdesk.ui.kit.dialog import Dialog
from asbdesk.ui.kit.notices import JobBar
from asbdesk.ui.kit.pdf_view import PdfView
from asbdesk.ui.kit.pieces import button
from asbdesk.ui.page import Page

_WORDS = {REFERRAL: "Filing it records that the case went to the mediation service today."}


class MediationPaperDialog(Dialog):
    """The paper as it will be printed. What stops it stands above."""

    def __init__(self, page: Page, mediation_id: int, code: str, person_id: int = 0) -> None:
        self._title = template(code).title
        super().__init__(page, self._title, _WORDS.get(code, "It is filed on the case as you see it."), width=110)
        self._page, self._desk, self._mediation_id = page, page.desk, mediation_id
        self.prepared: Prepared | None = None
        self.bar = JobBar()
        self.body.addWidget(self.bar)
        self.view = PdfView(self._title)
        self.view.setMinimumHeight(theme.gap(110))
        self.looks = LookFields()
        self.looks.chosen.connect(self._make)
        self.body.addWidget(self.looks)
        self.guard = PaperGuard(self._desk, self.view, self.banner, self._make)
        self.body.addWidget(self.guard)
        self.body.addWidget(self.view, 1)
        self.file_button: QPushButton = button("File with&out printing", self.file)
        self.print_button: QPushButton = button("&Print and file", self.print, kind="primary")
        for each in (self.file_button, button("&Close", self.reject), self.print_button):
            self.foot.addWidget(each)
        self._code, self._to = code, person_id if code in FOR_ONE else 0
        self._allow(False)
        self._desk.ask(looks, code, self._to, then=self._offer, failed=self._refused, page=self)

    def _offer(self, found: Looks) -> None:
        self.looks.show_looks(found)
        self._make()

    def _make(self) -> None:
        self._allow(False)
        code, mediation_id, to, today = self._code, self._mediation_id, self._to, self._desk.clock.today()
        look = self.looks.look

        def make(task: Task) -> Prepared:
            with task.office.reading() as session:
                return mediation_paper(session, code, mediation_id, to, task.who.user_id, today, look)

        self.bar.start("Making the paper…")
        self._desk.heavy(make, then=self._show, failed=self._refused, page=self)

    def print(self) -> None:
        """To the printer; once all of it has gone there it is filed."""
        self.view.print_it(self._title, then=lambda: self._file(printed=True))

    def file(self) -> None:
        """File it only."""
        self._file(printed=False)

    def _file(self, *, printed: bool) -> None:
        if self.prepared is None:
            return
        self._allow(False)
        self._desk.do(
            file_mediation_paper, self._mediation_id, self.prepared, printed=printed,
            then=self._filed, failed=self._not_filed, page=self,
        )  # fmt: skip

    def _filed(self, _document_id: int) -> None:
        self._page.go.say(f"{self._title}: filed on the case.")
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
