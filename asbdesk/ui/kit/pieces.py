"""Small pieces: cards, pills, banners, what an empty page says, buttons."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QPushButton, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from asbdesk.ui import theme
from asbdesk.ui.kit.icons import icon
from asbdesk.ui.kit.layout import Flow, OneLine
from asbdesk.ui.words import as_typed, tip

Tone = Literal["quiet", "info", "good", "alert"]
_SOFT = {"quiet": "ground", "info": "accent_soft", "good": "good_soft", "alert": "alert_soft"}
_INK = {"quiet": "muted", "info": "accent", "good": "good", "alert": "alert"}


def primary(button: QPushButton) -> QPushButton:
    """Make it the page's one main button."""
    theme.set_role(button, "kind", "primary")
    return button


def button(
    words: str,
    then: Callable[[], object],
    *,
    kind: str = "",
    icon_name: str = "",
    shortcut: str = "",
    parent: QWidget | None = None,
) -> QPushButton:
    """A button; ``&`` before a letter makes the mnemonic. ``kind``: "", "primary", "danger", "link"."""
    made = QPushButton(as_typed(words), parent)
    made.setAutoDefault(False)
    if icon_name:
        made.setIcon(icon(icon_name, "on_accent" if kind == "primary" else "muted"))
    if kind:
        made.setProperty("kind", kind)
    if shortcut:
        made.setShortcut(shortcut)
        made.setToolTip(f"{words.replace('&', '')} ({shortcut})")
    made.clicked.connect(lambda: then())  # noqa: PLW0108  without the "checked" that Qt hands over
    return made


def menu_button(words: str) -> tuple[QPushButton, QMenu]:
    """A button that opens a menu, and the menu. The menu bears the button's name: it is told when it opens, where a
    window without one would be told by the program's.
    """
    made = QPushButton(words)
    made.setProperty("menu", "true")
    made.setAutoDefault(False)
    menu = QMenu(made)
    menu.setAccessibleName(words.replace("&&", "\0").replace("&", "").replace("\0", "&"))
    made.setMenu(menu)
    return made, menu


def icon_button(icon_name: str, words: str, then: Callable[[], object], parent: QWidget | None = None) -> QToolButton:
    """A button with an icon alone; ``words`` are its accessible name and tool tip."""
    made = QToolButton(parent)
    made.setIcon(icon(icon_name))
    made.setAccessibleName(words)
    made.setToolTip(tip(words))
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    made.clicked.connect(lambda: then())  # noqa: PLW0108  without the "checked" that Qt hands over
    return made


class _Shape(QWidget):
    """Paints a rounded ground and border from roles, looked up at each painting."""

    radius = theme.CARD_RADIUS
    fill = "surface"
    border = "line"

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(theme.tokens().colour(self.fill))
        painter.setPen(QPen(theme.tokens().colour(self.border), 1) if self.border else Qt.PenStyle.NoPen)
        radius = min(self.radius, self.height() / 2)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)


class Card(_Shape):
    """A white box with a heading. Put things in ``card.body`` (a QVBoxLayout); buttons with ``add_action``."""

    def __init__(self, words: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(words)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(*[theme.gap(4)] * 4)
        self.body.setSpacing(theme.gap(2))
        self._head = QHBoxLayout()
        self.heading = OneLine(words, size=theme.HEADING, bold=True)
        if words:
            self._head.addWidget(self.heading, 1)
            self._actions = Flow(right=True)
            self._head.addLayout(self._actions)
            self.body.addLayout(self._head)

    def add_action(self, widget: QWidget) -> None:
        """A button at the right of the heading."""
        self._actions.addWidget(widget)


class Pill(theme.Text):
    """A status or a risk in words on a soft ground."""

    def __init__(self, words: str = "", tone: Tone = "quiet", parent: QWidget | None = None) -> None:
        super().__init__(words, _INK[tone], bold=True, parent=parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setContentsMargins(theme.gap(3), theme.gap(1), theme.gap(3), theme.gap(1))
        self._tone: Tone = tone

    def show_words(self, words: str, tone: Tone) -> None:
        """Say something else."""
        self.setText(words)
        self._tone = tone
        self.set_role(_INK[tone])
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(theme.tokens().colour(_SOFT[self._tone]))
        edge = self._tone == "quiet" or theme.tokens().name == "contrast"
        painter.setPen(QColor(theme.tokens().edge) if edge else Qt.PenStyle.NoPen)
        painter.drawRoundedRect(
            QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), theme.CARD_RADIUS, theme.CARD_RADIUS
        )
        painter.end()
        super().paintEvent(event)


class Banner(_Shape):
    """A line across the page: what is worth knowing, perhaps with one thing to do about it."""

    def __init__(
        self,
        words: str = "",
        tone: Tone = "quiet",
        action: str = "",
        then: Callable[[], object] | None = None,
        *,
        closable: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.gap(3), theme.gap(2), theme.gap(3), theme.gap(2))
        self._mark = QLabel()
        self._words = theme.Text(wrap=True)
        row.addWidget(self._mark)
        row.addWidget(self._words, 1)
        self._action = button(action, lambda: self._then and self._then(), kind="link")
        self._then = then
        row.addWidget(self._action)
        if closable:
            row.addWidget(icon_button("close", "Close this message", self.hide))
        self.show_words(words, tone, action, then)

    def show_words(
        self, words: str, tone: Tone = "quiet", action: str = "", then: Callable[[], object] | None = None
    ) -> None:
        """Say something else; no words hide the banner."""
        self.fill, self.border = _SOFT[tone], _INK[tone] if tone != "quiet" else "line"
        self._words.setText(words)
        self.setAccessibleName(words)
        self._then = then
        self._action.setText(action)
        self._action.setVisible(bool(action))
        self._tone: Tone = tone
        self._draw_mark()
        self.setVisible(bool(words))
        self.update()

    def words(self) -> str:
        """What it says now."""
        return self._words.text()

    def changeEvent(self, event) -> None:
        super().changeEvent(event)
        if event.type() in (event.Type.PaletteChange, event.Type.FontChange) and hasattr(self, "_tone"):
            self._draw_mark()

    def _draw_mark(self) -> None:
        """Icons are loaded only for a banner that has one, so that the first page paints without them."""
        names = {"info": "information-outline", "good": "check-circle-outline", "alert": "alert-outline"}
        self._mark.setVisible(self._tone in names)
        if self._tone in names and self._words.text():
            size = self.fontMetrics().height()
            self._mark.setPixmap(
                icon(names[self._tone], _INK[self._tone]).pixmap(QSize(size, size), self.devicePixelRatioF())
            )


class EmptyState(QWidget):
    """What an empty list or page says: why it is empty, and what to do."""

    def __init__(
        self,
        words: str,
        hint: str = "",
        action: str = "",
        then: Callable[[], object] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(*[theme.gap(6)] * 4)
        column.addStretch(1)
        self._words, self._hint = theme.heading(words), theme.muted(hint, wrap=True)
        for label in (self._words, self._hint):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            label.setVisible(bool(label.text()))
            column.addWidget(label)
        self.action = button(action, then or (lambda: None), kind="primary")
        self.action.setVisible(bool(action and then))
        column.addWidget(self.action, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)

    def show_words(self, words: str, hint: str = "") -> None:
        """Say something else."""
        self._words.setText(words)
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))
