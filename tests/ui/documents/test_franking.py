"""The franking list: which letters, in which order, how heavy; and no cell of its file runs as a formula."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from pytestqt.qtbot import QtBot

from asbdesk.importers.plain_table import write_table
from asbdesk.reports.franking import franking, table
from asbdesk.services import papers
from asbdesk.ui.desk import Desk
from asbdesk.ui.documents.franking import FrankingDialog
from asbdesk.ui.documents.list import DocumentsPage
from tests.factories import TODAY, ask, case_of, do
from tests.services.test_papers import ANSWERS
from tests.ui.page_fixtures import Went


def file_warning(desk: Desk, case_id: int, person_id: int) -> int:
    wanted = papers.Wanted(case_id, "first-warning", person_id, ANSWERS)
    made = ask(desk.office, papers.prepare, wanted, desk.who.user_id, TODAY)
    return do(desk.office, desk.who, papers.file_paper, made)


def test_the_letters_of_the_day_stand_with_their_weight(desk: Desk, tmp_path: Path) -> None:
    case_id, accused, _ = case_of(desk.office, desk.who)
    file_warning(desk, case_id, accused)
    (one,) = ask(desk.office, franking, TODAY)
    assert (one.reference, one.to, one.postcode) == ("ASB/2003/0001/L1", "Mr Dean Mercer", "TM3 8QX")
    assert one.grams == 5 + 5 * one.pages
    assert one.format == "Letter"
    assert ask(desk.office, franking, TODAY - timedelta(days=1)) == ()


def test_a_name_like_a_formula_does_not_run_in_the_file(desk: Desk, tmp_path: Path) -> None:
    case_id, accused, _ = case_of(desk.office, desk.who)
    file_warning(desk, case_id, accused)
    rows = table(ask(desk.office, franking, TODAY), "2nd class")
    rows[1][2] = "=HYPERLINK(1)"
    write_table(tmp_path / "list.csv", rows, "Franking list")
    assert "'=HYPERLINK(1)" in (tmp_path / "list.csv").read_text("utf-8-sig")


def test_the_dialog_shows_the_list_and_says_when_a_day_has_none(qtbot: QtBot, desk: Desk, go: Went) -> None:
    case_id, accused, _ = case_of(desk.office, desk.who)
    file_warning(desk, case_id, accused)
    page = DocumentsPage(desk, go)  # type: ignore[arg-type]
    qtbot.addWidget(page)
    dialog = FrankingDialog(page)
    assert "1 letter, 2nd class" in " ".join(dialog.view.page_text(0).split())
    dialog.form.fields["day"].set_value((TODAY - timedelta(days=1)).isoformat())
    dialog.make()
    assert dialog.banner.words() == "No letter was filed or printed on this day."
