"""Saving a copy asks for whom it is; the guard reads it before it goes out of the office."""

from __future__ import annotations

from pathlib import Path

import pytest

from asbdesk.domain.casework import UserRole
from asbdesk.storage.work import Actor
from asbdesk.ui import ask as ask_module
from asbdesk.ui.desk import Desk
from asbdesk.ui.evidence.copying import CopyDialog
from asbdesk.ui.evidence.page import ExhibitPage
from tests.factories import Inline, case_of
from tests.ui.evidence.test_exhibits import opened, stored
from tests.ui.kit.helpers import Recorder
from tests.ui.page_fixtures import Went


@pytest.fixture
def saved(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Where every copy goes."""
    path = tmp_path / "copy.txt"
    monkeypatch.setattr(ask_module, "save_file", lambda _parent, _title, _name, _kinds, then: then(path))
    return path


def copied_for(page: ExhibitPage, reader: str) -> None:
    page.copy_button.click()
    dialog = page.findChild(CopyDialog)
    dialog.reader.set_value(reader)
    dialog.main.click()


def test_a_copy_that_names_nobody_is_written_for_whom_it_is(
    desk: Desk, go: Went, tmp_path: Path, saved: Path, asked: Recorder, qtbot
) -> None:
    case_id, *_ = case_of(desk.office, desk.who)
    page = opened(desk, go, stored(desk, tmp_path, b"It was loud.", "notes.txt", case_id), qtbot)
    copied_for(page, "perpetrator")
    assert saved.read_bytes() == b"It was loud."
    assert asked.questions == []
    assert page.log.item(1, 2).text().endswith("for: Alleged perpetrator")


def test_a_manager_is_asked_why_before_a_name_goes_out(
    desk: Desk, go: Went, tmp_path: Path, saved: Path, asked: Recorder, qtbot
) -> None:
    case_id, *_ = case_of(desk.office, desk.who)
    page = opened(desk, go, stored(desk, tmp_path, b"Amina Testwick rang.", "notes.txt", case_id), qtbot)
    copied_for(page, "perpetrator")
    assert asked.questions == [("This copy would give somebody away", "&Why may it leave as it is?")]
    assert not saved.exists()
    asked.text = "She has agreed to it"
    copied_for(page, "perpetrator")
    assert saved.read_bytes() == b"Amina Testwick rang."


def test_a_caseworker_cannot_send_a_name_out(
    desk: Desk, go: Went, tmp_path: Path, saved: Path, asked: Recorder, qtbot
) -> None:
    case_id, *_ = case_of(desk.office, desk.who)
    number = stored(desk, tmp_path, b"Amina Testwick rang.", "notes.txt", case_id)
    caseworker = Actor(desk.who.user_id, "cw", "Cass Worker", UserRole.CASEWORKER)
    other = Desk(desk.office, caseworker, lanes=(Inline(), Inline()))
    page = opened(other, go, number, qtbot)
    copied_for(page, "public")
    ((title, words),) = asked.questions
    assert title == "This copy would give somebody away"
    assert "Amina Testwick, protected as Complainant A, would be named" in words
    assert words.endswith("A manager can let it leave all the same.")
    assert not saved.exists()
    other.close()


def test_what_the_guard_cannot_read_is_looked_at_first(
    desk: Desk, go: Went, tmp_path: Path, saved: Path, asked: Recorder, qtbot
) -> None:
    case_id, *_ = case_of(desk.office, desk.who)
    page = opened(desk, go, stored(desk, tmp_path, b"%PDF-1.7 nothing", "call.pdf", case_id), qtbot)
    asked.yes = False
    copied_for(page, "court")
    ((title, words, yes),) = asked.questions
    assert title == "Not all of it could be read"
    assert "This PDF cannot be read" in words
    assert "I have looked" in yes
    assert not saved.exists()
