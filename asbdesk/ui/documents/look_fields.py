"""Format and language of a paper that is made in a dialog: the reader's own stand first."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from asbdesk.domain.casework import PaperFormat, PaperLanguage
from asbdesk.domain.looks import Look
from asbdesk.queries.looks import Looks
from asbdesk.ui.kit.fields import ChoiceField
from asbdesk.ui.kit.layout import Row


class LookFields(QWidget):
    """Two lists. ``chosen`` comes when one changes."""

    chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.format_field = ChoiceField("For&mat", [], " ")
        self.language_field = ChoiceField("Lan&guage", [])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(Row(self.format_field, self.language_field))
        for field in (self.format_field, self.language_field):
            field.changed.connect(self.chosen)
            field.setEnabled(False)

    @property
    def look(self) -> Look:
        """What is chosen; until something is, the reader's own format."""
        chosen, language = self.format_field.value(), self.language_field.value()
        return Look(PaperFormat(chosen) if chosen else None, PaperLanguage(language or PaperLanguage.ENGLISH))

    def show_looks(self, found: Looks) -> None:
        """Offer them; what is there in one way only cannot be changed."""
        for field, offered, first in (
            (self.format_field, found.formats, found.first.format),
            (self.language_field, found.languages, found.first.language),
        ):
            with QSignalBlocker(field):
                field.set_choices([(each.value, each.label) for each in offered])
                if first is not None:
                    field.set_value(first.value)
            field.setEnabled(len(offered) > 1)
        self.format_field.help.setText(found.note)
        self.format_field.help.setVisible(bool(found.note))
