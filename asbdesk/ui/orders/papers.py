"""The tab *Papers*: which papers the law asks for at which step, and what became of each."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from asbdesk.documents.library import template
from asbdesk.domain.permissions import may as is_allowed
from asbdesk.domain.printing import PaperKind
from asbdesk.errors import Refused
from asbdesk.queries.documents import SealedDocument, document
from asbdesk.queries.order_papers import PaperRow, PapersPage, papers_page
from asbdesk.queries.orders import ApplicationPage
from asbdesk.services import documents, order_papers
from asbdesk.services.allegation_papers import SCHEDULE
from asbdesk.ui import ask, theme
from asbdesk.ui.documents.sealed import before_it_leaves
from asbdesk.ui.kit.layout import Flow
from asbdesk.ui.kit.pieces import button
from asbdesk.ui.kit.printing import print_bytes
from asbdesk.ui.kit.short_table import ShortTable
from asbdesk.ui.orders import papers_state as state
from asbdesk.ui.orders.tab import Tab


class PapersTab(Tab):
    """Enter on a row opens what is filed, or writes it."""

    words = "Pap&ers"
    help_topic = "papers"

    def __init__(self, desk: Any, go: Any, trouble: Any) -> None:
        super().__init__(desk, go, trouble)
        self.page: ApplicationPage | None = None
        self.found = PapersPage((), {})
        self.words_above = theme.Text(wrap=True)
        self.write_button = button("Wri&te…", self.write, kind="primary")
        self.open_button = button("O&pen", self.open)
        self.print_button = button("Pr&int", self.print)
        self.check_button = button("&Form checked", self.check)
        line = QWidget()
        flow = Flow(line)
        for each in (self.write_button, self.open_button, self.print_button, self.check_button):
            flow.addWidget(each)
        self.table = ShortTable(
            "Papers", ("Step", "Paper", "Form and source", "State"), (16, 0, 44, 40), whole=True, lines=4
        )
        self.table.opened.connect(lambda _row: self.open_or_write())
        self.table.currentCellChanged.connect(lambda *_places: self._allow())
        for part in (self.words_above, line, self.table):
            self.column.addWidget(part)
        self.column.addStretch(1)
        self._allow()

    def show_page(self, page: ApplicationPage, *, may: bool) -> None:
        self.page = page
        self.desk.ask(papers_page, page.id, self.desk.clock.today(), then=self._show, failed=self.trouble, page=self)

    @property
    def row(self) -> PaperRow | None:
        """The paper that is chosen."""
        place = self.table.currentRow()
        return self.found.rows[place] if 0 <= place < len(self.found.rows) else None

    def open_or_write(self) -> None:
        """What Enter does."""
        if self.open_button.isEnabled():
            self.open()
        elif self.write_button.isEnabled():
            self.write()

    def write(self) -> None:
        """Make the paper: what must be chosen or answered first, then the preview."""
        from asbdesk.ui.orders.allegation_dialogs import ScheduleDialog
        from asbdesk.ui.orders.paper_dialogs import OrderPaperDialog, PaperAnswersDialog

        row, page = self.row, self.page
        if row is None or page is None:
            return
        if row.template == SCHEDULE:
            ScheduleDialog(self, self.desk, self.go, page.id).open()
            return
        if template(row.template).place != "application":
            self.go("letter", case_id=page.case_id, template=row.template, person_id=page.person_id)
            return
        choices = state.choices(row, self.found)
        if row.about and not choices:
            self.trouble(Refused(state.NOTHING[row.about]))
        elif choices or row.asks:
            PaperAnswersDialog(self, self.desk, self.go, page.id, row, choices).open()
        else:
            OrderPaperDialog(self, self.desk, self.go, order_papers.OrderPaper(page.id, row.template), row).open()

    def open(self) -> None:
        """The newest that is filed."""
        if self.row is not None and self.row.filed:
            self.go("document", self.row.filed[-1].id)

    def print(self) -> None:
        """The newest that is filed, to the printer."""
        if self.row is not None and self.row.filed:
            self.desk.ask(document, self.row.filed[-1].id, then=self._print, failed=self.trouble, page=self)

    def check(self) -> None:
        """A manager has compared the template with the form; or takes that back."""
        row, page = self.row, self.page
        if row is None or page is None:
            return
        if row.confirmed:
            self.do(order_papers.confirm_form, page.id, row.template, confirmed=False)
            return
        ask.confirm(
            self,
            "Does its text agree with the prescribed form?",
            f"{row.words}. {row.check} Say yes only after comparing them. It holds for every application under this "
            "law until the template changes, with your name and today’s date.",
            "It &agrees",
            lambda: self.do(order_papers.confirm_form, page.id, row.template, confirmed=True),
        )

    # inside

    def _show(self, found: PapersPage) -> None:
        self.found = found
        self.words_above.setText(state.above(found))
        self.table.show_lines([state.line(row) for row in found.rows])
        if self.table.currentRow() < 0 and found.rows:
            self.table.setCurrentCell(0, 0)
        self._allow()

    def _allow(self) -> None:
        role = self.desk.who.role
        may = state.may_do(self.row, order=is_allowed(role, "order"), confirm=is_allowed(role, "confirm_form"))
        self.write_button.setEnabled(may.write)
        self.open_button.setEnabled(may.open)
        self.print_button.setEnabled(may.open)
        self.check_button.setEnabled(may.check)
        self.check_button.setVisible(is_allowed(role, "confirm_form"))
        self.check_button.setText(may.check_words)
        self.check_button.setAccessibleName(may.check_words.replace("&", ""))

    def _print(self, sealed: SealedDocument) -> None:
        def printed() -> None:
            self.do(documents.note_printed, sealed.id)

        def go_on() -> None:
            print_bytes(self, sealed.pdf, sealed.reference, printed, kind=PaperKind.COURT)

        before_it_leaves(self, self.desk, sealed.id, None, go_on, self.trouble)
