"""The buttons inside a line of text. Qt gives them no name, so a screen reader would say "button"."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit, QToolButton

from asbdesk.ui.kit.icons import icon


def clearable(edit: QLineEdit) -> None:
    """Give it the cross that empties it, named."""
    edit.setClearButtonEnabled(True)
    for action in edit.findChildren(QAction):
        if action.objectName() == "_q_qlineeditclearaction":  # Qt's own name for it
            _name(edit, action, "Clear")


def with_glass(edit: QLineEdit, words: str, then: Callable[[], object]) -> None:
    """Give it a magnifying glass at its beginning; ``words`` say what pressing it does."""
    action = edit.addAction(icon("magnify"), QLineEdit.ActionPosition.LeadingPosition)
    action.triggered.connect(lambda: then())  # noqa: PLW0108  without the "checked" that Qt hands over
    _name(edit, action, words)


def _name(edit: QLineEdit, action: QAction, words: str) -> None:
    action.setText(words)
    for button in edit.findChildren(QToolButton):
        if action in button.actions() or button.defaultAction() is action:
            button.setAccessibleName(words)
