"""Files that were checked and wait to be taken in: the second step, by her or by somebody else, on another day."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from asbdesk.domain.permissions import may
from asbdesk.queries import imports as queries
from asbdesk.services.staging import drop_stage
from asbdesk.ui import theme
from asbdesk.ui.desk import Desk
from asbdesk.ui.imports.state import Step
from asbdesk.ui.imports.tables import WordTable
from asbdesk.ui.imports.words import WAITING, waiting_row
from asbdesk.ui.kit.layout import Flow
from asbdesk.ui.kit.pieces import Card, button


class WaitingCard(Card):
    """A table of them, seen at the first step where there are any."""

    said = Signal(str)
    taken_up = Signal(object)
    """A ``StageRow``."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("Checked, and not taken in yet", parent)
        self._desk = desk
        self._stages: tuple[queries.StageRow, ...] = ()
        self._step = Step.FILE
        self.table = WordTable("Checked files that wait", WAITING, lines=4)
        self.go_on = button("&Look at it and take it in", self._take_up)
        self.drop = button("Throw it awa&y", self._drop)
        self.body.addWidget(theme.muted("Their rows are kept encrypted in the office, and are nowhere else in it."))
        self.body.addWidget(self.table)
        holder = QWidget()
        flow = Flow(holder)
        flow.addWidget(self.go_on)
        flow.addWidget(self.drop)
        self.body.addWidget(holder)
        allowed = may(desk.who.role, "import")
        self.go_on.setEnabled(allowed)
        self.drop.setEnabled(allowed)
        self.table.cellActivated.connect(lambda *_: self._take_up())
        self.hide()

    def refresh(self) -> None:
        """Read them again."""
        self._desk.ask(queries.stages, then=self._show, page=self)

    def show_for(self, step: Step) -> None:
        """They are offered before a file is chosen."""
        self._step = step
        self.setVisible(bool(self._stages) and step is Step.FILE)

    def chosen(self) -> queries.StageRow | None:
        """The file in the chosen row."""
        at = self.table.currentRow()
        return self._stages[at] if 0 <= at < len(self._stages) else None

    def _show(self, stages: tuple[queries.StageRow, ...]) -> None:
        self._stages = stages
        self.table.show_rows([waiting_row(each) for each in stages])
        self.show_for(self._step)

    def _take_up(self) -> None:
        stage = self.chosen()
        if stage is not None and self.go_on.isEnabled():
            self.taken_up.emit(stage)

    def _drop(self) -> None:
        stage = self.chosen()
        if stage is not None:
            words = f"“{stage.file_name}” was thrown away. Choose the file again to check it anew."
            self._desk.do(drop_stage, stage.id, then=lambda _none: self.said.emit(words), page=self)
