"""Icons: Material Design from QtAwesome, drawn in a role's colour and drawn anew when the theme changes."""

from __future__ import annotations

import os
from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap

from asbdesk.ui import theme

if TYPE_CHECKING:
    from qtawesome.iconic_font import IconicFont


@cache
def _font() -> IconicFont:
    """Material Design alone of QtAwesome's eleven fonts; imported late, so that the window paints first."""
    os.environ.setdefault("QT_API", "pyside6")
    from qtawesome.iconic_font import IconicFont

    return IconicFont(
        ("mdi6", "materialdesignicons6-webfont-6.9.96.ttf", "materialdesignicons6-webfont-charmap-6.9.96.json")
    )


def icon(name: str, role: str = "muted", active: str = "accent") -> QIcon:
    """The Material Design icon ``name`` ("folder-outline") in ``role``; in ``active`` when on or selected."""
    return QIcon(_Tinted(name, role, active))


_COPIES: list[QIconEngine] = []
"""Qt owns the copies that it asks for, but the binding does not know: collected here, they would be freed under Qt."""


class _Tinted(QIconEngine):
    """Looks the colour up whenever it paints, so a change of theme needs no new icons."""

    def __init__(self, name: str, role: str, active: str) -> None:
        super().__init__()
        self._name, self._role, self._active = name, role, active

    def clone(self) -> QIconEngine:
        copy = _Tinted(self._name, self._role, self._active)
        _COPIES.append(copy)
        return copy

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        on = state == QIcon.State.On or mode in (QIcon.Mode.Selected, QIcon.Mode.Active)
        role = self._active if on and mode != QIcon.Mode.Disabled else self._role
        colour = getattr(theme.tokens(), role)
        _font().icon(f"mdi6.{self._name}", color=colour, color_disabled=colour).paint(painter, rect)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        picture = QPixmap(size * scale)
        picture.setDevicePixelRatio(scale)
        picture.fill(Qt.GlobalColor.transparent)
        if picture.isNull():  # asked for before the button has a size
            return picture
        painter = QPainter(picture)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return picture
