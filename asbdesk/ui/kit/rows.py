"""A list's model: ids in an array, rows fetched as they are painted. A million rows cost 8 MB and no wait."""

from __future__ import annotations

from array import array
from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from asbdesk.ui.kit.columns import ALIGN, CELLS, Column, Ids, Source

if TYPE_CHECKING:
    from asbdesk.errors import AsbdeskError
    from asbdesk.ui.desk import Desk

FIRST = 200
"""So many ids are asked for before all the others: more than any screen shows."""
BLOCK = 64
KEPT = 4000
_BLOCKS_AT_ONCE = 6

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_GONE = object()
"""Stands for a row that was asked for and is no longer there, so that it is not asked for for ever."""


class RowsModel(QAbstractTableModel):
    """The model of one list. ``reload`` asks anew from the top; ``refresh`` after a change, in place."""

    total_changed = Signal(int)
    """How many there are, as soon as it is known."""
    replacing = Signal()
    replaced = Signal()
    """Around a refresh that moved rows: a view keeps its place between the two by ids."""
    failed = Signal(object)
    """An :class:`AsbdeskError` from the query."""

    def __init__(
        self,
        desk: Desk,
        source: Source,
        columns: Sequence[Column],
        *,
        filter: object = None,  # noqa: A002
        order: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk, self._source, self._page = desk, source, parent
        self.columns = tuple(columns)
        self.filter, self.order = filter, order
        self._ids: array[int] = array("q")
        self._rows: OrderedDict[int, Any] = OrderedDict()
        self._stale: dict[int, Any] = {}
        self._wanted: OrderedDict[int, None] = OrderedDict()
        self._asking = False
        self._asked = 0
        self.total = 0
        self.loaded = False
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._fetch)

    def reload(self) -> None:
        """Ask from the top: the first screen at once, then how many there are, then all ids."""
        self._forget()
        self._ask(self._source.first, self.filter, self.order, FIRST, then=self._got_first)

    def refresh(self) -> None:
        """Ask again after a change. What is shown stays until the answer is here."""
        self._forget()
        self._ask(self._source.ids, self.filter, self.order, then=self._got_again)

    def narrow(self, filter: object) -> None:  # noqa: A002
        """Show what another filter lets through."""
        if filter != self.filter or not self.loaded:
            self.filter = filter
            self.reload()

    def sort_by(self, order: str) -> None:
        """Show it in another order: a column's key, ``-`` before it for descending."""
        if order != self.order:
            self.order = order
            self.reload()

    def id_at(self, row: int) -> int | None:
        """The id shown in a row."""
        return self._ids[row] if 0 <= row < len(self._ids) else None

    def row_at(self, row: int) -> Any | None:
        """The dataclass shown in a row, when it has been fetched."""
        number = self.id_at(row)
        return None if number is None else self._known(number)

    def places(self, numbers: set[int]) -> dict[int, int]:
        """Where ids are shown: id -> row, for those that still are."""
        if len(numbers) == 1:
            (number,) = numbers
            return {number: self._ids.index(number)} if number in self._ids else {}
        return {number: row for row, number in enumerate(self._ids) if number in numbers} if numbers else {}

    def ids(self) -> array[int]:
        """All ids in the order shown. Do not change it."""
        return self._ids

    # Qt's side

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.title + self._arrow(column)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return ALIGN[column.align] | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return column.title + {" ▲": ", sorted ascending", " ▼": ", sorted descending"}.get(self._arrow(column), "")
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._ids):
            return None
        column = self.columns[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return ALIGN[column.align] | Qt.AlignmentFlag.AlignVCenter
        if role not in CELLS:
            return None
        row = self._row(index.row())
        if row is None:
            return "Loading" if role == Qt.ItemDataRole.AccessibleTextRole else None
        return CELLS[role](column, row)

    # the way of the rows

    def _arrow(self, column: Column) -> str:
        if not column.key or column.key != self.order.removeprefix("-"):
            return ""
        return " ▼" if self.order.startswith("-") else " ▲"

    def _known(self, number: int) -> Any | None:
        row = self._rows.get(number, self._stale.get(number))
        return None if row is _GONE else row

    def _row(self, place: int) -> Any | None:
        number = self._ids[place]
        row = self._rows.get(number)
        if row is not None:
            self._rows.move_to_end(number)
            return None if row is _GONE else row
        self._want(place // BLOCK)
        return self._stale.get(number)

    def _want(self, block: int) -> None:
        """Remember what was painted last: what was scrolled past long ago is not fetched."""
        self._wanted[block] = None
        self._wanted.move_to_end(block)
        while len(self._wanted) > _BLOCKS_AT_ONCE:
            self._wanted.popitem(last=False)
        if not self._asking and not self._soon.isActive():
            self._soon.start()

    def _fetch(self) -> None:
        if self._asking or not self._wanted:
            return
        blocks = sorted(self._wanted)
        self._wanted.clear()
        numbers = array("q")
        for block in blocks:
            numbers.extend(n for n in self._ids[block * BLOCK : (block + 1) * BLOCK] if n not in self._rows)
        if numbers:
            self._asking = True
            asked = self._asked
            self._desk.ask(
                self._source.rows,
                numbers,
                then=lambda rows: self._got_rows(asked, blocks, numbers, rows),
                failed=lambda error: self._no_rows(asked, error),
                page=self._page,
            )

    def _got_rows(self, asked: int, blocks: list[int], numbers: Ids, rows: Sequence[Any]) -> None:
        if asked != self._asked:
            return
        self._asking = False
        self._rows.update(dict.fromkeys(numbers, _GONE))
        for row in rows:
            self._rows[row.id] = row
            self._stale.pop(row.id, None)
        while len(self._rows) > KEPT:
            self._rows.popitem(last=False)
        for block in blocks:
            last = min((block + 1) * BLOCK, len(self._ids)) - 1
            if block * BLOCK <= last:
                self.dataChanged.emit(self.index(block * BLOCK, 0), self.index(last, len(self.columns) - 1))
        if self._wanted:
            self._soon.start()

    def _no_rows(self, asked: int, error: AsbdeskError) -> None:
        if asked == self._asked:
            self._asking = False
            self.failed.emit(error)

    # the way of the ids

    def _forget(self) -> None:
        """Older answers no longer count; older rows are painted until newer ones are here."""
        self._asked += 1
        self._asking = False
        self._wanted.clear()
        self._stale = dict(self._rows)
        self._rows.clear()

    def _ask(self, query: Callable[..., Any], *args: Any, then: Callable[[int, Any], None]) -> None:
        asked = self._asked
        self._desk.ask(query, *args, then=lambda answer: then(asked, answer), failed=self.failed.emit, page=self._page)

    def _got_first(self, asked: int, numbers: Ids) -> None:
        """What is seen first is asked for first: the rows, before a count that may take longer than they."""
        if asked != self._asked:
            return
        self.beginResetModel()
        self._ids = array("q", numbers)
        self.endResetModel()
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns) - 1)
        if len(self._ids) < FIRST:
            self._counted(len(self._ids))
            return
        self._wanted[0] = None
        self._fetch()
        self._ask(self._source.count, self.filter, then=self._got_count)
        self._ask(self._source.ids, self.filter, self.order, then=self._got_rest)

    def _got_count(self, asked: int, total: int) -> None:
        if asked == self._asked:
            self._counted(total)

    def _got_rest(self, asked: int, numbers: Ids) -> None:
        """Usually the first ids again and the rest behind them."""
        if asked == self._asked:
            self._replace(_as_array(numbers))

    def _got_again(self, asked: int, numbers: Ids) -> None:
        if asked != self._asked:
            return
        self.replacing.emit()
        self._replace(_as_array(numbers))
        self.replaced.emit()
        if self._ids:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._ids) - 1, len(self.columns) - 1))

    def _replace(self, new: array[int]) -> None:
        """From the old ids to the new ones by one removal and one insertion, so that views keep the rest."""
        head = common_start(self._ids, new)
        tail = common_start(self._ids[head:][::-1], new[head:][::-1])
        gone, come = len(self._ids) - head - tail, len(new) - head - tail
        if gone:
            self.beginRemoveRows(QModelIndex(), head, head + gone - 1)
            del self._ids[head : head + gone]
            self.endRemoveRows()
        if come:
            self.beginInsertRows(QModelIndex(), head, head + come - 1)
            self._ids[head:head] = new[head : head + come]
            self.endInsertRows()
        self._counted(len(new))

    def _counted(self, total: int) -> None:
        self.loaded = True
        self.total = total
        self.total_changed.emit(total)


def common_start(one: array[int], other: array[int]) -> int:
    """How many items two arrays begin with alike. Whole slices are compared, never items in Python."""
    good, step = 0, min(len(one), len(other))
    while step:
        if one[good : good + step] == other[good : good + step]:
            good += step
            step = min(step, len(one) - good, len(other) - good)
        else:
            step //= 2
    return good


def _as_array(numbers: Ids) -> array[int]:
    return numbers if isinstance(numbers, array) else array("q", numbers)
