"""Shows PDF bytes: exactly those that will be printed and filed."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from asbdesk.domain.printing import PaperKind
from asbdesk.ui import theme
from asbdesk.ui.kit.pdf_marks import Mark, MarkedView
from asbdesk.ui.kit.pieces import Card, button, icon_button
from asbdesk.ui.kit.printing import print_bytes, read_pdf

_STEP = 1.25
_LEAST, _MOST = 0.25, 5.0
_ABOVE = 120.0


class PdfView(QWidget):
    """Pages one beneath another, fitted to the width. Ctrl++ and Ctrl+- zoom, Ctrl+0 fits, Page keys turn.

    A screen reader gets the text of the page in view as the view's accessible description.
    """

    def __init__(
        self,
        name: str = "Preview",
        parent: QWidget | None = None,
        *,
        empty: str = "The paper stands here when it is ready.",
    ) -> None:
        super().__init__(parent)
        self._name = name
        self._data = b""
        self._document: QPdfDocument | None = None
        self._empty = QPdfDocument(self)
        self.view = MarkedView(self)
        self.view.setDocument(self._empty)
        self.view.setPageMode(QPdfView.PageMode.MultiPage)
        self.view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self.view.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        # A bar that comes and goes changes the width, the width the height, and the height calls the bar again.
        self.view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.nothing = Card()
        self.nothing.body.addStretch(1)
        words = theme.muted(empty, wrap=True)
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.nothing.body.addWidget(words)
        self.nothing.body.addStretch(1)
        self.view.setAccessibleName(name)
        self.view.pageNavigator().currentPageChanged.connect(lambda _page: self._say_page())
        self.page_words = theme.muted()
        self._tools = QWidget()
        self._build()

    def show_bytes(self, data: bytes) -> None:
        """Show another PDF; the page in view stays in view, so that a preview does not jump while somebody types."""
        page = self.view.pageNavigator().currentPage()
        before, self._data = self._document, bytes(data)
        self._document = read_pdf(self._data, self)
        self.view.setDocument(self._document)
        for part, shown in ((self._tools, True), (self.view, True), (self.nothing, False)):
            part.setVisible(shown)
        if before is not None:
            before.deleteLater()
            if page < self._document.pageCount():
                self.view.pageNavigator().jump(page, QPointF(), 0)
        self._say_page()

    def show_marks(self, marks: Sequence[Mark]) -> None:
        """Mark places on the pages, and turn to the first that is new; the bytes stay as they are."""
        fresh = [mark for mark in marks if mark not in self.view.marks]
        self.view.show_marks(marks)
        self._say_page()
        if fresh:
            self.turn_to(fresh[0].page)

    def turn_to(self, page: int) -> None:
        """That page, counted from 0, with its marks in view."""
        if 0 <= page < self.page_count():
            top = max((mark.top for mark in self.view.marks if mark.page == page), default=0.0)
            high = self._document.pagePointSize(page).height() if self._document else 0.0
            self.view.pageNavigator().jump(page, QPointF(0, max(0.0, high - top - _ABOVE) if top else 0.0), 0)

    def shown_bytes(self) -> bytes:
        """The bytes that are shown."""
        return self._data

    def page_count(self) -> int:
        """How many pages; 0 when nothing is shown or it is no PDF."""
        return self._document.pageCount() if self._document else 0

    def page_text(self, page: int) -> str:
        """The text of a page, counted from 0."""
        return self._document.getAllText(page).text() if self._document else ""

    def print_it(
        self,
        title: str,
        then: Callable[[], object] | None = None,
        *,
        kind: PaperKind = PaperKind.OTHER,
        copies: int = 0,
        counted: Callable[[int], object] | None = None,
    ) -> None:
        """Print the bytes that are shown, as this kind of paper was printed last, or in so many ``copies``;
        ``counted`` is told how many were chosen."""
        print_bytes(self, self._data, title, then, kind=kind, copies=copies, counted=counted)

    def zoom(self, factor: float) -> None:
        """Larger or smaller by a factor."""
        now = self.view.zoomFactor() if self.view.zoomMode() == QPdfView.ZoomMode.Custom else self._fitted()
        self.view.setZoomMode(QPdfView.ZoomMode.Custom)
        self.view.setZoomFactor(min(_MOST, max(_LEAST, now * factor)))

    def fit_width(self) -> None:
        """As wide as the view."""
        self.view.setZoomMode(QPdfView.ZoomMode.FitToWidth)

    def turn(self, by: int) -> None:
        """So many pages on or back."""
        page = self.view.pageNavigator().currentPage() + by
        if 0 <= page < self.page_count():
            self.view.pageNavigator().jump(page, QPointF(), 0)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.gap(1))
        row = QHBoxLayout(self._tools)
        row.setContentsMargins(theme.gap(1), 0, theme.gap(1), 0)
        for name, words, then in (
            ("chevron-up", "Previous page", lambda: self.turn(-1)),
            ("chevron-down", "Next page", lambda: self.turn(1)),
        ):
            row.addWidget(icon_button(name, words, then))
        row.addWidget(self.page_words, 1)
        row.addWidget(icon_button("magnify-minus-outline", "Smaller (Ctrl+-)", lambda: self.zoom(1 / _STEP)))
        row.addWidget(icon_button("magnify-plus-outline", "Larger (Ctrl++)", lambda: self.zoom(_STEP)))
        row.addWidget(button("&Fit width", self.fit_width, kind="link"))
        column.addWidget(self._tools)
        column.addWidget(self.view, 1)
        column.addWidget(self.nothing, 1)
        self._tools.hide()
        self.view.hide()
        within = Qt.ShortcutContext.WidgetWithChildrenShortcut
        for keys, then in (
            ("Ctrl++", lambda: self.zoom(_STEP)),
            ("Ctrl+=", lambda: self.zoom(_STEP)),
            ("Ctrl+-", lambda: self.zoom(1 / _STEP)),
            ("Ctrl+0", self.fit_width),
            ("Ctrl+PgDown", lambda: self.turn(1)),
            ("Ctrl+PgUp", lambda: self.turn(-1)),
        ):
            QShortcut(QKeySequence(keys), self, then, context=within)

    def _say_page(self) -> None:
        pages, page = self.page_count(), self.view.pageNavigator().currentPage()
        self.page_words.setText(f"Page {page + 1} of {pages}" if pages else "Nothing to show")
        told = f"{self._name}, page {page + 1} of {pages}" if pages else self._name
        labels = len({mark.label for mark in self.view.marks})
        if pages and labels:
            told += f", {labels} place{'' if labels == 1 else 's'} marked"
        self.view.setAccessibleName(told)
        self.view.setAccessibleDescription(self.page_text(page) if pages else "")

    def _fitted(self) -> float:
        """The zoom that fitting to the width amounts to."""
        if not self._document or not self.page_count():
            return 1.0
        inches = self._document.pagePointSize(0).width() / 72
        return max(_LEAST, self.view.viewport().width() / (inches * self.logicalDpiX()))
