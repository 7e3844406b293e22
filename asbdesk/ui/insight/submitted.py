"""A submitted return: its sealed paper, and each figure then beside what its rule gives now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from asbdesk.documents.seal import verify
from asbdesk.domain.returns import Figure, Moved, compare
from asbdesk.errors import AsbdeskError
from asbdesk.queries.returns import Submitted, submitted_return
from asbdesk.reports.three_years import recount
from asbdesk.ui import theme
from asbdesk.ui.desk import Desk, Task
from asbdesk.ui.insight import returns_state as state
from asbdesk.ui.insight.paper_page import export_button, print_button
from asbdesk.ui.insight.returns import open_figure
from asbdesk.ui.kit.layout import scrolled
from asbdesk.ui.kit.page_head import PageHead
from asbdesk.ui.kit.pdf_view import PdfView
from asbdesk.ui.kit.pieces import Banner, Card
from asbdesk.ui.kit.room import TallPanes, scrolling
from asbdesk.ui.kit.short_table import Line, ShortTable
from asbdesk.ui.page import Go, Page


@dataclass(frozen=True, slots=True)
class Beside:
    """A return as it was sent, and what has moved since."""

    sent: Submitted
    now: tuple[Figure, ...]
    moved: tuple[Moved, ...]


def read(task: Task, return_id: int) -> Beside:
    """On the heavy lane: what was sent, and the same counted anew."""
    with task.office.reading() as session:
        sent = submitted_return(session, return_id)
        now = recount(session, sent.row.code, state.period_of(sent.row), sent.beside, task.office.clock.today())
    return Beside(sent, now, compare(sent.figures, now))


class SubmittedPage(Page):
    """Nothing can be changed here."""

    rail: ClassVar[str] = "insight"
    help_topic: ClassVar[str] = "returns"
    shows: ClassVar[frozenset[str]] = frozenset({"case", "case_party", "incident", "office_figure"})

    def __init__(self, desk: Desk, go: Go, number: int, parent: QWidget | None = None) -> None:
        super().__init__(desk, go, parent)
        self._number = number
        self.beside: Beside | None = None
        self.head = PageHead("Submitted return")
        self.view = PdfView("Submitted return", empty="The return is being opened.")
        self.head.add_action(export_button(self, "Submitted return", self.rows))
        self.head.add_action(print_button(self, self.view, "Submitted return"))
        self.banner = Banner()
        titles = ("Figure", "Sent", "Now", "Since then")
        self.table = ShortTable("Then and now", titles, (0, 12, 12, 16), whole=True, one_click=True)
        self.table.opened.connect(self._open)
        self.verdict = theme.muted(wrap=True)
        card = Card("Then and now")
        card.body.addWidget(self.verdict)
        card.body.addWidget(self.table)
        card.body.addWidget(theme.muted("A row opens the list as it was sent.", wrap=True))
        card.body.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.gap(2))
        column.addWidget(self.head)
        column.addWidget(self.banner)
        column.addWidget(scrolling(TallPanes(self.view, scrolled(card), (3, 2))), 1)
        self.setFocusProxy(self.table)

    def title(self) -> str:
        return self.beside.sent.row.title.split(":")[0] if self.beside else "Submitted return"

    def refresh(self) -> None:
        self.desk.heavy(read, self._number, then=self._show, failed=self._failed, page=self)

    def rows(self) -> list[list[str]]:
        """Then and now for another program."""
        moved = self.beside.moved if self.beside else ()
        return [["Figure", "Sent", "Now", "Since then"], *(list(state.moved_cells(each)) for each in moved)]

    def _show(self, beside: Beside) -> None:
        self.beside = beside
        sent = beside.sent
        whole = verify(sent.pdf, sent.sha256)
        self.banner.show_words("" if whole else "The paper is not as it was sealed: its bytes have changed.", "alert")
        self.head.title.setText(sent.row.title.split(":")[0])
        self.head.words.setText(state.standing(sent))
        self.view.show_bytes(sent.pdf)
        self.verdict.setText(state.verdict(beside.moved))
        self.table.show_lines([Line(state.moved_cells(each), "" if each.same else "alert") for each in beside.moved])

    def _open(self, row: int) -> None:
        if self.beside is not None:
            open_figure(self, self.beside.sent.figures[row], f"{self.beside.sent.row.period}, as sent")

    def _failed(self, error: AsbdeskError) -> None:
        self.banner.show_words(str(error), "alert")
