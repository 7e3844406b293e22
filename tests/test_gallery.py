"""Every page and dialog opens on the demonstration office without a warning, whole, named and reachable by key."""

from __future__ import annotations

import inspect
import re
from collections import Counter
from collections.abc import Iterator
from importlib import import_module
from pkgutil import walk_packages

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

import asbdesk.ui
from asbdesk.ui import theme
from asbdesk.ui.kit.dialog import Dialog
from asbdesk.ui.places import PAGES
from tests.gallery import ENTRIES, SIZE, Entry, Stage, papers, settle, stage
from tests.ui.page_fixtures import pytest_itemcollected

__all__ = ["pytest_itemcollected"]
_MEANT_TO_SCROLL = ("QTableView", "QTextBrowser", "QPlainTextEdit")
_CONTROLS = (QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit, QTextEdit)


@pytest.fixture
def opened(qapp: QApplication, qtbot: QtBot) -> Iterator[Stage]:
    theme.apply(qapp, "light")
    made = stage()
    yield made
    for window in qapp.topLevelWidgets():
        if window is not made.shell and window.isVisible():
            window.close()
    made.close()
    settle()
    made.office.close()


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.name)
def test_it_opens_whole_and_named(entry: Entry, opened: Stage) -> None:
    shown = entry.open(opened)
    assert not opened.bugs
    assert shown.isVisible()
    assert shown.width() <= SIZE.width()
    assert shown.height() <= SIZE.height()
    if entry.shows:
        assert type(shown).__name__ == entry.shows
    assert scrolls_sideways(shown) == []
    assert cut_off(shown) == []
    assert unnamed(shown) == []
    assert {key: count for key, count in mnemonics(shown).items() if count > 1} == {}


def test_every_page_is_in_the_gallery() -> None:
    assert set(PAGES) - {entry.place for entry in ENTRIES} == set()


def test_every_dialog_is_in_the_gallery() -> None:
    modules = [import_module(module.name) for module in walk_packages(asbdesk.ui.__path__, "asbdesk.ui.")]
    found = {
        name
        for module in modules
        for name, thing in inspect.getmembers(module, inspect.isclass)
        if issubclass(thing, Dialog) and not thing.__subclasses__() and not name.startswith("_")
    }
    assert found - {entry.shows for entry in ENTRIES} == set()


def test_every_template_makes_a_paper() -> None:
    made = dict(papers())
    assert {"abc", "first-warning", "acknowledgement"} <= set(made)
    assert all(pdf.startswith(b"%PDF") for pdf in made.values())


def seen(shown: QWidget, kind: type[QWidget]) -> list[QWidget]:
    return [widget for widget in shown.findChildren(kind) if widget.isVisibleTo(shown) and widget.window() is shown]


def scrolls_sideways(shown: QWidget) -> list[str]:
    """Areas that scroll to the right; tables and texts may, a page may not."""
    return [
        f"{type(area).__name__} {area.accessibleName()} by {area.horizontalScrollBar().maximum()}"
        for area in seen(shown, QAbstractScrollArea)
        if isinstance(area, QAbstractScrollArea)
        and area.horizontalScrollBar().maximum() > 0
        and area.horizontalScrollBarPolicy() != Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        and not any(inherits(area, name) for name in _MEANT_TO_SCROLL)
    ]


def inherits(widget: QWidget, name: str) -> bool:
    return any(kind.__name__ == name for kind in type(widget).__mro__)


def cut_off(shown: QWidget) -> list[str]:
    """Controls that reach over the left or right edge of what holds them, or are too narrow for their words."""
    found: list[str] = []
    for control in seen(shown, QWidget):
        holder = control.parentWidget()
        if not isinstance(control, _CONTROLS) or holder is None:
            continue
        if control.x() < 0 or control.x() + control.width() > holder.width():
            found.append(f"{told(control)} over the edge of {told(holder)}")
        if isinstance(control, QAbstractButton) and not icon_only(control) and control.width() < words_width(control):
            found.append(f"{told(control)} is narrower than its words")
    return found


def icon_only(control: QAbstractButton) -> bool:
    """Its words are then for those who hear them: the little buttons at the end of a line to type in."""
    style = control.toolButtonStyle() if isinstance(control, QToolButton) else None
    return style is Qt.ToolButtonStyle.ToolButtonIconOnly and not control.icon().isNull()


def words_width(control: QAbstractButton) -> int:
    return control.fontMetrics().horizontalAdvance(control.text().replace("&", ""))


def unnamed(shown: QWidget) -> list[str]:
    """What the keyboard can reach and a screen reader could not name."""
    return [
        told(control)
        for control in seen(shown, QWidget)
        if isinstance(control, _CONTROLS)
        and control.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not isinstance(control.parentWidget(), QComboBox)
        and not (
            control.accessibleName() or (isinstance(control, QAbstractButton) and control.text()) or labelled(control)
        )
    ]


def labelled(control: QWidget) -> bool:
    return any(label.buddy() is control and label.text() for label in control.window().findChildren(QLabel))


def mnemonics(shown: QWidget) -> Counter[str]:
    """The letters that Alt goes with, of all that is in view and in use."""
    texts = [b.text() for b in seen(shown, QAbstractButton) if isinstance(b, QAbstractButton) and b.isEnabled()]
    texts += [label.text() for label in seen(shown, QLabel) if isinstance(label, QLabel) and label.buddy()]
    letters = (re.search(r"&([^&\s])", text.replace("&&", "")) for text in texts)
    return Counter(letter[1].upper() for letter in letters if letter)


def told(widget: QWidget) -> str:
    words = widget.text() if isinstance(widget, QAbstractButton) else ""
    return f"{type(widget).__name__} “{widget.accessibleName() or words or widget.objectName()}”"
