from __future__ import annotations

import io
import math
import os
import struct
import wave
from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QIODevice, QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QColor, QDropEvent, QImage
from PySide6.QtWidgets import QLabel

from asbdesk.domain.casework import ExhibitKind
from asbdesk.domain.exhibits import ExhibitValues, Witness
from asbdesk.queries import evidence as evidence_queries
from asbdesk.services import evidence
from asbdesk.storage.engine import connect
from asbdesk.ui import ask as ask_module
from asbdesk.ui.cases.page import CasePage
from asbdesk.ui.desk import Desk
from asbdesk.ui.evidence.add import AddExhibitDialog, ChangeExhibitDialog
from asbdesk.ui.evidence.copying import CopyDialog
from asbdesk.ui.evidence.list import ExhibitsPage
from asbdesk.ui.evidence.moving import MoveDialog
from asbdesk.ui.evidence.page import ExhibitPage
from asbdesk.ui.evidence.player import Player
from asbdesk.ui.evidence.preview import Picture
from asbdesk.ui.kit.pdf_view import PdfView
from tests.factories import TODAY, ask, case_of
from tests.services.test_evidence import damaged
from tests.shared_data import shared
from tests.ui.page_fixtures import Went

MIB = 1024 * 1024


def picture(colour: str = "#803020", width: int = 300, height: int = 200) -> bytes:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    out = QBuffer()
    out.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(out, "PNG")
    return bytes(out.data().data())


def sound(seconds: float = 1) -> bytes:
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8000)
        file.writeframes(b"".join(struct.pack("<h", int(9000 * math.sin(i / 5))) for i in range(int(8000 * seconds))))
    return out.getvalue()


def stored(desk: Desk, folder: Path, content: bytes, name: str, case_id: int, title: str = "A thing") -> int:
    path = folder / name
    path.write_bytes(content)
    witness = Witness("Jo Okafor", user_id=desk.who.user_id)
    values = ExhibitValues(case_id, witness, ExhibitKind.OTHER, title, TODAY)
    return evidence.take_in(desk.office, desk.who, path, values)


def opened(desk: Desk, go: Went, number: int, qtbot) -> ExhibitPage:
    page = ExhibitPage(desk, go, number)
    qtbot.addWidget(page)
    desk.changed.connect(lambda kinds: page.refresh() if kinds & page.shows else None)
    page.resize(1200, 800)
    page.show()
    page.refresh()
    return page


@pytest.fixture
def case_id(desk: Desk) -> int:
    return case_of(desk.office, desk.who)[0]


def test_a_file_is_added_through_the_window_then_seen_and_opened(
    desk: Desk, go: Went, case_id: int, tmp_path: Path, qtbot
) -> None:
    page = ExhibitsPage(desk, go, case_id)
    qtbot.addWidget(page)
    page.show()
    page.refresh()
    assert page.empty.isVisible()
    path = tmp_path / "larch_court_stairs.png"
    path.write_bytes(picture())
    page.add_files([path])
    dialog = page.findChild(AddExhibitDialog)
    assert dialog.form.fields["title"].value() == "Larch court stairs"
    assert dialog.form.fields["kind"].value() == "photograph"
    assert dialog.form.witness.help.text() == "It will be marked JO/1."
    dialog.form.fields["received_from"].set_value("The caretaker")
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert [row.mark for row in page.rows] == ["JO/1"]
    assert go.said == ["Stored as JO/1."]
    assert page.table.item(0, 5).text() == "Unopened."
    assert not page.table.item(0, 0).icon().isNull()
    page.table.opened.emit(0)
    assert go.places[-1][:2] == ("exhibit", page.rows[0].id)

    one = opened(desk, go, page.rows[0].id, qtbot)
    assert isinstance(one.preview.part, Picture)
    assert one.title() == "JO/1 · Larch court stairs"
    assert one.pill.text() == "Opened"
    assert one.log.item(0, 2).text() == "Taken into the office’s encrypted store, received from The caretaker"


def test_files_dropped_on_the_page_are_added_together(
    desk: Desk, go: Went, case_id: int, tmp_path: Path, qtbot
) -> None:
    page = ExhibitsPage(desk, go, case_id)
    qtbot.addWidget(page)
    page.refresh()
    names: list[QUrl] = []
    for name in ("one.txt", "two.txt"):
        (tmp_path / name).write_text("It was loud.")
        names.append(QUrl.fromLocalFile(str(tmp_path / name)))
    what = QMimeData()
    what.setUrls(names)
    drop = QDropEvent(QPoint(5, 5), Qt.DropAction.CopyAction, what, Qt.MouseButton.LeftButton, Qt.KeyboardModifier(0))
    page.dropEvent(drop)
    dialog = page.findChild(AddExhibitDialog)
    dialog.form.fields["title"].set_value("Notes")
    dialog.save()
    assert [row.title for row in page.rows] == ["Notes (2 of 2: two.txt)", "Notes (1 of 2: one.txt)"]
    assert [row.mark for row in page.rows] == ["JO/2", "JO/1"]


def test_what_is_typed_about_an_exhibit_is_kept_as_a_draft_until_it_is_stored(
    desk: Desk, go: Went, case_id: int, tmp_path: Path, qtbot
) -> None:
    page = ExhibitsPage(desk, go, case_id)
    qtbot.addWidget(page)
    page.refresh()
    page.add_files([tmp_path / "gone.wav"])
    dialog = page.findChild(AddExhibitDialog)
    dialog.form.fields["title"].set_value("Shouting on the stairs")
    dialog.save()
    assert "not there any more" in dialog.form.banner.words()
    dialog.reject()
    (tmp_path / "there.wav").write_bytes(sound())
    again = AddExhibitDialog(page, desk, case_id, [tmp_path / "there.wav"], lambda _ids: None)
    assert again.form.fields["title"].value() == "Shouting on the stairs"
    again.save()
    from asbdesk.queries.offices import drafts

    assert ask(desk.office, drafts, desk.who.user_id) == ()


@pytest.mark.qt_log_ignore("(?i)pulse|pipewire|audio|ffmpeg|Couldn't", extend=True)  # a computer may have no sound
def test_sound_is_played_from_the_store_and_no_clear_file_is_written(
    desk: Desk, go: Went, case_id: int, tmp_path: Path, qtbot, monkeypatch: pytest.MonkeyPatch
) -> None:
    empty = tmp_path / "temporary"
    empty.mkdir()
    for name in ("TMPDIR", "TEMP", "TMP"):
        monkeypatch.setenv(name, str(empty))
    page = opened(desk, go, stored(desk, tmp_path, sound(2), "noise.bin", case_id), qtbot)
    player = page.preview.part
    assert isinstance(player, Player)
    qtbot.waitUntil(lambda: player.player.duration() == 2000, timeout=10_000)
    assert player.time.text() == "0:00 of 0:02"
    page.leave()
    assert list(empty.iterdir()) == []
    assert page.preview.player is None


def test_a_pdf_is_shown_in_pages(desk: Desk, go: Went, case_id: int, tmp_path: Path, qtbot) -> None:
    content = shared("pdf/attachments/trivial.pdf").read_bytes()
    page = opened(desk, go, stored(desk, tmp_path, content, "letter.pdf", case_id), qtbot)
    assert isinstance(page.preview.part, PdfView)
    assert page.preview.part.page_count() == 1


@pytest.mark.parametrize(
    ("how", "told"),
    [("cut", "damaged"), ("locked", "locked with a password"), ("flipped", "damaged")],
)
def test_a_pdf_that_cannot_be_shown_says_why(
    desk: Desk, go: Went, case_id: int, tmp_path: Path, qtbot, how: str, told: str
) -> None:
    page = opened(desk, go, stored(desk, tmp_path, damaged(how), "letter.pdf", case_id), qtbot)
    if page.preview.part is None:
        assert told in page.preview.words.text()
    else:
        assert isinstance(page.preview.part, PdfView)  # Qt mended it
    listed = ExhibitsPage(desk, go, case_id)
    qtbot.addWidget(listed)
    listed.refresh()
    assert len(listed.rows) == 1


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "The file is empty"),
        (picture()[:60] + b"\0" * 400, "damaged"),
        (bytes(range(256)) * 40, "no preview for this kind"),
    ],
)
def test_a_file_without_a_preview_says_why(
    desk: Desk, go: Went, case_id: int, tmp_path: Path, qtbot, content: bytes, told: str
) -> None:
    page = opened(desk, go, stored(desk, tmp_path, content, "thing", case_id), qtbot)
    assert page.preview.part is None
    assert told in page.preview.words.text()
    assert page.pill.text() == "Opened"


def test_a_file_changed_in_the_store_is_not_shown_and_stays_unopened(
    desk: Desk, go: Went, case_id: int, tmp_path: Path, qtbot
) -> None:
    number = stored(desk, tmp_path, picture(), "stairs.png", case_id)
    raw = connect(desk.office.folder / "office.db", desk.office._data_key)
    raw.execute("UPDATE exhibit_chunk SET content = ?", (picture("#000000"),))
    raw.close()
    page = opened(desk, go, number, qtbot)
    assert page.preview.part is None
    assert "does not match its seal" in page.banner.words()
    assert page.pill.text() == "Unopened"


def test_a_copy_is_saved_and_stands_in_the_log(
    desk: Desk, go: Went, case_id: int, tmp_path: Path, qtbot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = opened(desk, go, stored(desk, tmp_path, b"words", "notes.txt", case_id), qtbot)
    offered: list[str] = []

    def save_file(_parent, _title, name, _kinds, then) -> None:
        offered.append(name)
        then(tmp_path / name)

    monkeypatch.setattr(ask_module, "save_file", save_file)
    page.copy_button.click()
    dialog = page.findChild(CopyDialog)
    dialog.choose()
    assert "Say who gets it" in dialog.reader.error()
    dialog.reader.set_value("office")
    dialog.main.click()
    assert offered == ["Office only - JO-1 notes.txt"]
    assert (tmp_path / offered[0]).read_bytes() == b"words"
    assert page.log.item(1, 2).text() == "A copy was saved as “Office only - JO-1 notes.txt”"


def test_a_line_of_the_continuity_log_is_added_by_hand(
    desk: Desk, go: Went, case_id: int, tmp_path: Path, qtbot
) -> None:
    page = opened(desk, go, stored(desk, tmp_path, b"words", "notes.txt", case_id), qtbot)
    page.move_button.click()
    dialog = page.findChild(MoveDialog)
    dialog.form.set_draft({"holder": "PC Ruth Sampleford", "at": "16 Nov 2003 14:00"})
    dialog.save()
    assert "Say why" in dialog.form.fields["why"].error()
    dialog.form.fields["why"].set_value("Taken to the station")
    dialog.save()
    assert page.log.item(0, 1).text() == "PC Ruth Sampleford"


def test_what_is_said_of_an_exhibit_is_put_right(desk: Desk, go: Went, case_id: int, tmp_path: Path, qtbot) -> None:
    number = stored(desk, tmp_path, b"words", "notes.txt", case_id)
    page = opened(desk, go, number, qtbot)
    page.change_button.click()
    dialog = page.findChild(ChangeExhibitDialog)
    dialog.form.fields["title"].set_value("Notes of the night")
    dialog.form.fields["incident"].box.setCurrentIndex(1)
    dialog.save()
    assert page.title() == "JO/1 · Notes of the night"
    found = ask(desk.office, evidence_queries.exhibit, number)
    assert len(found.incidents) == 1
    assert found.witness == "Jo Okafor"
    assert [row.id for row in ask(desk.office, evidence_queries.of_incident, found.incidents[0].id)] == [number]


def test_an_exhibit_added_by_mistake_is_taken_out_with_a_reason(
    desk: Desk, go: Went, asked, case_id: int, tmp_path: Path, qtbot
) -> None:
    asked.text = "Somebody else's holiday"
    page = opened(desk, go, stored(desk, tmp_path, b"words", "notes.txt", case_id), qtbot)
    page.discard_button.click()
    assert go.places[-1] == ("exhibits", case_id, {})
    assert ask(desk.office, evidence_queries.exhibits, case_id) == ()


def test_the_case_shows_its_evidence_and_what_is_unopened(
    desk: Desk, go: Went, case_id: int, tmp_path: Path, qtbot
) -> None:
    number = stored(desk, tmp_path, b"words", "notes.txt", case_id, "Notes of the night")
    page = CasePage(desk, go, case_id)
    qtbot.addWidget(page)
    page.refresh()
    words = [label.text() for label in page.evidence.findChildren(QLabel)]
    assert "1 exhibit, 1 unopened" in words
    page.evidence.opened.emit(number)
    assert go.places[-1][:2] == ("exhibit", number)
    assert any(row.what == "Exhibit" and row.opens_id == number for row in page.facts.timeline)


def test_the_window_lives_while_a_large_file_comes_in_and_cancel_leaves_nothing(
    tmp_path: Path, qtbot, go: Went
) -> None:
    from tests.factories import new_office

    office, who = new_office(tmp_path)
    case_id, *_ = case_of(office, who)
    path = tmp_path / "long.wav"
    with path.open("wb") as file:
        for _ in range(96):
            file.write(os.urandom(MIB))
    desk = Desk(office, who)  # real lanes
    page = ExhibitsPage(desk, go, case_id)
    qtbot.addWidget(page)
    page.show()
    page.refresh()
    qtbot.waitUntil(lambda: bool(page.reference))
    page.add_files([path])
    dialog = page.findChild(AddExhibitDialog)
    qtbot.waitUntil(lambda: dialog.form is not None)
    dialog.save()
    qtbot.waitUntil(lambda: dialog.bar._bar.value() >= 16, timeout=20_000)
    answers: list[object] = []
    desk.ask(evidence_queries.exhibits, case_id, then=answers.append)  # the database lane is free meanwhile
    qtbot.waitUntil(lambda: bool(answers), timeout=5_000)
    assert answers == [()]
    assert dialog.job is not None
    dialog.reject()
    qtbot.waitUntil(lambda: dialog.banner.words().startswith("Stopped"), timeout=20_000)
    assert raw_counts(office) == (0, 0)
    dialog.reject()
    desk.close()
    office.close()


def raw_counts(office) -> tuple[int, int]:
    raw = connect(office.folder / "office.db", office._data_key)
    counts = tuple(raw.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in ("exhibit", "exhibit_chunk"))
    raw.close()
    return counts
