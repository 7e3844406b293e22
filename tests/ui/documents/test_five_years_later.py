"""What is sealed is printed again as it was, through the window, when everything around it has changed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from asbdesk.clock import FixedClock
from asbdesk.queries import documents as document_queries
from asbdesk.queries.offices import users
from asbdesk.queries.templates import template_page
from asbdesk.services import papers
from asbdesk.ui.desk import Desk
from asbdesk.ui.documents.page import DocumentPage
from asbdesk.ui.settings.envelope import EnvelopeDialog
from asbdesk.ui.settings.page import SettingsPage
from asbdesk.ui.settings.users import UserDialog
from asbdesk.ui.templates.page import TemplatePage
from tests.factories import TODAY, ask, case_of, do
from tests.ui.page_fixtures import Went

CODE = "first-contact"
ANSWERS = {"meeting_on": "2003-11-25", "meeting_at": "14:30", "meeting_place": "the office", "reply_by": "2003-11-24"}


def prepared(desk: Desk, case_id: int, person_id: int, day: date) -> papers.Prepared:
    wanted = papers.Wanted(case_id, CODE, person_id, ANSWERS)
    return ask(desk.office, papers.prepare, wanted, desk.who.user_id, day)


def another_office(qtbot: QtBot, desk: Desk, go: Went, tmp_path: Path) -> None:
    """Template, name, address, logo and window of the office, and the officer: nothing is as it was."""
    editor = TemplatePage(desk, go, CODE)  # type: ignore[arg-type]
    qtbot.addWidget(editor)
    editor.refresh()
    words = {"title": "Other", "body": "# Other\n\nOther words.", "easy": "", "note": "A new panel."}
    for name, value in words.items():
        editor.form.fields[name].set_value(value)
    editor.save()
    page = SettingsPage(desk, go)  # type: ignore[arg-type]
    qtbot.addWidget(page)
    page.refresh()
    picture = QImage(40, 20, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.darkGreen)
    picture.save(str(tmp_path / "logo.png"))
    page._take_logo(tmp_path / "logo.png")
    for name, value in {
        "name": "Another Council",
        "address": "Elsewhere\nTM9 9ZZ",
        "telephone": "01632 960999",
    }.items():
        page.office.fields[name].set_value(value)
    page._save.click()
    window = EnvelopeDialog(page, desk, go, 0, 0)  # type: ignore[arg-type]
    window.form.fields["right"].set_value("3")
    window.form.fields["down"].set_value("1.5")
    window.save()
    (row,) = ask(desk.office, users)
    officer = UserDialog(page, desk, row)
    for name, value in {"name": "Somebody Else", "job_title": "Another title", "telephone": "01632 960998"}.items():
        officer.form.fields[name].set_value(value)
    assert officer.main is not None
    officer.main.click()


def test_a_letter_of_five_years_ago_is_shown_saved_and_printed_byte_for_byte(
    qtbot: QtBot, desk: Desk, go: Went, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case_id, accused, _ = case_of(desk.office, desk.who)
    was = prepared(desk, case_id, accused, TODAY)
    number = do(desk.office, desk.who, papers.file_paper, was)
    desk.office.clock = FixedClock(date(2008, 11, 17))
    another_office(qtbot, desk, go, tmp_path)
    assert ask(desk.office, template_page, CODE).newest == 1
    now = prepared(desk, case_id, accused, date(2008, 11, 17))
    assert now.pdf != was.pdf
    assert (now.facts.office.name, now.facts.officer.name, now.facts.office.window_right) == (
        "Another Council", "Somebody Else", 30,
    )  # fmt: skip
    page = DocumentPage(desk, go, number)  # type: ignore[arg-type]
    qtbot.addWidget(page)
    page.show()
    page.refresh()
    printed: list[bytes] = []
    monkeypatch.setattr(
        "asbdesk.ui.kit.pdf_view.print_bytes",
        lambda _page, data, _title, then, **_how: (printed.append(data), then()),
    )
    page.print_sealed()
    page._save(tmp_path / "again.pdf")
    assert printed == [was.pdf]
    assert (tmp_path / "again.pdf").read_bytes() == was.pdf
    assert page.view.shown_bytes() == was.pdf
    assert ask(desk.office, document_queries.document, number).times_printed == 1
