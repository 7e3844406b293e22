"""A page that is a list: title, filters, columns, saved views, count, export, and what to do when it is empty."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QPushButton, QStackedLayout, QVBoxLayout, QWidget

from asbdesk.ui import ask, theme
from asbdesk.ui.kit.columns import Column, Source
from asbdesk.ui.kit.icons import icon
from asbdesk.ui.kit.layout import Flow, OneLine, Row
from asbdesk.ui.kit.line_edit import clearable, with_glass
from asbdesk.ui.kit.pieces import Banner, Card, EmptyState, menu_button
from asbdesk.ui.kit.table import RowsTable

if TYPE_CHECKING:
    from asbdesk.ui.desk import Desk

State = dict[str, Any]
_PAUSE = 150
"""Milliseconds of rest in typing before the filter's text is asked for."""


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter that is on or off. Of the chips of one ``group`` at most one is on."""

    key: str
    words: str
    group: str = ""
    on: bool = False


@dataclass(frozen=True, slots=True)
class Empty:
    """What an empty list says, and the button that fills it."""

    words: str
    hint: str = ""
    action: str = ""
    then: Callable[[], object] | None = None


class _Filter(QLineEdit):
    """Wide enough for what is typed in it."""

    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().averageCharWidth() * 28, super().minimumSizeHint().height())


class ListPage(QWidget):
    """A list with all its habits.

    ``make_filter(text, chips)`` turns what is typed and the keys of the chips that are on into the frozen filter that
    the source's queries take. ``nouns`` is the singular and the plural for the count.
    """

    opened = Signal(int)
    """The id of the row that was opened."""
    export_asked = Signal(str)
    """"csv" or "xlsx". Read :meth:`filter`, :meth:`order` and :meth:`shown_columns`."""
    view_saved = Signal(str, object)
    """A name and a JSON-able state to keep for this user."""
    view_dropped = Signal(str)

    def __init__(
        self,
        desk: Desk,
        words: str,
        source: Source,
        columns: Sequence[Column],
        make_filter: Callable[[str, frozenset[str]], object],
        *,
        order: str,
        nouns: tuple[str, str],
        empty: Empty,
        chips: Sequence[Chip] = (),
        hint: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(words)
        self._make_filter, self._nouns, self._empty = make_filter, nouns, empty
        self.source = source
        self._chips: dict[str, tuple[Chip, QPushButton]] = {}
        self._views: list[tuple[str, State]] = []
        self._order = order
        self.title = OneLine(words, size=theme.TITLE, bold=True)
        self.count = theme.muted()
        self.search = _Filter(placeholderText=hint or f"Filter {nouns[1]}")
        clearable(self.search)
        self.search.setAccessibleName(f"Filter {nouns[1]}")
        self.banner = Banner()
        self.table = RowsTable(desk, words, source, columns, filter=None, order=order)
        self.heading_actions = Flow(right=True)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._build(chips)
        self._connect()

    # what pages call

    def load(self) -> None:
        """Show the list from its top. Call it when the page is first shown."""
        self.table.rows.narrow(self.filter())

    def refresh(self) -> None:
        """Ask again after a change; selection and place are kept."""
        if self.table.rows.loaded:
            self.table.rows.refresh()
        else:
            self.load()

    def filter(self) -> object:
        """The filter in force."""
        return self._make_filter(self.search.text().strip(), self.chips_on())

    def order(self) -> str:
        """The order in force: a column's key, ``-`` before it for descending."""
        return self.table.rows.order

    def chips_on(self) -> frozenset[str]:
        """The keys of the chips that are on."""
        return frozenset(key for key, (_chip, chip_button) in self._chips.items() if chip_button.isChecked())

    def shown_columns(self) -> list[Column]:
        """The columns on the screen, in their order there."""
        header = self.table.horizontalHeader()
        places = [header.logicalIndex(n) for n in range(header.count())]
        return [self.table.rows.columns[place] for place in places if not header.isSectionHidden(place)]

    def add_action(self, made: QPushButton) -> QPushButton:
        """A button at the right of the title."""
        self.heading_actions.addWidget(made)
        return made

    def add_notice(self, notice: QWidget) -> None:
        """Something beneath the title, such as the progress of an export."""
        self._notices.addWidget(notice)

    def state(self) -> State:
        """Filter, order and columns as JSON-able data."""
        widths = {c.title: self.table.columnWidth(n) for n, c in enumerate(self.table.rows.columns) if c.width}
        return {
            "text": self.search.text(),
            "chips": sorted(self.chips_on()),
            "order": self.order(),
            "columns": [column.title for column in self.shown_columns()],
            "widths": widths,
        }

    def restore(self, state: State) -> None:
        """Bring back what :meth:`state` gave, also from an older version with other columns and chips."""
        on = set(state.get("chips", ()))
        for key, (_chip, chip_button) in self._chips.items():
            chip_button.setChecked(key in on)
        self.search.setText(str(state.get("text", "")))
        self._pause.stop()
        self._arrange(state)
        keys = {column.key for column in self.table.rows.columns if column.key}
        wanted = str(state.get("order", ""))
        self.table.rows.order = wanted if wanted.removeprefix("-") in keys else self._order
        self.table.rows.filter = self.filter()
        self.table.rows.reload()

    def set_views(self, views: Sequence[tuple[str, State]]) -> None:
        """The saved views of this user: names and states."""
        self._views = list(views)

    # inside

    def _build(self, chips: Sequence[Chip]) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.gap(3))
        head = QHBoxLayout()
        head.setSpacing(theme.gap(3))
        head.addWidget(self.title)
        head.addWidget(self.count, 1, Qt.AlignmentFlag.AlignBottom)
        head.addLayout(self.heading_actions)
        column.addLayout(head)
        column.addWidget(self.banner)
        self._notices = QVBoxLayout()
        column.addLayout(self._notices)
        column.addWidget(self._tools())
        if chips:
            column.addWidget(self._chip_row(chips))
        card = Card()
        card.body.setContentsMargins(1, 1, 1, theme.gap(1))
        self._stack = QStackedLayout()
        self._nothing = EmptyState(self._empty.words, self._empty.hint, self._empty.action, self._empty.then)
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._nothing)
        card.body.addLayout(self._stack)
        column.addWidget(card, 1)

    def _tools(self) -> QWidget:
        menus = QWidget()
        row = QHBoxLayout(menus)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.gap(2))
        with_glass(self.search, f"Filter the {self._nouns[1]}", self.load)
        for words, fill in (
            ("S&ort", self._fill_sort),
            ("Co&lumns", self._fill_columns),
            ("&Views", self._fill_views),
            ("&Export", self._fill_export),
        ):
            made, menu = menu_button(words)
            menu.aboutToShow.connect(lambda menu=menu, fill=fill: (menu.clear(), fill(menu)))
            row.addWidget(made)
        return Row(self.search, menus, spacing=theme.gap(2), shares=(1, 0))

    def _chip_row(self, chips: Sequence[Chip]) -> QWidget:
        row = QWidget()
        row.setAccessibleName("Filters")
        flow = Flow(row)
        for chip in chips:
            made = QPushButton(chip.words)
            made.setCheckable(True)
            made.setChecked(chip.on)
            made.setAutoDefault(False)
            made.setProperty("kind", "chip")
            made.toggled.connect(lambda on, chip=chip: self._chip_toggled(chip, on))
            self._chips[chip.key] = (chip, made)
            self._mark(made, chip.on)
            flow.addWidget(made)
        return row

    def _mark(self, made: QPushButton, on: bool) -> None:
        """A tick says that the chip is on, beside its colour."""
        made.setIcon(icon("check", "accent") if on else icon("plus", "muted"))

    def _connect(self) -> None:
        self.search.textChanged.connect(lambda _text: self._pause.start())
        self.search.returnPressed.connect(self._to_table)
        self._pause.timeout.connect(self.load)
        self.table.opened.connect(self.opened)
        self.table.typed.connect(self._type_ahead)
        self.table.rows.total_changed.connect(self._counted)
        self.table.rows.failed.connect(
            lambda error: self.banner.show_words(str(error), "alert", "Try again", self.refresh)
        )
        QShortcut(
            QKeySequence.StandardKey.Find,
            self,
            self.search.setFocus,
            context=Qt.ShortcutContext.WidgetWithChildrenShortcut,
        )
        down = QShortcut(QKeySequence(Qt.Key.Key_Down), self.search, self._to_table)
        down.setContext(Qt.ShortcutContext.WidgetShortcut)

    def _chip_toggled(self, chip: Chip, on: bool) -> None:
        self._mark(self._chips[chip.key][1], on)
        if on and chip.group:
            for other, made in self._chips.values():
                if other.group == chip.group and other.key != chip.key:
                    made.setChecked(False)
        self._pause.start(0)

    def _to_table(self) -> None:
        if self._pause.isActive():
            self._pause.stop()
            self.load()
        self.table.setFocus()

    def _type_ahead(self, text: str) -> None:
        self.search.setFocus()
        self.search.setText(text)

    def _counted(self, total: int) -> None:
        self.banner.show_words("")
        self.count.setText(f"{total:,} {self._nouns[0] if total == 1 else self._nouns[1]}")
        narrowed = bool(self.search.text().strip() or self.chips_on())
        if narrowed:
            self._nothing.show_words(f"No {self._nouns[1]} match this filter.", "Take a filter away, or type less.")
        else:
            self._nothing.show_words(self._empty.words, self._empty.hint)
        self._nothing.action.setVisible(not narrowed and bool(self._empty.then))
        had_focus = self.table.hasFocus()
        self._stack.setCurrentWidget(self.table if total else self._nothing)
        if had_focus and not total:
            self.search.setFocus()

    def _arrange(self, state: State) -> None:
        header, columns = self.table.horizontalHeader(), self.table.rows.columns
        places = {column.title: n for n, column in enumerate(columns)}
        shown = [name for name in state.get("columns", ()) if name in places]
        for name, width in state.get("widths", {}).items():
            if name in places and columns[places[name]].width:
                self.table.setColumnWidth(places[name], int(width))
        if shown:
            for n in range(len(columns)):
                self.table.setColumnHidden(n, columns[n].title not in shown)
            for n, name in enumerate(shown):
                header.moveSection(header.visualIndex(places[name]), n)

    def _fill_sort(self, menu: QMenu) -> None:
        for column in self.table.rows.columns:
            for key, words in ((column.key, "ascending"), (f"-{column.key}", "descending")):
                if column.key:
                    choice = menu.addAction(f"{column.title}, {words}", lambda key=key: self.table.rows.sort_by(key))
                    choice.setCheckable(True)
                    choice.setChecked(key == self.order())

    def _fill_columns(self, menu: QMenu) -> None:
        shown = len(self.shown_columns())
        for place, column in enumerate(self.table.rows.columns):
            hidden = self.table.isColumnHidden(place)
            choice = menu.addAction(
                column.title, lambda place=place, hidden=hidden: self.table.setColumnHidden(place, not hidden)
            )
            choice.setCheckable(True)
            choice.setChecked(not hidden)
            choice.setEnabled(hidden or shown > 1)

    def _fill_views(self, menu: QMenu) -> None:
        for name, state in self._views:
            menu.addAction(name, lambda state=state: self.restore(state))
        if self._views:
            menu.addSeparator()
        menu.addAction(
            "&Save this view…",
            lambda: ask.ask_text(
                self, "Save this view", "Name of the view", then=lambda name: self.view_saved.emit(name, self.state())
            ),
        )
        forget = menu.addMenu("&Forget a view")
        forget.setEnabled(bool(self._views))
        for name, _state in self._views:
            forget.addAction(name, lambda name=name: self.view_dropped.emit(name))

    def _fill_export(self, menu: QMenu) -> None:
        menu.addAction("&CSV (text for any program)…", lambda: self.export_asked.emit("csv"))
        menu.addAction("E&xcel workbook (XLSX)…", lambda: self.export_asked.emit("xlsx"))
        menu.addSeparator()
        keys = QKeySequence(QKeySequence.StandardKey.Copy).toString(QKeySequence.SequenceFormat.NativeText)
        menu.addAction(f"C&opy the selected rows\t{keys}", self.table.copy_asked.emit)
