from __future__ import annotations

from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from asbdesk.importers import plain_workbook
from asbdesk.importers.plain_workbook import write_workbook


def test_what_is_written_is_read_back_as_text(tmp_path: Path) -> None:
    rows = [["When", "Place"], ["3 Nov 2003", "=1+1"], ["", "<b>Müller & Söhne</b>\n 2nd line\x07"], ["007", "😀"]]
    assert write_workbook(tmp_path / "list.xlsx", rows) == 4
    read = CalamineWorkbook.from_path(str(tmp_path / "list.xlsx")).get_sheet_by_index(0).to_python()
    assert read == [*rows[:2], ["", "<b>Müller & Söhne</b>\n 2nd line"], rows[3]]


def test_more_rows_than_a_sheet_holds_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plain_workbook, "MOST_ROWS", 2)
    with pytest.raises(OverflowError):
        write_workbook(tmp_path / "list.xlsx", [["x"]] * 3)
