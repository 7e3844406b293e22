"""The links as a picture: a column each for people, cases and places; by mouse and by keyboard."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleInterface,
    QFocusEvent,
    QFont,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QAccessibleWidget, QSizePolicy, QWidget

from asbdesk.domain.graph import KINDS, Edge, Graph, Node, placed
from asbdesk.ui import theme
from asbdesk.ui.kit.faces import show_faces

_TITLES = {"person": "People", "case": "Cases", "place": "Places"}
_STEPS = {Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1), Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0)}
_WIDEST = 30
"""Characters of a box."""


class LinksView(QWidget):
    """``show_graph`` shows it. Arrows go from box to box, Enter or a click opens one (``opened``)."""

    opened = Signal(object)
    """The :class:`Node`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        show_faces()
        super().__init__(parent)
        self.graph = Graph((), ())
        self._at: dict[str, tuple[int, int]] = {}
        self._current = ""
        self.setAccessibleName("Links as a picture")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_graph(self, graph: Graph) -> None:
        """Show another one; its first node is the current one."""
        self.graph, self._at = graph, placed(graph)
        self._current = graph.nodes[0].key if graph.nodes else ""
        self._say()
        self.updateGeometry()
        self.update()

    def current(self) -> Node | None:
        """The node with the keyboard."""
        return next((node for node in self.graph.nodes if node.key == self._current), None)

    def face(self) -> QAccessibleInterface:
        """A picture with a name."""
        return QAccessibleWidget(self, QAccessible.Role.Graphic, "")

    # Qt's side

    def sizeHint(self) -> QSize:
        rows = max((row for _, row in self._at.values()), default=3) + 1
        return QSize(self._box_width() * 4, int(self._top() + rows * self._step()) + theme.gap(2))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().averageCharWidth() * 48, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens = theme.tokens()
        bold = QFont(painter.font())
        bold.setWeight(QFont.Weight.DemiBold)
        painter.setFont(bold)
        painter.setPen(tokens.colour("muted"))
        for column, kind in enumerate(KINDS):
            if any(node.kind == kind for node in self.graph.nodes):
                painter.drawText(QPointF(self._left(column), self.fontMetrics().ascent() + 2), _TITLES[kind])
        painter.setFont(self.font())
        for strong in (False, True):
            for edge in self.graph.edges:
                if (self._current in (edge.one, edge.other)) == strong:
                    self._line(painter, edge, strong)
        for node in self.graph.nodes:
            self._box(painter, node)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        found = next((node for node in self.graph.nodes if self._place(node.key).contains(event.position())), None)
        if found is not None:
            again = found.key == self._current
            self._go(found.key)
            if again:
                self.opened.emit(found)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, now = event.key(), self.current()
        if key in _STEPS and now is not None:
            self._step_by(*_STEPS[Qt.Key(key)])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and now is not None:
            self.opened.emit(now)
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    # inside

    def _step_by(self, column: int, row: int) -> None:
        at_column, at_row = self._at[self._current]
        if column:
            to = [key for key, (c, _) in self._at.items() if c == at_column + column]
            if not to:
                to = [key for key, (c, _) in self._at.items() if c == at_column + 2 * column]
            if to:
                self._go(min(to, key=lambda key: abs(self._at[key][1] - at_row)))
            return
        beside = next((key for key, at in self._at.items() if at == (at_column, at_row + row)), None)
        if beside is not None:
            self._go(beside)

    def _go(self, key: str) -> None:
        self._current = key
        self._say()
        self.update()

    def _say(self) -> None:
        now = self.current()
        words = f"{now.words}: {said(self.graph, now)}" if now else "No links."
        self.setAccessibleDescription(words)

    def _top(self) -> float:
        return self.fontMetrics().height() + theme.gap(2)

    def _step(self) -> float:
        return self.fontMetrics().lineSpacing() * 2 + theme.gap(4)

    def _box_width(self) -> int:
        widest = self.fontMetrics().averageCharWidth() * _WIDEST
        return int(min(widest, max(self.width(), theme.gap(90)) * 0.27))

    def _left(self, column: int) -> float:
        free = max(self.width(), theme.gap(90)) - 3 * self._box_width() - theme.gap(2)
        return theme.gap(1) + column * (self._box_width() + free / 2)

    def _place(self, key: str) -> QRectF:
        column, row = self._at[key]
        return QRectF(
            self._left(column), self._top() + row * self._step(), self._box_width(), self._step() - theme.gap(2)
        )

    def _line(self, painter: QPainter, edge: Edge, strong: bool) -> None:
        tokens = theme.tokens()
        one, other = sorted((self._place(edge.one), self._place(edge.other)), key=lambda box: box.left())
        painter.setPen(QPen(tokens.colour("accent" if strong else "edge"), 2.4 if strong else 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        path = QPainterPath()
        if one.left() == other.left():  # two of one column: an arc at its right
            start, end = QPointF(one.right(), one.center().y()), QPointF(other.right(), other.center().y())
            bend = theme.gap(8)
        else:
            start, end = QPointF(one.right(), one.center().y()), QPointF(other.left(), other.center().y())
            bend = (end.x() - start.x()) / 2
        path.moveTo(start)
        turn = QPointF(end.x() + (bend if one.left() == other.left() else -bend), end.y())
        path.cubicTo(start + QPointF(bend, 0), turn, end)
        painter.drawPath(path)

    def _box(self, painter: QPainter, node: Node) -> None:
        tokens, metrics = theme.tokens(), self.fontMetrics()
        box = self._place(node.key)
        current = node.key == self._current
        painter.setBrush(tokens.colour("accent_soft" if current else "surface"))
        width = (3 if self.hasFocus() else 2) if current else 1
        painter.setPen(QPen(tokens.colour("accent" if current else "edge"), width))
        painter.drawRoundedRect(box, theme.FIELD_RADIUS, theme.FIELD_RADIUS)
        inside = box.adjusted(theme.gap(2), 1, -theme.gap(2), -1)
        lines = [node.words, node.note] if node.note else [node.words]
        y = inside.center().y() - metrics.lineSpacing() * len(lines) / 2
        for place, words in enumerate(lines):
            painter.setPen(tokens.colour("muted" if place else "ink"))
            row = QRectF(inside.left(), y + place * metrics.lineSpacing(), inside.width(), metrics.lineSpacing())
            shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, int(inside.width()))
            painter.drawText(row, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)


def said(graph: Graph, node: Node) -> str:
    """A node's links in words: ``perpetrator, ASB/2003/0147; lives here, TM3 8QX.``"""
    names = {each.key: each.words for each in graph.nodes}
    found = (
        f"{edge.words}, {names[edge.other if edge.one == node.key else edge.one]}" for edge in graph.around(node.key)
    )
    return "; ".join(found) + "."
