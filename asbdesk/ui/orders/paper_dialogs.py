"""A paper of an application: what must be chosen and answered for it, and the preview that is filed as it is seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtWidgets import QPushButton, QWidget

from asbdesk.documents.guard import Finding, mend_words
from asbdesk.domain.printing import PaperKind
from asbdesk.errors import AsbdeskError
from asbdesk.queries.looks import Looks, order_looks
from asbdesk.queries.order_papers import PaperRow
from asbdesk.services.order_papers import OrderPaper, file_order_paper, order_paper
from asbdesk.services.papers import Prepared
from asbdesk.ui import theme
from asbdesk.ui.desk import Desk, Task
from asbdesk.ui.documents.letter_form import ask_field
from asbdesk.ui.documents.look_fields import LookFields
from asbdesk.ui.documents.paper_guard import PaperGuard
from asbdesk.ui.editing import FormDialog
from asbdesk.ui.kit.dialog import Dialog
from asbdesk.ui.kit.fields import ChoiceField
from asbdesk.ui.kit.form import Form
from asbdesk.ui.kit.notices import JobBar
from asbdesk.ui.kit.pdf_view import PdfView
from asbdesk.ui.kit.pieces import button
from asbdesk.ui.orders import papers_state as state
from asbdesk.ui.page import Go


class PaperAnswersDialog(FormDialog):
    """Which body, service or breach it is about, and the template's questions. Its draft is kept under
    ``order-paper:7:court-hearsay-notice`` until the paper is filed."""

    def __init__(
        self, parent: QWidget, desk: Desk, go: Go, application_id: int, row: PaperRow,
        choices: Sequence[tuple[str, str]],
    ) -> None:  # fmt: skip
        self._holder, self._go, self._row, self._id = parent, go, row, application_id
        self._key = f"order-paper:{application_id}:{row.template}"
        form, today = Form(), desk.clock.today()
        if choices:
            form.add("about", ChoiceField(state.ASK[row.about], list(choices)))
        for asked in row.asks:
            form.add(f"asked-{asked.name}", ask_field(asked, today, ()))
        words = row.words
        super().__init__(
            parent, desk, "Write a paper", words, form=form, key=self._key, draft=lambda: f"Paper: {words}",
            yes="&Show the paper",
        )  # fmt: skip

    def save(self) -> None:
        if not self.editor.check():
            return
        entry = self.form.value()
        prefix = "asked-"
        asked = {name.removeprefix(prefix): value for name, value in entry.items() if name.startswith(prefix)}
        wanted = OrderPaper(self._id, self._row.template, entry.get("about") or "", asked)
        self.editor.keeper.save_now()
        self.accept()
        OrderPaperDialog(self._holder, self.desk, self._go, wanted, self._row.words, self._key).open()


class OrderPaperDialog(Dialog):
    """The paper as it will be printed; what is shown is what is sealed. What stops it stands above."""

    def __init__(
        self, parent: QWidget, desk: Desk, go: Go, wanted: OrderPaper, title: str, draft_key: str = ""
    ) -> None:
        super().__init__(parent, title, "It is filed on the case as you see it.", width=110)
        self._title, self._desk, self._go, self._wanted, self._key = title, desk, go, wanted, draft_key
        self.prepared: Prepared | None = None
        self.bar = JobBar()
        self.body.addWidget(self.bar)
        self.view = PdfView(title)
        self.view.setMinimumHeight(theme.gap(100))
        self.looks = LookFields()
        self.looks.chosen.connect(self._set_otherwise)
        self.body.addWidget(self.looks)
        self.guard = PaperGuard(desk, self.view, self.banner, self._make, self._change)
        self.body.addWidget(self.guard)
        self.body.addWidget(self.view, 1)
        self.file_button: QPushButton = button("File with&out printing", lambda: self._file(printed=False))
        self.print_button: QPushButton = button("&Print and file", self.print, kind="primary")
        for each in (self.file_button, button("&Close", self.reject), self.print_button):
            self.foot.addWidget(each)
        self._allow(False)
        asked = wanted.template, wanted.application_id
        desk.ask(order_looks, *asked, then=self._offer, failed=self._refused, page=self)

    def _offer(self, found: Looks) -> None:
        self.looks.show_looks(found)
        self._set_otherwise()

    def _set_otherwise(self) -> None:
        self._wanted = replace(self._wanted, look=self.looks.look)
        self._make()

    def _make(self) -> None:
        self._allow(False)
        wanted, today = self._wanted, self._desk.clock.today()

        def make(task: Task) -> Prepared:
            with task.office.reading() as session:
                return order_paper(session, wanted, task.who.user_id, today)

        self.bar.start("Making the paper…")
        self._desk.heavy(make, then=self._show, failed=self._refused, page=self)

    def _change(self, finding: Finding, by: str) -> bool:
        """Other words in the answers, as they were typed."""
        made = self.prepared
        if made is None:
            return False
        asked = {
            name: mend_words(value, finding, by, made.guarded, made.opened) if isinstance(value, str) else value
            for name, value in self._wanted.asked.items()
        }
        if asked == dict(self._wanted.asked):
            return False
        self._wanted = replace(self._wanted, asked=asked)
        self._make()
        return True

    def print(self) -> None:
        """To the printer; once all of it has gone there it is filed."""
        self.view.print_it(self._title, then=lambda: self._file(printed=True), kind=PaperKind.COURT)

    def _file(self, *, printed: bool) -> None:
        if self.prepared is None:
            return
        self._allow(False)
        self._desk.do(
            file_order_paper, self._wanted, self.prepared, printed=printed, draft_key=self._key,
            then=self._filed, failed=self._not_filed, page=self,
        )  # fmt: skip

    def _filed(self, _document_id: int) -> None:
        self._go.say(f"{self._title}: filed on the case.")
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
