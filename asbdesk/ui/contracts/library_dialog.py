"""Terms to choose from, by category; what is ticked goes into the contract, to be fitted to the person."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from asbdesk.domain.agreements import LibraryTerm
from asbdesk.reference_data import load_contract_terms
from asbdesk.ui import theme
from asbdesk.ui.kit.dialog import Dialog
from asbdesk.ui.kit.marks import follow_marks

_HINT = "Tick those that fit. What stands in [brackets] is filled in afterwards. Fewer terms are kept better."


class LibraryDialog(Dialog):
    """``then`` gets the chosen terms, in the library's order."""

    def __init__(self, parent: QWidget, then: Callable[[Sequence[LibraryTerm]], object]) -> None:
        super().__init__(parent, "Terms to choose from", _HINT, width=96)
        self._then = then
        self.list = QListWidget()
        self.list.setAccessibleName("Terms")
        self.list.setWordWrap(True)
        self.list.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setSpacing(theme.gap(1) // 2)
        self.list.setItemDelegate(_Wrapped(self.list))
        self.list.itemActivated.connect(_toggle)
        follow_marks(self.list, self.list.setCurrentRow)
        self._items: list[tuple[QListWidgetItem, LibraryTerm]] = []
        self._fill()
        self.body.addWidget(self.list, 1)
        self.add_buttons("&Add the ticked terms", self._take)
        self.resize(self.sizeHint())

    def chosen(self) -> list[LibraryTerm]:
        """What is ticked."""
        return [term for item, term in self._items if item.checkState() == Qt.CheckState.Checked]

    def sizeHint(self) -> QSize:
        return super().sizeHint().expandedTo(QSize(0, 600)).boundedTo(self.room())

    def _fill(self) -> None:
        heading = ""
        bold = QFont(self.font())
        bold.setWeight(QFont.Weight.DemiBold)
        for term in load_contract_terms():
            if term.category != heading:
                heading = term.category
                title = QListWidgetItem(heading, self.list)
                title.setFlags(Qt.ItemFlag.NoItemFlags)
                title.setFont(bold)
            item = QListWidgetItem(term.text, self.list)
            item.setFlags(_TICKABLE)
            item.setCheckState(Qt.CheckState.Unchecked)
            self._items.append((item, term))
        self.list.setCurrentRow(1)

    def _take(self) -> None:
        chosen = self.chosen()
        if not chosen:
            self.banner.show_words("Tick at least one term, or press Esc.", "info")
            return
        self.accept()
        self._then(chosen)


class _Wrapped(QStyledItemDelegate):
    """Qt's own height leaves out the box to tick, and cuts the last words of some terms."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        size = super().sizeHint(option, index)
        view = self.parent()
        if isinstance(view, QListWidget):
            beside = option.fontMetrics.height() * 2 + theme.gap(4)
            room = QRect(0, 0, view.viewport().width() - beside, 10_000)
            words = option.fontMetrics.boundingRect(room, Qt.TextFlag.TextWordWrap, str(index.data()))
            size.setHeight(max(size.height(), words.height() + theme.gap(1)))
        return size


def _toggle(item: QListWidgetItem) -> None:
    on = item.checkState() == Qt.CheckState.Checked
    item.setCheckState(Qt.CheckState.Unchecked if on else Qt.CheckState.Checked)


_TICKABLE = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable
