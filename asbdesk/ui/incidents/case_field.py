"""Which case an incident joins: the open ones about the same alleged perpetrators, or none yet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from asbdesk.queries.incidents import CaseChoice
from asbdesk.ui.incidents.state import case_lines, closed_words
from asbdesk.ui.kit.fields import Field, choice_box


class CaseField(Field):
    """The value is the id of a case, or None. The first open case is offered until somebody chooses otherwise."""

    def __init__(self, label: str) -> None:
        super().__init__(label)
        self.box = choice_box([])
        self._decided: int | None = None
        self._filling = False
        self.build(self.box)
        self.box.currentIndexChanged.connect(lambda _place: self._chosen())
        self.show_cases(())

    def show_cases(self, choices: Sequence[CaseChoice]) -> None:
        """What may be chosen now."""
        self._filling = True
        self.box.clear()
        for number, words in case_lines(choices):
            self.box.addItem(words, number)
        decided = self.box.findData(self._decided) if self._decided is not None else -1
        self.box.setCurrentIndex(max(0, decided))
        self._filling = False
        words = closed_words(choices)
        self.help.setText(words)
        self.help.setVisible(bool(words))

    def value(self) -> int | None:
        return self.box.currentData() or None

    def set_value(self, value: Any) -> None:
        self._decided = value
        if value is not None and self.box.findData(value) >= 0:
            self.box.setCurrentIndex(self.box.findData(value))

    def draft(self) -> int | None:
        """What somebody decided; None while what is offered was left alone."""
        return self._decided

    def _chosen(self) -> None:
        if not self._filling:
            self._decided = self.box.currentData()
            self._touched()
