"""What can be seen or heard of an exhibit: a picture, pages, words, a player, or why there is nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from asbdesk.queries.evidence import ExhibitPage
from asbdesk.storage.office import Office
from asbdesk.ui import theme
from asbdesk.ui.evidence import state
from asbdesk.ui.evidence.work import SHOWN_AT_MOST, Shown

if TYPE_CHECKING:
    from asbdesk.ui.evidence.player import Player


class Picture(QWidget):
    """A picture, as large as there is room, never larger than it is."""

    def __init__(self, image: QImage, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._image = image
        self.setAccessibleName(name)
        self.setMinimumSize(theme.gap(40), theme.gap(40))

    def sizeHint(self) -> QSize:
        return self._image.size().scaled(QSize(theme.gap(180), theme.gap(120)), Qt.AspectRatioMode.KeepAspectRatio)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(fitted(self._image.size(), self.rect()), self._image)


def fitted(size: QSize, room: QRect) -> QRect:
    """The place of a picture in the room, in its middle."""
    grown = size if size.width() <= room.width() and size.height() <= room.height() else None
    placed = QRect(room.topLeft(), grown or size.scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio))
    placed.moveCenter(room.center())
    return placed


class Preview(QWidget):
    """Empty until ``show_file``."""

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self.player: Player | None = None
        self.part: QWidget | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.words = theme.muted(wrap=True)
        self._column.addWidget(self.words)
        self._column.addStretch(1)

    def show_file(self, page: ExhibitPage, shown: Shown) -> None:
        """Show what there is; words say why there is nothing."""
        self.clear()
        pdf = "large" if page.size > SHOWN_AT_MOST else ""
        part: QWidget | None = None
        if page.family == "image" and not shown.picture.isNull():
            part = Picture(shown.picture, f"Picture {page.mark}")
        elif page.family == "pdf" and shown.content:
            part, pdf = _pages(shown.content, page.mark)
        elif page.family == "text" and shown.words:
            part = _words(shown.words, page.mark)
        elif page.family in ("sound", "video") and page.size:
            part = self._play(page)
        self._put(part)
        self.say(state.why_no_preview(page, part is not None, pdf))

    def say(self, words: str) -> None:
        """Words in the preview's place."""
        self.words.setText(words)
        self.words.setVisible(bool(words))

    def clear(self) -> None:
        """Show nothing, and let go of the file."""
        if self.player is not None:
            self.player.stop()
            self.player = None
        if self.part is not None:
            self.part.hide()
            self.part.deleteLater()
            self.part = None

    def _put(self, part: QWidget | None) -> None:
        self.part = part
        self._column.setStretch(self._column.count() - 1, 0 if part is not None else 1)
        if part is not None:
            self._column.insertWidget(0, part, 1)

    def _play(self, page: ExhibitPage) -> QWidget:
        from asbdesk.ui.evidence.player import Player

        video = page.family == "video"
        name = f"{'Video' if video else 'Recording'} {page.mark}"
        self.player = Player(self._office, page.id, page.size, name, video=video)
        return self.player


def _pages(content: bytes, mark: str) -> tuple[QWidget | None, str]:
    """The pages, or None and why not."""
    from PySide6.QtPdf import QPdfDocument

    from asbdesk.ui.kit.pdf_view import PdfView
    from asbdesk.ui.kit.printing import read_pdf

    owner = QWidget()
    trial = read_pdf(content, owner)
    locked = trial.error() in (QPdfDocument.Error.IncorrectPassword, QPdfDocument.Error.UnsupportedSecurityScheme)
    if not trial.pageCount():
        return None, "locked" if locked else "damaged"
    view = PdfView(f"Pages of {mark}")
    view.show_bytes(content)
    return view, ""


def _words(words: str, mark: str) -> QWidget:
    box = QPlainTextEdit(words, readOnly=True)
    box.setAccessibleName(f"Words of {mark}")
    return box
