"""An opened office: the rail, the search box, and the page in view, which is read again when what it shows changed."""

from __future__ import annotations

from collections import OrderedDict
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from asbdesk.domain.when import show_date
from asbdesk.errors import AsbdeskError
from asbdesk.ui import theme
from asbdesk.ui.desk import Desk
from asbdesk.ui.kit.notices import Toast
from asbdesk.ui.kit.pieces import Banner, button
from asbdesk.ui.page import Page
from asbdesk.ui.places import RAIL, page_class
from asbdesk.ui.rail import Rail
from asbdesk.ui.search_box import SearchBox

KEPT_PAGES = 12
_LISTS = frozenset(entry.place for entry in RAIL)


class Shell(QWidget):
    """Also what pages know as ``go``: ``shell("case", 7)``."""

    titled = Signal(str)
    """The title of the page in view."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self._pages: OrderedDict[tuple[Any, ...], Page] = OrderedDict()
        self._stale: set[tuple[Any, ...]] = set()
        self._trail: list[tuple[str, int, dict[str, Any]]] = []
        self._key: tuple[Any, ...] | None = None
        self._title = ""
        self.rail = Rail(desk.who.name, desk.who.role.label.split(" (")[0])
        self.rail.chosen.connect(self.__call__)
        self.search = SearchBox(desk)
        self.search.chosen.connect(self._open_found)
        self.search.all_asked.connect(lambda typed: self("search", typed=typed))
        self.stack = QStackedWidget()
        self.trouble = Banner(closable=True)
        self.toast = Toast(self)
        self._lay_out()
        self._keys()
        desk.changed.connect(self._changed)
        desk.answered.connect(self._tell_title)
        desk.trouble.connect(self.show_trouble)

    def __call__(self, place: str, number: int = 0, **facts: Any) -> None:
        """Go to a place. List pages are kept; a page with ``facts``, and a form that is done, is always made anew."""
        page = self.page()
        if page is not None and not page.leave():
            return
        self.trouble.show_words("")
        kept = self._pages.get((place, number))
        if kept is not None and kept.spent:
            self._forget((place, number))
        self._trail.append((place, number, facts))
        del self._trail[:-50]
        self._show(place, number, facts)

    def back(self) -> None:
        """To the page before; Today when there is none."""
        page = self.page()
        if page is not None and not page.leave():
            return
        del self._trail[-1:]
        while self._trail and self._passed_by(*self._trail[-1]):
            self._trail.pop()  # a form that was left is not gone back to
        place, number, facts = self._trail[-1] if self._trail else ("today", 0, {})
        self._show(place, number, facts)

    def _passed_by(self, place: str, number: int, facts: dict[str, Any]) -> bool:
        kept = self._pages.get((place, number)) if not facts else None
        return place.startswith("new-") or place == "letter" or (kept is not None and kept.once and kept.spent)

    def page(self) -> Page | None:
        """The page in view."""
        widget = self.stack.currentWidget()
        return widget if isinstance(widget, Page) else None

    def say(self, words: str, undo: Any = None) -> None:
        """A short word at the foot, perhaps with Undo."""
        self.toast.say(words, undo=undo)

    def show_trouble(self, error: AsbdeskError) -> None:
        """A known trouble that no page took."""
        self.trouble.show_words(str(error), "alert")

    def _open_found(self, kind: str, number: int) -> None:
        from asbdesk.ui.search.page import open_found

        open_found(self, kind, number)

    def _show(self, place: str, number: int, facts: dict[str, Any]) -> None:
        key = (place, number) if not facts else (place, number, *sorted((k, str(v)) for k, v in facts.items()))
        page = self._pages.get(key) if not facts else None
        if page is None:
            page = self._make(place, number, facts)
            self._forget(key)
            self._pages[key] = page
            self.stack.addWidget(page)
            self._stale.add(key)
        self._pages.move_to_end(key)
        self._key = key
        self.stack.setCurrentWidget(page)
        self.rail.light(page.rail or place)
        if key in self._stale or page.shows:
            self._refresh(key)
        self._tell_title()
        page.setFocus(Qt.FocusReason.OtherFocusReason)
        self._prune()

    def _make(self, place: str, number: int, facts: dict[str, Any]) -> Page:
        made: Any = page_class(place)
        page: Page = made(self.desk, self, number, **facts) if number else made(self.desk, self, **facts)
        page.setAccessibleName(page.title())
        return page

    def _refresh(self, key: tuple[Any, ...]) -> None:
        self._stale.discard(key)
        self._pages[key].refresh()

    def _changed(self, kinds: frozenset[str]) -> None:
        for key, page in self._pages.items():
            if page.shows & kinds:
                self._stale.add(key)
        page = self.page()
        if page is not None and self._key in self._stale:
            self._refresh(self._key)

    def _tell_title(self) -> None:
        """The page in view is named by what it shows, as soon as it has read it and whenever that changes."""
        page = self.page()
        title = page.title() if page is not None else ""
        if page is not None and title != self._title:
            self._title = title
            page.setAccessibleName(title)
            self.titled.emit(title)

    def _forget(self, key: tuple[Any, ...]) -> None:
        page = self._pages.pop(key, None)
        if page is not None:
            self.stack.removeWidget(page)
            page.deleteLater()

    def _prune(self) -> None:
        for key in [k for k in self._pages if k[0] not in _LISTS and k != self._key][:-KEPT_PAGES]:
            self._forget(key)

    def _lay_out(self) -> None:
        training = self.desk.office.clock.today() if hasattr(self.desk.office.clock, "day") else None
        words = f"Training office: today is {show_date(training)}. Nothing here is real." if training else ""
        new = button("&New incident", lambda: self("new-incident"), kind="primary", icon_name="plus", shortcut="Ctrl+N")
        top = QHBoxLayout()
        top.setSpacing(theme.gap(3))
        top.addWidget(self.search, 1)
        top.addWidget(new)
        column = QVBoxLayout()
        column.setContentsMargins(theme.gap(6), theme.gap(4), theme.gap(6), theme.gap(4))
        column.setSpacing(theme.gap(3))
        column.addLayout(top)
        column.addWidget(Banner(words))
        column.addWidget(self.trouble)
        column.addWidget(self.stack, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addLayout(column, 1)

    def _keys(self) -> None:
        for keys, act in (("Ctrl+K", self.search.look_for), ("Alt+Left", self.back), ("F5", self._read_again)):
            QShortcut(QKeySequence(keys), self, act)

    def _read_again(self) -> None:
        if self._key is not None:
            self._refresh(self._key)
