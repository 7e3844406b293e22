"""Figures that leave as a file keep to the rule of lists: protected people stand in them under their pseudonyms."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from asbdesk.services import incidents
from asbdesk.storage import tables as t
from asbdesk.ui.desk import Desk
from asbdesk.ui.insight.paper_page import export_rows
from asbdesk.ui.insight.persistent import PersistentPage
from tests.factories import ask, case_of, do, incident_values
from tests.ui.kit.helpers import Recorder
from tests.ui.page_fixtures import Went

WHY = "The ombudsman asked for it"
ROWS: list[list[Any]] = [
    ["List", "Rank", "Person", "Points", "How they come about"],
    ["Persistent perpetrator", 1, "Dean Mercer", 12, "4 incidents, the last at 14 Larch Court"],
    ["Repeat victim", 1, "Amina Testwick", 9, "Amina rang 3 times from 01632 960711, born 30/7/61"],
]


@pytest.fixture
def page(desk: Desk, go: Went, qtbot: QtBot) -> PersistentPage:
    case_id, _, _ = case_of(desk.office, desk.who)
    do(desk.office, desk.who, incidents.record_incident, incident_values(reported_by="Amina Testwick"), case_id)
    made = PersistentPage(desk, go)
    qtbot.addWidget(made)
    made.show()
    return made


def rows(path: Path) -> list[list[str]]:
    if path.suffix == ".xlsx":
        return [[str(cell) for cell in row] for row in load_workbook(path).worksheets[0].values]
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


@pytest.mark.parametrize("name", ["out.csv", "out.xlsx"])
def test_a_victim_leaves_under_her_pseudonym(page: PersistentPage, tmp_path: Path, name: str) -> None:
    export_rows(page, page.desk, "Persistent and repeat", tmp_path / name, ROWS)
    head, accused, victim = rows(tmp_path / name)
    assert head == ROWS[0]
    assert accused == [str(cell) for cell in ROWS[1]]
    assert victim[2] == "Complainant A of ASB/2003/0001"
    assert victim[3] == "9"
    assert victim[4].startswith("Complainant A of ASB/2003/0001 rang 3 times from [telephone removed], born [date")
    assert "Complainant A of ASB/2003/0001" in page.banner.words()


def test_a_manager_writes_the_names_with_a_reason_that_the_audit_keeps(
    page: PersistentPage, asked: Recorder, tmp_path: Path
) -> None:
    path = tmp_path / "out.csv"
    export_rows(page, page.desk, "Persistent and repeat", path, ROWS)
    asked.text = WHY
    next(each for each in page.banner.findChildren(QPushButton) if each.text() == "&Write the names…").click()
    assert rows(path)[2][2] == "Amina Testwick"
    entry = ask(page.desk.office, lambda session: session.scalars(
        select(t.AuditEntry).where(t.AuditEntry.kind == "list")).one())  # fmt: skip
    assert (entry.after["reason"], entry.after["list"]) == (WHY, "Persistent and repeat")
