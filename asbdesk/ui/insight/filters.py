"""What Insight's pages narrow their figures by: kind of incident, whose records, how long back."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from asbdesk.queries.places import Incidents
from asbdesk.ui import theme
from asbdesk.ui.insight import map_state as state
from asbdesk.ui.insight.map_state import Wish
from asbdesk.ui.kit.fields import ChoiceField
from asbdesk.ui.kit.layout import Flow

BACK = (("0", "All the time"), ("12", "The last twelve months"), ("3", "The last three months"))


class Filters(QWidget):
    """``changed`` when another choice is made; months are counted back from the office's own."""

    changed = Signal()

    def __init__(self, this_month: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._month = this_month
        self.kind = ChoiceField("&Kind of incident", (), blank="All kinds")
        self.records = ChoiceField("&Records", state.RECORDS)
        self.time = ChoiceField("&Time", BACK)
        flow = Flow(self, spacing=theme.gap(3))
        for field in (self.kind, self.records, self.time):
            flow.addWidget(field)
            field.changed.connect(self.changed)

    def know(self, incidents: Incidents) -> None:
        """Offer the kinds that occur."""
        fill_kinds(self.kind, incidents)

    def wish(self) -> Wish:
        """What is chosen."""
        back = int(self.time.value() or 0)
        first = self._month - back + 1 if back else 0
        return Wish(category=self.kind.value() or "", records=self.records.value() or "all", first=first)

    def words(self) -> str:
        """The same for a paper: ``All kinds; all records; all the time.``"""
        chosen = (self.kind.box.currentText(), self.records.box.currentText(), self.time.box.currentText())
        return f"{'; '.join(chosen)}."


def fill_kinds(field: ChoiceField, incidents: Incidents) -> None:
    """The kinds that occur, in a list that opens; what was chosen stays where it still occurs."""
    box, before = field.box, field.value()
    box.blockSignals(True)
    box.clear()
    box.addItem("All kinds", None)
    for code, label in state.categories_in(incidents):
        box.addItem(label, code)
    field.set_value(before)
    box.blockSignals(False)
