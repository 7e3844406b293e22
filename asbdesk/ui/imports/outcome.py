"""What would come of the file, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from asbdesk.importers.results import Refused
from asbdesk.importers.run import Imported
from asbdesk.importers.staging import Checkup
from asbdesk.ui import theme
from asbdesk.ui.imports.doubles import DoublesPart
from asbdesk.ui.imports.state import may_take_in
from asbdesk.ui.imports.tables import WordTable
from asbdesk.ui.imports.words import PREVIEW, Line, done_lines, outcome, preview_row
from asbdesk.ui.kit.pieces import Card

_REFUSED = ("Row", "Why", "The row as it stood")
_SHOWN = 200


class Lines(QWidget):
    """Sentences beneath one another, the first one larger."""

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.gap(1))
        self._texts: list[theme.Text] = []

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Say these."""
        for text in self._texts:
            self._column.removeWidget(text)
            text.hide()
            text.deleteLater()
        self._texts = [
            theme.Text(line.words, line.role, theme.HEADING if not at else 1.0, bold=not at, wrap=True)
            for at, line in enumerate(lines)
        ]
        for text in self._texts:
            self._column.addWidget(text)

    def words(self) -> list[str]:
        """What is said."""
        return [text.text() for text in self._texts]


def refused_row(row: Refused) -> tuple[str, ...]:
    """A refused row in the table."""
    return str(row.row_number), row.reason, " | ".join(row.raw)


class CheckedCard(Card):
    """The dry run: counts, whom rows probably mean, the first rows, what was refused."""

    said = Signal()
    """Somebody said something that taking in hangs on."""
    decided = Signal(object)
    """What is decided on people so far."""

    def __init__(self) -> None:
        super().__init__("What would come of it")
        self._checkup: Checkup | None = None
        self.lines = Lines()
        self.overlap = QCheckBox("They are other incidents: &take them in as well")
        self.overlap.hide()
        self.doubles = DoublesPart()
        self.first = WordTable("First rows as they would be", lines=7)
        self._refused_head = theme.heading("Refused rows")
        self.refused = WordTable("Refused rows", _REFUSED, lines=6, widest=72)
        self._first_head = theme.heading("")
        for widget in (
            self.lines, self.overlap, self.doubles, self._first_head, self.first, self._refused_head, self.refused,
        ):  # fmt: skip
            self.body.addWidget(widget)
        self.overlap.toggled.connect(lambda _on: self.said.emit())
        self.doubles.decided.connect(self.decided)
        self.doubles.decided.connect(lambda _decisions: self.said.emit())

    def show_checkup(self, checkup: Checkup) -> None:
        """Show it."""
        self._checkup = checkup
        self.lines.show_lines(outcome(checkup))
        self.doubles.show_doubles(checkup.doubles, checkup.decisions)
        self.overlap.setChecked(False)
        self.overlap.setVisible(bool(checkup.overlaps))
        self._first_head.setText(f"The first {checkup.holds.value} as they would be")
        self.first.show_rows([preview_row(row) for row in checkup.first], PREVIEW[checkup.holds])
        rows = checkup.report.refused_rows
        self.refused.show_rows([refused_row(row) for row in rows[:_SHOWN]])
        more = f" (the first {_SHOWN} of {checkup.report.refused:,})" if checkup.report.refused > _SHOWN else ""
        self._refused_head.setText(f"Refused rows{more}")
        for widget in (self._first_head, self.first):
            widget.setVisible(bool(checkup.first))
        for widget in (self._refused_head, self.refused):
            widget.setVisible(bool(rows))

    def may_take_in(self) -> bool:
        """Is there something new, and everything said that must be?"""
        allowed = self.overlap.isChecked()
        return self._checkup is not None and may_take_in(self._checkup, self.doubles.decisions, overlap_allowed=allowed)


class DoneCard(Card):
    """The report of an import."""

    def __init__(self) -> None:
        super().__init__("Taken in")
        self.lines = Lines()
        self.body.addWidget(self.lines)

    def show_imported(self, imported: Imported) -> None:
        """Show it."""
        self.lines.show_lines(done_lines(imported))
