"""The escalation ladder: what was done, where the case stands, what comes next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from asbdesk.ui import theme

StepState = Literal["done", "alert", "next", "ahead"]
_SPOKEN = {"done": "done", "alert": "needs attention", "next": "next", "ahead": "still ahead"}
_CHARACTERS = 15
"""A step narrower than this many characters makes the ladder stand upright."""


@dataclass(frozen=True, slots=True)
class Step:
    """One rung: its title, the words beneath (a date, a limit) and its state."""

    title: str
    words: str
    state: StepState


class Ladder(QWidget):
    """Steps from left to right with dots and a line; from top to bottom where the room is narrow.

    The texts are labels, so that a screen reader finds them; the shape in each dot says its state without colour:
    a tick (done), a cross (alert), a dot in a ring (next), an empty ring (ahead).
    """

    def __init__(self, steps: Sequence[Step] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Escalation ladder")
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._steps: tuple[Step, ...] = ()
        self._rungs: list[_Rung] = []
        self.show_steps(steps)

    def show_steps(self, steps: Sequence[Step]) -> None:
        """Show other steps."""
        for rung in self._rungs:
            rung.hide()
            rung.deleteLater()
        self._steps = tuple(steps)
        self._rungs = [_Rung(step, self) for step in self._steps]
        self._place()
        self.updateGeometry()
        self.update()

    # Qt's side

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        if not self._rungs:
            return 0
        if self._upright(width):
            return sum(self._heights(width - self._side(), self._side()))
        return self._side() + max(self._heights(width // len(self._rungs), 0))

    def sizeHint(self) -> QSize:
        width = len(self._rungs) * self.fontMetrics().averageCharWidth() * (_CHARACTERS + 4)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        narrow = self.fontMetrics().averageCharWidth() * _CHARACTERS + self._side()
        return QSize(narrow, max(self._side(), self.heightForWidth(self.width())))

    def resizeEvent(self, event) -> None:
        super().resizeEvent(event)
        self._place()

    def changeEvent(self, event) -> None:
        super().changeEvent(event)
        if event.type() == event.Type.FontChange and hasattr(self, "_rungs"):
            self._place()
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        centres = [self._centre(rung) for rung in self._rungs]
        radius = self._radius()
        for place in range(1, len(centres)):
            reached = self._steps[place].state in ("done", "alert")
            style = Qt.PenStyle.SolidLine if reached else Qt.PenStyle.DashLine
            painter.setPen(QPen(theme.tokens().colour("accent" if reached else "edge"), 3 if reached else 2, style))
            painter.drawLine(centres[place - 1], centres[place])
        for step, centre in zip(self._steps, centres, strict=True):
            _paint_dot(painter, step.state, centre, radius)

    # inside

    def _side(self) -> int:
        """The room for the dots, above or at the left of the texts."""
        return int(self._radius() * 2) + theme.gap(4)

    def _radius(self) -> float:
        return max(9.0, self.fontMetrics().height() * 0.6)

    def _upright(self, width: int) -> bool:
        """A rung must hold its longest word and some characters."""
        needed = max((rung.narrowest() for rung in self._rungs), default=0)
        return width < len(self._rungs) * max(needed, self.fontMetrics().averageCharWidth() * _CHARACTERS)

    def _heights(self, width: int, least: int) -> list[int]:
        return [max(rung.tall(width), least) for rung in self._rungs]

    def _place(self) -> None:
        if not self._rungs:
            return
        side, upright = self._side(), self._upright(self.width())
        if upright:
            top = 0
            for rung, tall in zip(self._rungs, self._heights(self.width() - side, side), strict=True):
                rung.align(Qt.AlignmentFlag.AlignLeft)
                rung.setGeometry(side, top, self.width() - side, tall)
                top += tall
        else:
            wide = self.width() / len(self._rungs)
            for place, rung in enumerate(self._rungs):
                rung.align(Qt.AlignmentFlag.AlignHCenter)
                rung.setGeometry(QRect(round(place * wide), side, int(wide), self.height() - side))

    def _centre(self, rung: QWidget) -> QPointF:
        if self._upright(self.width()):
            return QPointF(self._side() / 2, rung.y() + self._side() / 2)
        return QPointF(rung.geometry().center().x(), self._side() / 2)


class _Rung(QWidget):
    """The texts of one step."""

    def __init__(self, step: Step, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(", ".join(part for part in (step.title, step.words, _SPOKEN[step.state]) if part))
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.gap(1), 0, theme.gap(1), theme.gap(1))
        column.setSpacing(0)
        self._title = theme.Text(step.title, "muted" if step.state == "ahead" else "", bold=True, wrap=True)
        self._words = theme.Text(step.words, "alert" if step.state == "alert" else "muted", wrap=True)
        for label in (self._title, self._words):
            column.addWidget(label)
            label.setVisible(bool(label.text()))
        column.addStretch(1)
        self.show()

    def align(self, how: Qt.AlignmentFlag) -> None:
        for label in (self._title, self._words):
            label.setAlignment(how | Qt.AlignmentFlag.AlignTop)

    def narrowest(self) -> int:
        """The width of the longest word."""
        words = [(self._title, w) for w in self._title.text().split()] + [
            (self._words, w) for w in self._words.text().split()
        ]
        return max((label.fontMetrics().horizontalAdvance(word) for label, word in words), default=0) + theme.gap(4)

    def tall(self, width: int) -> int:
        room = width - 2 * theme.gap(1)
        return sum(label.heightForWidth(room) for label in (self._title, self._words) if label.text()) + theme.gap(1)


def _paint_dot(painter: QPainter, state: StepState, centre: QPointF, radius: float) -> None:
    look = theme.tokens()
    solid = state in ("done", "alert")
    role = {"done": "accent", "alert": "alert", "next": "accent", "ahead": "edge"}[state]
    painter.setPen(QPen(look.colour(role), 2))
    painter.setBrush(look.colour(role if solid else "surface"))
    painter.drawEllipse(centre, radius, radius)
    mark = QPen(look.colour("on_alert" if state == "alert" else "on_accent"), max(1.6, radius / 5))
    mark.setCapStyle(Qt.PenCapStyle.RoundCap)
    mark.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(mark)
    r = radius * 0.42
    if state == "done":
        painter.drawPolyline(
            QPolygonF(
                [centre + QPointF(-r, 0.1 * r), centre + QPointF(-0.25 * r, 0.85 * r), centre + QPointF(r, -0.75 * r)]
            )
        )
    elif state == "alert":
        painter.drawLine(centre + QPointF(-r * 0.8, -r * 0.8), centre + QPointF(r * 0.8, r * 0.8))
        painter.drawLine(centre + QPointF(-r * 0.8, r * 0.8), centre + QPointF(r * 0.8, -r * 0.8))
    elif state == "next":
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("accent"))
        painter.drawEllipse(centre, radius * 0.45, radius * 0.45)
