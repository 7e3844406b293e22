"""Redacting an exhibit or a filed paper: boxes on its pages, each with a reason; the copy is made and proven."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from asbdesk.domain.redaction import Box, Rect
from asbdesk.errors import AsbdeskError, Cancelled
from asbdesk.queries.redactions import RedactionRow
from asbdesk.reference_data import load_redaction_reasons
from asbdesk.ui import theme
from asbdesk.ui.desk import Desk, Job
from asbdesk.ui.editing import Editor, leave_button
from asbdesk.ui.evidence import redact_state as state
from asbdesk.ui.evidence import redact_work as work
from asbdesk.ui.evidence.redact_canvas import PageCanvas
from asbdesk.ui.evidence.redact_field import BoxesField
from asbdesk.ui.kit.form import Form
from asbdesk.ui.kit.notices import JobBar
from asbdesk.ui.kit.page_head import PageHead
from asbdesk.ui.kit.pieces import Banner, button, icon_button
from asbdesk.ui.kit.room import TallPanes, column_of
from asbdesk.ui.page import Go, Page

_HOW = (
    "Draw boxes with the mouse, or find words. With the page in focus: Insert adds a box, arrows move it, Shift and "
    "arrows size it (Ctrl: finely), Delete removes it, Page Up and Down turn. What is under a box is taken out of the "
    "copy for good; the original stays sealed."
)
_LENGTH = "The length of a box can give away a short name: where that matters, cover the whole line."


class RedactPage(Page):
    """``kind`` is exhibit or document, ``number`` its id. The draft is kept under ``redact:exhibit-7``."""

    rail: ClassVar[str] = "cases"
    help_topic: ClassVar[str] = "redaction"
    field: BoxesField
    """There once the file is read."""

    def __init__(
        self, desk: Desk, go: Go, number: int, kind: str = "exhibit", parent: QWidget | None = None
    ) -> None:  # fmt: skip
        super().__init__(desk, go, parent)
        self.kind, self.number = kind, number
        self.file: work.Opened | None = None
        self.page = 0
        self.job: Job | None = None
        self._column = column_of(self)
        self.head = PageHead("Redact")
        self.head.words.setText(f"{_HOW} {_LENGTH}")
        self.banner, self.bar = Banner(), JobBar()
        for part in (self.head, self.banner, self.bar):
            self._column.addWidget(part)
        self._column.addStretch(1)
        QShortcut(QKeySequence("Esc"), self, self.go.back, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def title(self) -> str:
        return f"Redact {self.file.name}" if self.file else "Redact"

    def refresh(self) -> None:
        if self.file is None:
            self._start("Checking the file against its seal…", work.open_file, (self.kind, self.number), self._show)

    def leave(self) -> bool:
        if self.job is not None:
            self.job.cancel()
        if self.file is not None:
            self.editor.keeper.save_now()
        return True

    def apply(self) -> None:
        """Make the redacted copy."""
        if self.file is None or self.job is not None:
            return
        self.editor.keeper.save_now()
        args = (self.kind, self.number, self.field.boxes, self._key)
        self._start("Making the redacted copy…", work.make_copy, args, self._made)

    def turn(self, by: int) -> None:
        """So many pages on or back."""
        if self.file is not None and 0 <= self.page + by < len(self.file.sizes):
            self._turn_to(self.page + by)

    # inside

    @property
    def _key(self) -> str:
        return f"redact:{self.kind}-{self.number}"

    def _show(self, file: work.Opened) -> None:
        self.file = file
        self.head.title.setText(f"Redact {file.name} · {file.title}")
        self._build(file)
        self._turn_to(0)

    def _build(self, file: work.Opened) -> None:
        form = Form()
        reasons = state.choices(load_redaction_reasons())
        self.field = form.add("boxes", BoxesField(file.sizes, reasons, words=file.paged))
        form.clean()
        self.editor = Editor(self.desk, form, self._key, lambda: f"Redaction of {file.name}")
        self.apply_button = button("Make the redacted &copy", self.apply, kind="primary")
        self.editor.add_buttons(self.apply_button, leave_button(self.go.back))
        self.canvas = PageCanvas(f"Page of {file.name}")
        self.area = QScrollArea(widgetResizable=True)
        self.area.setWidget(self.canvas)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self._column.takeAt(self._column.count() - 1)
        self._column.addWidget(TallPanes(self._pages(), self.editor, (3, 2)), 1)
        self._join(form)
        self.editor.look_for_draft()
        self.canvas.setFocus()

    def _pages(self) -> QWidget:
        whole, tools = QWidget(), QHBoxLayout()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        self.page_words = theme.muted()
        tools.addWidget(icon_button("chevron-up", "Previous page", lambda: self.turn(-1)))
        tools.addWidget(icon_button("chevron-down", "Next page", lambda: self.turn(1)))
        tools.addWidget(self.page_words, 1)
        column.addLayout(tools)
        column.addWidget(self.area, 1)
        return whole

    def _join(self, form: Form) -> None:
        field, canvas = self.field, self.canvas
        form.save_asked.connect(self.apply)
        form.leave_asked.connect(self.go.back)
        field.moved_on.connect(self._moved_on)
        field.find_asked.connect(self._find)
        field.add_asked.connect(self._add)
        canvas.add_asked.connect(self._add)
        canvas.remove_asked.connect(field.remove)
        canvas.picked.connect(field.choose)
        canvas.turned.connect(self.turn)
        canvas.drawn.connect(self._drawn)
        canvas.pushed.connect(self._pushed)
        canvas.dragged.connect(self._dragged)

    @property
    def _size(self) -> tuple[float, float]:
        return self.file.sizes[self.page] if self.file else (1.0, 1.0)

    def _add(self) -> None:
        self.field.add([state.new(self.page, self.field.reason_words(), self._size)])
        self.canvas.setFocus()

    def _drawn(self, left: float, top: float, right: float, bottom: float) -> None:
        box = state.drawn(self.page, (left, top, right, bottom), self.field.reason_words(), self._size)
        if box is not None:
            self.field.add([box])

    def _pushed(self, across: int, down: int, size: bool, fine: bool) -> None:
        box = self.field.chosen()
        if box is not None:
            far = state.step(self._size, fine=fine)
            change = state.sized if size else state.moved
            self.field.put(change(box, across * far, down * far, self._size))

    def _dragged(self, across: float, down: float) -> None:
        box = self.field.chosen()
        if box is not None:
            self.field.put(state.moved(box, across, down, self._size))

    def _moved_on(self) -> None:
        box = self.field.chosen()
        if box is not None and box.page != self.page:
            self._turn_to(box.page)
        else:
            self._show_boxes()

    def _show_boxes(self) -> None:
        sizes = self.file.sizes if self.file else ()
        words = state.spoken(self.page, self.field.boxes, self.field.current, sizes)
        self.canvas.show_boxes(self.field.boxes, self.field.current, words)
        self.page_words.setText(f"Page {self.page + 1} of {len(sizes)}")
        box = self.field.chosen()
        if box is not None and box.page == self.page:
            place = self.canvas.place_of(box).center()
            self.area.ensureVisible(int(place.x()), int(place.y()), theme.gap(10), theme.gap(20))

    def _turn_to(self, page: int) -> None:
        self.page = page
        file = self.file
        if file is not None:
            self.desk.heavy(
                work.page_picture, file, page, then=lambda image: self._turned(image, page), failed=self._trouble,
                page=self,
            )  # fmt: skip

    def _turned(self, image: QImage, page: int) -> None:
        if page == self.page:
            self.canvas.show_page(image, page, self._size)
            self._show_boxes()

    def _find(self, wanted: str) -> None:
        if self.file is not None and self.job is None:
            self._start(
                f"Looking for “{wanted}”…", work.find_words, (self.file, wanted),
                lambda found: self._found(wanted, found),
            )  # fmt: skip

    def _found(self, wanted: str, found: tuple[tuple[int, Rect], ...]) -> None:
        why = self.field.reason_words()
        boxes = [Box(page, x, y, z - x, w - y, why) for page, (x, y, z, w) in found]
        self.field.add(boxes)
        self.field.say_found(state.found_words(wanted, len(found), len({page for page, _ in found})))

    def _made(self, row: RedactionRow) -> None:
        self.editor.keeper.finished()
        self.go.say(state.made_words(row.copy, len(row.boxes)))
        self.go(self.kind, row.copy_id)

    def _start(self, words: str, function, args: tuple, then) -> None:
        """A heavy job with the bar; the callbacks may come before ``heavy`` returns."""
        self.banner.show_words("")
        self.bar.start(words, lambda: self.job and self.job.cancel())
        ended: list[bool] = []

        def end(call) -> None:
            ended.append(True)
            self.job = None
            self.bar.stop()
            call()

        job = self.desk.heavy(
            function, *args, then=lambda answer: end(lambda: then(answer)),
            failed=lambda error: end(lambda: self._trouble(error)), progress=self.bar.progress, page=self,
        )  # fmt: skip
        if not ended:
            self.job = job

    def _trouble(self, error: AsbdeskError) -> None:
        if not isinstance(error, Cancelled):
            self.banner.show_words(str(error), "alert")
