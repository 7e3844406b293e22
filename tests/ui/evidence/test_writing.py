from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt

from asbdesk.domain.printing import PaperKind
from asbdesk.queries.offices import audit, drafts
from asbdesk.queries.statements import statement_page
from asbdesk.queries.statements import statements as statement_rows
from asbdesk.ui.desk import Desk
from asbdesk.ui.evidence.diary import DiaryPage
from asbdesk.ui.evidence.list import ExhibitsPage
from asbdesk.ui.evidence.pack import PackDialog
from asbdesk.ui.evidence.page import ExhibitPage
from asbdesk.ui.evidence.paper_dialog import PaperDialog
from asbdesk.ui.evidence.statement import StatementPage
from asbdesk.ui.kit.pdf_view import PdfView
from asbdesk.ui.places import open_draft
from asbdesk.ui.shell import Shell
from tests.factories import ask, case_of
from tests.ui.evidence.test_exhibits import stored
from tests.ui.page_fixtures import Went


@pytest.fixture
def case_id(desk: Desk) -> int:
    return case_of(desk.office, desk.who)[0]


def shown(page: Any, qtbot: Any) -> Any:
    qtbot.addWidget(page)
    page.resize(1160, 720)
    page.refresh()
    page.show()
    return page


def test_a_diary_sheet_is_keyed_in_by_the_keyboard_alone(desk: Desk, go: Went, case_id: int, qtbot) -> None:
    page = shown(DiaryPage(desk, go, case_id), qtbot)
    first = page.grid.cells[0]["day"]
    first.setFocus()
    for words in ("3 Nov", "23:30", "2 h", "Loud music", "Dean", "Awake"):
        qtbot.keyClicks(page.focusWidget(), words)
        qtbot.keyClick(page.focusWidget(), Qt.Key.Key_Return)
    assert page.focusWidget() is page.grid.cells[1]["day"]
    for _ in range(3):
        qtbot.keyClick(page.focusWidget(), Qt.Key.Key_Tab)
    qtbot.keyClicks(page.focusWidget(), "Shouting")
    assert page.grid.cells[1]["what"].text() == "Shouting"
    qtbot.keyClick(page.focusWidget(), Qt.Key.Key_Down)
    assert page.focusWidget() is page.grid.cells[2]["what"]
    page.save()
    assert go.said == ["2 incidents recorded from the sheet."]
    assert go.places[-1] == ("case", case_id, {})
    assert ask(desk.office, drafts, desk.who.user_id) == ()


def test_a_half_typed_sheet_is_kept_and_brought_back(desk: Desk, go: Went, case_id: int, qtbot) -> None:
    page = shown(DiaryPage(desk, go, case_id), qtbot)
    page.grid.cells[0]["what"].setText("Loud mus")
    page.leave()
    key = ask(desk.office, drafts, desk.who.user_id)[0].key
    open_draft(go, key)
    assert go.places[-1] == ("diary", case_id, {})
    again = shown(DiaryPage(desk, go, case_id), qtbot)
    assert again.grid.cells[0]["what"].text() == "Loud mus"


def test_a_wrong_cell_gets_the_keyboard_and_its_error(desk: Desk, go: Went, case_id: int, qtbot) -> None:
    page = shown(DiaryPage(desk, go, case_id), qtbot)
    page.grid.set_value([{"day": "3 Nov", "what": "Music"}, {"day": "3 Nov", "at": "latish", "what": "Music"}])
    page.save()
    assert "Line 2" in page.grid.error()
    assert page.focusWidget() is page.grid.cells[1]["at"]
    assert go.said == []


def test_more_lines_come_as_the_last_is_typed(desk: Desk, go: Went, case_id: int, qtbot) -> None:
    page = shown(DiaryPage(desk, go, case_id), qtbot)
    count = len(page.grid.cells)
    page.grid.cells[-1]["day"].setText("3")
    assert len(page.grid.cells) == count + 1


def test_the_scan_of_a_sheet_is_added_on_the_way(desk: Desk, go: Went, case_id: int, tmp_path: Path, qtbot) -> None:
    from asbdesk.ui.evidence.add import AddExhibitDialog

    page = shown(DiaryPage(desk, go, case_id), qtbot)
    page.grid.cells[0]["what"].setText("Loud music")
    path = tmp_path / "page 1.png"
    path.write_bytes(b"not really a scan")
    page.add_file(path)
    dialog = page.findChild(AddExhibitDialog)
    assert dialog.form.fields["kind"].value() == "diary-sheet"
    dialog.save()
    assert page.scan.value() == "1"
    assert page.grid.cells[0]["what"].text() == "Loud music"


def test_a_pack_of_diary_sheets_is_numbered_and_shown(desk: Desk, go: Went, case_id: int, qtbot) -> None:
    page = shown(ExhibitsPage(desk, go, case_id), qtbot)
    page.pack_button.click()
    dialog = page.findChild(PackDialog)
    dialog.how_many.set_value("many")
    dialog.make()
    assert "Type a number" in dialog.how_many.error()
    dialog.how_many.set_value("2")
    dialog.make()
    paper = page.findChild(PaperDialog)
    assert paper.view.page_count() == 2
    assert "ASB/2003/0001/D2" in paper.view.page_text(1)
    assert "send it back by 1 December 2003" in " ".join(paper.view.page_text(0).split())


def test_a_pack_waits_for_a_day_that_can_be_read(desk: Desk, go: Went, case_id: int, qtbot) -> None:
    page = shown(ExhibitsPage(desk, go, case_id), qtbot)
    page.pack_button.click()
    dialog = page.findChild(PackDialog)
    dialog.return_by.set_draft("31/2/2004")
    dialog.make()
    assert "31/2/2004" in dialog.return_by.error()
    assert page.findChild(PaperDialog) is None


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, PaperKind]]:
    """What went to the printer, and as which kind of paper."""
    found: list[tuple[str, PaperKind]] = []

    def send(_view: PdfView, title: str, then: Callable[[], object], *, kind: PaperKind) -> None:
        found.append((title, kind))
        then()

    monkeypatch.setattr(PdfView, "print_it", send)
    return found


def printed(desk: Desk) -> list[tuple[str, dict[str, Any] | None]]:
    return [(row.kind, row.after) for row in ask(desk.office, audit) if row.change == "printed"]


def test_the_papers_of_an_exhibit_are_shown_ready_to_print_and_a_print_is_in_the_audit(
    desk: Desk, go: Went, case_id: int, tmp_path: Path, sent: list[tuple[str, PaperKind]], qtbot
) -> None:
    page = shown(ExhibitPage(desk, go, stored(desk, tmp_path, b"words", "notes.txt", case_id)), qtbot)
    page.sheet_button.click()
    paper = page.findChild(PaperDialog)
    assert "Exhibit JO/1" in paper.view.page_text(0)
    paper.print_button.click()
    assert sent == [("Exhibit sheet", PaperKind.COURT)]
    assert printed(desk) == [("figures", {"what": "Exhibit sheet, ASB/2003/0001"})]


def test_a_statement_is_written_kept_printed_signed_and_filed(
    desk: Desk, go: Went, case_id: int, tmp_path: Path, sent: list[tuple[str, PaperKind]], qtbot
) -> None:
    stored(desk, tmp_path, b"words", "notes.txt", case_id, "Notes of the night")
    page = shown(StatementPage(desk, go, case_id), qtbot)
    page.form.fields["text"].set_value("I was there. ")
    page.form.fields["text"].edit.moveCursor(page.form.fields["text"].edit.textCursor().MoveOperation.End)
    page.insert_exhibit()
    assert page.form.fields["text"].value() == "I was there. I refer to the notes of the night marked “JO/1”."
    page.form.fields["text"].set_value("I was there.")
    page.form.fields["text"].edit.moveCursor(page.form.fields["text"].edit.textCursor().MoveOperation.End)
    page.insert_exhibit()
    assert page.form.fields["text"].value() == "I was there. I refer to the notes of the night marked “JO/1”."
    page.preview()
    assert "Exhibits: JO/1" in page.view.page_text(0)
    page.print()
    assert sent == [("Witness statement", PaperKind.COURT)]
    seal = hashlib.sha256(page.view.shown_bytes()).hexdigest()
    assert printed(desk) == [("statement", {"sha256": seal})]
    page.file()
    assert "Type the day on which it was signed" in page.form.fields["signed_on"].error()
    page.form.fields["signed_on"].set_draft("16 Nov 2003")
    page.file()
    place, number, _ = go.places[-1]
    assert place == "document"
    row = ask(desk.office, statement_rows, case_id)[0]
    assert (row.document_id, row.number) == (number, 1)
    assert ask(desk.office, drafts, desk.who.user_id) == ()


def test_a_second_statement_begins_on_an_empty_form_and_leaves_the_first_as_it_was(
    desk: Desk, case_id: int, qtbot
) -> None:
    shell = Shell(desk)
    qtbot.addWidget(shell)
    for words in ("I heard the music.", "I saw the window break."):
        shell("exhibits", case_id)
        shell.page().statement_button.click()
        page = shell.page()
        assert not page.form.fields["text"].value()
        assert page.form.fields["witness"].isEnabled()
        page.form.fields["text"].set_value(words)
        page.save()
    rows = ask(desk.office, statement_rows, case_id)
    texts = [ask(desk.office, statement_page, case_id, row.id, desk.who.user_id).values.text for row in rows]
    assert texts == ["I saw the window break.", "I heard the music."]


def test_a_statement_come_back_to_refers_to_an_exhibit_that_was_added_meanwhile(
    desk: Desk, case_id: int, tmp_path: Path, qtbot
) -> None:
    shell = Shell(desk)
    qtbot.addWidget(shell)
    shell("statement", case_id)
    shell.page().form.fields["text"].set_value("I was there. ")
    shell("exhibits", case_id)
    stored(desk, tmp_path, b"words", "notes.txt", case_id, "Notes of the night")
    shell("statement", case_id)
    page = shell.page()
    page.insert_exhibit()
    text = page.form.fields["text"].value()
    assert "I was there." in text
    assert "marked “JO/1”" in text


def test_a_second_diary_sheet_is_keyed_in_on_an_empty_form(desk: Desk, case_id: int, qtbot) -> None:
    shell = Shell(desk)
    qtbot.addWidget(shell)
    for _sheet in range(2):
        shell("exhibits", case_id)
        shell.page().diary_button.click()
        page = shell.page()
        assert page.grid.cells[0]["what"].text() == ""
        page.grid.cells[0]["day"].setText("3 Nov")
        page.grid.cells[0]["what"].setText("Loud music")
        page.save()
        assert shell.page() is not page
        shell.back()
        assert type(shell.page()).__name__ == "ExhibitsPage", "not the sheet, which would be recorded a second time"


def test_a_half_written_statement_is_kept_as_a_draft(desk: Desk, go: Went, case_id: int, qtbot) -> None:
    page = shown(StatementPage(desk, go, case_id), qtbot)
    page.form.fields["text"].set_value("I was the")
    page.leave()
    open_draft(go, ask(desk.office, drafts, desk.who.user_id)[0].key)
    assert go.places[-1] == ("statement", case_id, {"statement_id": 0})
    again = shown(StatementPage(desk, go, case_id), qtbot)
    assert again.form.fields["text"].value() == "I was the"


def test_a_statement_that_would_give_somebody_away_says_so_at_once(desk: Desk, go: Went, case_id: int, qtbot) -> None:
    page = shown(StatementPage(desk, go, case_id), qtbot)
    page.form.fields["text"].set_value("Amina Testwick told me.")
    page.preview()
    assert "protected as Complainant A" in page.banner.words()


def test_another_witness_brings_her_own_occupation_and_no_protected_address(
    desk: Desk, go: Went, case_id: int, qtbot
) -> None:
    page = shown(StatementPage(desk, go, case_id), qtbot)
    assert "Civic Offices" in page.form.fields["address"].value()
    witness = page.form.fields["witness"]
    witness.box.setCurrentIndex(1)
    assert witness.value().startswith("person-")
    assert page.form.fields["address"].value() == ""
