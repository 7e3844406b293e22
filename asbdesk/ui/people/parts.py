"""Several of a kind in a person's form: addresses, telephones, other names. Each is a small form of its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from asbdesk.ui import theme
from asbdesk.ui.kit.fields import Field
from asbdesk.ui.kit.fold import Fold
from asbdesk.ui.kit.layout import Row
from asbdesk.ui.kit.pieces import button, icon_button

Values = dict[str, Any]
Rows = list[dict[str, Field]]
"""The fields of one item, row by row."""


class ItemsField(Field):
    """A list of small forms with "Add" and "Remove". The value is a list of dictionaries.

    ``make(n)`` gives the fields of the n-th item, counted from 1, so that the names of the second differ from the
    first's. ``start`` empty items stand there at once; items in which nothing was typed are not part of the value. Rows
    after the first ``shown`` are under a heading, ``folded``.
    """

    def __init__(
        self,
        label: str,
        noun: str,
        make: Callable[[int], Rows],
        *,
        start: int = 0,
        add: str = "",
        folded: str = "",
        shown: int = 9,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(label, "", parent)
        self._noun, self._make, self._start, self._folded = noun, make, start, (folded, shown)
        self._items: list[_Item] = []
        whole = QWidget()
        whole.setAccessibleName(self.name)
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.gap(3))
        self._list = QVBoxLayout()
        self._list.setSpacing(theme.gap(4))
        column.addLayout(self._list)
        self.adder = button(add or f"Add {noun}", self._add_by_hand, kind="link", icon_name="plus")
        column.addWidget(self.adder, 0, Qt.AlignmentFlag.AlignLeft)
        self.build(whole, focus=self.adder)
        self.adder.setAccessibleName((add or f"Add {noun}").replace("&", ""))
        self.label.hide()
        self.set_value([])

    def value(self) -> list[Values]:
        return [item.value() for item in self._items if item.filled()]

    def set_value(self, value: Any) -> None:
        self._show(value, lambda item, values: item.set_value(values))

    def draft(self) -> list[Values]:
        return [item.draft() for item in self._items if item.filled()]

    def set_draft(self, draft: Any) -> None:
        self._show(draft, lambda item, values: item.set_draft(values))

    def problem(self) -> str:
        return next((words for item in self._items if (words := item.problem())), "")

    def item(self, place: int) -> dict[str, Field]:
        """The fields of one item, by name."""
        return self._items[place].fields

    def focus(self) -> None:
        """To the first item; where there is none, to the button that adds one."""
        if self._items:
            next(iter(self._items[0].fields.values())).focus()
        else:
            super().focus()

    def _show(self, values: Any, fill: Callable[[_Item, Values], None]) -> None:
        for item in list(self._items):
            self._take(item)
        for each in values or ():
            fill(self._add(), each)
        while len(self._items) < self._start:
            self._add()
        self._touched()

    def _add(self) -> _Item:
        item = _Item(self._make(len(self._items) + 1), self._folded, f"Remove {self._noun}", self._remove)
        for field in item.fields.values():
            field.changed.connect(self._touched)
            field.left.connect(self.left)
        self._items.append(item)
        self._list.addWidget(item)
        return item

    def _add_by_hand(self) -> None:
        item = self._add()
        next(iter(item.fields.values())).focus()
        self._touched()

    def _take(self, item: _Item) -> None:
        self._items.remove(item)
        self._list.removeWidget(item)
        item.hide()
        item.deleteLater()

    def _remove(self, item: _Item) -> None:
        self._take(item)
        self.adder.setFocus()
        self._touched()


class _Item(QFrame):
    """The fields of one item and the button that removes it."""

    def __init__(self, rows: Rows, folded: tuple[str, int], remove: str, then: Callable[[_Item], None]) -> None:
        super().__init__()
        self.fields: dict[str, Field] = {name: field for row in rows for name, field in row.items()}
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(theme.gap(2))
        column = QVBoxLayout()
        column.setSpacing(theme.gap(3))
        across.addLayout(column, 1)
        across.addWidget(icon_button("close", remove, lambda: then(self)), 0, Qt.AlignmentFlag.AlignTop)
        words, shown = folded
        for row in rows[:shown]:
            column.addWidget(Row(*row.values()))
        self._fold: Fold | None = None
        if words:
            self._fold = Fold(words)
            for row in rows[shown:]:
                self._fold.body.addWidget(Row(*row.values()))
            column.addWidget(self._fold)
        self._later = [name for row in rows[shown:] for name in row]
        self._empty = self.draft()

    def filled(self) -> bool:
        return self.draft() != self._empty

    def value(self) -> Values:
        return {name: field.value() for name, field in self.fields.items()}

    def set_value(self, values: Values) -> None:
        for name, field in self.fields.items():
            if name in values:
                field.set_value(values[name])
        self._unfold()

    def draft(self) -> Values:
        return {name: field.draft() for name, field in self.fields.items()}

    def set_draft(self, values: Values) -> None:
        for name, field in self.fields.items():
            if name in values:
                field.set_draft(values[name])
        self._unfold()

    def problem(self) -> str:
        return next((words for field in self.fields.values() if (words := field.problem())), "")

    def _unfold(self) -> None:
        now = self.draft()
        if self._fold is not None and any(now[name] != self._empty[name] for name in self._later):
            self._fold.set_open(True)
