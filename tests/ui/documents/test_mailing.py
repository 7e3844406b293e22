"""One letter to many, through its page."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from asbdesk.domain.people import AddressValues
from asbdesk.queries import documents as document_queries
from asbdesk.queries import offices
from asbdesk.services import people
from asbdesk.services.envelope import move_window
from asbdesk.ui.desk import Desk
from asbdesk.ui.documents import mailing_work
from asbdesk.ui.documents.mailing import LEAFLET, MailingPage
from asbdesk.ui.kit.fields import plain
from asbdesk.ui.places import open_draft
from tests.documents.papers import words_of
from tests.factories import ask, case_of, do, person_values
from tests.ui.kit.helpers import Recorder
from tests.ui.page_fixtures import Went

ANSWERS = {
    "street": "Larch Court",
    "asked-area": "Larch Court",
    "asked-problem": "People have told us of loud music at night.",
    "asked-doing": "Our officers visit more often.",
    "asked-tell_by": "2003-12-05",
}


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, go: Went) -> MailingPage:
    case_id, _, _ = case_of(desk.office, desk.who)
    made = MailingPage(desk, go, case_id, template=LEAFLET)  # type: ignore[arg-type]
    qtbot.addWidget(made)
    made.show()
    made.refresh()
    assert made.editor is not None
    for name, value in ANSWERS.items():
        made.editor.form.fields[name].set_value(value)
    return made


def filed(desk: Desk) -> int:
    return len(ask(desk.office, document_queries.DOCUMENTS.ids, document_queries.ListFilter(), "reference"))


def test_a_street_is_written_to_looked_at_filed_and_printed_as_one_job(
    page: MailingPage, desk: Desk, asked: Recorder, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.prepare_button.click()
    assert page.banner.words() == "2 letters can be filed, 0 are left out."
    assert "The Occupier" in page.preview.page_text(0)
    assert filed(desk) == 0
    page.file_button.click()
    assert page.banner.words() == "2 letters filed."
    assert filed(desk) == 2
    printed: list[bytes] = []
    monkeypatch.setattr(
        "asbdesk.ui.documents.mailing.print_bytes",
        lambda _page, data, _title, then, **_how: (printed.append(data), then()),
    )
    page.print_button.click()
    assert len(printed) == 1
    sealed = [ask(desk.office, document_queries.document, number) for number in page.filed]
    assert [each.times_printed for each in sealed] == [1, 1]


def test_one_that_the_guard_stops_is_listed_with_its_reason_and_marked(page: MailingPage, desk: Desk) -> None:
    assert page.editor is not None
    page.editor.form.fields["asked-problem"].set_value("Amina told us of loud music. Ask Amina Testwick.")
    page.prepare_button.click()
    said = page.table.item(0, 1)
    assert said is not None
    assert "would be named" in said.text()
    assert page.preview.view.marks
    assert not page.file_button.isEnabled()


def test_a_changed_answer_forgets_what_was_made(page: MailingPage) -> None:
    page.prepare_button.click()
    assert page.editor is not None
    page.editor.form.fields["asked-doing"].edit.setPlainText("Something else.")
    assert not page.file_button.isEnabled()
    assert page.table.rowCount() == 0


def test_what_was_filed_before_it_was_stopped_is_said(page: MailingPage, desk: Desk) -> None:
    page.prepare_button.click()

    def stop_after_one(task, letters):
        tell = task.tell
        task.tell = lambda done, total, words: (tell(done, total, words), task.stopped.set())
        return mailing_work.file_letters(task, letters)

    told: list[object] = []
    desk.heavy(stop_after_one, page.letters, then=told.append)
    page._sealed(told[0])  # type: ignore[arg-type]
    assert page.banner.words() == "1 letter filed. Stopped: 1 more were not filed."
    assert filed(desk) == 1


def test_the_draft_comes_back(page: MailingPage, desk: Desk, go: Went) -> None:
    assert page.editor is not None
    page.editor.form.fields["street"].edit.setText("Quarry Road")
    page.leave()
    (row,) = ask(desk.office, offices.drafts, desk.who.user_id)
    open_draft(go, row.key)  # type: ignore[arg-type]
    assert go.places[-1] == ("mailing", 0, {"case_id": page.case_id, "template": LEAFLET})
    again = MailingPage(desk, go, **go.places[-1][2])  # type: ignore[arg-type]
    again.refresh()
    assert again.editor is not None
    assert plain(str(again.editor.form.fields["street"].value())) == "Quarry Road"
    again.deleteLater()


def test_a_street_is_written_to_with_the_keyboard_alone_and_each_address_stands_in_the_moved_window(
    page: MailingPage, desk: Desk, qtbot: QtBot, asked: Recorder, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    homes = (("9 Larch Court", "TM3 9AA"), ("11 Larch Court", "TM1 1ZZ"), ("3 Larch Court", "TM3 8QX"))
    for lines, code in homes:
        lives = person_values("Bo", "Neighbour", addresses=(AddressValues(f"{lines}\nQuarry Road\nThornmere", code),))
        do(desk.office, desk.who, people.add_person, lives)
    page.prepare()
    assert page.letters[0].prepared is not None
    before = next(word for word in words_of(page.letters[0].prepared.pdf, tmp_path) if word.text == "The")
    page.letters = ()
    do(desk.office, desk.who, move_window, 30, 15)
    printed: list[bytes] = []
    monkeypatch.setattr(
        "asbdesk.ui.documents.mailing.print_bytes",
        lambda _page, data, _title, then, **_how: (printed.append(data), then()),
    )
    with qtbot.waitActive(page):
        page.activateWindow()
    alt = Qt.KeyboardModifier.AltModifier
    qtbot.keyClick(page, Qt.Key.Key_M, alt)
    qtbot.waitUntil(lambda: bool(page.letters))
    qtbot.keyClick(page, Qt.Key.Key_O, alt)
    qtbot.waitUntil(lambda: bool(page.filed))
    qtbot.keyClick(page, Qt.Key.Key_B, alt)
    qtbot.waitUntil(page.both_sides.isChecked)
    qtbot.keyClick(page, Qt.Key.Key_P, alt)
    qtbot.waitUntil(lambda: bool(printed))
    words = words_of(printed[0], tmp_path)
    first = [word for word in words if word.text == "The" and 30 < word.top < 60]
    assert [word.page for word in first] == [1, 3, 5, 7, 9]
    moved = {(round(word.left - before.left, 1), round(word.top - before.top, 1)) for word in first}
    assert moved == {(3.0, 1.5)}
    doors = [
        "".join(w.text for w in words if w.page == each.page and each.bottom < w.top < 66.3 and w.left < 100)
        for each in first
    ]
    assert [(re.match(r"\d+", door)[0], door[-6:]) for door in doors] == [  # type: ignore[index]
        ("11", "TM11ZZ"), ("3", "TM38QX"), ("12", "TM38QX"), ("14", "TM38QX"), ("9", "TM39AA"),
    ]  # fmt: skip
    (sealed, *_rest) = (ask(desk.office, document_queries.document, number) for number in page.filed)
    assert hashlib.sha256(sealed.pdf).hexdigest() == sealed.sha256
