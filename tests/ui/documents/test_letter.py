"""The letter's page, on a real office."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QTextCursor
from pytestqt.qtbot import QtBot

from asbdesk.documents.blocks import Paragraph, Run, plain_text
from asbdesk.queries import documents as document_queries
from asbdesk.queries import offices
from asbdesk.services import papers, people
from asbdesk.ui.desk import Desk
from asbdesk.ui.documents.letter import LetterPage
from tests.factories import (
    TODAY,
    Held,
    Inline,
    ask,
    case_of,
    contract_of,
    contract_values,
    do,
    new_office,
    person_values,
)
from tests.ui.kit.helpers import Recorder
from tests.ui.page_fixtures import Went

ANSWERS = {
    "asked-rule_broken": "condition 3.2 of your tenancy agreement",
    "asked-must_stop": "Keep music low.",
    "asked-reply_by": "2003-11-28",
    "asked-review_on": "2003-12-15",
}


def opened(qtbot: QtBot, desk: Desk, go: Went, case_id: int, *args: object) -> LetterPage:
    page = LetterPage(desk, go, case_id, *args)  # type: ignore[arg-type]
    qtbot.addWidget(page)
    page.resize(1166, 740)
    page.show()
    page.refresh()
    return page


def answer(page: LetterPage, **more: str) -> None:
    assert page.form
    for name, value in (ANSWERS | {f"asked-{name}": value for name, value in more.items()}).items():
        page.form.fields[name].set_value(value)
    page.preparing.now()


def drafts(desk: Desk) -> list[str]:
    return [row.key for row in ask(desk.office, offices.drafts, desk.who.user_id)]


def filed(desk: Desk) -> list[int]:
    return list(ask(desk.office, document_queries.DOCUMENTS.ids, document_queries.ListFilter(), "reference"))


def test_a_first_warning_is_written_filed_and_opened(qtbot: QtBot, desk: Desk, go: Went) -> None:
    case_id, accused, _ = case_of(desk.office, desk.who)
    page = opened(qtbot, desk, go, case_id, "first-warning", accused)
    assert "review on" in page.missing.words()
    answer(page)
    assert not page.missing.words()
    shown = page.preview.shown_bytes()
    page.file_button.click()
    place, number, facts = go.places[-1]
    assert (place, facts) == ("document", {"filed": "ASB/2003/0001/L1"})
    assert ask(desk.office, document_queries.document, number).pdf == shown
    assert drafts(desk) == []


def test_ctrl_return_files_and_waits_for_the_preview(qtbot: QtBot, desk: Desk, go: Went) -> None:
    case_id, accused, _ = case_of(desk.office, desk.who)
    page = opened(qtbot, desk, go, case_id, "first-warning", accused)
    answer(page)
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.form.fields["asked-must_stop"].focus()
    page.form.fields["asked-must_stop"].set_value("Turn the music down.")
    assert page.preparing.busy
    qtbot.keyClick(page.form.fields["asked-must_stop"].edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    sealed = ask(desk.office, document_queries.document, filed(desk)[0])
    assert "Turn the music down." in str(sealed.facts["blocks"])


def test_filing_with_a_missing_fact_puts_the_keyboard_where_it_is_asked(qtbot: QtBot, desk: Desk, go: Went) -> None:
    case_id, accused, _ = case_of(desk.office, desk.who)
    page = opened(qtbot, desk, go, case_id, "first-warning", accused)
    answer(page, reply_by="")
    page.file_letter()
    assert filed(desk) == []
    assert "reply by" in page.missing.words()
    assert page.form.fields["asked-reply_by"].error()


def test_a_protected_complainant_is_never_named(qtbot: QtBot, desk: Desk, go: Went) -> None:
    case_id, accused, _ = case_of(desk.office, desk.who)
    page = opened(qtbot, desk, go, case_id, "first-warning", accused)
    answer(page, must_stop="Leave Amina Testwick alone.")
    assert page.leaks.words().startswith(
        "Amina Testwick, protected as Complainant A, would be named: “Leave Amina Testwick alone.”"
    )
    page.file_letter()
    assert filed(desk) == []


def test_the_draft_comes_back_with_answers_and_words(qtbot: QtBot, desk: Desk, go: Went) -> None:
    case_id, accused, _ = case_of(desk.office, desk.who)
    page = opened(qtbot, desk, go, case_id, "first-warning", accused)
    answer(page)
    words = page.form.words.edit
    words.moveCursor(QTextCursor.MoveOperation.End)
    qtbot.keyClicks(words, " Thank you.")
    page.leave()
    assert drafts(desk) == [f"letter:case-{case_id}:first-warning:person-{accused}"]
    again = opened(qtbot, desk, go, case_id, "first-warning", accused)
    assert again.form.fields["asked-review_on"].value() == "2003-12-15"
    assert "Thank you." in again.preview.page_text(0) + again.preview.page_text(1)


def test_an_answer_changes_the_letter_around_words_changed_by_hand(
    qtbot: QtBot, desk: Desk, go: Went, asked: Recorder
) -> None:
    case_id, accused, _ = case_of(desk.office, desk.who)
    page = opened(qtbot, desk, go, case_id, "first-warning", accused)
    answer(page)
    words = page.form.words.edit
    words.moveCursor(QTextCursor.MoveOperation.End)
    qtbot.keyClicks(words, " Thank you.")
    answer(page, review_on="2004-01-12")
    text = plain_text(page.prepared.blocks)
    assert "12 January 2004" in text
    assert "Thank you." in text
    assert page.form.hand.words() == "You have changed the words by hand."
    answer(page, reply_by="2003-12-01")
    assert "since then an answer has changed" in page.form.hand.words()
    page.form.hand._action.click()
    page.preparing.now()
    assert asked.questions[-1][0] == "Use the template's words again?"
    assert "Thank you." not in plain_text(page.prepared.blocks)
    assert "1 December 2003" in plain_text(page.prepared.blocks)


def test_what_is_typed_while_the_paper_is_made_stays(qtbot: QtBot, go: Went, tmp_path: Path) -> None:
    office, who = new_office(tmp_path)
    case_id, accused, _ = case_of(office, who)
    heavy = Held()
    desk = Desk(office, who, lanes=(Inline(), heavy))
    page = opened(qtbot, desk, go, case_id, "first-warning", accused)
    answer(page)
    heavy.let_go()
    page.preparing.now()
    words = page.form.words.edit
    words.moveCursor(QTextCursor.MoveOperation.End)
    qtbot.keyClicks(words, " Thank you.")
    heavy.let_go()
    assert "Thank you." in words.toPlainText()
    page.preparing.now()
    heavy.let_go()
    assert "Thank you." in plain_text(page.prepared.blocks)
    desk.close()
    office.close()


def test_when_another_paper_took_the_reference_the_preview_is_renewed(qtbot: QtBot, desk: Desk, go: Went) -> None:
    case_id, accused, _ = case_of(desk.office, desk.who)
    page = opened(qtbot, desk, go, case_id, "first-warning", accused)
    answer(page)
    do(desk.office, desk.who, papers.file_paper, page.prepared)
    page.file_letter()
    assert "made anew" in page.banner.words()
    assert page.prepared.reference == "ASB/2003/0001/L2"
    page.file_letter()
    assert len(filed(desk)) == 2


def test_typing_in_a_missing_fact_takes_its_place(qtbot: QtBot, desk: Desk, go: Went) -> None:
    case_id, accused, _ = case_of(desk.office, desk.who)
    page = opened(qtbot, desk, go, case_id, "first-warning", accused)
    words = page.form.words.edit
    words.setTextCursor(words.document().find("condition or law"))
    cursor = words.textCursor()
    cursor.clearSelection()
    words.setTextCursor(cursor)
    qtbot.keyClicks(words, "the law")
    assert Paragraph((Run("This breaks the law."),)) in words.blocks()
    page.preparing.now()
    assert "tenancy condition or law broken" not in page.prepared.missing


def test_pasted_rich_text_is_plain_and_a_fixed_piece_cannot_be_cut(qtbot: QtBot, desk: Desk, go: Went) -> None:
    case_id, accused, _ = case_of(desk.office, desk.who)
    page = opened(qtbot, desk, go, case_id, "first-warning", accused)
    words = page.form.words.edit
    mime = QMimeData()
    mime.setHtml("<table><tr><td><img src='file:///etc/passwd'>cell</td></tr></table>")
    mime.setText("cell")
    words.moveCursor(QTextCursor.MoveOperation.End)
    words.insertFromMimeData(mime)
    assert plain_text(words.blocks()).endswith("cell")
    assert len(words.document().allFormats()) > 0
    assert not any(f.isImageFormat() or f.isTableFormat() for f in words.document().allFormats())


def test_a_letter_that_belongs_to_a_contract_says_when_there_is_none(qtbot: QtBot, desk: Desk, go: Went) -> None:
    case_id, accused, _ = case_of(desk.office, desk.who)
    page = opened(qtbot, desk, go, case_id, "abc", accused)
    assert "Draw up the contract first" in page.chooser.recipient.error()
    assert not page.file_button.isEnabled()


def test_a_parental_agreement_goes_to_the_parent(qtbot: QtBot, desk: Desk, go: Went) -> None:
    from datetime import date

    case_id, _, _ = case_of(desk.office, desk.who)
    child = do(desk.office, desk.who, people.add_person, person_values("Kit", "Mercer", born=date(1995, 5, 5)))
    parent = do(desk.office, desk.who, people.add_person, person_values("Kaye", "Mercer"))
    contract = contract_of(desk.office, desk.who, case_id, child, parent_id=parent)
    page = opened(qtbot, desk, go, case_id, "abc", 0, contract)
    assert page.chooser.person.person_id == parent
    assert page.prepared.paper.title.startswith("Parental Control Agreement")
    assert contract_values().starts_on == TODAY


@pytest.mark.parametrize("size", [(1166, 740), (640, 500)])
def test_nothing_is_cut_off_when_the_window_is_narrow(
    qtbot: QtBot, desk: Desk, go: Went, size: tuple[int, int]
) -> None:
    case_id, accused, _ = case_of(desk.office, desk.who)
    page = opened(qtbot, desk, go, case_id, "first-warning", accused)
    page.resize(*size)
    left = page.panes.widget(0)
    assert left.widget().width() <= left.viewport().width()
    assert page.minimumSizeHint().width() <= size[0]
