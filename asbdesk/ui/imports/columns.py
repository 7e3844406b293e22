"""Which column fills which field of an incident, and what to do where no column says it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from asbdesk.errors import AsbdeskError
from asbdesk.importers.mapping import Grid, Options, Target
from asbdesk.ui import theme
from asbdesk.ui.imports.reading import offer
from asbdesk.ui.imports.state import (
    TARGETS,
    Chosen,
    category_choices,
    column_choices,
    columns_of,
    columns_text,
    grid_choices,
    take_choices,
    understood_period,
    unknown_sentence,
    unknown_words,
)
from asbdesk.ui.kit.fields import ChoiceField, TextField
from asbdesk.ui.kit.layout import Row
from asbdesk.ui.kit.pieces import Card

_A_ROW = 4
_JUDGED = frozenset((Target.WHEN, Target.CATEGORY))
"""Fields whose column has to be read from first row to last when it is another one."""


class ColumnsCard(Card):
    """``changed`` gives the new :class:`Chosen`; ``judge`` too, where the file must be read for it."""

    changed = Signal(object)
    judge = Signal(object)

    def __init__(self, now: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__("What the columns hold", parent)
        self._now = now
        self._chosen: Chosen | None = None
        self.fields = {target: ChoiceField(words, []) for target, words in TARGETS.items()}
        listed = list(self.fields.values())
        for at in range(0, len(listed), _A_ROW):
            self.body.addWidget(Row(*listed[at : at + _A_ROW], *[QWidget() for _ in range(at + _A_ROW - len(listed))]))
        self.period = TextField("Period", "Where no column holds a date: 2013, Dec 2013, 2012-12-01/2013-11-30")
        self.take = ChoiceField("Rows to take in", [])
        self.default = ChoiceField("Category where the file says none", [])
        self.unknown = ChoiceField("Category for kinds that are not known", [])
        self.grid = ChoiceField("Eastings and northings", grid_choices())
        self.unknown_words = theme.Text("", "alert", wrap=True)
        self.body.addWidget(Row(self.period, self.take, self.default, self.unknown, self.grid))
        self.body.addWidget(self.unknown_words)
        for target, field in self.fields.items():
            field.changed.connect(lambda target=target: self._column(target))
        self.period.edit.textEdited.connect(self._period)
        self.period.left.connect(self._check_period)
        self.take.changed.connect(self._take)
        self.default.changed.connect(self._default)
        self.unknown.changed.connect(self._unknown)
        self.grid.changed.connect(self._grid)

    def show_file(self, chosen: Chosen) -> None:
        """Show what each column is taken for."""
        self._chosen = chosen
        mapping = chosen.mapping
        for target, field in self.fields.items():
            choices = column_choices(chosen.reading, mapping, target)
            offer(field, choices, columns_text(mapping.columns.get(target, ())))
        if self.period.value() != chosen.when_text:
            self.period.set_value(chosen.when_text)
        self.period.setVisible(mapping.column(Target.WHEN) is None)
        if mapping.take is not None:
            offer(self.take, take_choices(mapping.take), "all" if chosen.options.take_all else "some")
        self.take.setVisible(mapping.take is not None)
        offer(self.default, category_choices("(refuse the row)")[1:], mapping.default_category)
        offer(self.unknown, category_choices("(refuse the row)"), mapping.unknown_category or "")
        offer(self.grid, grid_choices(), mapping.grid.value)
        self.grid.setVisible(mapping.column(Target.EASTING) is not None)
        words = unknown_words(chosen)
        self.unknown.setVisible(bool(words))
        self.unknown_words.setText(unknown_sentence(words))
        self.unknown_words.setVisible(bool(words))

    def _column(self, target: Target) -> None:
        if self._chosen is None:
            return
        mapping = self._chosen.mapping.with_columns(target, *columns_of(self.fields[target].value()))
        self._chosen = replace(self._chosen, mapping=mapping)
        if target is Target.WHEN:
            self._chosen = replace(self._chosen, date_format=None)
        (self.judge if target in _JUDGED else self.changed).emit(self._chosen)

    def _period(self, text: str) -> None:
        if self._chosen is None:
            return
        try:
            when = understood_period(text, self._now())
        except AsbdeskError:
            when = None
        self._changed(mapping=replace(self._chosen.mapping, constant_when=when), when_text=text)

    def _check_period(self) -> None:
        """What is wrong is said once the field is left, not while somebody types."""
        try:
            understood_period(self.period.value(), self._now())
        except AsbdeskError as error:
            self.period.show_error(str(error))

    def _take(self) -> None:
        self._changed(options=Options(take_all=self.take.value() == "all"))

    def _default(self) -> None:
        if self._chosen is not None:
            mapping = replace(self._chosen.mapping, default_category=self.default.value() or "asb-unspecified")
            self._changed(mapping=mapping)

    def _unknown(self) -> None:
        if self._chosen is not None:
            self._changed(mapping=replace(self._chosen.mapping, unknown_category=self.unknown.value() or None))

    def _grid(self) -> None:
        if self._chosen is not None:
            self._changed(mapping=replace(self._chosen.mapping, grid=Grid(self.grid.value())))

    def _changed(self, **what: object) -> None:
        if self._chosen is not None:
            self._chosen = replace(self._chosen, **what)  # type: ignore[arg-type]
            self.changed.emit(self._chosen)
