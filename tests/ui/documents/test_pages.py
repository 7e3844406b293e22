"""A sealed paper on its page, and the list of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from asbdesk.domain.casework import SafeToUse
from asbdesk.domain.people import AddressValues
from asbdesk.domain.printing import PaperKind
from asbdesk.queries import documents as document_queries
from asbdesk.queries import people as people_queries
from asbdesk.services import papers, people
from asbdesk.storage import tables as t
from asbdesk.ui import ask as ask_module
from asbdesk.ui.desk import Desk
from asbdesk.ui.documents.list import DocumentsPage
from asbdesk.ui.documents.page import DocumentPage
from tests.factories import TODAY, ask, case_of, do, person_values
from tests.ui.page_fixtures import Went

ANSWERS = {"rule_broken": "the law", "must_stop": "Stop.", "reply_by": "2003-11-28", "review_on": "2003-12-15"}


@pytest.fixture
def filed(desk: Desk) -> int:
    case_id, accused, _ = case_of(desk.office, desk.who)
    wanted = papers.Wanted(case_id, "first-warning", accused, ANSWERS)
    return do(
        desk.office, desk.who, papers.file_paper, ask(desk.office, papers.prepare, wanted, desk.who.user_id, TODAY)
    )


def shown(qtbot: QtBot, page: Any) -> Any:
    qtbot.addWidget(page)
    page.resize(1100, 700)
    page.show()
    page.refresh()
    return page


def test_the_sealed_bytes_are_shown_with_their_seal(qtbot: QtBot, desk: Desk, go: Went, filed: int) -> None:
    page = shown(qtbot, DocumentPage(desk, go, filed, filed="ASB/2003/0001/L1"))  # type: ignore[arg-type]
    sealed = ask(desk.office, document_queries.document, filed)
    assert page.view.shown_bytes() == sealed.pdf
    assert page.head.words.text().startswith("Sealed 17 Nov 2003 ")
    assert f"SHA-256 {sealed.sha256[:8]}" in page.head.words.text()
    assert page.head.words.text().endswith("template first-warning version 3")
    assert page._toast.words() == "Filed as ASB/2003/0001/L1."
    assert page.printed.text() == "Never printed"


def test_each_printing_is_noted(
    qtbot: QtBot, desk: Desk, go: Went, filed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = shown(qtbot, DocumentPage(desk, go, filed))  # type: ignore[arg-type]
    kinds: list[PaperKind] = []
    monkeypatch.setattr(page.view, "print_it", lambda _title, then, kind: (kinds.append(kind), then()))
    page.print_sealed()
    page.print_sealed()
    assert kinds == [PaperKind.LETTER, PaperKind.LETTER]
    assert page.printed.text() == "Printed twice"
    assert ask(desk.office, document_queries.document, filed).times_printed == 2


def test_a_letter_to_where_it_is_no_longer_safe_is_printed_when_somebody_says_that_it_is_not_posted(
    qtbot: QtBot, desk: Desk, go: Went, filed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    accused = ask(desk.office, lambda session: session.get_one(t.Document, filed).person_id)
    at = ask(desk.office, people_queries.person, accused)
    unsafe = AddressValues("14 Larch Court, Quarry Road", "TM3 8QX", safe_to_write=SafeToUse.NO)
    do(desk.office, desk.who, people.change_person, accused, at.version, person_values(addresses=(unsafe,)))
    page = shown(qtbot, DocumentPage(desk, go, filed))  # type: ignore[arg-type]
    printed: list[str] = []
    asked: list[Any] = []
    monkeypatch.setattr(page.view, "print_it", lambda title, **_how: printed.append(title))
    monkeypatch.setattr(ask_module, "confirm", lambda *said, **_how: asked.append(said))
    page.print_sealed()
    assert printed == []
    ((_, title, words, yes, then),) = asked
    assert (title, yes) == ("It is no longer safe to write there", "&It will not be posted there")
    assert "14 Larch Court" in words
    then()
    assert len(printed) == 1


def test_the_saved_pdf_is_the_sealed_one(
    qtbot: QtBot, desk: Desk, go: Went, filed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = shown(qtbot, DocumentPage(desk, go, filed))  # type: ignore[arg-type]
    names: list[str] = []

    def save_file(_parent: object, _title: str, name: str, _kinds: str, then: Any) -> None:
        names.append(name)
        then(tmp_path / name)

    monkeypatch.setattr(ask_module, "save_file", save_file)
    page.save_pdf()
    assert names == ["ASB-2003-0001-L1 First warning letter.pdf"]
    assert (tmp_path / names[0]).read_bytes() == ask(desk.office, document_queries.document, filed).pdf
    monkeypatch.setattr(ask_module, "save_file", lambda *_args, then: then(tmp_path / "no" / "such" / "folder.pdf"))
    page.save_pdf()
    assert "could not be written" in page.banner.words()


def test_a_damaged_seal_is_told_and_nothing_is_shown(qtbot: QtBot, desk: Desk, go: Went, filed: int) -> None:
    with desk.office.transaction(desk.who, "damage") as work:
        content = work.session.query(t.DocumentContent).filter_by(document_id=filed).one()
        content.pdf = content.pdf + b"%"
    page = shown(qtbot, DocumentPage(desk, go, filed))  # type: ignore[arg-type]
    assert "no longer matches its seal" in page.banner.words()
    assert page.view.page_count() == 0
    assert not any(each.isEnabled() for each in page.buttons)
    assert not page.printed.isVisible()


def test_write_again_starts_the_same_letter_anew(qtbot: QtBot, desk: Desk, go: Went, filed: int) -> None:
    page = shown(qtbot, DocumentPage(desk, go, filed))  # type: ignore[arg-type]
    page.buttons[1].click()
    place, _, facts = go.places[-1]
    assert (place, facts["template"], facts["contract_id"]) == ("letter", "first-warning", 0)
    assert facts["person_id"] == page.document.person_id


def test_the_list_shows_what_was_filed_and_filters_by_chips(qtbot: QtBot, desk: Desk, go: Went, filed: int) -> None:
    page = shown(qtbot, DocumentsPage(desk, go))  # type: ignore[arg-type]
    qtbot.waitUntil(lambda: page.list.table.rows.rowCount() == 1)
    page.list._chips["contracts"][1].setChecked(True)
    qtbot.waitUntil(lambda: page.list.table.rows.rowCount() == 0)
    page.list.opened.emit(filed)
    assert go.places[-1][:2] == ("document", filed)
