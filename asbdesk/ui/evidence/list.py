"""The evidence of a case: its exhibits with small pictures, files added by a button or dropped onto the page."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QIcon, QImage, QKeySequence, QPainter, QPixmap, QShortcut
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from asbdesk.errors import AsbdeskError
from asbdesk.queries.evidence import ExhibitRow
from asbdesk.queries.statements import EvidencePage, StatementRow, evidence_page
from asbdesk.ui import ask, theme
from asbdesk.ui.desk import Desk
from asbdesk.ui.evidence import state, work
from asbdesk.ui.evidence.add import AddExhibitDialog
from asbdesk.ui.evidence.pack import PackDialog
from asbdesk.ui.evidence.preview import fitted
from asbdesk.ui.kit.facts import emptied, link
from asbdesk.ui.kit.page_head import PageHead
from asbdesk.ui.kit.pieces import Banner, Card, EmptyState, button
from asbdesk.ui.kit.short_table import Line, ShortTable
from asbdesk.ui.page import Go, Page


class ExhibitTable(ShortTable):
    """The list with its small pictures; they stay when the theme or the font changes and the rows are made anew."""

    def __init__(self) -> None:
        self.pictures: tuple[QImage | None, ...] = ()
        super().__init__("Exhibits", state.TITLES, (18, 0, 16, 12, 10, 24))
        self.setIconSize(work.THUMBNAIL)

    def show_lines(self, lines: Sequence[Line]) -> None:
        super().show_lines(lines)
        self.put_pictures(self.pictures)

    def put_pictures(self, pictures: Sequence[QImage | None]) -> None:
        """A picture, or none, for each row."""
        self.pictures = tuple(pictures)
        if not any(image is not None and not image.isNull() for image in self.pictures):
            return
        for place, image in enumerate(self.pictures):
            item = self.item(place, 0)
            if item is not None:
                item.setIcon(QIcon(_centred(image or QImage(), self.iconSize() * 2)))
        self.resizeRowsToContents()


class ExhibitsPage(Page):
    """``add`` asks for files at once."""

    rail: ClassVar[str] = "cases"
    help_topic: ClassVar[str] = "evidence"
    shows: ClassVar[frozenset[str]] = frozenset({"exhibit", "statement", "case", "case_party"})

    def __init__(self, desk: Desk, go: Go, case_id: int, add: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(desk, go, parent)
        self.case_id = case_id
        self.rows: tuple[ExhibitRow, ...] = ()
        self.reference = ""
        self._pictures: dict[int, QImage] = {}
        self._drawing = False
        self._new: tuple[int, ...] = ()
        self._add_at_once = add
        self.setAcceptDrops(True)
        self._build()

    def title(self) -> str:
        return f"Evidence of {self.reference}" if self.reference else "Evidence"

    def refresh(self) -> None:
        self.desk.ask(evidence_page, self.case_id, then=self._show, failed=self._trouble, page=self)

    def add(self) -> None:
        """Choose files."""
        box = QFileDialog(self, "Files to add as exhibits")
        box.setFileMode(QFileDialog.FileMode.ExistingFiles)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.filesSelected.connect(lambda names: self.add_files([Path(name) for name in names]))
        box.open()

    def add_files(self, files: list[Path]) -> None:
        """Ask what they are, and store them."""
        self.banner.show_words("")
        AddExhibitDialog(self, self.desk, self.case_id, files, self._added).open()

    def print_sheets(self) -> None:
        """Numbered diary sheets."""
        PackDialog(self, self.desk, self.case_id).open()

    # inside

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.gap(3))
        self.head = PageHead("Evidence")
        self.add_button = self.head.add_action(
            button("&Add exhibits…", self.add, kind="primary", icon_name="plus", shortcut="Ctrl+E")
        )
        self.diary_button = self.head.add_action(
            button("&Key in a diary sheet", lambda: self.go("diary", self.case_id))
        )
        self.pack_button = self.head.add_action(button("&Print diary sheets…", self.print_sheets))
        self.statement_button = self.head.add_action(
            button("&Write a statement", lambda: self.go("statement", self.case_id))
        )
        self.case_button = self.head.add_action(button("&Open case", lambda: self.go("case", self.case_id)))
        column.addWidget(self.head)
        self.banner = Banner(closable=True)
        column.addWidget(self.banner)
        self.table = ExhibitTable()
        self.table.opened.connect(lambda row: self.go("exhibit", self.rows[row].id))
        self.empty = EmptyState(
            "No exhibits yet.",
            "Add recordings, photographs, scans or diary sheets, or drop files onto this page.",
            "&Add exhibits…",
            self.add,
        )
        column.addWidget(self.table, 1)
        column.addWidget(self.empty, 1)
        self.statements_card = Card("Witness statements")
        self._statements = QVBoxLayout()
        self.statements_card.body.addLayout(self._statements)
        self.statements_card.hide()
        column.addWidget(self.statements_card)
        self.table.hide()
        self.empty.hide()
        QShortcut(QKeySequence("Esc"), self, self.go.back, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _show(self, page: EvidencePage) -> None:
        self.rows, self.reference = page.exhibits, page.case_reference
        self.head.title.setText(f"Evidence · {self.reference}")
        self.head.words.setText(f"{page.subject} · {state.count_words(self.rows)}")
        may_add = "add" in state.deeds(self.desk.who.role)
        for each in (self.add_button, self.diary_button, self.pack_button, self.statement_button):
            each.setVisible(may_add)
        self._show_statements(page.statements)
        self.table.show_lines([Line(line.cells) for line in state.lines(self.rows)])
        self.table.setVisible(bool(self.rows))
        self.empty.setVisible(not self.rows)
        self._put_pictures()
        self._draw_next()
        if self._new:
            marks = [row.mark for row in reversed(self.rows) if row.id in self._new]
            self._new = ()
            self.go.say(f"Stored as {', '.join(marks)}.")
        if self._add_at_once and may_add:
            self._add_at_once = False
            self.add()

    def _added(self, ids: tuple[int, ...]) -> None:
        self._new = ids
        self.refresh()

    def _show_statements(self, rows: tuple[StatementRow, ...]) -> None:
        column = emptied(self._statements)
        for row in rows:
            words = state.statement_words(row)
            column.addWidget(link(words, lambda row=row: self._open_statement(row)))
        self.statements_card.setVisible(bool(rows))

    def _open_statement(self, row: StatementRow) -> None:
        if row.document_id:
            self.go("document", row.document_id)
        else:
            self.go("statement", self.case_id, statement_id=row.id)

    def _trouble(self, error: AsbdeskError) -> None:
        self.banner.show_words(str(error), "alert")

    # small pictures, one after another so that Cancel and other work get their turn

    def _draw_next(self) -> None:
        waiting = next((row for row in self.rows if row.id not in self._pictures), None)
        if waiting is None or self._drawing:
            return
        self._drawing = True
        self.desk.heavy(
            work.thumbnail, waiting.id, waiting.media_type, waiting.size,
            then=lambda image: self._drawn(waiting.id, image), failed=lambda _error: self._drawn(waiting.id, QImage()),
            page=self,
        )  # fmt: skip

    def _drawn(self, exhibit_id: int, image: QImage) -> None:
        self._drawing = False
        self._pictures[exhibit_id] = image
        self._put_pictures()
        self._draw_next()

    def _put_pictures(self) -> None:
        self.table.put_pictures([self._pictures.get(row.id) for row in self.rows])

    # dropped files

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if "add" in state.deeds(self.desk.who.role) and _files(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        files = _files(event)
        if files and not ask.is_open(self):
            event.acceptProposedAction()
            self.add_files(files)


def _centred(image: QImage, size: QSize) -> QPixmap:
    """The picture in the middle of a ground of this size, so that the marks beside them stand in line."""
    ground = QPixmap(size)
    ground.fill(Qt.GlobalColor.transparent)
    if not image.isNull():
        painter = QPainter(ground)
        painter.drawImage(fitted(image.size(), ground.rect()), image)
        painter.end()
    return ground


def _files(event: QDropEvent) -> list[Path]:
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
