"""What was found, laid over the page beneath the search box: in groups, with filters above and *See all* at the end."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from asbdesk.domain import searching
from asbdesk.domain.searching import Asked, Kind
from asbdesk.queries.search import KINDS, Hit
from asbdesk.ui import theme
from asbdesk.ui.kit.icons import icon
from asbdesk.ui.kit.layout import Flow
from asbdesk.ui.kit.marks import follow_marks
from asbdesk.ui.words import as_typed

if TYPE_CHECKING:
    from PySide6.QtWidgets import QLineEdit

ONE: dict[Kind, str] = {
    "person": "Person", "case": "Case", "incident": "Incident", "contract": "Contract", "document": "Letter",
    "application": "Order", "mediation": "Mediation", "exhibit": "Exhibit", "agency": "Agency",
}  # fmt: skip
MANY: dict[Kind, str] = {
    "person": "People", "case": "Cases", "incident": "Incidents", "contract": "Contracts", "document": "Letters",
    "application": "Orders", "mediation": "Mediation", "exhibit": "Exhibits", "agency": "Agencies",
}  # fmt: skip
ICONS: dict[Kind, str] = {
    "person": "account-outline", "case": "folder-outline", "incident": "alert-circle-outline",
    "contract": "file-sign", "document": "file-document-outline", "application": "gavel",
    "mediation": "handshake-outline", "exhibit": "paperclip", "agency": "office-building-outline",
}  # fmt: skip
_HIT = Qt.ItemDataRole.UserRole
_ALL = ("all", 0)
_HINT = 'Also: from:1/10/2003  to:31/10/2003  in:10/2003  ward:Quarry  place:"Larch Court"'


class _AsWideAsTheList(QStyledItemDelegate):
    """A long line ends in dots where the list ends; the tip has it whole."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        hint = super().sizeHint(option, index)
        hint.setWidth(1)
        return hint


class Results(QFrame):
    """Below its box and as wide. The filters change the words in the box: what holds is always seen there."""

    chosen = Signal(str, int)
    narrowed = Signal(str)
    """The text that the box should have now."""
    all_asked = Signal()

    def __init__(self, box: QLineEdit) -> None:
        super().__init__(box.window())
        self._box, self._typed = box, ""
        self.setObjectName("hits")
        self.setAccessibleName("Search results")
        self.filters = QWidget()
        self.filters.setAccessibleName("Filters")
        self.chips: dict[str, QPushButton] = {}
        self._add_chips()
        self.words = theme.muted(wrap=True)
        self.list = QListWidget(self)
        self.list.setAccessibleName("Search results")
        self.list.setMinimumHeight(theme.gap(6))  # one line: Qt asks for several, and the filters would give way
        self.list.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.list.setItemDelegate(_AsWideAsTheList(self.list))
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.installEventFilter(self)
        self.list.itemActivated.connect(self._open)
        self.list.itemClicked.connect(self._open)
        follow_marks(self.list, self.list.setCurrentRow)
        column = QVBoxLayout(self)
        column.setContentsMargins(*[theme.gap(2)] * 4)
        column.setSpacing(theme.gap(2))
        column.addWidget(self.filters)
        column.addWidget(self.list, 1)
        column.addWidget(self.words)
        self.hide()

    def show_hits(self, typed: str, asked: Asked, found: Sequence[Hit], instead: str = "", days: str = "") -> None:
        """A heading to a group, one line to a thing; a plain line when nothing was found, or only for other words.
        ``days`` says how those among the words are read.
        """
        self._typed = typed
        for kind, chip in self.chips.items():
            on = kind in asked.kinds if kind else not asked.kinds
            chip.setChecked(on)
            chip.setIcon(icon("check", "accent") if on else icon("plus", "muted"))
        self.words.setText(asked.trouble or days or _HINT)
        self.list.clear()
        if instead:
            self._add_plain(f"Nothing is found for “{asked.words}”. This is found for “{instead}”:")
        before = ""
        for hit in found:
            if hit.kind != before:
                self._add_plain(MANY[hit.kind], heading=True)
                before = hit.kind
            self._add_hit(hit)
        if found:
            self._add_all()
        else:
            self._add_plain("Nothing was found. Try fewer letters, another spelling, or fewer filters.")
        self._place()
        self.show()
        self.raise_()

    def rows(self) -> list[QListWidgetItem]:
        """What can be opened, without the headings."""
        items = (self.list.item(n) for n in range(self.list.count()))
        return [item for item in items if item.data(_HIT) is not None]

    def enter_list(self) -> None:
        """From the box: the first thing that was found."""
        if rows := self.rows():
            self.list.setFocus()
            self.list.setCurrentItem(rows[0])

    def enter_filters(self) -> None:
        """From the box by Tab."""
        self.chips[""].setFocus(Qt.FocusReason.TabFocusReason)

    def open_first(self) -> None:
        """Enter in the box."""
        if rows := self.rows():
            self._open(rows[0])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Escape:
                self.hide()
                self._box.setFocus()
                return True
            first = next(iter(self.rows()), None)
            if watched is self.list and event.key() == Qt.Key.Key_Up and self.list.currentItem() is first:
                self._box.setFocus()
                return True
            if watched is not self.list and event.key() == Qt.Key.Key_Down:
                self.enter_list()
                return True
        return super().eventFilter(watched, event)

    def _add_chips(self) -> None:
        flow = self._kinds = Flow(self.filters, theme.gap(1))
        for kind, words in (("", "Everything"), *((kind, MANY[kind]) for kind in KINDS)):
            chip = QPushButton(words)
            chip.setCheckable(True)
            chip.setAutoDefault(False)
            chip.setProperty("kind", "chip")
            chip.clicked.connect(lambda _on, kind=kind: self._narrow(kind))
            chip.installEventFilter(self)
            self.chips[kind] = chip
            flow.addWidget(chip)

    def _narrow(self, kind: str) -> None:
        """This kind alone, or every kind again."""
        on = bool(kind) and self.chips[kind].isChecked()
        word = searching.WORD[kind] if on else ""  # type: ignore[index]
        self.narrowed.emit(searching.with_filter(self._typed, "kind", word))

    def _open(self, item: QListWidgetItem) -> None:
        found = item.data(_HIT)
        if found is not None and tuple(found) == _ALL:
            self.all_asked.emit()
        elif found is not None:
            self.chosen.emit(*found)

    def _add_hit(self, hit: Hit) -> None:
        details = " · ".join(filter(None, (hit.details, *hit.marks)))
        item = QListWidgetItem(icon(ICONS[hit.kind]), as_typed(f"{hit.title}\n{details}" if details else hit.title))
        spoken = ", ".join(filter(None, (hit.title, hit.details, *hit.marks)))
        item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{ONE[hit.kind]}: {spoken}")
        item.setToolTip(f"{ONE[hit.kind]}: {as_typed(item.text())}")
        item.setData(_HIT, (hit.kind, hit.id))
        self.list.addItem(item)

    def _add_all(self) -> None:
        item = QListWidgetItem(icon("magnify"), "See all results   Ctrl+Enter")
        item.setData(_HIT, _ALL)
        self.list.addItem(item)

    def _add_plain(self, words: str, *, heading: bool = False) -> None:
        item = QListWidgetItem(words)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        if heading:
            font = QFont(self.list.font())
            font.setWeight(QFont.Weight.DemiBold)
            item.setFont(font)
            item.setForeground(theme.tokens().colour("muted"))
        self.list.addItem(item)

    def _place(self) -> None:
        window = self._box.window()
        if self.parentWidget() is not window:
            self.setParent(window)
        corner = self._box.mapTo(window, self._box.rect().bottomLeft())
        width = self._box.width()
        rows = sum(self.list.sizeHintForRow(row) for row in range(self.list.count()))
        inner = width - 2 * theme.gap(2)
        above = self._kinds.heightForWidth(inner) + self.words.heightForWidth(inner)
        height = min(rows + above + theme.gap(11), window.height() - corner.y() - theme.gap(4))
        self.setGeometry(corner.x(), corner.y() + theme.gap(1), width, max(height, theme.gap(14)))
