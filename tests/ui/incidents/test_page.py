"""An incident on its page, and in the list."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from asbdesk.domain.casework import HateStrand, IncidentRole, UserRole
from asbdesk.domain.incidents import IncidentPersonValues
from asbdesk.errors import AsbdeskError, Cancelled, Refused
from asbdesk.queries import incidents as read
from asbdesk.queries import offices
from asbdesk.services import incidents
from asbdesk.storage.work import Actor
from asbdesk.ui import ask
from asbdesk.ui.desk import Desk, Task
from asbdesk.ui.incidents.list import COLUMNS, IncidentsPage
from asbdesk.ui.incidents.page import IncidentPage
from asbdesk.ui.kit.export import export_list
from tests.factories import ask as look
from tests.factories import case_of, do, incident_values
from tests.ui.kit.helpers import Recorder
from tests.ui.page_fixtures import Went


def recorded(desk: Desk, *who: IncidentPersonValues, **changed: Any) -> int:
    return do(desk.office, desk.who, incidents.record_incident, incident_values(*who, **changed))


def opened(qtbot: QtBot, desk: Desk, go: Went, number: int, **facts: Any) -> IncidentPage:
    page = IncidentPage(desk, go, number, **facts)
    qtbot.addWidget(page)
    page.resize(1118, 620)
    desk.changed.connect(lambda kinds: page.refresh() if kinds & page.shows else None)
    page.show()
    page.refresh()
    return page


def buttons(page: IncidentPage) -> list[str]:
    QApplication.processEvents()
    seen = page.view.findChildren(QPushButton)
    return [b.text().replace("&", "") for b in seen if b.isVisibleTo(page.view) and not b.property("flush")]


def now(desk: Desk, number: int) -> read.IncidentPage:
    return look(desk.office, read.incident, number)


def test_an_incident_joins_the_open_case_of_its_perpetrator(qtbot: QtBot, desk: Desk, go: Went) -> None:
    case_id, accused, _ = case_of(desk.office, desk.who)
    number = recorded(desk, IncidentPersonValues(IncidentRole.PERPETRATOR, accused))
    page = opened(qtbot, desk, go, number)
    assert buttons(page) == ["Edit", "Join ASB/2003/0001", "Open a case", "Deal with it"]
    page.join(case_id)
    assert now(desk, number).case_id == case_id
    assert go.places == [("case", case_id, {})]
    assert buttons(page) == ["Edit", "Take out of case"]


def test_it_is_dealt_with_by_a_note_and_put_back(qtbot: QtBot, desk: Desk, go: Went, asked: Recorder) -> None:
    page = opened(qtbot, desk, go, recorded(desk))
    asked.text = "A misunderstanding about a birthday party."
    page.deal_with()
    assert now(desk, 1).dealt_with_note == "A misunderstanding about a birthday party."
    assert "Put back on the pile" in buttons(page)
    page.put_back()
    assert now(desk, 1).dealt_with_at is None


def test_taking_it_out_of_a_case_asks_first(qtbot: QtBot, desk: Desk, go: Went, asked: Recorder) -> None:
    case_of(desk.office, desk.who)
    page = opened(qtbot, desk, go, 1)
    asked.yes = False
    page.take_out()
    assert now(desk, 1).case_id is not None
    asked.yes = True
    page.take_out()
    assert now(desk, 1).case_id is None


def test_an_edit_is_saved(qtbot: QtBot, desk: Desk, go: Went) -> None:
    page = opened(qtbot, desk, go, recorded(desk, hate_strands=(HateStrand.RACE,)))
    page.edit()
    assert page.editor is not None
    page.editor.form.fields["summary"].set_value("Shouting on the stairs.")
    page.save()
    assert page.editor is None
    values = now(desk, 1).values
    assert values == incident_values(hate_strands=(HateStrand.RACE,), summary="Shouting on the stairs.")


def test_an_imported_kind_that_the_form_does_not_offer_survives_an_edit(qtbot: QtBot, desk: Desk, go: Went) -> None:
    page = opened(qtbot, desk, go, recorded(desk, category="burglary"))
    page.edit()
    page.save()
    assert now(desk, 1).values.category == "burglary"


def test_leaving_the_form_keeps_a_draft_that_comes_back(qtbot: QtBot, desk: Desk, go: Went) -> None:
    page = opened(qtbot, desk, go, recorded(desk))
    page.edit()
    assert page.editor is not None
    page.editor.form.fields["account"].set_value("He shouted")
    page.stop_editing()
    draft = look(desk.office, offices.draft, desk.who.user_id, "incident:1")
    assert draft.payload["account"] == "He shouted"
    again = opened(qtbot, desk, go, 1, edit=True)
    assert again.editor is not None
    assert again.editor.form.fields["account"].value() == "He shouted"
    assert now(desk, 1).values.account != "He shouted"


def test_a_change_made_meanwhile_is_told_and_may_be_overwritten(qtbot: QtBot, desk: Desk, go: Went) -> None:
    page = opened(qtbot, desk, go, recorded(desk))
    page.edit()
    assert page.editor is not None
    page.editor.form.fields["summary"].set_value("Mine")
    do(desk.office, desk.who, incidents.change_incident, 1, now(desk, 1).version, incident_values(summary="Theirs"))
    page.save()
    assert "Somebody else changed this" in page.editor.form.banner.words()
    assert now(desk, 1).values.summary == "Theirs"
    page.editor.take_newest()
    assert now(desk, 1).values.summary == "Mine"


def test_a_draft_from_before_a_change_does_not_overwrite_it_unasked(qtbot: QtBot, desk: Desk, go: Went) -> None:
    page = opened(qtbot, desk, go, recorded(desk))
    page.edit()
    assert page.editor is not None
    page.editor.form.fields["summary"].set_value("Mine")
    page.stop_editing()
    do(desk.office, desk.who, incidents.change_incident, 1, now(desk, 1).version, incident_values(summary="Theirs"))
    page.refresh()
    page.edit()
    page.save()
    assert now(desk, 1).values.summary == "Theirs"


def test_an_incident_that_is_gone_says_so(qtbot: QtBot, desk: Desk, go: Went) -> None:
    page = opened(qtbot, desk, go, 99)
    assert "no longer in the office" in page.view.banner.words()


def test_the_list_counts_and_filters(qtbot: QtBot, desk: Desk, go: Went) -> None:
    case_of(desk.office, desk.who)
    recorded(desk, hate_strands=(HateStrand.RACE,))
    page = IncidentsPage(desk, go, chip="unopened")
    qtbot.addWidget(page)
    page.refresh()
    assert page.list.count.text() == "1 incident"
    page.list.restore({"chips": []})
    assert page.list.count.text() == "2 incidents"
    page.list.opened.emit(1)
    assert go.places == [("incident", 1, {})]


def test_a_view_is_kept_under_its_name(qtbot: QtBot, desk: Desk, go: Went) -> None:
    page = IncidentsPage(desk, go)
    qtbot.addWidget(page)
    page.list.view_saved.emit("My pile", {"chips": ["unopened"]})
    again = IncidentsPage(desk, go)
    qtbot.addWidget(again)
    assert again.list._views == [("My pile", {"chips": ["unopened"]})]
    again.list.view_dropped.emit("My pile")
    assert again.list._views == []


@pytest.fixture
def hostile(desk: Desk) -> Desk:
    recorded(desk, place="=cmd|' /C calc'!A0", summary="+1+1", reported_by="@SUM(A1)")
    recorded(desk, place="14 Larch Court", summary="Müller said “no”\x07, twice")
    return desk


def exported(qtbot: QtBot, desk: Desk, go: Went, path: Path, monkeypatch: pytest.MonkeyPatch) -> IncidentsPage:
    page = IncidentsPage(desk, go)
    qtbot.addWidget(page)
    page.refresh()
    monkeypatch.setattr(ask, "save_file", lambda _page, _title, _name, _kinds, then: then(path))
    page.list.export_asked.emit(path.suffix[1:])
    return page


def test_a_csv_runs_no_formula(
    qtbot: QtBot, hostile: Desk, go: Went, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = exported(qtbot, hostile, go, tmp_path / "list.csv", monkeypatch)
    assert page.list.banner.words() == "2 rows written to list.csv."
    with (tmp_path / "list.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["Reference"] for row in rows] == ["INC/2003/00002", "INC/2003/00001"]
    assert rows[1]["Place"] == "'=cmd|' /C calc'!A0"
    assert rows[1]["Summary"] == "'+1+1"


def test_the_selected_rows_are_copied_without_names_of_the_protected_and_not_by_a_reader(
    qtbot: QtBot, hostile: Desk, go: Went, monkeypatch: pytest.MonkeyPatch
) -> None:
    case_of(hostile.office, hostile.who)
    recorded(hostile, summary="Amina Testwick rang\nat night")
    page = IncidentsPage(hostile, go)
    qtbot.addWidget(page)
    with qtbot.waitActive(page):
        page.show()
    page.refresh()
    page.list.table.setFocus()
    page.list.table.selectAll()
    QTest.keyClick(page.list.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    copied = QApplication.clipboard().text()
    rows = [dict(zip((c.title for c in page.list.shown_columns()), line.split("\t"), strict=True))
            for line in copied.split("\n")]  # fmt: skip
    assert [row["Reference"][-1] for row in rows] == ["4", "3", "2", "1"]
    assert rows[0]["Summary"] == "Complainant A of ASB/2003/0001 rang at night"
    assert rows[-1]["Place"] == "'=cmd|' /C calc'!A0"
    assert "Testwick" not in copied
    assert page.list.banner.words().startswith("4 rows copied. Protected people stand in it under their pseudonyms")
    QApplication.clipboard().setText("before")
    monkeypatch.setattr(hostile, "who", Actor(2, "ro", "Ro Ader", UserRole.READER))
    page.list.table.copy_asked.emit()
    assert QApplication.clipboard().text() == "before"
    assert page.list.banner.words() == "Your role may not copy lists. A caseworker can."


def test_a_workbook_holds_text_alone(
    qtbot: QtBot, hostile: Desk, go: Went, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    exported(qtbot, hostile, go, tmp_path / "list.xlsx", monkeypatch)
    sheet = openpyxl.load_workbook(tmp_path / "list.xlsx").active
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert "=cmd|' /C calc'!A0" in [cell.value for cell in cells]


def test_a_stopped_export_leaves_nothing(hostile: Desk, tmp_path: Path) -> None:
    task = Task(lambda *_: None, hostile.office, hostile.who)
    task.stopped.set()
    with pytest.raises(Cancelled):
        export_list(task, read.INCIDENTS, read.ListFilter(), "-when", COLUMNS, tmp_path / "list.csv", "csv")
    assert [p.name for p in tmp_path.iterdir() if "list" in p.name] == []


def test_a_reader_may_not_export(hostile: Desk, tmp_path: Path) -> None:
    reader = Actor(2, "ro", "Ro Ader", UserRole.READER)
    with pytest.raises(Refused):
        export_list(Task(lambda *_: None, hostile.office, reader), read.INCIDENTS, read.ListFilter(), "", COLUMNS,
                    tmp_path / "list.csv", "csv")  # fmt: skip


def test_a_folder_that_is_gone_is_told_in_words(hostile: Desk, tmp_path: Path) -> None:
    with pytest.raises(AsbdeskError, match="could not be written"):
        export_list(Task(lambda *_: None, hostile.office, hostile.who), read.INCIDENTS, read.ListFilter(), "", COLUMNS,
                    tmp_path / "gone" / "list.csv", "csv")  # fmt: skip
