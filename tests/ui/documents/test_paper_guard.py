"""What stops a paper of a dialog or of a page is listed beside it, and put right there."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QPushButton, QWidget

from asbdesk.domain.exhibits import Witness
from asbdesk.ui.desk import Desk
from asbdesk.ui.documents.findings import ReleaseDialog
from asbdesk.ui.documents.paper_guard import PaperGuard
from asbdesk.ui.evidence.paper_dialog import PaperDialog, show_exhibit_paper
from asbdesk.ui.evidence.statement import StatementPage
from tests.factories import case_of
from tests.services.test_evidence import file_of, taken_in
from tests.ui.evidence.test_writing import shown
from tests.ui.page_fixtures import Went


def press(guard: PaperGuard, words: str) -> None:
    (line,) = guard.card.lines
    next(each for each in line.findChildren(QPushButton) if each.text() == words).click()


def test_a_name_in_a_statement_gives_way_to_the_pseudonym_where_it_was_typed(desk: Desk, go: Went, qtbot) -> None:
    case_id, _, _ = case_of(desk.office, desk.who)
    page = shown(StatementPage(desk, go, case_id), qtbot)
    page.form.fields["text"].set_value("Mrs Testwick told me.")
    page.preview()
    assert len(page.view.view.marks) == 1
    press(page.guard, "Use the pseudonym")
    assert page.form.fields["text"].value() == "Complainant A told me."
    assert page.guard.isHidden()
    assert page.view.view.marks == ()


def test_a_paper_of_the_records_offers_its_release_alone_and_prints_after_it(desk: Desk, tmp_path: Path, qtbot) -> None:
    case_id, _, complainant = case_of(desk.office, desk.who)
    number = taken_in(
        (desk.office, desk.who), case_id, file_of(tmp_path, b"words"), title="Message from 01632 960711",
        witness=Witness("Amina Testwick", person_id=complainant),
    )  # fmt: skip
    parent = QWidget()
    qtbot.addWidget(parent)
    show_exhibit_paper(parent, desk, "exhibit-sheet", number)
    dialog = parent.findChild(PaperDialog)
    assert not dialog.print_button.isEnabled()
    assert dialog.banner.words() == "The guard stopped this paper at 1 place."
    (line,) = dialog.guard.card.lines
    assert [each.text() for each in line.findChildren(QPushButton)] == ["Show the place", "Release…"]
    press(dialog.guard, "Release…")
    release = dialog.findChild(ReleaseDialog)
    release.form.set_value({"reason": "The number is given up"})
    release.save()
    assert dialog.print_button.isEnabled()
    assert dialog.guard.isHidden()
    dialog.reject()
