"""What a list shows and where it comes from, as data: columns and the three queries of a source."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication

from asbdesk.ui import theme
from asbdesk.ui.words import as_typed, tip

Ids = Sequence[int]
ALIGN = {
    "left": Qt.AlignmentFlag.AlignLeft,
    "right": Qt.AlignmentFlag.AlignRight,
    "centre": Qt.AlignmentFlag.AlignHCenter,
}


class Source(Protocol):
    """Where a list comes from: four plain query functions, of a module or a small object.

    ``order`` is a column's ``key``, with ``-`` before it for descending: ``"-opened"``. ``filter`` is whatever the page
    made: a frozen dataclass. ``rows`` may answer in any order and leave out what is gone; each row has an ``id``.
    """

    @property
    def ids(self) -> Callable[[Any, Any, str], Ids]: ...

    @property
    def first(self) -> Callable[[Any, Any, str, int], Ids]: ...

    @property
    def count(self) -> Callable[[Any, Any], int]: ...

    @property
    def rows(self) -> Callable[[Any, Ids], Sequence[Any]]: ...


@dataclass(frozen=True, slots=True)
class Column:
    """One column as data.

    ``getter`` turns a row into words. ``key`` is the query's name for sorting by it ("" cannot be sorted). ``role``
    turns a row into a colour role ("alert", "muted", "good", "accent", "strong" or ""); the words must say the same,
    because colour is never the only signal. ``width`` is in characters; 0 stretches.
    """

    title: str
    getter: Callable[[Any], str]
    key: str = ""
    align: Literal["left", "right", "centre"] = "left"
    tooltip: Callable[[Any], str] | None = None
    width: int = 14
    role: Callable[[Any], str] | None = None
    hidden: bool = False


def _colour(column: Column, row: Any) -> Any:
    role = column.role(row) if column.role else ""
    return theme.tokens().colour(role) if role and role != "strong" else None


def _font(column: Column, row: Any) -> Any:
    if not column.role or column.role(row) not in ("strong", "alert"):
        return None
    font = QFont(QApplication.font())
    font.setWeight(QFont.Weight.DemiBold)
    return font


CELLS: dict[int, Callable[[Column, Any], Any]] = {
    Qt.ItemDataRole.DisplayRole: lambda column, row: as_typed(column.getter(row)),
    Qt.ItemDataRole.ToolTipRole: lambda column, row: tip((column.tooltip or column.getter)(row)),
    Qt.ItemDataRole.ForegroundRole: _colour,
    Qt.ItemDataRole.FontRole: _font,
    Qt.ItemDataRole.AccessibleTextRole: lambda column, row: column.getter(row),
}
"""What a fetched row says to each of Qt's questions about a cell."""
