"""Whom rows of people probably mean, and the decision on each of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from asbdesk.domain.when import show_date
from asbdesk.importers.doubles import NEW, Double, undecided
from asbdesk.ui import theme
from asbdesk.ui.imports.tables import WordTable
from asbdesk.ui.kit.layout import Flow
from asbdesk.ui.kit.pieces import button

_COLUMNS = ("Row", "In the file", "Born", "Probably", "Why", "Decision")


class DoublesPart(QWidget):
    """A table of them; hidden where nobody is probably known."""

    decided = Signal(object)
    """The decisions so far, by number of row."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._doubles: Sequence[Double] = ()
        self.decisions: dict[int, int] = {}
        self.table = WordTable("Probably known already", _COLUMNS, lines=7, widest=48)
        self.same = button("It is the &person who is known", lambda: self._decide(new=False))
        self.new = button("It is a ne&w person", lambda: self._decide(new=True))
        self.rest = button("A&ll that are left are new", self._rest)
        buttons = QWidget()
        flow = Flow(buttons)
        for each in (self.same, self.new, self.rest):
            flow.addWidget(each)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for widget in (theme.heading("Probably known already: decide on each"), self.table, buttons):
            column.addWidget(widget)

    def show_doubles(self, doubles: Sequence[Double], decisions: Mapping[int, int]) -> None:
        """Show them; what is decided can be decided otherwise."""
        self._doubles, self.decisions = doubles, dict(decisions)
        self.setVisible(bool(doubles))
        self._show()

    def _show(self) -> None:
        rows = [double_row(each, self.decisions.get(each.draft.row_number)) for each in self._doubles]
        self.table.show_rows(rows)
        self.rest.setEnabled(bool(undecided(self._doubles, self.decisions)))

    def _decide(self, *, new: bool) -> None:
        at = self.table.currentRow()
        if not 0 <= at < len(self._doubles):
            return
        double = self._doubles[at]
        self.decisions[double.draft.row_number] = NEW if new else double.alike[0].id
        self._show()
        self.table.setCurrentCell(min(at + 1, len(self._doubles) - 1), 0)
        self.decided.emit(self.decisions)

    def _rest(self) -> None:
        for each in self._doubles:
            self.decisions.setdefault(each.draft.row_number, NEW)
        self._show()
        self.decided.emit(self.decisions)


def double_row(double: Double, decision: int | None) -> tuple[str, ...]:
    """A row that is probably somebody known."""
    values, best = double.draft.values, double.alike[0]
    said = "Not decided" if decision is None else "A new person" if decision == NEW else "The person who is known"
    known = ", ".join(filter(None, (best.name, show_date(best.born) if best.born else "", best.address)))
    return (
        str(double.draft.row_number),
        f"{values.given_names} {values.family_name}".strip(),
        show_date(values.born) if values.born else "",
        known,
        "; ".join(best.reasons),
        said,
    )
