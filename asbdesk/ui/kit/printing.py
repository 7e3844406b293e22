"""Printing of PDF bytes: the system's dialog, then each page as it is, at the printer's resolution."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize, QTimer
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QDialog, QWidget

if TYPE_CHECKING:
    from PySide6.QtPdf import QPdfDocument
    from PySide6.QtPrintSupport import QPrinter

_FINEST = 400
"""Dots to the inch beyond which a letter gains nothing and a page costs 100 MB."""


def read_pdf(data: bytes, parent: QWidget) -> QPdfDocument:
    """A document of these very bytes. They are read from memory: no copy of a letter is left in a temporary folder."""
    from PySide6.QtPdf import QPdfDocument

    document = QPdfDocument(parent)
    buffer = QBuffer(document)
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document.load(buffer)
    return document


def print_bytes(
    parent: QWidget,
    data: bytes,
    title: str,
    then: Callable[[], object] | None = None,
    *,
    copies: int = 1,
    counted: Callable[[int], object] | None = None,
) -> None:
    """Open the system's print dialog for a PDF; ``then`` is called once all pages have gone to the printer.

    It offers so many copies, each whole before the next; ``counted`` is told how many were chosen.
    """
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter

    document = read_pdf(data, parent)
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    prepare(printer, document)
    printer.setCopyCount(copies)
    printer.setCollateCopies(True)
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle(f"Print {title}")
    dialog.setMinMax(1, document.pageCount())
    if counted is not None:
        dialog.accepted.connect(lambda: counted(printer.copyCount()))
    dialog.accepted.connect(lambda: send(document, printer, then))
    dialog.finished.connect(dialog.deleteLater)
    QDialog.open(dialog)  # QPrintDialog's own open() wants a slot by name


def prepare(printer: QPrinter, document: QPdfDocument) -> None:
    """Whole sheets of A4 from edge to edge, so that the address meets the envelope's window."""
    from PySide6.QtGui import QPageLayout, QPageSize

    printer.setFullPage(True)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    points = document.pagePointSize(0)
    wide = points.width() > points.height()
    printer.setPageOrientation(QPageLayout.Orientation.Landscape if wide else QPageLayout.Orientation.Portrait)


def send(document: QPdfDocument, printer: QPrinter, then: Callable[[], object] | None = None) -> None:
    """Draw the chosen pages, one for each turn of the event loop, so that the window stays alive."""
    first = max(1, printer.fromPage())
    last = printer.toPage() or document.pageCount()
    pages = list(range(first - 1, min(last, document.pageCount())))
    if not printer.supportsMultipleCopies():  # then nobody else repeats them: a whole copy after another
        pages *= max(1, printer.copyCount())
    painter = QPainter()
    if not pages or not painter.begin(printer):
        return

    def step(place: int = 0) -> None:
        if place:
            printer.newPage()
        _draw(painter, document, pages[place], printer.resolution())
        if place + 1 < len(pages):
            QTimer.singleShot(0, document, lambda: step(place + 1))
        else:
            painter.end()
            document.deleteLater()
            if then:
                then()

    step()


def _draw(painter: QPainter, document: QPdfDocument, page: int, resolution: int) -> None:
    points = document.pagePointSize(page)
    dots = min(resolution, _FINEST) / 72
    picture = document.render(page, QSize(round(points.width() * dots), round(points.height() * dots)))
    scale = resolution / 72
    painter.drawImage(QRectF(0, 0, points.width() * scale, points.height() * scale), picture)
