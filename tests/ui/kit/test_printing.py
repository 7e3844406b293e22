"""What a printer is told: for each kind of paper as it was told last on this computer."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QWidget
from reportlab.pdfgen.canvas import Canvas

from asbdesk import paths, settings
from asbdesk.documents import pages
from asbdesk.domain.printing import PaperKind, paper_kind
from asbdesk.ui.kit import printing
from asbdesk.ui.kit.printing import remember, restore
from tests.ui.kit.test_pieces import pdf


class Duplexer(QPrinter):
    """A printer that turns its paper: a PDF, which is all that there is to print to here, has no second side."""

    def __init__(self) -> None:
        super().__init__(QPrinter.PrinterMode.HighResolution)
        self.sides = QPrinter.DuplexMode.DuplexNone

    def setDuplex(self, duplex: QPrinter.DuplexMode) -> None:
        self.sides = duplex

    def duplex(self) -> QPrinter.DuplexMode:
        return self.sides


def printer(copies: int = 1) -> QPrinter:
    made = Duplexer()
    made.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    made.setCopyCount(copies)
    return made


def test_tray_duplex_and_copies_come_again_for_their_kind_of_paper_alone(qapp) -> None:
    chosen = printer(3)
    chosen.setPaperSource(QPrinter.PaperSource.Lower)
    chosen.setDuplex(QPrinter.DuplexMode.DuplexLongSide)
    remember(chosen, PaperKind.COURT)
    again, letter = printer(), printer()
    usual = (letter.paperSource(), letter.duplex(), letter.copyCount())
    restore(again, PaperKind.COURT)
    restore(letter, PaperKind.LETTER)
    assert (again.paperSource(), again.duplex(), again.copyCount()) == (
        QPrinter.PaperSource.Lower, QPrinter.DuplexMode.DuplexLongSide, 3,
    )  # fmt: skip
    assert (letter.paperSource(), letter.duplex(), letter.copyCount()) == usual


def test_a_printer_that_is_gone_brings_neither_its_tray_nor_its_copies(qapp) -> None:
    kept = settings.load()
    kept.printing["letter"] = {"printer": "The old one", "tray": "Lower", "duplex": "DuplexLongSide", "copies": "9"}
    settings.save(kept)
    fresh = printer()
    assert "The old one" not in QPrinterInfo.availablePrinterNames()
    before = (fresh.paperSource(), fresh.copyCount())
    restore(fresh, PaperKind.LETTER)
    assert (fresh.paperSource(), fresh.copyCount()) == before


@pytest.mark.parametrize(
    "words", ['{"printing": []}', '{"printing": {"letter": 3}}', '{"printing": {"letter": {"copies": 2}}}']
)
def test_settings_that_somebody_spoiled_are_the_usual_ones(words: str, qapp) -> None:
    path = paths.settings_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(words, "utf-8")
    fresh = printer()
    restore(fresh, PaperKind.LETTER)
    assert fresh.copyCount() == 1


def test_the_window_remembers_its_colours_beside_what_was_printed(qapp) -> None:
    remember(printer(), PaperKind.LETTER)
    kept = settings.load()
    kept.theme = "dark"
    settings.save(kept)
    assert settings.load().theme == "dark"
    assert set(settings.load().printing["letter"]) == {"printer", "tray", "duplex", "copies"}


def test_a_page_on_its_side_is_turned_and_printed_whole_among_upright_ones(qtbot, tmp_path: Path) -> None:
    out = BytesIO()
    canvas = Canvas(out, pagesize=(595, 842))
    canvas.drawString(72, 700, "Upright")
    canvas.showPage()
    canvas.setPageSize((842, 595))
    canvas.rect(780, 10, 50, 20, stroke=0, fill=1)
    canvas.save()
    host = QWidget()
    qtbot.addWidget(host)
    document, made = printing.read_pdf(out.getvalue(), host), QPrinter(QPrinter.PrinterMode.ScreenResolution)
    made.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    made.setOutputFileName(str(tmp_path / "out.pdf"))
    printing.prepare(made, document)
    done: list[bool] = []
    printing.send(document, made, lambda: done.append(True))
    qtbot.waitUntil(lambda: done == [True])
    with pages.opened((tmp_path / "out.pdf").read_bytes()) as printed:
        sheet = pages.picture(printed[1], 1, grey=True)
    assert sheet.size == (595, 842)
    assert sheet.getpixel((575, 37)) == 0
    assert sheet.crop((0, 70, 595, 842)).getextrema() == (255, 255)


def test_the_dialog_starts_as_it_was_left(qtbot, monkeypatch: pytest.MonkeyPatch) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    opened: list[QPrinter] = []

    def open_at_once(dialog: QPrintDialog) -> None:
        opened.append(dialog.printer())
        dialog.accepted.emit(dialog.printer())

    monkeypatch.setattr(printing.QDialog, "open", open_at_once)
    monkeypatch.setattr(printing, "send", lambda *_args: None)
    printing.print_bytes(host, pdf("Dear Mr Mercer"), "ASB/2003/0001/L1", kind=PaperKind.LETTER, copies=4)
    printing.print_bytes(host, pdf("Dear Mr Mercer"), "ASB/2003/0001/L2", kind=PaperKind.LETTER)
    assert settings.load().printing["letter"]["copies"] == "4"
    assert opened[-1].copyCount() == 4


@pytest.mark.parametrize(
    ("template", "layout", "kind"),
    [
        ("first-warning", "letter", PaperKind.LETTER),
        ("abc", "document", PaperKind.CONTRACT),
        ("court-summons", "plain", PaperKind.COURT),
        ("bundle-service", "document", PaperKind.BUNDLE),
        ("handover-page", "document", PaperKind.OTHER),
        ("", "letter", PaperKind.OTHER),
    ],
)
def test_every_paper_has_its_kind(template: str, layout: str, kind: PaperKind) -> None:
    assert paper_kind(template, layout) is kind
