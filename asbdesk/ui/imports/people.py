"""Files of people, and of addresses alone: which column holds what."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from asbdesk.importers.dates import DateFormat
from asbdesk.importers.homes_file import HOME_TARGETS
from asbdesk.importers.people_file import PersonTarget
from asbdesk.ui.imports.reading import offer
from asbdesk.ui.imports.state import Chosen, columns_of, columns_text
from asbdesk.ui.kit.fields import ChoiceField
from asbdesk.ui.kit.layout import Row
from asbdesk.ui.kit.pieces import Card

_A_ROW = 4


class PeopleColumnsCard(Card):
    """``judge`` gives the new :class:`Chosen` where columns of dates must be read again, ``changed`` where not."""

    judge = Signal(object)
    changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("What the columns hold", parent)
        self._chosen: Chosen | None = None
        self.fields = {target: ChoiceField(target.label, []) for target in PersonTarget}
        listed = list(self.fields.values())
        for at in range(0, len(listed), _A_ROW):
            self.body.addWidget(Row(*listed[at : at + _A_ROW], *[QWidget() for _ in range(at + _A_ROW - len(listed))]))
        self.dates = ChoiceField(
            "Dates that fit both ways",
            [("", "Say which"), *((each.value, each.label) for each in (DateFormat.DAY_FIRST, DateFormat.MONTH_FIRST))],
        )
        self.body.addWidget(self.dates)
        for target, field in self.fields.items():
            field.changed.connect(lambda target=target: self._column(target))
        self.dates.changed.connect(self._dates)

    def show_file(self, chosen: Chosen) -> None:
        """Show what each column is taken for."""
        self._chosen, people = chosen, chosen.people
        if people is None:
            return
        each = [(str(at), chosen.reading.heading(at)) for at in range(chosen.reading.width)]
        for target, field in self.fields.items():
            now = people.columns.get(target, ())
            joined = [(columns_text(now), " + ".join(map(chosen.reading.heading, now)))] if len(now) > 1 else []
            offer(field, [("", "(no column)"), *joined, *each], columns_text(now))
            asked = target in HOME_TARGETS if people.homes else target is not PersonTarget.REFERENCE
            field.setVisible(asked)
        self.dates.setVisible(any(each.alternatives for each in people.dates.values()))
        said = "" if people.doubtful or people.prefer is None else people.prefer.value
        offer(self.dates, [(self.dates.box.itemData(at), self.dates.box.itemText(at)) for at in range(3)], said)

    def _column(self, target: PersonTarget) -> None:
        if self._chosen is not None and self._chosen.people is not None:
            people = self._chosen.people.with_columns(target, *columns_of(self.fields[target].value()))
            self.judge.emit(replace(self._chosen, people=people))

    def _dates(self) -> None:
        if self._chosen is None or self._chosen.people is None or not self.dates.value():
            return
        people = self._chosen.people.dated(DateFormat(self.dates.value()))
        self.changed.emit(replace(self._chosen, people=people))
