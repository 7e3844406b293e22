"""The one place that asks the user something in a box of its own.

Every function opens and returns at once; the answer comes to ``then``. Call them through the module
(``ask.confirm(...)``), so that a test can put its own recorder in their place.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QMessageBox, QWidget


def confirm(
    parent: QWidget, title: str, words: str, yes: str, then: Callable[[], object], *, danger: bool = False
) -> None:
    """Ask before something that cannot be undone: ``words`` say what will be lost, ``yes`` says what the button does.

    Esc and Cancel do nothing. With ``danger`` Enter means Cancel.
    """
    box = QMessageBox(QMessageBox.Icon.Question, title, title, QMessageBox.StandardButton.NoButton, parent)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setInformativeText(words)
    agree = box.addButton(yes, QMessageBox.ButtonRole.AcceptRole)
    agree.setProperty("kind", "danger" if danger else "primary")
    cancel = box.addButton("&Cancel", QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(cancel if danger else agree)
    box.setEscapeButton(cancel)
    box.buttonClicked.connect(lambda pressed: then() if pressed is agree else None)
    _open(box, parent)


def tell(parent: QWidget, title: str, words: str) -> None:
    """Tell something that must be read before going on."""
    box = QMessageBox(QMessageBox.Icon.Information, title, title, QMessageBox.StandardButton.NoButton, parent)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setInformativeText(words)
    box.addButton("&OK", QMessageBox.ButtonRole.AcceptRole)
    _open(box, parent)


def ask_text(
    parent: QWidget,
    title: str,
    label: str,
    then: Callable[[str], object],
    *,
    text: str = "",
    words: str = "",
    yes: str = "&OK",
    lines: bool = False,
    check: Callable[[str], object] = str,
) -> None:
    """Ask for one text; ``then`` gets it without blanks at its ends.

    Nothing typed, or something that ``check`` refuses (by :class:`InvalidField`): the field says so and waits.
    """
    from asbdesk.errors import InvalidField
    from asbdesk.ui.kit.dialog import Dialog
    from asbdesk.ui.kit.fields import LongTextField, TextField

    dialog = Dialog(parent, title, words)
    field = LongTextField(label, lines=3) if lines else TextField(label)
    field.set_value(text)
    dialog.body.addWidget(field)

    def done() -> None:
        answer = str(field.value()).strip()
        if not answer:
            field.show_error(f"Type something under “{label.replace('&', '')}”, or press Esc.")
            field.focus()
            return
        try:
            check(answer)
        except InvalidField as error:
            field.show_error(str(error))
            field.focus()
            return
        dialog.accept()
        then(answer)

    dialog.add_buttons(yes, done)
    dialog.open()
    field.focus()


def choose_file(parent: QWidget, title: str, kinds: str, then: Callable[[Path], object]) -> None:
    """Ask for a file that exists; ``kinds`` as Qt writes them: ``"Spreadsheets (*.csv *.xlsx)"``."""
    box = QFileDialog(parent, title, "", kinds)
    box.setFileMode(QFileDialog.FileMode.ExistingFile)
    _open_file_box(box, parent, then)


def choose_folder(parent: QWidget, title: str, then: Callable[[Path], object]) -> None:
    """Ask for a folder that exists."""
    box = QFileDialog(parent, title)
    box.setFileMode(QFileDialog.FileMode.Directory)
    box.setOption(QFileDialog.Option.ShowDirsOnly)
    _open_file_box(box, parent, then)


def save_file(parent: QWidget, title: str, name: str, kinds: str, then: Callable[[Path], object]) -> None:
    """Ask where to write; ``name`` is offered, and the system asks before an existing file is replaced."""
    box = QFileDialog(parent, title, "", kinds)
    box.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    box.setDefaultSuffix(Path(name).suffix.lstrip("."))
    box.selectFile(name)
    _open_file_box(box, parent, then)


def _open_file_box(box: QFileDialog, parent: QWidget, then: Callable[[Path], object]) -> None:
    box.fileSelected.connect(lambda name: then(Path(name)))
    _open(box, parent)


def _open(box: QDialog, parent: QWidget) -> None:
    """Open it with the keyboard in it, and give the keyboard back: not every screen has a window manager to do so."""
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.finished.connect(lambda _result: parent.activateWindow())
    box.open()
    box.activateWindow()


def is_open(parent: QWidget) -> bool:
    """Whether a box of this window waits for an answer."""
    return any(dialog.isVisible() for dialog in parent.findChildren(QDialog))
