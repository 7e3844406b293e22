"""A paper that is made from records, before it is filed: what is shown is what is sealed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtWidgets import QPushButton, QWidget

from asbdesk.documents.guard import Finding
from asbdesk.domain.looks import Look
from asbdesk.domain.printing import PaperKind
from asbdesk.errors import AsbdeskError
from asbdesk.queries.looks import Looks
from asbdesk.services.papers import Prepared
from asbdesk.ui.desk import Desk, Failed, Task
from asbdesk.ui.documents.look_fields import LookFields
from asbdesk.ui.documents.paper_guard import PaperGuard
from asbdesk.ui.kit.dialog import Dialog
from asbdesk.ui.kit.notices import JobBar
from asbdesk.ui.kit.pdf_view import PdfView
from asbdesk.ui.kit.pieces import button
from asbdesk.ui.page import Go

Recipe = Callable[[Any, int, date, Look], Prepared]
"""Makes the paper on a worker: from the session, who asks, the day, the format and language."""
Filed = Callable[[int], None]


class FilingDialog(Dialog):
    """The paper as it will be printed; what stops it stands above. A kind of paper says how it is made and filed.

    ``change`` puts other words where the paper's own were typed (see :class:`PaperGuard`).
    """

    kind = PaperKind.OTHER

    def __init__(
        self,
        parent: QWidget,
        desk: Desk,
        go: Go,
        title: str,
        words: str = "It is filed on the case as you see it.",
        *,
        width: int = 110,
        change: Callable[[Finding, str], bool] | None = None,
    ) -> None:
        super().__init__(parent, title, words, width=width)
        self.title, self.desk, self.go = title, desk, go
        self.prepared: Prepared | None = None
        self.bar = JobBar()
        self.looks = LookFields()
        self.looks.chosen.connect(self.make)
        self.looks.hide()
        self.view = PdfView(title)
        self.give_height(self.view, 100)
        self.guard = PaperGuard(desk, self.view, self.banner, self.make, change)
        for piece in (self.bar, self.looks, self.guard):
            self.body.addWidget(piece)
        self.body.addWidget(self.view, 1)
        self.file_button: QPushButton = button("File with&out printing", self.file)
        self.print_button: QPushButton = button("&Print and file", self.print, kind="primary")
        for each in (self.file_button, button("&Close", self.reject), self.print_button):
            self.foot.addWidget(each)
        self._allow(False)

    def recipe(self) -> Recipe:
        """How it is made. It must hold no widget: a worker may be the last to let go of it."""
        raise NotImplementedError

    def put_away(self, prepared: Prepared, printed: bool, then: Filed, failed: Failed) -> None:
        """Ask for it to be filed."""
        raise NotImplementedError

    def offer(self, looks: Callable[..., Looks], *args: object) -> None:
        """Make it once its formats and languages are known, and let them be chosen."""
        self.looks.show()
        self.desk.ask(looks, *args, then=self._offer, failed=self._refused, page=self)

    def make(self) -> None:
        """Make it, or make it anew."""
        self._allow(False)
        recipe, today, look = self.recipe(), self.desk.clock.today(), self.looks.look

        def on_a_worker(task: Task) -> Prepared:
            with task.office.reading() as session:
                return recipe(session, task.who.user_id, today, look)

        self.bar.start("Making the paper…")
        self.desk.heavy(on_a_worker, then=self._show, failed=self._refused, page=self)

    def print(self) -> None:
        """To the printer; once all of it has gone there it is filed."""
        self.view.print_it(self.title, then=lambda: self._file(printed=True), kind=self.kind)

    def file(self) -> None:
        """File it only."""
        self._file(printed=False)

    def _offer(self, found: Looks) -> None:
        self.looks.show_looks(found)
        self.make()

    def _file(self, *, printed: bool) -> None:
        if self.prepared is not None:
            self._allow(False)
            self.put_away(self.prepared, printed, self._filed, self._not_filed)

    def _filed(self, _document_id: int) -> None:
        self.go.say(f"{self.title}: filed on the case.")
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
