"""The envelope's window: the sheet that is printed to try it, and how far the address is moved."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from asbdesk.domain.envelope import millimetres, tenths
from asbdesk.domain.printing import PaperKind
from asbdesk.errors import AsbdeskError, InvalidField
from asbdesk.services import envelope
from asbdesk.ui.desk import Desk, Task
from asbdesk.ui.editing import FormDialog
from asbdesk.ui.kit.fields import TextField
from asbdesk.ui.kit.form import Form
from asbdesk.ui.kit.pdf_view import PdfView
from asbdesk.ui.kit.pieces import button
from asbdesk.ui.page import Go

KEY = "envelope-window"
TITLE = "Envelope window"


class EnvelopeDialog(FormDialog):
    """Two numbers, and the test sheet as they make it."""

    def __init__(self, parent: QWidget, desk: Desk, go: Go, right: int, down: int) -> None:
        self._go = go
        form = Form()
        form.row(
            right=TextField("Move the address to the &right, in millimetres", "0 to 25"),
            down=TextField("and &down, in millimetres", "0 to 6"),
        )
        form.set_value({"right": millimetres(right), "down": millimetres(down)})
        super().__init__(
            parent, desk, TITLE,
            "Print the sheet, fold it, and look through an envelope of yours. Letters that are filed stay as they are.",
            form=form, key=KEY, draft=lambda: TITLE, yes="&Save for all letters from now on",
        )  # fmt: skip
        self.view = PdfView("Envelope test sheet")
        self.give_height(self.view, 90)
        self.body.addWidget(self.view, 2)
        self.print_button = button("&Print the test sheet", self.print_sheet, icon_name="printer-outline")
        self.foot.insertWidget(0, self.print_button)
        self._pause = QTimer(self, singleShot=True, interval=300)
        self._pause.timeout.connect(self.make_sheet)
        form.changed.connect(self._pause.start)
        self.resize(self.sizeHint())
        self.make_sheet()

    def make_sheet(self) -> None:
        """The sheet as the numbers stand; a number that cannot be is told beside its field."""
        try:
            right, down = self._numbers()
        except InvalidField as error:
            self.form.show_trouble(error)
            return
        self.form.errors({})

        def make(task: Task) -> bytes:
            with task.office.reading() as session:
                return envelope.sheet(session, right, down)

        self.desk.heavy(make, then=self.view.show_bytes, failed=self._not_made, page=self)

    def print_sheet(self) -> None:
        """The sheet that is shown, on paper."""
        if self.view.page_count():
            self.view.print_it("Envelope test sheet", kind=PaperKind.LETTER, copies=1)

    def save(self) -> None:
        try:
            right, down = self._numbers()
        except InvalidField as error:
            self.form.show_trouble(error)
            return
        self.editor.save(envelope.move_window, right, down, then=self._saved)

    def _numbers(self) -> tuple[int, int]:
        value = self.form.value()
        return tenths("right", str(value["right"])), tenths("down", str(value["down"]))

    def _not_made(self, error: AsbdeskError) -> None:
        self.form.show_trouble(error)

    def _saved(self, _answer: object) -> None:
        self._go.say("Letters from now on have their address there.")
        self.accept()
