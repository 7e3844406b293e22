"""Printing of PDF bytes: the system's dialog, then each page as it is, at the printer's resolution."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize, QTimer
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QDialog, QWidget

from asbdesk import settings
from asbdesk.domain.printing import PaperKind

if TYPE_CHECKING:
    from PySide6.QtPdf import QPdfDocument
    from PySide6.QtPrintSupport import QPrinter

_FINEST = 400
"""Dots to the inch beyond which a letter gains nothing and a page costs 100 MB."""
_MOST_COPIES = 99
"""More are a slip that need not come again by itself."""


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
    kind: PaperKind = PaperKind.OTHER,
    copies: int = 0,
    counted: Callable[[int], object] | None = None,
) -> None:
    """Open the system's print dialog for a PDF; ``then`` is called once all pages have gone to the printer.

    Printer, tray, duplex and copies are those chosen last for this kind of paper on this computer. It offers so many
    ``copies`` instead where there is a number, each whole before the next; ``counted`` is told how many were chosen.
    """
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter

    document = read_pdf(data, parent)
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    restore(printer, kind)
    prepare(printer, document)
    if copies:
        printer.setCopyCount(copies)
    printer.setCollateCopies(True)
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle(f"Print {title}")
    dialog.setMinMax(1, document.pageCount())
    dialog.accepted.connect(lambda: remember(printer, kind))
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
    wide = _is_wide(document)
    printer.setPageOrientation(QPageLayout.Orientation.Landscape if wide else QPageLayout.Orientation.Portrait)


def _is_wide(document: QPdfDocument) -> bool:
    """Do the sheets lie on their side, as the first page does? A page that stands otherwise is turned."""
    points = document.pagePointSize(0)
    return points.width() > points.height()


def remember(printer: QPrinter, kind: PaperKind) -> None:
    """Keep how this kind of paper was printed, for the next time on this computer."""
    kept = settings.load()
    kept.printing[kind.value] = {
        "printer": printer.printerName(),
        "tray": printer.paperSource().name,
        "duplex": printer.duplex().name,
        "copies": str(printer.copyCount()),
    }
    settings.save(kept)


def restore(printer: QPrinter, kind: PaperKind) -> None:
    """Choose what was chosen last for this kind of paper. A printer that is gone leaves the usual one, and its tray."""
    from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

    kept = settings.load().printing.get(kind.value, {})
    name = kept.get("printer", "")
    if name and name not in QPrinterInfo.availablePrinterNames():
        return
    if name:
        printer.setPrinterName(name)
    tray, duplex, copies = (kept.get(each, "") for each in ("tray", "duplex", "copies"))
    if tray in QPrinter.PaperSource.__members__:
        printer.setPaperSource(QPrinter.PaperSource[tray])
    if duplex in QPrinter.DuplexMode.__members__:
        printer.setDuplex(QPrinter.DuplexMode[duplex])
    if copies.isdigit() and 1 <= int(copies) <= _MOST_COPIES:
        printer.setCopyCount(int(copies))


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
        painter.save()
        _draw(painter, document, pages[place], printer.resolution())
        painter.restore()
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
    if (points.width() > points.height()) is not _is_wide(document):  # its top at the edge that is bound
        painter.translate(0, points.width() * scale)
        painter.rotate(-90)
    painter.drawImage(QRectF(0, 0, points.width() * scale, points.height() * scale), picture)
