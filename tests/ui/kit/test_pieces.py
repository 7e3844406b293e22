from __future__ import annotations

import io

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLabel, QLineEdit, QMessageBox, QPlainTextEdit, QPushButton, QWidget
from reportlab.pdfgen.canvas import Canvas

from asbdesk.services.list_guard import check_reason
from asbdesk.ui import ask
from asbdesk.ui.kit.combo_box import CalmComboBox
from asbdesk.ui.kit.dialog import LARGEST, Dialog
from asbdesk.ui.kit.ladder import Ladder
from asbdesk.ui.kit.layout import Flow
from asbdesk.ui.kit.notices import JobBar, Toast
from asbdesk.ui.kit.page_head import PageHead
from asbdesk.ui.kit.pdf_view import PdfView
from asbdesk.ui.kit.pieces import Banner, EmptyState, Pill, button, icon_button, menu_button
from asbdesk.ui.kit.printing import prepare, read_pdf, send
from tests.ui.kit.sink import STEPS


def pdf(*pages: str) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595, 842))
    for words in pages:
        canvas.drawString(72, 700, words)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


@pytest.fixture
def host(qtbot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(900, 600)
    made.show()
    return made


def test_the_ladder_speaks_its_states(qtbot) -> None:
    ladder = Ladder(STEPS)
    qtbot.addWidget(ladder)
    ladder.resize(1200, 120)
    assert [r.accessibleName() for r in ladder._rungs][4:6] == [
        "ABC breached, 20 Nov, needs attention", "Consultation, by 4 Dec, next",
    ]  # fmt: skip
    assert {label.text() for label in ladder.findChildren(QLabel)} >= {"Reported", "3 Oct", "complaint by 3 Apr"}


def test_the_ladder_stands_upright_where_it_is_narrow(qtbot) -> None:
    ladder = Ladder(STEPS)
    qtbot.addWidget(ladder)
    ladder.show()
    ladder.resize(1200, ladder.heightForWidth(1200))
    assert len({rung.y() for rung in ladder._rungs}) == 1
    ladder.resize(400, ladder.heightForWidth(400))
    assert len({rung.x() for rung in ladder._rungs}) == 1
    last = ladder._rungs[-1].geometry()
    assert last.bottom() <= ladder.height()
    ladder.show_steps(STEPS[:2])
    assert len(ladder._rungs) == 2


@pytest.mark.parametrize("width", [300, 700, 1200])
def test_a_page_head_wraps_and_cuts_nothing_off(host: QWidget, width: int) -> None:
    head = PageHead("ASB/2003/0147")
    head.setParent(host)
    head.add_pill(Pill("High risk", "alert"))
    for words in ("&Write letter", "&Contract", "&More"):
        head.add_action(button(words, lambda: None))
    head.resize(max(width, head.minimumSizeHint().width()), head.heightForWidth(width))
    head.show()
    head.layout().activate()
    for child in head.findChildren(QPushButton):
        assert child.geometry().right() < head.width()


def test_a_flow_wraps(qtbot) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    flow = Flow(widget)
    for words in ("Mine", "Open", "Overdue"):
        flow.addWidget(QPushButton(words))
    assert flow.heightForWidth(60) > 2 * flow.heightForWidth(2000)


def test_in_a_low_flow_a_button_stands_on_the_line_of_a_taller_field(qtbot) -> None:
    widget, tall, made = QWidget(), QWidget(), QPushButton("Move it")
    qtbot.addWidget(widget)
    tall.setFixedSize(80, 90)
    flow = Flow(widget, low=True)
    flow.addWidget(tall)
    flow.addWidget(made)
    flow.setGeometry(QRect(0, 0, 600, 90))
    assert made.geometry().bottom() == tall.geometry().bottom()


def test_an_icon_button_says_what_it_does(qtbot) -> None:
    done: list[bool] = []
    made = icon_button("close", "Remove", lambda: done.append(True))
    qtbot.addWidget(made)
    made.click()
    assert (made.accessibleName(), done) == ("Remove", [True])


def test_what_opens_is_told_by_the_name_of_what_opened_it(qtbot, host: QWidget) -> None:
    made, menu = menu_button("Search && so&rt")
    box = CalmComboBox()
    box.addItems(["Areas", "Points"])
    box.setAccessibleName("Show")
    for each in (made, box):
        qtbot.addWidget(each)
        each.show()
    assert QAccessible.queryAccessibleInterface(menu).text(QAccessible.Text.Name) == "Search & sort"
    box.showPopup()
    told = [QAccessible.queryAccessibleInterface(each) for each in (box.view(), box.view().window())]
    assert [face.text(QAccessible.Text.Name) for face in told] == ["Show", "Show"]
    box.hidePopup()


def test_a_banner_without_words_is_hidden(host: QWidget) -> None:
    done: list[bool] = []
    banner = Banner("Training office", "info", "&Change", lambda: done.append(True), parent=host)
    assert banner.accessibleName() == "Training office"
    banner._action.click()
    banner.show_words("")
    assert (done, banner.isVisible()) == ([True], False)


def test_an_empty_state_offers_what_to_do(host: QWidget) -> None:
    done: list[bool] = []
    state = EmptyState("No letters yet.", "Write the first.", "&Write letter", lambda: done.append(True), parent=host)
    state.action.click()
    assert done == [True]


def test_a_toast_undoes_once(host: QWidget) -> None:
    done: list[bool] = []
    toast = Toast(host)
    toast.say("Letter filed.", lambda: done.append(True))
    assert toast.isVisible()
    assert host.rect().contains(toast.geometry())
    toast.undo.click()
    toast.undo.click()
    assert (done, toast.isVisible()) == ([True], False)
    toast.say("Saved.")
    assert not toast.undo.isVisible()


def test_a_job_can_be_cancelled_after_a_second(host: QWidget) -> None:
    done: list[bool] = []
    bar = JobBar(host)
    bar.start("Reading…", lambda: done.append(True))
    assert not bar._stop.isVisible()
    bar._later.timeout.emit()
    bar.progress(4, 10, "Row 4 of 10")
    assert bar.accessibleName() == "Row 4 of 10"
    bar._stop.click()
    assert done == [True]
    assert not bar._stop.isEnabled()
    bar.stop()
    assert not bar.isVisible()


def test_a_dialog_fits_the_smallest_screen_and_esc_leaves_it(qtbot, host: QWidget) -> None:
    dialog = Dialog(host, "Close case", "Say why.")
    for _ in range(60):
        dialog.body.addWidget(QLabel("A line"))
    dialog.add_buttons("&Close case", dialog.accept)
    assert dialog.sizeHint().height() <= LARGEST.height()
    dialog.open()
    with qtbot.waitSignal(dialog.rejected):
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)


def test_enter_presses_the_main_button(qtbot, host: QWidget) -> None:
    dialog = Dialog(host, "Close case")
    edit = QLineEdit()
    dialog.body.addWidget(edit)
    dialog.add_buttons("&Close case", dialog.accept)
    dialog.open()
    edit.setFocus()
    with qtbot.waitSignal(dialog.accepted):
        qtbot.keyClick(edit, Qt.Key.Key_Return)


def test_confirm_answers_only_when_agreed(qtbot, host: QWidget) -> None:
    done: list[str] = []
    for key in (Qt.Key.Key_Escape, Qt.Key.Key_Return):
        ask.confirm(
            host, "Undo this import?", "1,894 incidents will be removed.", "&Undo import", lambda: done.append("yes")
        )
        (box,) = [b for b in host.findChildren(QMessageBox) if b.isVisible()]
        assert box.informativeText() == "1,894 incidents will be removed."
        qtbot.keyClick(box, key)
    assert done == ["yes"]


def test_a_dangerous_question_takes_enter_for_no(qtbot, host: QWidget) -> None:
    done: list[str] = []
    ask.confirm(host, "Delete?", "All is lost.", "&Delete", lambda: done.append("yes"), danger=True)
    (box,) = [b for b in host.findChildren(QMessageBox) if b.isVisible()]
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert (done, box.isVisible()) == ([], False)


def test_ask_text_waits_for_words(qtbot, host: QWidget) -> None:
    got: list[str] = []
    ask.ask_text(host, "Save this view", "&Name", got.append)
    (dialog,) = host.findChildren(Dialog)
    edit = dialog.findChild(QLineEdit)
    assert dialog.main is not None
    dialog.main.click()
    assert dialog.isVisible()
    edit.setText("  Mine ")
    dialog.main.click()
    assert got == ["Mine"]


def test_a_reason_that_says_nothing_stays_in_its_field(qtbot, host: QWidget) -> None:
    got: list[str] = []
    ask.ask_text(host, "Write the names?", "&Why", got.append, lines=True, check=check_reason)
    (dialog,) = host.findChildren(Dialog)
    edit = dialog.findChild(QPlainTextEdit)
    edit.setPlainText("they asked")
    assert dialog.main is not None
    dialog.main.click()
    assert (got, dialog.isVisible(), edit.toPlainText()) == ([], True, "they asked")
    assert edit.accessibleDescription().startswith("Error: Say in a few words why")
    edit.setPlainText("they asked in writing")
    dialog.main.click()
    assert got == ["they asked in writing"]


def test_a_preview_shows_the_very_bytes_and_speaks_them(host: QWidget) -> None:
    view = PdfView("First warning", host)
    data = pdf("Dear Mr Mercer", "Yours sincerely")
    view.show_bytes(data)
    assert view.shown_bytes() == data
    assert view.page_words.text() == "Page 1 of 2"
    assert "Dear Mr Mercer" in view.view.accessibleDescription()
    view.turn(1)
    assert view.page_words.text() == "Page 2 of 2"
    assert view.view.accessibleName() == "First warning, page 2 of 2"
    view.zoom(1.25)
    view.fit_width()
    view.show_bytes(pdf("One page"))
    assert view.page_count() == 1


def test_what_is_no_pdf_shows_nothing(host: QWidget) -> None:
    view = PdfView("Preview", host)
    view.show_bytes(b"not a PDF")
    assert (view.page_count(), view.page_words.text()) == (0, "Nothing to show")


def test_every_page_reaches_the_printer_at_its_size(qtbot, host: QWidget, tmp_path) -> None:
    from pypdf import PdfReader
    from PySide6.QtPrintSupport import QPrinter

    document = read_pdf(pdf("Dear Mr Mercer", "Yours sincerely", "Page three"), host)
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFileName(str(tmp_path / "out.pdf"))
    printer.setResolution(150)
    prepare(printer, document)
    done: list[bool] = []
    send(document, printer, lambda: done.append(True))
    qtbot.waitUntil(lambda: done == [True])
    pages = PdfReader(tmp_path / "out.pdf").pages
    assert len(pages) == 3
    assert float(pages[0].mediabox.height) == pytest.approx(842, abs=1)
