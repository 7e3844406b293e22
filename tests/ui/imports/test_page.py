from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QItemSelectionModel, QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from asbdesk.domain.casework import UserRole
from asbdesk.importers.dates import DateFormat
from asbdesk.importers.mapping import Target
from asbdesk.queries import imports as queries
from asbdesk.storage import tables as t
from asbdesk.storage.office import Office
from asbdesk.storage.work import Actor
from asbdesk.ui.desk import Desk
from asbdesk.ui.imports.page import ImportPage
from asbdesk.ui.imports.past import RefusedDialog
from asbdesk.ui.imports.state import Step
from tests.factories import Inline, ask, case_of
from tests.shared_data import shared
from tests.ui.imports.conftest import AMBIGUOUS, PLAIN, Asked, Gone

Write = Callable[[str, str], Path]


def press(page: ImportPage, button: QPushButton) -> None:
    assert button.isVisibleTo(page)
    assert button.isEnabled()
    button.click()


def import_plain(page: ImportPage, write: Write) -> None:
    page.open_file(write("wardens.csv", PLAIN))
    press(page, page.check_button)
    press(page, page.import_button)


def test_a_file_goes_in_by_three_buttons_and_is_counted(page: ImportPage, write: Write, office) -> None:
    page.open_file(write("wardens.csv", PLAIN))
    assert page.step is Step.COLUMNS
    press(page, page.check_button)
    words = " ".join(page.checked.lines.words())
    assert "2 incidents would be taken in." in words
    assert "1 row identical to another" in words
    assert "2 rows refused" in words
    assert page.checked.first.item(0, 1).text() == "25 Oct 2018"
    assert page.checked.first.item(0, 4).text() == "Loud music"
    assert [page.checked.refused.item(row, 0).text() for row in range(2)] == ["4", "5"]
    assert page.import_button.text() == "&Import 2 incidents"
    assert ask(office[0], queries.batches) == (), "nothing is in before it is said so"
    press(page, page.import_button)
    assert page.step is Step.DONE
    (batch,) = ask(office[0], queries.batches)
    assert (batch.accepted, batch.refused, batch.identical) == (2, 2, 1)
    assert page.past.table.item(0, 0).text() == "wardens.csv"
    press(page, page.show_button)
    assert page.go.places == ["incidents"]


def test_dates_that_fit_both_ways_are_asked_about_before_anything_else(page: ImportPage, write: Write) -> None:
    page.open_file(write("wardens.csv", AMBIGUOUS))
    question = page.reading.question
    assert question.isVisibleTo(page)
    assert not page.check_button.isEnabled()
    assert "which way the dates" in page.missing.text()
    question.buttons[DateFormat.MONTH_FIRST].click()
    assert page.missing.text() == ""
    press(page, page.check_button)
    assert page.checked.first.item(0, 1).text() == "10 May 2018"
    press(page, page.back_button)
    question.buttons[DateFormat.DAY_FIRST].click()
    assert page.reading.dates.value() == "day-first"
    press(page, page.check_button)
    assert page.checked.first.item(0, 1).text() == "5 Oct 2018"


def test_a_column_can_be_given_another_meaning(page: ImportPage, write: Write) -> None:
    page.open_file(write("wardens.csv", PLAIN))
    page.columns.fields[Target.SUMMARY].set_value("3")
    page.columns.fields[Target.ACCOUNT].set_value("")
    assert page.reading.table.horizontalHeaderItem(4).text() == "Notes\n→ Summary"
    press(page, page.check_button)
    assert page.checkup is not None
    assert (page.checkup.first[0].summary, page.checkup.first[0].account) == ("Loud music", "")


def test_another_column_of_dates_is_judged_anew(page: ImportPage, write: Write) -> None:
    page.open_file(write("two.csv", "Date,Logged,Type\n25/10/2018,05/10/2018,Noise\n26/10/2018,06/10/2018,Noise\n"))
    assert page.check_button.isEnabled()
    page.columns.fields[Target.WHEN].set_value("1")
    assert page.reading.question.isVisibleTo(page)
    assert not page.check_button.isEnabled()


def test_kinds_that_nobody_knows_can_be_given_a_category(page: ImportPage, write: Write) -> None:
    page.open_file(write("wardens.csv", PLAIN))
    assert "“Youths near the shop” (1)" in page.columns.unknown_words.text()
    page.columns.unknown.set_value("asb-unspecified")
    press(page, page.check_button)
    assert page.import_button.text() == "&Import 3 incidents"


def test_a_file_without_dates_asks_for_a_period(page: ImportPage, qtbot: QtBot, write: Write) -> None:
    page.open_file(write("kinds.csv", "Location,Type\nMill Lane,Noise\nQuarry Road,Noise\n"))
    assert not page.check_button.isEnabled()
    qtbot.keyClicks(page.columns.period.edit, "sometime")
    page.columns.period.left.emit()
    assert "no period" in page.columns.period.error()
    page.columns.period.edit.clear()
    qtbot.keyClicks(page.columns.period.edit, "Dec 2013")
    press(page, page.check_button)
    assert page.checked.first.item(0, 1).text() == "Dec 2013"


def test_the_way_the_file_is_read_can_be_corrected(page: ImportPage, tmp_path: Path) -> None:
    path = tmp_path / "names.csv"
    path.write_bytes("Date,Location,Type\n25/10/2018,Caf\xe9 Gr\xe8ve,Noise\n".encode("cp850"))
    page.open_file(path)
    page.reading.encoding.set_value("cp850")
    assert page.reading.table.item(0, 2).text() == "Café Grève"
    page.reading.header.set_value("0")
    assert page.reading.table.rowCount() == 2
    page.reading.delimiter.set_value(";")
    assert "Only one column" in page.reading.warnings.text()


def test_a_quotation_mark_that_is_never_closed_is_told_and_does_not_stop_the_reading(
    page: ImportPage, write: Write
) -> None:
    page.open_file(write("open.csv", 'Date,Location,Type\n25/10/2018,"Larch Court,Noise\n26/10/2018,Mill Lane,Noise\n'))
    assert "never closed" in page.reading.warnings.text()
    assert page.reading.quote.value() == ""
    assert page.reading.table.rowCount() == 2


def test_what_is_no_table_is_said_so_on_the_page(page: ImportPage, tmp_path: Path) -> None:
    path = tmp_path / "letter.pdf"
    path.write_bytes(b"%PDF-1.4 and so on")
    page.open_file(path)
    assert page.step is Step.FILE
    assert page.banner.words() == "This is a PDF, not a table. Ask for it as CSV or as an Excel workbook (XLSX)."
    assert not page.bar.isVisible()


def test_a_file_that_cannot_be_read_leaves_nothing_of_the_one_before_it(
    page: ImportPage, write: Write, tmp_path: Path
) -> None:
    page.open_file(write("wardens.csv", PLAIN))
    press(page, page.check_button)
    path = tmp_path / "letter.pdf"
    path.write_bytes(b"%PDF-1.4 and so on")
    page.open_file(path)
    assert page.step is Step.FILE
    assert not page.checked.isVisibleTo(page)
    assert page.banner.words().startswith("This is a PDF, not a table.")


def test_a_file_of_tenants_is_taken_for_one_until_somebody_says_otherwise(page: ImportPage, write: Write) -> None:
    page.open_file(write("tenants.csv", "Surname,Forename,DOB,Address\nMercer,Dean,14/03/1985,14 Larch Court\n"))
    assert page.reading.holds.value() == "people"
    assert page.people_columns.isVisibleTo(page)
    page.reading.holds.set_value("incidents")
    page.reading.encoding.set_value("cp1252")
    assert page.reading.holds.value() == "incidents"
    assert page.columns.isVisibleTo(page)


def test_the_same_file_twice_is_recognised(page: ImportPage, write: Write, office) -> None:
    import_plain(page, write)
    page.open_file(write("copy of wardens.csv", PLAIN))
    assert "is here already" in page.banner.words()
    assert "2 incidents" in page.banner.words()
    press(page, page.check_button)
    assert not page.import_button.isEnabled()
    assert "is here already" in page.banner.words()
    page.take_in()
    assert len(ask(office[0], queries.batches)) == 1


def test_a_file_that_has_grown_brings_only_its_new_rows(page: ImportPage, write: Write) -> None:
    import_plain(page, write)
    page.open_file(write("wardens.csv", PLAIN + "27/10/2018,Mill Lane,Noise,Again\n"))
    press(page, page.check_button)
    assert page.import_button.text() == "&Import 1 incident"
    assert "2 rows here already" in " ".join(page.checked.lines.words())


def test_refused_rows_are_saved_for_mending(page: ImportPage, write: Write, asked: Asked) -> None:
    page.open_file(write("wardens.csv", PLAIN))
    press(page, page.check_button)
    press(page, page.refused_button)
    with asked.target.open(encoding="utf-8-sig", newline="") as handle:
        rows = list(csv.reader(handle))
    assert rows[0] == ["Row", "Why it was refused", "Date", "Location", "Type", "Notes"]
    assert [row[0] for row in rows[1:]] == ["4", "5"]
    assert rows[2][2:] == ["soon", "Mill Lane", "Noise", "No date"]
    assert page.go.said == ["2 refused rows saved as “refused.csv”."]


def test_the_refused_rows_of_an_earlier_import_are_kept_with_their_headings(
    page: ImportPage, write: Write, asked: Asked, qtbot: QtBot, office
) -> None:
    import_plain(page, write)
    press(page, page.past.refused_button)
    dialog = page.findChild(RefusedDialog)
    assert dialog is not None
    assert dialog.table.item(1, 2).text() == "soon | Mill Lane | Noise | No date"
    next(each for each in dialog.findChildren(QPushButton) if each.text().startswith("&Save")).click()
    assert "Date,Location,Type,Notes" in asked.target.read_text("utf-8-sig")
    assert asked.questions[-1] == "Office only - wardens - refused rows.csv"
    told = ask(office[0], lambda session: [each.change for each in session.scalars(select(t.AuditEntry))])
    assert told.count("exported as csv") == 1
    assert "2 refused rows saved" in dialog.banner.words()
    dialog.accept()


def test_undo_asks_and_says_how_many_go(page: ImportPage, write: Write, asked: Asked, office) -> None:
    import_plain(page, write)
    asked.yes = False
    press(page, page.past.undo_button)
    assert asked.questions == ["Undo this import? 2 incidents from “wardens.csv” will be taken out of the office."]
    assert ask(office[0], queries.batches)[0].undone_at is None
    asked.yes = True
    press(page, page.past.undo_button)
    assert ask(office[0], queries.batches)[0].undone_at is not None
    assert page.past.table.item(0, 6).text() == "Undone"
    assert not page.past.undo_button.isEnabled()
    assert "2 incidents taken out" in page.go.said[-1]


def test_a_row_that_a_screen_reader_marks_is_the_one_that_is_undone(
    page: ImportPage, write: Write, asked: Asked, qtbot: QtBot
) -> None:
    import_plain(page, write)
    page.open_file(write("newer.csv", PLAIN.replace("2018", "2019")))
    press(page, page.check_button)
    press(page, page.import_button)
    table, asked.yes = page.past.table, False
    both = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
    for row in (0, 1):
        table.selectionModel().select(table.model().index(row, 0), both)
        qtbot.waitUntil(lambda row=row: table.currentRow() == row)
        press(page, page.past.undo_button)
        assert f"“{table.item(row, 0).text()}”" in asked.questions[-1]
    asked.yes = True
    press(page, page.past.undo_button)
    for row, may_undo in ((0, True), (1, False)):
        table.selectionModel().select(table.model().index(row, 0), both)
        qtbot.waitUntil(lambda may_undo=may_undo: page.past.undo_button.isEnabled() is may_undo)


def test_undoing_an_import_that_is_in_use_is_refused_in_words(
    page: ImportPage, write: Write, asked: Asked, office: tuple[Office, Actor]
) -> None:
    import_plain(page, write)
    with office[0].reading() as session:
        incident = session.query(t.Incident.id).first()[0]
    case_of(*office, incident_ids=(incident,))
    press(page, page.past.undo_button)
    assert "1 of these incidents is in use by now" in page.past.banner.words()
    assert ask(office[0], queries.batches)[0].undone_at is None
    next(each for each in page.past.banner.findChildren(QPushButton) if "other one" in each.text()).click()
    assert asked.questions[-1] == (
        "Undo what nobody uses? 1 incident from “wardens.csv” will be taken out of the office. 1 in use stays, with "
        "every word."
    )
    assert page.past.table.item(0, 6).text() == "Undone, 1 kept"
    assert "1 incident taken out" in page.go.said[-1]


def test_a_dropped_file_is_read(page: ImportPage, write: Write) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(write("wardens.csv", PLAIN)))])
    move, none = Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier
    page.dropEvent(QDropEvent(QPointF(5, 5), move, data, Qt.MouseButton.LeftButton, none))
    assert page.step is Step.COLUMNS


def test_escape_goes_a_step_back_and_then_leaves(page: ImportPage, write: Write, qtbot: QtBot) -> None:
    page.open_file(write("wardens.csv", PLAIN))
    press(page, page.check_button)
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert page.step is Step.COLUMNS
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert page.go.places == ["back"]


def test_a_reader_cannot_import(qtbot: QtBot, office: tuple[Office, Actor]) -> None:
    reader = Actor(office[1].user_id, "jo", "Jo Okafor", UserRole.READER)
    page = ImportPage(Desk(office[0], reader, lanes=(Inline(), Inline())), Gone())
    qtbot.addWidget(page)
    assert not page.choose_button.isEnabled()
    assert not page.acceptDrops()


def test_mnemonics_are_unique_at_every_step(page: ImportPage, write: Write) -> None:
    for act in (lambda: None, lambda: page.open_file(write("wardens.csv", PLAIN)), page.check, page.take_in):
        act()
        letters = [
            each.text()[each.text().index("&") + 1].lower()
            for each in page.findChildren(QPushButton)
            if "&" in each.text() and each.isVisibleTo(page)
        ]
        assert len(letters) == len(set(letters)), letters
        assert "n" not in letters, "New incident has it"


def test_every_control_has_a_name(page: ImportPage, write: Write) -> None:
    page.open_file(write("wardens.csv", AMBIGUOUS))
    for target, field in page.columns.fields.items():
        assert field.box.accessibleName() == field.label.text(), target
    assert page.reading.table.accessibleName() == "First rows of the file"


def test_the_surrey_file_gives_what_was_counted_by_others(page: ImportPage) -> None:
    page.open_file(shared("police/2018-10-surrey-street.csv"))
    assert page.reading.profile.value() == "police-street"
    assert page.columns.take.value() == "some"
    press(page, page.check_button)
    words = " ".join(page.checked.lines.words())
    assert "455 rows identical to another. Each is an incident of its own" in words
    assert page.import_button.text() == "&Import 1,894 incidents"
    press(page, page.import_button)
    assert page.done.lines.words()[0] == "1,894 incidents taken in from “2018-10-surrey-street.csv”."
