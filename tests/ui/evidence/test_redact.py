"""Redacting through the window: by the mouse, by the keyboard alone, and what is kept of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication

from asbdesk.queries import evidence as evidence_queries
from asbdesk.queries import offices
from asbdesk.services import redactions
from asbdesk.ui.desk import Desk
from asbdesk.ui.evidence.redact import RedactPage
from asbdesk.ui.places import open_draft
from tests.factories import ask, case_of
from tests.services.redacting import page_of, text_of, tools_find
from tests.ui.evidence.test_exhibits import opened, picture, stored
from tests.ui.page_fixtures import Went

LINES = ["Mrs Quillfeather saw the lad.", "The lad ran. Quillfeather rang."]


@pytest.fixture
def case_id(desk: Desk) -> int:
    return case_of(desk.office, desk.who)[0]


def redacting(desk: Desk, go: Went, number: int, qtbot, kind: str = "exhibit") -> RedactPage:
    page = RedactPage(desk, go, number, kind)
    qtbot.addWidget(page)
    page.resize(1300, 800)
    page.show()
    page.refresh()
    return page


def test_a_name_is_found_boxed_and_gone_from_the_copy_by_the_keyboard_alone(
    desk: Desk, go: Went, case_id: int, tmp_path: Path, qtbot
) -> None:
    number = stored(desk, tmp_path, page_of(LINES), "log.pdf", case_id, "Call log")
    one = opened(desk, go, number, qtbot)
    assert one.redact_button.isVisible()
    qtbot.keyClick(one.redact_button, Qt.Key.Key_Space)
    assert go.places[-1][:2] == ("redact", number)
    page = redacting(desk, go, number, qtbot)
    page.field.find_edit.setFocus()
    qtbot.keyClicks(page.field.find_edit, "quillfeather")
    qtbot.keyClick(page.field.find_edit, Qt.Key.Key_Return)
    assert [box.page for box in page.field.boxes] == [0, 0]
    assert "2 places on 1 page" in page.field.find_words.text()
    qtbot.keyClick(page.apply_button, Qt.Key.Key_Space)
    assert go.said == ["JO/1-R1 made from 2 boxes, and proven by reading it back."]
    place, copy, _ = go.places[-1]
    assert place == "exhibit"
    content, _ = redactions.content_of(desk.office, copy)
    assert tools_find(content, "Quillfeather", tmp_path) == []
    assert "saw the lad" in text_of(content)
    made = ask(desk.office, evidence_queries.exhibit, copy)
    assert (made.mark, made.title) == ("JO/1-R1", "Call log (redacted)")
    assert made.redactions[0].original == "JO/1"
    assert made.redactions[0].boxes[0].reason.startswith("Identity of a complainant")
    original = ask(desk.office, evidence_queries.exhibit, number)
    assert original.redactions[0].copy == "JO/1-R1"
    assert ask(desk.office, offices.draft, desk.who.user_id, f"redact:exhibit-{number}") is None
    seen = opened(desk, go, copy, qtbot)
    assert not seen.redact_button.isVisible()


def test_a_box_is_added_moved_sized_and_removed_by_keys(
    desk: Desk, go: Went, case_id: int, tmp_path: Path, qtbot
) -> None:
    page = redacting(desk, go, stored(desk, tmp_path, page_of(LINES), "log.pdf", case_id), qtbot)
    canvas = page.canvas
    qtbot.keyClick(canvas, Qt.Key.Key_Insert)
    (first,) = page.field.boxes
    qtbot.keyClick(canvas, Qt.Key.Key_Right)
    qtbot.keyClick(canvas, Qt.Key.Key_Down)
    moved = page.field.boxes[0]
    assert moved.left > first.left
    assert moved.top > first.top
    assert (moved.width, moved.height) == (first.width, first.height)
    qtbot.keyClick(canvas, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert page.field.boxes[0].width > moved.width
    assert "Box 1: middle" in canvas.accessibleDescription()
    page.field.reason.setEditText("Her daughter’s school")
    assert page.field.boxes[0].reason == "Her daughter’s school"
    assert page.field.table.item(0, 2).text() == "Her daughter’s school"
    qtbot.keyClick(canvas, Qt.Key.Key_Delete)
    assert page.field.boxes == ()
    qtbot.keyClick(page.apply_button, Qt.Key.Key_Space)
    assert "Draw at least one box" in page.banner.accessibleName() + page.banner.words()


def test_the_mouse_draws_a_box_on_a_photograph_and_drags_it(
    desk: Desk, go: Went, case_id: int, tmp_path: Path, qtbot
) -> None:
    number = stored(desk, tmp_path, picture(), "door.png", case_id, "The door")
    page = redacting(desk, go, number, qtbot)
    assert not page.field.find_edit.isVisible()
    canvas = page.canvas
    qtbot.mousePress(canvas, Qt.MouseButton.LeftButton, pos=QPoint(100, 60))
    qtbot.mouseMove(canvas, QPoint(200, 140))
    qtbot.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=QPoint(200, 140))
    (box,) = page.field.boxes
    scale = canvas.place_of(box).width() / box.width
    assert abs(box.width * scale - 100) < 2
    before = box.left
    qtbot.mousePress(canvas, Qt.MouseButton.LeftButton, pos=QPoint(150, 100))
    qtbot.mouseMove(canvas, QPoint(190, 100))
    qtbot.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=QPoint(190, 100))
    assert page.field.boxes[0].left > before
    page.apply()
    assert go.said[-1].startswith("JO/1-R1 made from 1 box")


def test_boxes_are_kept_as_a_draft_and_come_back(desk: Desk, go: Went, case_id: int, tmp_path: Path, qtbot) -> None:
    number = stored(desk, tmp_path, page_of(LINES), "log.pdf", case_id)
    page = redacting(desk, go, number, qtbot)
    page.field.find_edit.setText("Quillfeather")
    page.field.find_button.click()
    assert page.leave()
    page.hide()
    draft = ask(desk.office, offices.draft, desk.who.user_id, f"redact:exhibit-{number}")
    assert draft is not None
    open_draft(go, f"redact:exhibit-{number}")
    assert go.places[-1] == ("redact", number, {"kind": "exhibit"})
    again = redacting(desk, go, number, qtbot)
    assert len(again.field.boxes) == 2
    QApplication.processEvents()
