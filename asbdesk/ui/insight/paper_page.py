"""A page whose figures are a paper: what is on the screen is the PDF that prints, and beside it a table to export."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QPushButton, QWidget

from asbdesk.domain.permissions import may, require
from asbdesk.domain.when import show_date
from asbdesk.importers.plain_table import write_table
from asbdesk.services import list_guard
from asbdesk.services.figures import note_figures
from asbdesk.ui import ask
from asbdesk.ui.desk import Desk, Task
from asbdesk.ui.kit.export import Exported
from asbdesk.ui.kit.pdf_view import PdfView
from asbdesk.ui.kit.pieces import button, menu_button

Rows = Sequence[Sequence[Any]]
_KINDS = {"csv": "Comma-separated values (*.csv)", "xlsx": "Excel workbook (*.xlsx)"}


def print_button(page: Any, view: PdfView, what: str) -> QPushButton:
    """Prints the very bytes that are shown, and notes that they were."""
    return button("&Print…", lambda: print_shown(page, view, what), icon_name="printer-outline")


def print_shown(page: Any, view: PdfView, what: str) -> None:
    """Print the bytes that are shown, and note that they were."""
    view.print_it(what, lambda: page.desk.do(note_figures, what, "printed", page=page))


def export_button(page: Any, what: str, rows: Any) -> QPushButton:
    """A menu: CSV or XLSX. ``rows()`` answers the rows, headings first, when it is asked."""
    made, menu = menu_button("E&xport")
    for kind, words in (("csv", "&CSV (text for any program)…"), ("xlsx", "E&xcel workbook (XLSX)…")):
        menu.addAction(words, lambda kind=kind: _ask(page, page.desk, what, kind, rows))
    made.setEnabled(may(page.desk.who.role, "export"))
    return made


def _ask(page: QWidget, desk: Desk, what: str, kind: str, rows: Any) -> None:
    name = f"{what} {show_date(desk.clock.today())}.{kind}"

    def write(path: Path) -> None:
        export_rows(page, desk, what, path, rows())

    ask.save_file(page, f"Export {what.lower()}", name, _KINDS[kind], write)


def export_rows(page: Any, desk: Desk, what: str, path: Path, rows: Rows, reason: str = "") -> None:
    """Write the rows on the heavy lane, note it in the audit, and say so. Protected people stand in them under their
    pseudonyms, unless a manager gave a ``reason``."""

    def work(task: Task) -> Exported:
        require(task.who.role, "export")
        with task.office.transaction(task.who, "export_figures") as change:
            veil = list_guard.list_veil(change.session)
            hidden = list_guard.veiled_rows(veil, rows)
            seen = tuple(veil.seen)
            if reason:
                list_guard.may_name(change, what, seen, reason)
            count = write_table(path, rows if reason else hidden, what)
            note_figures(change, what, f"exported as {path.suffix[1:]}")
        return Exported(count, () if reason else seen)

    def written(done: Exported) -> None:
        words = f"{done.rows:,} rows written to {path.name}."
        if not done.hidden:
            page.go.say(words)
            return
        words = f"{words} {list_guard.hidden_words(done.hidden)}"
        if may(desk.who.role, "release"):
            page.banner.show_words(words, "good", "&Write the names…", again)
        else:
            page.banner.show_words(f"{words} A manager can write the names.", "good")

    def again() -> None:
        ask.ask_text(
            page, "Write the names of protected people?", "&Why may this list leave with names?",
            lambda why: export_rows(page, desk, what, path, rows, why), yes="&Write the names",
            lines=True, check=list_guard.check_reason,
        )  # fmt: skip

    desk.heavy(work, then=written, failed=lambda error: page.banner.show_words(str(error), "alert"), page=page)
